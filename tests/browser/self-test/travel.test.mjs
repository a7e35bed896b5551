// What a journey must report: a failed check, an error, a message, nothing checked.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { journeysOf } from '../lib/journeys.mjs';
import { Site } from '../lib/site.mjs';
import { launch } from '../pages/browser.mjs';
import { serve } from '../pages/server.mjs';
import { travel } from '../pages/travel.mjs';

const journey = (title, script, body) => `export const title = ${JSON.stringify(title)};\nexport const script = '${script}';\nexport async function run({ page, open, path, keys, tabTo, check, scripted, served }) { ${body} }\n`;

const JOURNEYS = {
  'fails.mjs': journey('fails', 'on', "await open('a.html'); check(false, 'no such thing');"),
  'idle.mjs': journey('idle', 'on', "await open('a.html');"),
  'loud.mjs': journey('loud', 'on', "await open('loud.html'); check(true, 'a');"),
  'sound.mjs': journey('sound', 'both', "await open('a.html?b#c'); check(path() === 'a.html?b#c' && served, path()); await tabTo('#link'); check((await page.evaluate(() => document.title)) === 'A', 'title');"),
  'stops.mjs': journey('stops', 'off', "await open('a.html'); await tabTo('#none', 3); check(true, 'a');"),
};

let folder;
let results;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'catena-travel-'));
  const page = (inside) => `<!doctype html><html lang="en"><title>A</title><main><a id="link" href="a.html">A</a>${inside}</main></html>`;
  writeFileSync(join(folder, 'a.html'), page(''));
  writeFileSync(join(folder, 'loud.html'), page('<script>console.error("oops")</script>'));
  const journeys = mkdtempSync(join(folder, 'journeys-'));
  for (const [name, text] of Object.entries(JOURNEYS)) writeFileSync(join(journeys, name), text);
  const site = Site.read(folder);
  const server = await serve(site);
  const browser = await launch();
  const places = [{ name: 'served', origin: server.origin, served: true }];
  results = await travel({ browser, site, places, journeys: await journeysOf(journeys) });
  await browser.close();
  server.close();
});

after(() => rmSync(folder, { recursive: true, force: true }));

const of = (name) => results.filter((result) => result.name.startsWith(name)).map(({ faults }) => faults.join('\n'));

test('a journey runs with script, without it, or both', () => assert.deepEqual(of('sound'), ['', '']));
test('a failed check is a fault', () => assert.deepEqual(of('fails'), ['no such thing']));
test('a journey that checks nothing is a fault', () => assert.deepEqual(of('idle'), ['the journey checks nothing']));
test('a message in the console is a fault', () => assert.match(of('loud')[0], /console: oops/));
test('a journey that stops is a fault', () => assert.match(of('stops')[0], /does not reach #none/));
test('a folder without journeys has none', async () => assert.deepEqual(await journeysOf(join(folder, 'none')), []));
