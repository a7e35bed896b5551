export const title = 'Narrow a search by kind, theme and group, find nothing, and start again';
export const script = 'on';

export async function run({ page, open, check, axe }) {
  const ready = () => page.waitForFunction(() => document.querySelector('[role=status]').textContent && !document.querySelector('[aria-busy]'));
  const status = () => page.innerText('[role=status]');
  const count = async () => Number(/^[\d,]+/.exec(await status())?.[0] ?? 0);

  await open('search.html?q=care');
  await ready();
  const all = await count();
  check(all > 10, 'a common word finds much');
  check((await page.locator('.result').count()) === 10, 'ten results at first');
  await page.click('[data-more] button');
  await page.waitForFunction(() => document.querySelectorAll('.result').length > 10);
  check(await page.evaluate(() => document.activeElement.closest('.result') === document.querySelectorAll('.result')[10]), 'more results take the focus along');
  check(page.url().includes('show=20'), 'the address says how many are shown');

  const quotes = Number(await page.locator('label:has([value=quote]) .n').innerText());
  await page.check('[name=kind][value=quote]');
  await page.waitForURL(/kind=quote/);
  await ready();
  check((await count()) === quotes, `the filter says ${quotes} quotes, and so many are found`);
  check((await page.locator('.result:not(.of-quote)').count()) === 0, 'only quotes are shown');

  const theme = page.locator('#_search select[name=theme]');
  const option = theme.locator('option').nth(1);
  const expected = Number(/\((\d+)\)$/.exec(await option.innerText())[1]);
  await theme.selectOption(await option.getAttribute('value'));
  await page.waitForURL(/theme=/);
  await ready();
  check((await count()) === expected, `the theme says ${expected}, and so many are found`);

  await page.fill('#_q', 'zzyzx');
  await page.waitForURL(/q=zzyzx/);
  await ready();
  check(/No match/.test(await status()), 'no match is said');
  check((await page.isVisible('[data-hints] a[href*="quotes/index.html"]')), 'no match leads on');
  for (const fault of await axe()) check(false, fault);

  await page.fill('#_q', '');
  await page.waitForURL((url) => !url.searchParams.has('q'));
  await ready();
  check((await count()) > 0 && (await page.locator('.result').count()) > 0, 'filters alone list what they let through');
  await page.click('[data-clear]');
  await page.waitForURL((url) => url.search === '');
  check((await page.locator('.result').count()) === 0, 'without words and choices nothing is listed');

  await open('search.html?kind=quote&group=Patients+and+carers');
  await ready();
  check((await page.locator('.result.of-quote').count()) > 0, 'an address with filters lists what they let through');
  check((await page.locator('.result h3').allInnerTexts()).every((heading) => heading.includes('Patients and carers')), 'and nothing else');
}
