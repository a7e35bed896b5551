export const title = 'In Welsh, a mutated word finds its radical form, and counts take their forms';
export const script = 'on';

export async function run({ page, open, check }) {
  await open('search.html?q=fws');
  await page.waitForFunction(() => document.querySelector('.result') && !document.querySelector('[aria-busy]'));
  const marked = new Set((await page.locator('mark').allInnerTexts()).map((word) => word.toLowerCase()));
  check(marked.has('bws') && marked.has('fws'), `“fws” finds “bws” too, and not only ${[...marked].join(', ')}`);
  check(/canlyniad|o ganlyniadau/.test(await page.innerText('[role=status]')), 'the number of results is told in Welsh');
  await open('search.html?q=golau');
  await page.waitForFunction(() => document.querySelector('.result') && !document.querySelector('[aria-busy]'));
  check((await page.locator('mark').allInnerTexts()).some((word) => word.toLowerCase() === 'olau'), '“golau” finds “olau”');
}
