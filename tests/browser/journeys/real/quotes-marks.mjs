export const title = 'Learn what the marks in a quote mean';
export const script = 'both';

export async function run({ page, open, path, keys, check }) {
  await open('themes/co-location.html');
  await page.locator('figure.quote .marks').first().focus();
  await keys('Enter');
  check(path() === 'themes/co-location.html#_marks', 'the keyboard leads from a quote to the key');
  check(await page.locator('#_marks').getByText('Words were left out here.').isVisible(), 'the key says what dots mean');
  check((await page.locator('figure.quote .marks').count()) === 1, 'the first quote with a mark leads to the key, and no other');

  // Somebody who listens hears it in the quote itself, whose words are as they were.
  const heard = await page.locator('figure.quote blockquote').first().ariaSnapshot();
  check(heard.includes('words left out') && heard.includes('added by the researchers'), `it is heard: ${heard}`);
  const words = await page.locator('figure.quote blockquote').first().textContent();
  check(!words.includes('words left out') && words.includes('processes ... we all'), `the words are untouched: ${words}`);

  await open('quotes/index.html');
  check(await page.getByText('Three dots show that words were left out.').isVisible(), 'the list explains its marks before the first quote');
}
