// The journeys of a programme, found on disk.

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const SCRIPT = { on: [true], off: [false], both: [true, false] };

/** @returns {Promise<{name: string, title: string, scripted: boolean, run: Function}[]>} one for each way of running it */
export async function journeysOf(folder) {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.mjs')).sort() : [];
  const journeys = [];
  for (const name of files) {
    const { title, script = 'both', run } = await import(pathToFileURL(join(folder, name)));
    if (!title || !run || !SCRIPT[script]) throw new Error(`${name} is no journey: it needs a title, a function run, and script on, off or both`);
    journeys.push(...SCRIPT[script].map((scripted) => ({ name, title, scripted, run })));
  }
  return journeys;
}
