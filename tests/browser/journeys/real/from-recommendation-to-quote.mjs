export const title = 'From a recommendation down to a quote, by its links';
export const script = 'both';

export async function run({ page, open, path, check }) {
  await open('recommendations/index.html');
  await page.click('main li h2 a');
  check(/^recommendations\/(?!index)/.test(path()), 'the first entry leads to a recommendation');
  await page.click('main a[href*="findings/"]');
  check(/^findings\/(?!index)/.test(path()), 'a recommendation leads to a finding');
  await page.click('main a[href*="themes/"]');
  check(/^themes\/(?!index)/.test(path()), 'a finding leads to a theme');
  check((await page.locator('figure.quote blockquote').count()) > 0, 'a theme shows quotes');
}
