// Every check passes a sound site, and finds the one fault of a broken one.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { brokenLinks, unreachable } from '../checks/links.mjs';
import { anywhere, besideParticipants, privateColumns } from '../checks/privacy.mjs';
import { headingFaults, idFaults } from '../checks/structure.mjs';
import { brokenStyleAddresses } from '../checks/styles.mjs';
import { inventedQuotes, quoteFaults, standingQuotes } from '../checks/verbatim.mjs';
import { weightFaults, weights } from '../checks/weight.mjs';
import { xmlFaults } from '../checks/xml.mjs';
import { samples } from '../lib/kinds.mjs';
import { FILES, page, programme, site, siteWith } from './fixture.mjs';

const verbatim = (site) => {
  const standing = standingQuotes(site);
  const quotes = programme().quotes();
  return [...quotes.flatMap((quote) => quoteFaults(site, standing, quote)), ...inventedQuotes(standing, quotes)];
};
const CHECKS = {
  brokenLinks,
  unreachable,
  brokenStyleAddresses,
  headingFaults,
  idFaults,
  verbatim,
  xml: (site) => xmlFaults(site),
  besideParticipants: (site) => besideParticipants(site, programme()),
  anywhere: (site) => anywhere(site, programme()),
  privateColumns: (site) => privateColumns(site, programme()),
  weight: (site) => weightFaults(weights(site)),
};

test('a sound site has no fault', () => {
  for (const [name, check] of Object.entries(CHECKS)) assert.deepEqual(check(site()), [], name);
});

test('the fixture holds the quote that the tests are about', () => {
  assert.deepEqual(programme().quotes().map(({ words }) => words), ['We knocked ... [twice] and "nobody" came. Then we left.']);
});

const link = (href) => siteWith('index.html', 'href="quotes/index.html"', `href="${href}"`);
const home = (html) => siteWith('index.html', '</ul>', `</ul>${html}`);

