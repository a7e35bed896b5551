// Much of everything: no page may grow with the programme.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const GROUPS = ['Neighbours', 'Shopkeepers', 'Drivers', 'Nurses', 'Teachers'];
const FAMILIES = ['Abbot', 'Baker', 'Chandler', 'Dyer', 'Fletcher', 'Glover', 'Mason', 'Miller', 'Potter', 'Smith', 'Tanner', 'Weaver'];

export function make(folder) {
  const write = (path, text) => {
    const file = join(folder, 'content', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  const list = (length, item) => Array.from({ length }, (_, index) => item(index + 1));
  write('index.md', '---\ntitle: A crowd\nsummary: A made-up programme for tests. Nobody in it is real.\n---\n\nBegin with [[theme-1]].\n');
  write('studies/street/index.md', '---\ntitle: The whole street\n---\n\nEverybody was asked.\n\n```{participants}\nstudy: street\n```\n');
  write('studies/street/participants.csv', `id,group\n${list(5000, (n) => `P${n},${GROUPS[n % GROUPS.length]}\n`).join('')}`);
  write('references.bib', list(1200, (n) => `@article{ref${n}, author={${FAMILIES[n % 12]}${n % 7}, Ann and Other, Bob}, title={A paper about street number ${n} and those who live there}, journal={Journal of Streets}, year={${1990 + (n % 30)}}, volume={${n}}}\n`).join(''));
  write('glossary.yaml', list(400, (n) => `- {term: ${FAMILIES[n % 12]} word ${n}, definition: What somebody in the street means by the word number ${n}.}\n`).join(''));
  for (let n = 1; n <= 60; n += 1) {
    const quotes = list(n === 1 ? 200 : 5, (q) => `> Somebody in house ${n} said this as number ${q}, and meant it [@ref${n}].\n>\n> — [[P${n * 20 + q}]] {#t${n}-q${q}}`.replace(/ \[@ref\d+\]/, ''));
    write(`themes/theme-${n}.md`, `---\ntitle: House number ${n}\nsummary: What was said in house ${n}.\nnot_held: [The garden of house ${n}]\n---\n\nSee [@ref${n}].\n\n${quotes.join('\n\n')}\n`);
  }
  for (let n = 1; n <= 120; n += 1) {
    write(`findings/finding-${n}.md`, `---\ntitle: Finding ${n} says something about house ${(n % 60) + 1}\nsummary: It was said there, by several people, on a rainy evening.\ntype: study\nthemes: [theme-${(n % 60) + 1}]\nnot_held: [What the dog thought]\n---\n\nAs said.\n`);
  }
  for (let n = 1; n <= 520; n += 1) {
    write(`notes/note-${n}.md`, `---\ntitle: Further note ${n} about the street\n---\n\nNothing much [@ref${n}].\n`);
  }
}
