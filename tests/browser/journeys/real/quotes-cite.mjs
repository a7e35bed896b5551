export const title = 'Cite a quote, and copy its permalink';
export const script = 'both';

export async function run({ page, open, keys, tabTo, check, scripted, axe }) {
  await open('themes/co-location.html#p18-same-offices');
  const quote = page.locator('#p18-same-offices');
  const pasted = async () => {
    await page.evaluate(() => document.querySelector('main').insertAdjacentHTML('beforeend', '<textarea id="pasted" aria-label="pasted"></textarea>'));
    await page.focus('#pasted');
    await keys('Control+v');
    const text = await page.inputValue('#pasted');
    await page.evaluate(() => document.getElementById('pasted').remove());
    return text;
  };
  /** The last copy may still say that it is done, so what is pasted decides. */
  const pastes = async (expected) => {
    for (let tries = 0; tries < 20; tries += 1) {
      if (expected(await pasted())) return true;
      await page.waitForTimeout(100);
    }
    return false;
  };
  const status = (words) => page.getByRole('status').filter({ hasText: words }).waitFor({ state: 'attached', timeout: 3000 });

  // Nothing before this page's own quotes: from the quote's link on, the keyboard reaches all.
  await quote.locator('.anchor').focus();
  await tabTo('#p18-same-offices .cite-quote summary');
  check(await quote.locator('.copied').first().isHidden(), 'the citation is folded');
  await keys('Enter');
  const [text, bibtex, ris] = await quote.locator('.copied').allTextContents();
  check(text.startsWith('P18, Primary care. “It is about those'), `people read a sentence: ${text}`);
  check(text.includes('Quoted in: Dambha-Miller'), 'it names the publication');
  check(/^@misc\{p18-same-offices,\n  author = \{\{P18, Primary care\}\},/.test(bibtex), `BibTeX: ${bibtex}`);
  check(/^TY  - ELEC\nID  - p18-same-offices\n[\s\S]*\nER  - \n$/.test(ris), `RIS: ${ris}`);
  if (scripted) check((await axe()).length === 0, `axe: ${(await axe()).join('; ')}`);
  check((await page.locator('#p18-same-offices .copy').count()) === (scripted ? 4 : 0), 'buttons that copy are there with script alone');
  if (!scripted) return;

  await quote.getByRole('button', { name: 'Copy BibTeX' }).click();
  await status('Copied');
  check(await pastes((text) => text === bibtex), 'the clipboard holds the BibTeX entry');
  await quote.getByRole('button', { name: 'Copy link to this quote' }).click();
  await status('Copied');
  check(await pastes((text) => text.endsWith('themes/co-location.html#p18-same-offices')), 'the clipboard holds the permalink');
}
