export const title = 'From a recommendation down to a voice and back up, with the keyboard alone';
export const script = 'both';

export async function run({ page, open, path, keys, tabTo, check }) {
  const follow = async (link) => {
    await tabTo(link);
    const before = page.url();
    await keys('Enter');
    await page.waitForURL((url) => url.href !== before);
  };
  await open('recommendations/index.html');
  await follow('main li h2 a');
  const start = path();
  check(/^recommendations\/(?!index)/.test(start), 'the list leads to a recommendation');

  await follow('#_chain a[href*="findings/"]');
  check(/^findings\/(?!index)/.test(path()), 'its chain leads down to a finding');

  await follow('#_chain .inline a[href*="#"]');
  const [, quote] = path().split('#');
  check(Boolean(quote), 'the chain of the finding leads down to a quote');
  check(await page.locator(`figure.quote[id="${quote}"]`).isVisible(), 'the quote stands where the link leads');

  await tabTo(`figure.quote[id="${quote}"] .follow`);
  await keys('Enter');
  const chain = page.locator('.preview.chain:popover-open');
  check((await chain.count()) === 1, 'a quote shows its chain');
  const steps = await chain.locator('.thread > li').count();
  check(steps === 7, `the chain has seven steps, not ${steps}`);
  check((await chain.locator('[aria-current=step]').innerText()).includes('This quote'), 'the chain says where the reader stands');

  await follow('.preview.chain a[href*="recommendations/"]');
  check(path() === start, `the chain leads back up to ${start}, not to ${path()}`);
  check((await page.locator('.crumbs a').allInnerTexts()).includes('Recommendations'), 'the way to the page is told');
}
