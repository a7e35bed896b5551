export const title = 'Find a quote in two actions';
export const script = 'both';

export async function run({ page, open, path, check, scripted }) {
  await open('index.html');
  await page.getByRole('navigation').getByRole('link', { name: 'Quotes', exact: true }).click();
  check(path() === 'quotes/index.html', 'the first action leads to the quotes');
  if (scripted) {
    await page.fill('#_q', 'same offices');
    check((await page.locator('#_cards figure:visible').count()) === 1, 'the words leave one quote');
    check(await page.locator('#_cards').getByText('literally, working in the same offices').isVisible(), 'the quote is shown');
  } else {
    check(await page.locator('#_finder').isHidden(), 'no form is shown that nothing would answer');
    check((await page.locator('[data-needs-script]:visible').count()) === 0, 'nothing is shown that needs script');
    await page.getByRole('link', { name: 'Co-location and collaboration' }).first().click();
    check(path() === 'quotes/theme-co-location.html', 'the second action leads to the quotes of a theme');
    check(await page.getByText('literally, working in the same offices').first().isVisible(), 'the quote is shown');
  }
}
