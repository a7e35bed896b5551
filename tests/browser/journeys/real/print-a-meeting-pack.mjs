// The pack is printed as Chromium prints it, and looked at as paper: pages, words, width.

export const title = 'From the home page to a printed meeting pack';
export const script = 'both';

/** A4 between the margins of the pack, in CSS pixels. */
const PAPER = { width: Math.round(((210 - 36) / 25.4) * 96), height: 1000 };

export async function run({ page, open, path, check, site }) {
  await open('index.html');
  await page.click('main a[href="print.html"]');
  check(path() === 'print.html', 'the home page leads to the pack of the programme');
  await printed({ page, check, name: 'the pack of the programme', least: 10 });

  const theme = site.paths().filter((each) => /^themes\/.*\.print\.html$/.test(each))
    .sort((a, b) => site.text(b).length - site.text(a).length)[0];
  await open(theme.replace('.print.html', '.html'));
  await page.click('main a[href$=".print.html"]');
  check(path() === theme, 'a theme leads to its own pack');
  await printed({ page, check, name: `the pack ${theme}`, least: 4 });
}

async function printed({ page, check, name, least }) {
  // A click is done when the address changes; what stands on the page comes after.
  await page.waitForLoadState();
  const screen = await page.locator('figure.quote').count();
  check(screen > 0, `${name} holds quotes`);
  await page.emulateMedia({ media: 'print' });
  const before = page.viewportSize();
  await page.setViewportSize(PAPER);
  const faults = await page.evaluate(lookAtPaper);
  for (const fault of faults) check(false, `${name}: ${fault}`);
  check(faults.length === 0, `${name} is fit to print`);
  const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
  const pages = (pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g) ?? []).length;
  check(pages >= least, `${name} has ${pages} pages, not ${least} or more`);
  check(pdf.length < 3_000_000, `${name} is a file of ${pdf.length} bytes`);
  await page.emulateMedia({ media: null });
  await page.setViewportSize(before);
}

/** In the page: what would be wrong on paper. */
function lookAtPaper() {
  const faults = [];
  const shown = (element) => element.checkVisibility();
  const main = document.querySelector('main');
  if (document.documentElement.scrollWidth > innerWidth) faults.push(`${document.documentElement.scrollWidth} px wide on paper`);
  for (const part of document.querySelectorAll('.masthead, .foot, .print-hint, button, input, form')) {
    if (shown(part)) faults.push(`${part.className || part.tagName} is printed`);
  }
  const numbers = [];
  for (const quote of document.querySelectorAll('figure.quote')) {
    const words = quote.querySelector('blockquote');
    if (!shown(words) || words.innerText.trim() === '') faults.push('a quote is not printed');
    const style = getComputedStyle(quote);
    if (style.breakInside !== 'avoid') faults.push('a quote may be split between two pages');
    numbers.push(Number(/\d+/.exec(quote.querySelector('.quote-number')?.innerText ?? '')?.[0]));
  }
  const distinct = [...new Set(numbers)].sort((a, b) => a - b);
  if (distinct.some((number, index) => number !== index + 1)) faults.push(`quotes are numbered ${distinct}`);
  // 16 points are 21.33 px: RNIB's large print.
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  const small = new Set();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (node.data.trim() === '' || !shown(element) || element.closest('.quiet')) continue;
    const style = getComputedStyle(element);
    if (parseFloat(style.fontSize) < 21.3) small.add(`${element.tagName.toLowerCase()}.${element.className}: ${style.fontSize}`);
    if (['justify', 'center'].includes(style.textAlign)) small.add(`${element.tagName} is not left aligned`);
    if (style.hyphens === 'auto') small.add('words are hyphenated');
  }
  faults.push(...small);
  for (const theme of document.querySelectorAll('.pack-theme')) {
    if (getComputedStyle(theme).breakBefore !== 'page') faults.push('a theme does not start a page');
  }
  for (const heading of main.querySelectorAll('h2, h3')) {
    if (getComputedStyle(heading).breakAfter !== 'avoid') faults.push(`“${heading.innerText}” may stand alone at the foot of a page`);
  }
  const used = document.querySelector('.pack-terms');
  if (used && main.querySelectorAll('.pack-terms dt').length === 0) faults.push('the glossary is empty');
  if (!document.querySelector('.ruled i')) faults.push('there is no room for notes');
  if (![...document.querySelectorAll('.address')].some(shown)) faults.push('no address is printed');
  return faults;
}
