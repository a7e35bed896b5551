export const title = 'Read a reference, a word, a theme and a quote where their links stand, with the keyboard alone';
export const script = 'both';

/** A button that opens a preview, and what it must show. */
const KINDS = [
  { page: 'themes/interface-roles.html', button: '.prose button.cite', shows: '.preview.reference', words: 'Dambha-Miller' },
  { page: 'themes/interface-roles.html', button: '.prose .term + .peek', shows: '.preview.term', words: 'See the glossary' },
  { page: 'themes/what-helps.html', button: '.prose a[href*="interface-roles"] + .peek', shows: '.preview.theme', words: 'Interface roles' },
  { page: 'themes/interface-roles.html', button: '#_chain .inline .peek', shows: '.preview.quote', words: 'P8' },
];

export async function run({ page, open, keys, tabTo, scripted, check, axe }) {
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 700 });
    for (const kind of KINDS) await preview(kind, `${kind.button} at ${width} px`);
  }

  async function preview({ page: path, button, shows, words }, name) {
    await open(path);
    await keys('Tab', 'Enter'); // past the menu
    await tabTo(button);
    await keys('Enter');
    const shown = page.locator(`${shows}:popover-open`);
    check((await shown.count()) === 1, `${name}: Enter opens one preview`);
    check((await shown.innerText()).includes(words), `${name}: the preview says “${words}”`);
    const covered = await page.evaluate(covers, [button, shows]);
    check(!covered, `${name}: the preview covers ${covered}`);
    if (scripted && page.viewportSize().width === 320) for (const fault of await axe()) check(false, `${name}: ${fault}`);
    await keys('Escape');
    check((await page.locator(':popover-open').count()) === 0, `${name}: Esc closes it`);
    check(await page.evaluate((selector) => document.activeElement.matches(selector), button), `${name}: the focus is where it was`);
    // Into the preview and out again.
    await keys('Enter', 'Tab');
    check(await page.evaluate((selector) => Boolean(document.activeElement.closest(selector)), shows), `${name}: Tab goes into the preview`);
    await keys('Escape');
    check(await page.evaluate((selector) => document.activeElement.matches(selector), button), `${name}: Esc gives the focus back`);
  }
}

/** Runs in the page: what of the words and their button lies below the preview, or beyond the window. */
function covers([button, shows]) {
  const opener = document.activeElement.closest(button);
  const preview = document.querySelector(`${shows}:popover-open`).getBoundingClientRect();
  const beyond = preview.left < 0 || preview.top < 0 || preview.right > innerWidth + 1 || preview.bottom > innerHeight + 1;
  if (beyond) return 'more than the window';
  const link = opener.previousElementSibling ?? opener;
  const boxes = [opener, link].flatMap((element) => [...element.getClientRects()]);
  const over = boxes.some((box) => box.left < preview.right && preview.left < box.right && box.top < preview.bottom && preview.top < box.bottom);
  return over ? 'the words that it explains' : '';
}
