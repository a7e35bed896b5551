// Searches a built site for every word that it holds, without a browser. Usage: node every-word.cjs SITE
'use strict';
const fs = require('fs');
const path = require('path');
const vm = require('vm');

const site = process.argv[2];
const at = 'https://example.org/static/search-engine.js';

// As much of a browser as the engine needs: scripts are run when they are put into the page.
const context = vm.createContext({ URL, atob, console });
context.window = context;
context.document = {
  currentScript: { src: at },
  createElement: () => ({ remove() {} }),
  head: {
    appendChild(script) {
      run(new URL(script.src).pathname.slice(1));
      setImmediate(script.onload);
    },
  },
};

function run(file) { vm.runInContext(fs.readFileSync(path.join(site, file), 'utf8'), context); }

async function main() {
  run('static/search-words.js');
  run('static/search-engine.js');
  const engine = context.catenaEngine;
  const index = await engine.open();
  const rules = index.rules;
  const every = Array.from({ length: index.documents }, (_, number) => number);
  const shown = await engine.shown(index, every);
  const holders = new Map(); // stem to documents
  const words = new Map(); // stem to its words
  for (const entry of shown) {
    let text = entry.text;
    for (let part = 1; part < entry.parts; part++) text += await engine.part(entry.document, part);
    const title = entry.kind === 'reference' ? '' : entry.title;
    const detail = entry.kind === 'quote' ? '' : entry.detail;
    for (const part of [title, detail, text]) {
      for (const { word } of rules.words(part, false)) {
        if (index.stopped.has(word)) continue;
        const stem = rules.stem(word);
        if (!holders.has(stem)) { holders.set(stem, new Set()); words.set(stem, new Set()); }
        holders.get(stem).add(entry.document);
        words.get(stem).add(word);
      }
    }
  }
  const faults = [];
  let searched = 0;
  for (const [stem, expected] of holders) {
    for (const word of words.get(stem)) {
      // The space says that the word is whole.
      const asked = rules.words(word, true);
      if (asked.length !== 1 || asked[0].word !== word) continue;
      const { found } = await engine.search({ text: `${word} `, kind: '', sort: '', filters: {} });
      searched++;
      const missing = [...expected].filter((document) => !found.includes(document));
      const wrong = found.filter((document) => !expected.has(document));
      if (missing.length || wrong.length) faults.push(`“${word}”: ${missing.length} missing, ${wrong.length} wrong, of ${expected.size}`);
    }
  }
  for (const filter of index.filters) {
    const { of, sets } = await engine.column(index, filter);
    for (const [number, value] of filter.values.entries()) {
      const { found } = await engine.search({ text: '', kind: '', sort: '', filters: { [filter.name]: value[0] } });
      const expected = every.filter((document) => sets[of[document]].has(number));
      const first = filter.values.findIndex((other) => other[0] === value[0]);
      if (first === number && found.length !== expected.length) faults.push(`${filter.name}=${value[0]}: ${found.length}, not ${expected.length}`);
    }
  }
  if (searched === 0 && holders.size > 0) faults.push('nothing was searched for');
  console.log(`${searched} words, ${index.documents} documents`);
  console.log(faults.slice(0, 20).join('\n'));
  process.exitCode = faults.length ? 1 : 0;
}

main().catch((error) => { console.error(error); process.exitCode = 1; });
