// What readers can read of a page's main part, but for controls, which only script needs.

/** Runs in the page, with or without script there. */
export async function readableText(page) {
  return page.evaluate(() => {
    const controls = 'form, button, input, select, output, [role=status], [role=search], [data-needs-script], [data-without-script], script, style, template, noscript';
    const walker = document.createTreeWalker(document.querySelector('main') ?? document.body, NodeFilter.SHOW_TEXT);
    const words = [];
    while (walker.nextNode()) {
      const { parentElement: parent, data } = walker.currentNode;
      if (data.trim() && !parent.closest(controls) && parent.checkVisibility({ visibilityProperty: true })) words.push(data.replace(/\s+/g, ' ').trim());
    }
    return words;
  });
}

export function lostWithoutScript(withScript, without) {
  const faults = [];
  if (without.length === 0) faults.push('nothing can be read without script');
  const left = new Set(without);
  for (const words of withScript) if (!left.has(words)) faults.push(`cannot be read without script: “${words.slice(0, 80)}”`);
  const right = new Set(withScript);
  for (const words of without) if (!right.has(words)) faults.push(`can only be read without script: “${words.slice(0, 80)}”`);
  return faults;
}
