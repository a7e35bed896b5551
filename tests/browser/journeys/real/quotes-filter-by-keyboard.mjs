export const title = 'Filter and sort the quotes with the keyboard alone';
export const script = 'on';

export async function run({ page, open, path, keys, tabTo, check, axe }) {
  await open('quotes/index.html');
  const status = page.locator('#_found');
  const said = async (words) => {
    await page.waitForTimeout(400);
    check((await status.textContent()) === words, `it says “${words}”, not “${await status.textContent()}”`);
  };
  const visible = () => page.locator('#_cards > figure:visible').count();
  const whole = await page.locator('#_cards').evaluate((cards) => [...cards.children].map((card) => card.textContent).sort().join());
  await said('29 of 29 quotes');

  // Words: nothing in the page changes, and the browser marks what was found.
  await tabTo('#_q');
  await page.keyboard.type('WORK');
  await said(`${await visible()} of 29 quotes`);
  check(path().includes('?q=WORK'), 'the words stand in the address');
  check(await page.evaluate(() => CSS.highlights.get('found').size > 0), 'the words found are marked');
  check((await page.locator('#_cards mark').count()) === 0, 'the marks change nothing in the page');

  // A choice, by its first letters as in any list of choices.
  await tabTo('select[name=theme]');
  await page.keyboard.type('Co-loc');
  check(path().includes('theme=co-location'), 'the theme stands in the address');
  const left = await visible();
  check(left > 0 && left < 5, `a theme and a word leave some quotes, not ${left}`);
  const options = await page.locator('select[name=sector-group] option').evaluateAll((all) => all.map(({ text, disabled }) => ({ text, disabled })));
  const none = options.filter(({ text }) => text.endsWith('(0)'));
  check(none.length > 0 && none.every(({ disabled }) => disabled), 'choices without a quote are shown and cannot be chosen');
  check(options.filter(({ text }) => /\([1-9]/.test(text)).every(({ disabled }) => !disabled), 'the others can be chosen');
  check((await axe()).length === 0, `axe: ${(await axe()).join('; ')}`);

  // Sorting.
  await tabTo('#_sort');
  await page.keyboard.type('Lon');
  const lengths = await page.locator('#_cards > figure:visible blockquote').evaluateAll((all) => all.map(({ textContent }) => textContent.length));
  check(lengths.every((length, at) => at === 0 || length <= lengths[at - 1]), `the longest come first: ${lengths}`);

  // Nothing matches: it says what to take away, and how many would be left.
  await page.evaluate(() => document.getElementById('_q').focus());
  await keys('Control+a');
  await page.keyboard.type('zebra');
  await said('No quote matches all of this. Take something away.');
  check((await visible()) === 0, 'no quote is shown');
  const chips = await page.locator('#_chips button').allTextContents();
  check(chips[0] === '“zebra” (4)', `the first button says what is left without the words, not ${chips}`);
  await tabTo('#_chips button');
  await keys('Enter');
  await said('4 of 29 quotes');
  check(await page.evaluate(() => document.activeElement.closest('#_chips') !== null), 'the focus stays among the buttons');
  await tabTo('#_chips .clear');
  await keys('Space');
  await said('29 of 29 quotes');
  check(path() === 'quotes/index.html', `the address is bare again, not ${path()}`);
  const again = await page.locator('#_cards').evaluate((cards) => [...cards.children].map((card) => card.textContent).sort().join());
  check(whole === again, 'every quote is as it was');

  // The button of the form leads to the quotes.
  await tabTo('#_finder button');
  await keys('Enter');
  check(await page.evaluate(() => document.activeElement.id === '_quotes-title'), 'the button leads to the list');
}
