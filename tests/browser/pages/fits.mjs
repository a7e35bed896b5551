// Nothing reaches past the side of the window.

export async function overflow(page, when = '') {
  return page.evaluate((when) => {
    const { scrollWidth } = document.scrollingElement;
    const faults = [];
    if (scrollWidth > innerWidth) {
      const wide = [...document.body.querySelectorAll('*')].filter((each) => each.getBoundingClientRect().right > innerWidth + 0.5);
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
