export const title = 'An address holds what the quotes are filtered by';
export const script = 'on';

export async function run({ page, open, path, check }) {
  const shown = () => page.locator('#_cards > figure:visible').evaluateAll((all) => all.map((card) => card.querySelector('.who').textContent));
  await open('quotes/index.html?theme=what-helps&sector-group=Primary+care&sort=speaker');
  const first = await shown();
  check(first.length > 1 && first.length < 29, `some quotes are shown: ${first.length}`);
  const numbers = first.map((who) => Number(who.slice(1)));
  check(numbers.every((number, at) => at === 0 || number >= numbers[at - 1]), `P2 stands before P10: ${first}`);
  check((await page.locator('select[name=theme]').inputValue()) === 'what-helps', 'the form shows the theme');
  check((await page.locator('#_chips button').count()) === 3, 'two filters can be taken away, or all');

  // Back from a quote, the list is as it was.
  await page.locator('#_cards > figure:visible .anchor').first().click();
  await page.waitForLoadState('load');
  check(path().startsWith('themes/'), 'a quote leads to its home');
  await page.goBack();
  await page.waitForFunction(() => document.querySelectorAll('#_cards > figure:not([hidden])').length < 29);
  check((await shown()).join() === first.join(), 'the filters are as they were');

  // Plain lists lead to the same list here, where it can be narrowed further.
  await open('quotes/sector-group-primary-care.html');
  const listed = await page.locator('figure.quote').count();
  await page.getByRole('link', { name: 'Filter and sort these quotes' }).click();
  await page.waitForLoadState('load');
  check(path() === 'quotes/index.html?sector-group=Primary+care', `a list leads to the filter: ${path()}`);
  check((await shown()).length === listed, `its quotes are shown: ${(await shown()).length} of ${listed}`);

  // An address that means nothing hides nothing.
  await open('quotes/index.html?theme=nothing&sort=nothing&utm=%3Cb%3E');
  check((await shown()).length === 29, 'an unknown filter hides no quote');

  // On a phone the form is folded, and opens with one touch.
  await page.setViewportSize({ width: 320, height: 640 });
  await open('quotes/index.html');
  check(await page.locator('#_q').isHidden(), 'the form is folded on a phone');
  await page.locator('#_finder summary').click();
  await page.locator('select[name=level]').selectOption('meso');
  await page.getByRole('button', { name: 'Show the quotes' }).click();
  check(await page.locator('#_q').isHidden(), 'the form folds itself when the quotes are asked for');
  check(await page.evaluate(() => document.documentElement.scrollWidth <= 320), 'nothing is wider than the phone');
}
