export const title = 'From a figure of a review’s flow to what it counts';
export const script = 'both';

export async function run({ page, open, path, keys, tabTo, check }) {
  const go = async (to) => {
    await keys('Enter');
    await page.waitForURL(to);
  };
  await open('studies/review.html');
  const picture = page.locator('svg.flow-picture');
  check(await picture.isVisible(), 'a wide screen shows the picture');
  const drawn = (await picture.locator('text').allTextContents()).join(' ').replace(/\s+/g, ' ');
  for (const part of ['Identification', 'Screening', 'Included', 'Records screened: 600', 'By other ways', 'Earlier versions']) {
    check(drawn.includes(part), `the picture has “${part}”`);
  }
  await tabTo('main .flow a');
  check((await page.evaluate(() => document.activeElement.closest('svg'))) === null, 'the keyboard meets the links of the list alone');
  await go(/included-studies/);
  check(path() === 'included-studies.html#left-out', 'a figure leads to what it counts');

  await open('studies/review.html');
  await page.setViewportSize({ width: 320, height: 640 });
  check(!(await picture.isVisible()), 'on a narrow screen the list stands for the picture');
  check(await page.locator('.flow-steps').isVisible(), 'the list is there on every screen');
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  check(sideways <= 0, 'nothing scrolls sideways');
}
