export const title = 'From a cell of the evidence map to a quote, with the keyboard';
export const script = 'both';

const CELL = 'a[href="map/co-location.html#_group-sector-group-primary-care"]';

export async function run({ page, open, path, keys, tabTo, check, axe, scripted }) {
  const go = async (to) => {
    await keys('Enter');
    await page.waitForURL(to);
  };
  await open('themes/index.html');
  await tabTo('main a[href$="map.html"]');
  await go(/\/map\.html$/);
  check(path() === 'map.html', 'the list of themes leads to the map');
  check((await page.locator('svg[role=img]').count()) === 1, 'the map has one picture, with a text of its own');

  const gaps = await page.locator('.map-table .gaps').allInnerTexts();
  check(gaps.some((text) => /No quote from Voluntary sector on .*Co-location/.test(text)), 'an empty cell is said in words');
  const empty = page.locator('tr:has(a[href="themes/co-location.html"]) td.gap');
  check((await empty.count()) > 0, 'an empty cell is shown as a gap');

  const number = parseInt(await page.locator(CELL).innerText(), 10);
  await tabTo(CELL, 400);
  await go(/map\/co-location/);
  check(path() === 'map/co-location.html#_group-sector-group-primary-care', 'a cell leads to what it holds');
  const cell = page.locator('#_group-sector-group-primary-care');
  check((await cell.locator('.quote-lines li').count()) === number, 'the cell holds as many quotes as its number says');
  await tabTo('#_group-sector-group-primary-care .quote-lines a', 10);
  await go(/themes\/.*#/);
  const id = decodeURIComponent(path().split('#')[1] ?? '');
  check(id !== '' && (await page.locator(`figure.quote[id="${id}"]`).count()) === 1, 'a line leads to the quote itself');

  await open('map.html');
  await page.setViewportSize({ width: 320, height: 640 });
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  check(sideways <= 0, 'on a narrow screen only the tables scroll sideways');
  check(!(await page.locator('svg[role=img]').isVisible()), 'on a narrow screen the tables stand for the picture');
  if (!scripted) return;
  const faults = await axe();
  check(faults.length === 0, `axe-core: ${faults.join('; ')}`);
}
