export const title = 'Search with the keyboard: a quote by its words, by their start, and with a typing error';
export const script = 'on';

export async function run({ page, open, keys, path, check, axe }) {
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await open('themes/index.html');
  check(!asked.some((url) => /\/search\/index\.js|search-engine\.js/.test(url)), 'nothing of the index is loaded before a search');

  await keys('/');
  check((await focused(page)) === 'search', '/ goes to the search box');
  await keys('/');
  check((await page.inputValue('.search-box input')) === '/', '/ in the box is a character like any other');
  await keys('Escape');
  check((await focused(page)) !== 'search', 'Escape leaves the box');
  await keys('/');
  await page.keyboard.type('linchpin');
  await keys('Enter');
  await page.waitForURL(/search\.html\?q=linchpin/);
  await results(page);
  const quote = page.locator('.result.of-quote').first();
  check((await quote.locator('mark').allInnerTexts()).includes('linchpin'), 'the word found is marked');
  check(/P28, Voluntary sector/.test(await quote.innerText()), 'a quote shows its speaker as published');
  check(/2 results/.test(await page.innerText('[role=status]')), 'the number of results is announced');
  for (const fault of await axe()) check(false, fault);

  for (const query of ['linchp', 'lincphin', 'lynchpin', 'inchpin', 'Linchpïns']) {
    await page.fill('#_q', query);
    await page.waitForURL((url) => url.searchParams.get('q') === query);
    await results(page);
    check(/linchpin/.test(await page.locator('.result.of-quote').first().innerText()), `“${query}” finds the quote`);
  }

  await page.fill('#_q', 'linchpin');
  await page.waitForURL(/q=linchpin$/);
  await page.focus('#_q');
  for (let press = 0; press < 30 && !(await onResult(page)); press++) await keys('Tab');
  check(await onResult(page), 'Tab leads to a result');
  await page.locator('.result.of-quote a').first().focus();
  await keys('Enter');
  await page.waitForURL(/themes\/.*#/);
  check(await page.locator(':target blockquote').count() === 1, `a quote leads to its permalink, not ${path()}`);
  await page.goBack();
  await results(page);
  check((await page.inputValue('#_q')) === 'linchpin', 'back leads to the search as it was');
}

function focused(page) {
  return page.evaluate(() => document.activeElement.type ?? document.activeElement.tagName);
}

function onResult(page) {
  return page.evaluate(() => Boolean(document.activeElement.closest('.result')));
}

async function results(page) {
  await page.waitForFunction(() => document.querySelector('.result') && !document.querySelector('[aria-busy]'));
}
