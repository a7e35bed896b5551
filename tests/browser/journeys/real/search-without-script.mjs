export const title = 'Without script, the search page says so and leads to the quotes';
export const script = 'off';

export async function run({ page, open, path, check }) {
  await open('themes/index.html');
  await page.click('.masthead a.search-box');
  check(path() === 'search.html', 'the box is a link to the search page');
  check(/script/.test(await page.locator('noscript p').innerText()), 'the page says what it needs');
  check(!(await page.isVisible('#_search')), 'and shows no form that does nothing');
  await page.click('main a[href*="quotes/index.html"]');
  check(path() === 'quotes/index.html', 'it leads to every quote');
}
