// What axe-core finds, everything on the page unfolded.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export async function unfold(page) {
  await page.evaluate(() => document.querySelectorAll('details').forEach((each) => (each.open = true)));
}

export async function violations(page) {
  await page.evaluate(source);
  // Without `preload: false` axe fetches style sheets by script, which no browser allows from a file.
  const options = { runOnly: RULES, resultTypes: ['violations'], preload: false };
  const { violations: found } = await page.evaluate((options) => axe.run(document, options), options);
  return found.map(({ id, nodes }) => {
    const [{ target, html, failureSummary }] = nodes;
    const why = failureSummary.split('\n').slice(1, 3).map((line) => line.trim()).join('; ');
    const more = nodes.length > 1 ? ` (and ${nodes.length - 1} more)` : '';
    return `axe ${id}: ${target.join(' ')}${more}: ${why}: ${html.replace(/\s+/g, ' ').slice(0, 120)}`;
  });
}
