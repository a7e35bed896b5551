// What the browser and the HTML checker must find, each in a page with one fault.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { validity } from '../checks/validity.mjs';
import { Site } from '../lib/site.mjs';
import { launch } from '../pages/browser.mjs';
import { serve } from '../pages/server.mjs';
import { visitAll } from '../pages/visits.mjs';
import { FILES, page } from './fixture.mjs';

const FAULTS = {
  contrast: [page('Pale', '<p style="color:#bbb;background:#fff">Pale words</p>'), /axe color-contrast/],
  'dark-contrast': [
    page('Dark', '<p>Dark words</p>', '<style>@media (prefers-color-scheme: dark) { body { background: #000; color: #222 } }</style>'),
    /axe color-contrast/,
  ],
  alternative: [page('Image', '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'), /axe image-alt/],
  folded: [page('Folded', '<details><summary>More</summary><p style="color:#bbb;background:#fff">Pale</p></details>'), /axe color-contrast/],
  wide: [page('Wide', '<div style="width:400px">Wide</div>'), /scrolls sideways/],
  hidden: [page('Hidden', '', '<style>body { overflow-x: hidden }</style>'), /hides what does not fit/],
  'double-text': [page('Double', '<div style="width:50rem">Wide at 200%</div>'), /scrolls sideways with text at 200%/],
  cut: [page('Cut', '<p style="width:9rem;height:1.2rem;overflow:hidden">Much more than fits into this box</p>'), /cuts its text at 400%/],
  spaced: [page('Spaced', '<p style="height:2rem;line-height:1rem;overflow:hidden;width:290px">Words that fill two of three lines while they are set as they are</p>'), /cuts its text with spaced text/],
  tall: [page('Tall', '<p style="position:sticky;top:0;height:120px">Always here</p>'), /stays while the page scrolls/],
  'side-box': [page('Side', '<div tabindex="0" style="overflow-x:auto"><p style="width:500px">A wide line</p></div>'), /holds no table/],
  console: [page('Console', '<script>console.error("oops")</script>'), /console: oops/],
  exception: [page('Exception', '<script>throw new Error("oops")</script>'), /script: oops/],
  foreign: [page('Foreign', '<img alt="" src="https://example.org/a.png">'), /request outside the site/],
  missing: [page('Missing', '<img alt="" src="none.png">'), /status 404/],
  'no-skip-link': [page('Skip', '<p><a href="#main">Top</a></p>').replace('<a href="#main">Skip to main content</a>', '<a href="a.html">A</a>'), /not a skip link/],
  'unseen-skip-link': [page('Unseen', '').replace('<a href="#main">', '<a href="#main" style="position:absolute;left:-999px">'), /cannot be seen/],
  'lame-skip-link': [page('Lame', '').replace(' tabindex="-1"', ''), /does not take the focus/],
  'script-only': [page('Script', '<div id="a"></div><script>document.getElementById("a").textContent = "Only now"</script>'), /without script: “Only now”/],
  'hidden-by-script': [page('Hide', '<p id="a">Gone</p><script>document.getElementById("a").hidden = true</script>'), /only be read without script: “Gone”/],
};

let folder;
let found;
let checked;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'catena-self-test-'));
  const pages = Object.entries(FAULTS).map(([name, [html]]) => [`${name}.html`, html]);
  for (const [path, text] of [...Object.entries(FILES), ...pages, ['invalid.html', page('Invalid', '<p><div></p>')], ['invalid.css', 'a { color: 12px }']]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const site = Site.read(folder);
  const samples = [...Object.keys(FAULTS).map((kind) => ({ kind, path: `${kind}.html` })), { kind: 'sound', path: 'index.html' }];
  const server = await serve(site);
  const browser = await launch();
  found = await visitAll({ browser, site, places: [{ name: 'served', origin: server.origin }], samples });
  await browser.close();
  server.close();
  checked = await validity({ folder, paths: site.paths() });
});

after(() => rmSync(folder, { recursive: true, force: true }));

const faultsOf = (kind) => found.filter(({ name }) => name.startsWith(`${kind} (`)).flatMap(({ name, faults }) => faults.map((fault) => `${name}: ${fault}`));

test('a sound page has no fault in any mode', () => assert.deepEqual(faultsOf('sound'), []));

for (const [kind, [, expected]] of Object.entries(FAULTS)) {
  test(`the browser finds ${kind}`, () => assert.match(faultsOf(kind).join('\n'), expected));
}

test('the HTML checker finds faults in pages and style sheets, and none in sound ones', () => {
  assert.match(checked.errors.join('\n'), /invalid\.html/);
  assert.match(checked.errors.join('\n'), /invalid\.css/);
  assert.deepEqual(checked.errors.filter((line) => /^(index\.html|look\.css|themes)/.test(line)), []);
});
