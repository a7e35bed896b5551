// What `catena.yaml` does not publish of a participant stands on no page.

import { attribute, classes, collapse, find, findAll, text } from '../lib/dom.mjs';
import { resolve } from '../lib/address.mjs';

const TELLING = /^(title|alt|content|aria-.*|data-.*)$/;

/** Private values next to a participant: in captions, tables of participants and the pages about groups. */
export function besideParticipants(site, programme) {
  const leak = finder(programme.privateValues());
  return site.readPages().flatMap((page) => {
    const about = /^(participants\/|quotes\/voices)/.test(page.path) ? [page.main ?? page.body] : [];
    const places = [...page.all('figcaption'), ...about];
    const quoted = (element) => leadsToQuote(site, page, element) || isCitation(element);
    const said = (place) => [told(place, quoted), ...citations(place)].join('\n');
    return places.flatMap((place) => leak(said(place)).map((value) => `${page.path}: “${value}” beside a participant`));
  });
}

/** A quote's citation begins with the speaker and the first words, which are the speaker's own. */
function isCitation(element) {
  return classes(element).includes('copied');
}

/** What a citation says beside those words. BibTeX and RIS say the same. */
function citations(place) {
  return findAll(place, (element) => element.tagName === 'p' && isCitation(element)).map((element) => text(element).replace(/“[^”]*”/g, ' '));
}

/** Private values that the published notes never say may not occur in any file. */
export function anywhere(site, programme) {
  const inNotes = new Set(finder(programme.privateValues())(programme.publicText));
  const leak = finder(programme.privateValues().filter((value) => value.length > 3 && !inNotes.has(value)));
  return site.textPaths().flatMap((path) => [...new Set(leak(site.text(path)))].map((value) => `${path}: “${value}”`));
}

/** A page or a column for an attribute that is not published. */
export function privateColumns(site, programme) {
  const columns = programme.privateColumns().map((name) => name.toLowerCase());
  const ways = programme.quoteWays().map((way) => `quotes/${way}-`);
  const lists = site.paths().filter(
    (path) => columns.some((column) => path.startsWith(`quotes/${column}-`)) && !ways.some((way) => path.startsWith(way)),
  );
  const open = programme.publishedLabels();
  const heads = site.readPages().filter(({ path }) => path.startsWith('participants/')).flatMap((page) =>
    page.all('th')
      .map((head) => collapse(text(head)))
      .filter((label) => columns.includes(label.toLowerCase()) && !open.includes(label))
      .map((label) => `${page.path}: a column “${label}”`),
  );
  return [...lists.map((path) => `${path}: a list by a private attribute`), ...heads];
}

/** The first words of a quote may well name a role; they are the speaker's own. */
function leadsToQuote(site, page, element) {
  if (element.tagName !== 'a') return false;
  const target = resolve(page.path, attribute(element, 'href') ?? '');
  if (target.place !== 'inside' || !target.fragment || !target.file.endsWith('.html') || !site.has(target.file)) return false;
  const there = find(site.page(target.file).document, (each) => attribute(each, 'id') === target.fragment);
  return there?.tagName === 'figure';
}

function told(place, skip) {
  const attributes = (element) =>
    element.attrs.filter(({ name }) => TELLING.test(name)).map(({ value }) => value);
  const inside = [];
  const visit = (element) => {
    if (skip(element)) return;
    inside.push(...attributes(element));
    for (const child of element.childNodes ?? []) if (child.tagName) visit(child);
  };
  visit(place);
  return [spaced(place, skip), ...inside].join('\n');
}

/** Text with its elements kept apart, so that a cell's letter is a word of its own. */
function spaced(node, skip) {
  if (node.nodeName === '#text') return node.value;
  if (node.tagName && skip(node)) return '';
  return (node.childNodes ?? []).map((child) => spaced(child, skip)).join(' ');
}

function finder(values) {
  if (values.length === 0) return () => [];
  const escaped = [...values].sort((a, b) => b.length - a.length).map((value) => value.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  const words = new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join('|')})(?![\\p{L}\\p{N}])`, 'gu');
  return (text) => [...text.matchAll(words)].map(([value]) => value);
}
