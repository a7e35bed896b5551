export const title = 'From the findings to why one is rated as it is';
export const script = 'both';

export async function run({ page, open, path, keys, tabTo, check }) {
  const go = async (to) => {
    await keys('Enter');
    await page.waitForURL(to);
  };
  await open('findings/index.html');
  await tabTo('main a[href$="findings/confidence.html"]');
  await go(/confidence/);
  check(path() === 'findings/confidence.html', 'the findings lead to the tables of confidence');

  const summary = await page.locator('table.sqf tbody tr').allInnerTexts();
  check(summary.length === 4, 'the summary has each finding that is rated, and no other');
  for (const level of ['High', 'Moderate', 'Low', 'Very low']) {
    check(summary.some((row) => row.includes(`${level} confidence`)), `the level “${level}” is said in words`);
  }
  const profile = page.locator('table.profile').nth(2);
  check((await profile.locator('tbody tr').count()) === 6, 'a profile has four components, the whole, and the studies');
  check((await profile.innerText()).includes('The two strands do not agree.'), 'a profile says why');
  check((await page.locator('#_waiting + ul').innerText()) === 'Carers wait too', 'what nobody has rated is named');
  const meaning = 'It is not clear whether the review finding is a reasonable representation of the phenomenon of interest';
  check((await page.locator('.levels').innerText()).includes(meaning), 'a level is explained in the standard’s own words');

  await tabTo('table.sqf th a');
  await go(/findings\/late/);
  check(/^findings\/(?!confidence|index)/.test(path()), 'a row leads to its finding');
  check((await page.locator('#_confidence ~ p').first().innerText()).includes('High confidence'), 'the finding says its level');
}
