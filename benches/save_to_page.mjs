// How long it takes from a save to the new page over HTTP, the watcher's delay included.
// Usage: node save_to_page.mjs CATENA PROGRAMME [SAVES]
//   CATENA     the program, built with --release
//   PROGRAMME  the folder of a programme; a copy of it is changed
//   SAVES      how many, 20 where absent

import { spawn } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const [catena, programme, saves = '20'] = process.argv.slice(2);
if (!programme) throw new Error('Usage: node save_to_page.mjs CATENA PROGRAMME [SAVES]');
const root = mkdtempSync(join(tmpdir(), 'catena-saves-'));
cpSync(programme, root, { recursive: true });

const child = spawn(resolve(catena), ['serve', '--port', '0'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
const began = performance.now();
const origin = await new Promise((found, failed) => {
  createInterface({ input: child.stdout }).on('line', (line) => {
    const address = /http:\/\/\S+/.exec(line);
    if (address) found(address[0]);
  });
  child.on('exit', (code) => failed(new Error(`catena serve ended with ${code}`)));
});
console.log(`ready after ${Math.round(performance.now() - began)} ms`);

// A note whose page is known: the last one in the order of paths.
const notes = readdirSync(join(root, 'content'), { recursive: true }).filter((name) => name.endsWith('.md') && !name.endsWith('index.md')).sort();
const note = notes.at(-1);
const id = note.split('/').at(-1).slice(0, -3);
const home = note.split('/')[0];
const candidates = [`${home}/${id}.html`, note.replace(/\.md$/, '.html')];
let page;
for (const path of candidates) if ((await fetch(origin + path)).ok) page = path;
if (!page) throw new Error(`The page of ${note} is none of ${candidates.join(', ')}`);
console.log(`${notes.length} notes; ${note} is saved and ${page} is read`);

// The stream of an open page: the next page is asked for when it tells.
const seen = /data-seen="([^"]+)"/.exec(await (await fetch(origin + page)).text())[1];
const stream = (await fetch(`${origin}_catena/events?path=/${page}&seen=${seen}`)).body.getReader();
const decoder = new TextDecoder();
let text = '';
async function told() {
  while (!/event: seen\n[^]*?\n\n/.test(text)) text += decoder.decode((await stream.read()).value, { stream: true });
  text = text.replace(/^[^]*?event: seen\n[^]*?\n\n/, '');
}

const times = [];
for (let save = 0; save < Number(saves); save += 1) {
  const word = `saved-${save}-times`;
  const start = performance.now();
  appendFileSync(join(root, 'content', note), `\nThis was ${word}.\n`);
  await told();
  const body = await (await fetch(origin + page)).text();
  if (!body.includes(word)) throw new Error(`the page does not hold ${word}`);
  times.push(performance.now() - start);
  await new Promise((done) => setTimeout(done, 200));
}
times.sort((a, b) => a - b);
const at = (share) => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))]);
const memory = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'));
console.log(`save to page: median ${at(0.5)} ms, best ${at(0)} ms, worst ${at(1)} ms; memory ${memory ? Math.round(memory[1] / 1000) : '?'} MB`);
child.removeAllListeners('exit');
child.kill();
rmSync(root, { recursive: true, force: true });
