// What the judge of hostile pages must find, each in a page with one piece of harm, with no policy to stop it.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { policyFaults } from '../checks/policy.mjs';
import { judge } from '../hostile/judge.mjs';
import { withoutPolicy } from '../hostile/policy.mjs';
import { Site } from '../lib/site.mjs';
import { launch } from '../pages/browser.mjs';
import { serve } from '../pages/server.mjs';

const POLICY =
  '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; script-src \'none\'; style-src \'self\'; ' +
  "object-src 'none'; base-uri 'none'; form-action 'none'\">";
const REFERRER = '<meta name="referrer" content="no-referrer">';

const page = (main, head = '') =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8">${head}<title>A</title></head><body><main>${main}</main><footer></footer></body></html>`;
const svg = (inside) => `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">${inside}</svg>`;

const HARM = {
  'script.html': [page('<script>harm()</script>'), /harm\(\) was called/],
  'event.html': [page('<img src="none.png" onerror="harm()" alt="">'), /harm\(\) was called/],
  'idle-event.html': [page('<p onclick="harm()">a</p>'), /the attribute onclick/],
  'dialog.html': [page('<script>alert(1)</script>'), /alert\(\) was called/],
  'frame.html': [page('<iframe srcdoc="a"></iframe>'), /holds a frame/],
  'picture.html': [page('<img src="https://evil.example/a.png" alt="">'), /asks for https:\/\/evil\.example/],
  'style.html': [page('<p style="background:url(https://evil.example/b)">a</p>'), /asks for https:\/\/evil\.example/],
  'link.html': [page('<a href="javascript:harm()">a</a>'), /the scheme javascript:/],
  'data.html': [page('<a href="data:text/html,a">a</a>'), /the scheme data:/],
  'base.html': [page('', '<base href="https://evil.example/">'), /no known element in <base/],
  'refresh.html': [page('', '<meta http-equiv="refresh" content="0;url=script.html">'), /an order to the browser|leads to|the test stopped/],
  'form.html': [page('<div class="prose"><form action="a"></form></div>'), /no known element in <form/],
  'field.html': [page('<div class="prose"><input name="a"></div>'), /a field/],
  'look-script.html': [page('<script src="other.js"></script>'), /a foreign script/],
  'preload.html': [page('', '<link rel="preload" href="https://evil.example/c" as="image">'), /a strange link|asks for/],
  'ends.html': [page('').replace('<footer></footer>', '</main><p>a</p>'), /ends with something else/],
  'script.svg': [svg('<script>harm()</script>'), /harm\(\) was called/],
  'foreign.svg': [svg('<g xmlns="http://www.w3.org/1999/xhtml"/>'), /another namespace/],
  'link.svg': [svg('<a xlink:href="javascript:harm()"/>'), /the scheme javascript:/],
  'stopped.html': [page('<script>harm()</script>', POLICY), /the policy had to stop/],
};

let folder;
let faults;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'catena-judge-'));
  for (const [path, [text]] of Object.entries(HARM)) writeFileSync(join(folder, path), text);
  writeFileSync(join(folder, 'sound.html'), page('<p>a <a href="https://example.org/">b</a></p>', POLICY + REFERRER));
  writeFileSync(join(folder, 'sound.svg'), svg('<rect width="1" height="1"/>'));
  const site = Site.read(folder);
  const server = await serve(site);
  const browser = await launch();
  faults = await judge({ browser, site, places: [{ name: 'served', origin: server.origin, redirects: new Set(), served: true }] });
  await browser.close();
  server.close();
});

after(() => rmSync(folder, { recursive: true, force: true }));

const of = (path) => faults.filter((fault) => fault.startsWith(`${path},`));

test('a sound page and a sound picture have no fault', () => assert.deepEqual([...of('sound.html'), ...of('sound.svg')], []));

for (const [path, [, expected]] of Object.entries(HARM)) {
  test(`the judge finds the harm in ${path}`, () => assert.match(of(path).join('\n'), expected));
}

const policyOf = (head, main = '') => policyFaults(new Site(new Map([['a.html', Buffer.from(page(main, head))]]))).join('\n');

test('a page needs the whole policy, first', () => {
  assert.equal(policyOf(POLICY + REFERRER), '');
  assert.match(policyOf(REFERRER), /has no policy/);
  assert.match(policyOf(`<link rel="stylesheet" href="a.css">${POLICY}${REFERRER}`), /does not come first/);
  assert.match(policyOf(POLICY), /where a reader came from/);
  assert.match(policyOf(POLICY.replace("script-src 'none'", "script-src 'unsafe-inline'") + REFERRER), /lets script through/);
  assert.match(policyOf(POLICY.replace("base-uri 'none'", 'base-uri *') + REFERRER), /base-uri \*/);
  assert.match(policyOf(POLICY + REFERRER, '<p style="color:red">a</p>'), /of its own/);
  assert.match(policyOf(POLICY + REFERRER, '<style>a{}</style>'), /<style> in the page/);
});

test('the policy can be taken out of a page', () => {
  assert.equal(withoutPolicy(page('', POLICY)), page(''));
  assert.throws(() => withoutPolicy(page('')));
});
