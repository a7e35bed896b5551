// Nothing reaches past the side of the window.

export async function overflow(page, when = '') {
  return page.evaluate((when) => {
    const { scrollWidth } = document.scrollingElement;
    const faults = [];
    if (scrollWidth > innerWidth) {
      const wide = [...document.body.querySelectorAll('*')].filter((each) => {
        const { left, right } = each.getBoundingClientRect();
        return right > innerWidth + 0.5 || (document.dir === 'rtl' && left < -0.5);
      });
      const names = wide.slice(0, 4).map((each) => each.cloneNode(false).outerHTML.slice(0, 100));
      faults.push(`scrolls sideways${when}: ${scrollWidth} px in ${innerWidth}; ${names.join(' ')}`);
    }
    for (const root of [document.documentElement, document.body]) {
      if (['hidden', 'clip'].includes(getComputedStyle(root).overflowX)) faults.push(`<${root.localName}> hides what does not fit`);
    }
    return faults;
  }, when);
}

/** Readers may double the size of text. */
export async function overflowAtDoubleText(page) {
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%', 'important'));
  const faults = await overflow(page, ' with text at 200%');
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
  return faults;
}

/** A window of 1280 x 1024 at 400% zoom shows as much as one of 320 x 256. */
export async function faultsAtZoom(page) {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 256 });
  const faults = [...(await overflow(page, ' at 400%')), ...(await cut(page, ' at 400%')), ...(await inTheWay(page)), ...(await sidewaysBoxes(page))];
  await page.setViewportSize(before);
  return faults;
}

/** Readers may space text out: WCAG 2.2, success criterion 1.4.12. */
export async function faultsWithSpacing(page) {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
      p { margin-block-end: 2em !important }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  });
  const faults = [...(await overflow(page, ' with spaced text')), ...(await cut(page, ' with spaced text'))];
  await page.evaluate(() => (document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1)));
  return faults;
}

/** Boxes that cut their text. What is shortened on purpose says so: it is clamped to some lines, or fades. */
async function cut(page, when) {
  return page.evaluate((when) => {
    const faults = [];
    for (const each of document.body.querySelectorAll('*')) {
      const style = getComputedStyle(each);
      const hides = [style.overflowX, style.overflowY].some((value) => value === 'hidden' || value === 'clip');
      const onPurpose = style.webkitLineClamp !== 'none' || style.maskImage !== 'none' || each.clientWidth <= 1 || each.closest('svg');
      if (!hides || onPurpose || !each.textContent.trim()) continue;
      if (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1) {
        faults.push(`cuts its text${when}: ${each.cloneNode(false).outerHTML.slice(0, 100)}`);
      }
    }
    return faults.slice(0, 4);
  }, when);
}

/** What stays while the page scrolls takes room that a small window does not have. */
async function inTheWay(page) {
  return page.evaluate(() => {
    const stays = [...document.body.querySelectorAll('*')].filter((each) => ['fixed', 'sticky'].includes(getComputedStyle(each).position));
    const tall = stays.filter((each) => each.checkVisibility() && !each.closest('table') && each.getBoundingClientRect().height > innerHeight / 3);
    return tall.map((each) => `stays while the page scrolls, and is tall: ${each.cloneNode(false).outerHTML.slice(0, 100)}`);
  });
}

/** Only tables, pictures of tables and code may be wider than the window, each in a box of its own. */
async function sidewaysBoxes(page) {
  return page.evaluate(() => {
    const boxes = [...document.body.querySelectorAll('*')].filter((each) => {
      const scrolls = ['auto', 'scroll'].includes(getComputedStyle(each).overflowX) && each.scrollWidth > each.clientWidth + 1;
      return scrolls && each.checkVisibility() && !each.matches('pre, textarea, select') && !each.querySelector('table, svg');
    });
    return boxes.map((each) => `scrolls sideways and holds no table: ${each.cloneNode(false).outerHTML.slice(0, 100)}`);
  });
}
