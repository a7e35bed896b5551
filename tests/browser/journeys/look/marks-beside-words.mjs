export const title = 'No mark of a preview stands on the words, at any width and at twice the size of text';
export const script = 'on';

export async function run({ page, open, check }) {
  for (const [width, size] of [[1280, ''], [320, ''], [1280, '225%']]) {
    await page.setViewportSize({ width, height: 800 });
    await open('specimen.html');
    await page.evaluate((fontSize) => (document.documentElement.style.fontSize = fontSize), size);
    const name = `${width} px${size && ', large text'}`;
    const { marks, faults } = await page.evaluate(onWords);
    check(marks > 5, `${name}: the page has ${marks} marks`);
    check(faults.length === 0, `${name}: a mark stands on ${faults.join(', ')}`);
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    check(sideways <= 0, `${name}: the page is ${sideways} px too wide`);
  }
}

/** Runs in the page: the texts that lie below a mark's circle. */
function onWords() {
  const boxes = [];
  const walker = document.createTreeWalker(document.querySelector('.prose'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    for (const box of range.getClientRects()) boxes.push({ box, words: walker.currentNode.data.trim().slice(0, 30) });
  }
  const faults = [];
  const buttons = [...document.querySelectorAll('.prose .peek')];
  for (const button of buttons) {
    const { left, right, top, bottom } = button.getBoundingClientRect();
    const middle = (top + bottom) / 2;
    // The circle is drawn in the middle of a larger button.
    const hit = boxes.find(({ box, words }) => words && box.left < right - 7 && left + 7 < box.right && box.top < middle && middle < box.bottom);
    if (hit) faults.push(`“${hit.words}”`);
  }
  return { marks: buttons.length, faults };
}