const BROKEN = [
  ['brokenLinks', 'a file that is not there', link('quotes/none.html'), /leads to no file/],
  ['brokenLinks', 'an anchor that is not there', link('quotes/index.html#none'), /leads to no anchor/],
  ['brokenLinks', 'an anchor of the same page', link('#none'), /leads to no anchor/],
  ['brokenLinks', 'a folder', link('quotes/'), /is a folder/],
  ['brokenLinks', 'another case', link('quotes/Index.html'), /leads to no file/],
  ['brokenLinks', 'an absolute path', link('/quotes/index.html'), /is not relative/],
  ['brokenLinks', 'a path out of the site', link('../index.html'), /leaves the site/],
  ['brokenLinks', 'a script', link('javascript:alert(1)'), /has the scheme javascript/],
  ['brokenLinks', 'a file address', link('file:///etc/hosts'), /has the scheme file/],
  ['brokenLinks', 'an image of another host', home('<img alt="" src="https://example.org/a.png">'), /another host/],
  ['brokenLinks', 'an image in a set', home('<img alt="" src="look.css" srcset="none.png 2x">'), /leads to no file/],
  ['brokenLinks', 'a style sheet of another host', siteWith('index.html', 'href="look.css"', 'href="https://example.org/a.css"'), /another host/],
  ['brokenLinks', 'a redirect', site({ 'old.html': '<meta http-equiv="refresh" content="0; url=none.html">' }), /leads to no file/],
  ['unreachable', 'an orphan', site({ 'orphan.html': page('Orphan', '') }), /orphan\.html/],
  ['brokenStyleAddresses', 'a font of another host', site({ 'look.css': '@font-face { src: url(https://example.org/f.woff2) }' }), /example\.org/],
  ['brokenStyleAddresses', 'an import', site({ 'look.css': '@import "none.css";' }), /none\.css/],
  ['headingFaults', 'two h1', home('<h1>Again</h1>'), /2 h1/],
  ['headingFaults', 'no h1', siteWith('index.html', '<h1>Home</h1>', ''), /0 h1/],
  ['headingFaults', 'a skipped level', home('<h3>Deep</h3>'), /h3 “Deep” follows h1/],
  ['idFaults', 'an id twice', home('<p id="main"></p>'), /“main” stands more than once/],
  ['idFaults', 'a label that is not there', home('<section aria-labelledby="none"></section>'), /“none”/],
  ['xml', 'a feed that is not well-formed', site({ 'feed.xml': '<feed><link></feed>' }), /feed\.xml/],
  ['xml', 'a feed that leads nowhere', site({ 'feed.xml': '<feed><link href="none.html"/></feed>' }), /leads to no file/],
  ['xml', 'a map that leads elsewhere', site({ 'sitemap.xml': '<urlset><url><loc>https://example.org/a</loc></url></urlset>' }), /not on the site/],
  ['verbatim', 'a curly apostrophe', siteWith('themes/doors.html', '&quot;nobody&quot;', '“nobody”'), /the page/],
  ['verbatim', 'an ellipsis character', siteWith('quotes/index.html', '...', '…'), /quotes\/index\.html/],
  ['verbatim', 'a word left out in a list', siteWith('quotes/index.html', 'Then we left.', 'Then left.'), /from character/],
  ['verbatim', 'paragraphs run together', siteWith('themes/doors.html', 'came.</p><p>Then', 'came.Then'), /from character/],
  ['verbatim', 'a word added', siteWith('themes/doors.html', 'Then we', 'Then <span class="quiet">all</span> we'), /from character/],
  ['verbatim', 'no permalink', siteWith('themes/doors.html', ' id="p1-knocked"', ''), /0 pages/],
  ['verbatim', 'in no list', site({ 'quotes/index.html': page('Quotes', '') }), /in no list/],
  ['verbatim', 'another page', siteWith('themes/doors.html', '<h1>Doors</h1>', '<h1>Windows</h1>'), /h1 is not “Doors”/],
  ['verbatim', 'another speaker', siteWith('quotes/index.html', 'P1 Traders', 'P12 Traders'), /does not name P1/],
  ['verbatim', 'an invented quote', site({ 'a.html': page('A', '<figure class="quote"><blockquote><p>Hello</p></blockquote></figure>') }), /no note says “Hello”/],
  ['besideParticipants', 'a role in a caption', siteWith('quotes/index.html', 'P1 Traders', 'P1 Landlord'), /Landlord/],
  ['besideParticipants', 'a county in a data attribute', siteWith('themes/doors.html', '<span>Traders', '<span data-county="Rutland">Traders'), /Rutland/],
  ['besideParticipants', 'a sex in a table', siteWith('participants/study.html', '<td>Traders</td>', '<td>Traders</td><td>F</td>'), /“F”/],
  ['besideParticipants', 'an exact sector', siteWith('participants/study.html', '<td>Traders', '<td>Public house trade'), /Public house trade/],
  ['anywhere', 'a county in data', site({ 'data/quotes.csv': 'P1,Rutland\n' }), /Rutland/],
  ['anywhere', 'a county in a search index', site({ 'search.js': '["p1 rutland","Rutland"]' }), /Rutland/],
  ['privateColumns', 'a list by a private attribute', site({ 'quotes/county-rutland.html': page('A', '') }), /quotes\/county-rutland/],
  ['privateColumns', 'a private column', siteWith('participants/study.html', '>Group<', '>County<'), /County/],
  ['weight', 'a heavy page', home(`<p>${randomBytes(60_000).toString('base64')}</p>`), /over 50000/],
  ['weight', 'heavy script', site({ 'index.html': FILES['index.html'].replace('</head>', '<script src="a.js"></script></head>'), 'a.js': randomBytes(11_000).toString('base64') }), /of script/],
];

for (const [name, what, broken, expected] of BROKEN) {
  test(`${name} finds ${what}`, () => assert.match(CHECKS[name](broken).join('\n'), expected));
}

test('a kind without a page is missed', () => {
  const { chosen, missing } = samples(site(), programme());
  assert.ok(chosen.some(({ kind, path }) => kind === 'participants' && path === 'participants/study.html'));
  assert.match(missing.join('\n'), /“glossary”/);
  assert.match(missing.join('\n'), /“quotes-by-level”/);
});

test('a quote of a draft is not expected on the site', () => {
  const draft = { 'content/themes/doors.md': '---\nstatus: draft\n---\n> Word\n>\n> — [[P1]]\n' };
  assert.deepEqual(programme(draft).quotes(), []);
});

test('Markdown marks are no words of a quote, and fenced code holds none', () => {
  const note = '---\ntitle: T\n---\n> A \\*star\\* and *stress*.\n>\n> -- [@key, p. 3]\n\n```\n> No\n>\n> — [[P1]]\n```\n';
  const [only, ...others] = programme({ 'content/themes/doors.md': note }).quotes();
  assert.deepEqual([only.words, only.document, others], ['A *star* and stress.', '@key, p. 3', []]);
});
