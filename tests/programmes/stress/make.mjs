// What nobody writes on purpose, and somebody always does: very long titles, words and quotes; deep trees; every script.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const LONG_TITLE = `A title of three hundred characters ${'that goes on and on '.repeat(14)}`.slice(0, 299) + '.';
const LONG_WORD = 'Pneumonoultramicroscopicsilicovolcanoconiosis'.repeat(5).slice(0, 200);
const SENTENCES = ['I kept on talking, because nobody stopped me.', 'The kettle was on.', 'We waited for the phone to ring, and it did not.'];

// Ids are plain letters and digits; groups and authors have names in any script.
const NAMES = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6-the-longest-id-that-fits'];
const GROUPS = ['王小明的朋友 🦊', 'أصدقاء ليلى سالم', LONG_WORD];

export function make(folder) {
  const write = (path, text) => {
    const file = join(folder, 'content', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  write('index.md', note('Stress', 'A made-up programme for tests. Nobody in it is real.', `Begin with [[deep-1]].\n\n${LONG_WORD}\n\n\`${LONG_WORD}\`\n\n${wideTable()}`));
  write('studies/talks/index.md', `---\ntitle: "${LONG_TITLE}"\nquestion: ${LONG_WORD}\ndesign: ${LONG_WORD}\nsample: {${LONG_WORD}: ${LONG_WORD}}\n---\n\n# ${LONG_WORD}\n\nA study.\n`);
  write('studies/talks/participants.csv', `id,group\n${NAMES.map((name, index) => `${name},${GROUPS[index % 3]}\n`).join('')}`);
  write('glossary.yaml', `- {term: ${LONG_WORD}, definition: ${LONG_WORD}, abbreviation: ${LONG_WORD.slice(0, 30)}}\n- {term: 🦊 fox, definition: An animal.}\n- {term: 语言, definition: A language.}\n- {term: مكتبة, definition: A library.}\n`);
  write('references.bib', `@article{long, author={${LONG_WORD}, Ann}, title={${LONG_TITLE}}, journal={${LONG_WORD}}, year={2020}, url={https://example.org/${LONG_WORD}}}\n`);
  deep(write);
  write('themes/long-quotes.md', note('Long quotes', 'Two quotes of 3,000 words each.', [0, 1].map((index) => quote(longWords(index), NAMES[index], `long-${index}`)).join('\n\n')));
  write('themes/many-quotes.md', note('A theme with 200 quotes', 'All of them are short.', many(200)));
  write('findings/the-finding.md', `---\ntitle: "${LONG_TITLE.replace('A title', 'A finding')}"\ntype: study\nthemes: [deep-8, long-quotes]\nconvergence:\n  talks: {code: dissonance, note: ${LONG_WORD}}\nnot_held: ["${LONG_WORD}"]\n---\n\nIt cites [@long].\n`);
  write('recommendations/the-recommendation.md', `---\ntitle: "${LONG_TITLE.replace('A title', 'A recommendation')}"\nsummary: ${LONG_WORD}\nfindings: [the-finding]\naudience: ["${LONG_WORD}", "${LONG_TITLE}"]\n---\n\nSo be it.\n`);
}

function note(title, summary, body) {
  return `---\ntitle: ${title}\nsummary: ${summary}\nauthors: [{name: ليلى سالم}, {name: 王小明 🦊}]\n---\n\n${body}\n`;
}

function quote(words, speaker, id) {
  return `> ${words}\n>\n> — [[${speaker}]] {#${id} level=micro}`;
}

function longWords(seed) {
  const words = [];
  for (let index = seed; words.length < 3000; index += 1) words.push(...SENTENCES[index % SENTENCES.length].split(' '));
  return `${words.slice(0, 3000).join(' ')} ... ${LONG_WORD}`;
}

function many(count) {
  return Array.from({ length: count }, (_, index) => quote(`Quote ${index + 1} says the same as all others.`, NAMES[index % NAMES.length], `many-${index + 1}`)).join('\n\n');
}

/** Themes in each other, eight deep. */
function deep(write) {
  let path = 'themes';
  for (let level = 1; level <= 8; level += 1) {
    path = `${path}/deep-${level}`;
    const title = level === 4 ? LONG_TITLE.replace('A title', 'A theme') : `Level ${level} of a deep tree`;
    write(`${path}/index.md`, note(`"${title}"`, `The theme at level ${level}.`, quote(`Somebody said this at level ${level}.`, NAMES[level % NAMES.length], `deep-${level}-quote`)));
  }
}

function wideTable() {
  const columns = Array.from({ length: 14 }, (_, index) => `Column ${index + 1}`);
  return `| ${columns.join(' | ')} |\n|${columns.map(() => '---').join('|')}|\n| ${columns.map(() => 'value').join(' | ')} |\n| ${LONG_WORD} | ${columns.slice(1).map(() => '1,000').join(' | ')} |`;
}
