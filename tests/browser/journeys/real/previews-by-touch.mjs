export const title = 'Open and close a preview with a finger';
export const script = 'both';

export async function run({ page, open, browser, scripted, check }) {
  await open('themes/interface-roles.html');
  const context = await browser.newContext({ hasTouch: true, isMobile: true, viewport: { width: 360, height: 640 }, javaScriptEnabled: scripted });
  try {
    const phone = await context.newPage();
    await phone.goto(page.url());
    const term = phone.locator('.prose .term + .peek').first();
    const box = await term.boundingBox();
    check(box.width >= 24 && box.height >= 24, 'the button is large enough for a finger');
    await term.tap();
    check((await phone.locator('.preview.term:popover-open').count()) === 1, 'a tap opens the preview');
    await phone.locator('.preview:popover-open .close').tap();
    check((await phone.locator(':popover-open').count()) === 0, 'a tap on Close closes it');
    await term.tap();
    await phone.touchscreen.tap(5, 5);
    check((await phone.locator(':popover-open').count()) === 0, 'a tap beside it closes it');
    check(phone.url() === page.url(), 'and leads nowhere');
  } finally {
    await context.close();
  }
}
