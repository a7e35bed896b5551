// A tiny programme and a tiny site without a fault, for the self-tests to break in one place each.

import { Programme } from '../lib/programme.mjs';
import { Site } from '../lib/site.mjs';

const CONFIG = `
participants:
  publish: [group]
  labels: {group: Group}
  derive: {group: {from: sector, map: {"Public house trade": Traders, "*": Others}}}
facets:
  level: {values: {micro: {}}}
`;

const NOTE = `---
title: Doors
---
What people said.

> We knocked ... [twice] and
> "nobody" came.
>
> Then we left.
>
> — [[study/P1]] {#p1-knocked level=micro}
`;

const PEOPLE = 'id,sex,role,sector,county\nP1,F,Landlord,Public house trade,Rutland\n';

export const WORDS = '<p>We knocked ... <ins>[twice]</ins> and &quot;nobody&quot; came.</p><p>Then we left.</p>';

export function programme(changes = {}) {
  return new Programme(
    new Map(
      Object.entries({
        'catena.yaml': CONFIG,
        'content/themes/doors.md': NOTE,
        'content/studies/study/participants.csv': PEOPLE,
        ...changes,
      }),
    ),
  );
}

/** A whole page around its main part. */
export function page(title, main, head = '') {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">${head}</head>
<body class="kind-note"><a href="#main">Skip to main content</a>
<main id="main" tabindex="-1"><h1>${title}</h1>${main}</main></body></html>`;
}

const QUOTE = `<figure class="quote" id="p1-knocked"><blockquote>${WORDS}</blockquote>
<figcaption><a class="who" href="../participants/study.html#p1">P1</a> <span>Traders</span></figcaption></figure>`;

const CARD = `<figure class="quote"><blockquote>${WORDS}</blockquote>
<figcaption>P1 Traders <a class="anchor" href="../themes/doors.html#p1-knocked">Read in context</a></figcaption></figure>`;

const TABLE = `<table><tr><th scope="col">Person</th><th scope="col">Group</th></tr>
<tr id="p1"><th scope="row">P1</th><td>Traders</td></tr></table>`;

export const FILES = {
  'index.html': page(
    'Home',
    `<ul><li><a href="themes/doors.html#p1-knocked">Doors</a></li><li><a href="quotes/index.html">Quotes</a></li>
<li><a href="participants/study.html">People</a></li><li><a href="https://example.org/">Elsewhere</a></li></ul>`,
    '<link rel="stylesheet" href="look.css">',
  ),
  'themes/doors.html': page('Doors', QUOTE),
  'quotes/index.html': page('Quotes', CARD),
  'participants/study.html': page('People', TABLE),
  'look.css': 'a { color: #00c; display: inline-block; min-height: 24px; min-width: 24px }',
  'feed.xml': '<feed xmlns="http://www.w3.org/2005/Atom"><link href="themes/doors.html"/></feed>',
};

export function site(changes = {}) {
  const files = Object.entries({ ...FILES, ...changes }).map(([path, text]) => [path, Buffer.from(text)]);
  return new Site(new Map(files));
}

/** The site with one text put in another's place in one file. */
export function siteWith(path, from, to) {
  if (!FILES[path].includes(from)) throw new Error(`${path} of the fixture does not hold ${from}`);
  return site({ [path]: FILES[path].replace(from, to) });
}
