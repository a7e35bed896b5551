// The first thing that the Tab key reaches leads to the main content.

export async function skipLinkFaults(page) {
  await page.keyboard.press('Tab');
  const link = await page.evaluate(() => {
    const { activeElement: focused } = document;
    const box = focused.getBoundingClientRect();
    const seen = box.width > 1 && box.height > 1 && box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.right <= innerWidth
      && focused === document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return { tag: focused.localName, href: focused.getAttribute('href') ?? '', seen };
  });
  if (link.tag !== 'a' || !/^#./.test(link.href)) return [`the first Tab reaches <${link.tag} href="${link.href}">, not a skip link`];
  const faults = link.seen ? [] : ['the skip link cannot be seen while it has the focus'];

  await page.keyboard.press('Enter');
  const arrived = await page.evaluate(() => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    return { inMain: Boolean(target?.closest('main')), focused: Boolean(target) && document.activeElement === target };
  });
  if (!arrived.inMain) return [...faults, `${link.href} is not the main content`];
  if (!arrived.focused) faults.push(`${link.href} does not take the focus`);

  await page.keyboard.press('Tab');
  const back = await page.evaluate(() => {
    const main = document.querySelector('main');
    return Boolean(document.activeElement.compareDocumentPosition(main) & Node.DOCUMENT_POSITION_FOLLOWING);
  });
  return back ? [...faults, 'after the skip link, Tab goes back to what stands before the main content'] : faults;
}
