// A quote's words reach the pages unchanged, character for character.

import { attribute, classes, collapse, find, findAll, text } from '../lib/dom.mjs';
import { resolve } from '../lib/address.mjs';

/** Every quote that stands on a page: its words, and the place that is its permalink. */
export function standingQuotes(site) {
  return site.readPages().flatMap((page) =>
    page.all('figure').filter((figure) => classes(figure).includes('quote')).map((figure) => read(page, figure)),
  );
}

function read(page, figure) {
  const own = attribute(figure, 'id');
  const caption = find(figure, ({ tagName }) => tagName === 'figcaption');
  return {
    page: page.path,
    permalink: own ? { file: page.path, fragment: own } : permalink(page, caption),
    atHome: own !== undefined,
    words: words(find(figure, ({ tagName }) => tagName === 'blockquote')),
    caption: caption ? collapse(text(caption)) : '',
  };
}

function permalink(page, caption) {
  const anchor = caption && find(caption, (element) => classes(element).includes('anchor'));
  return anchor && resolve(page.path, attribute(anchor, 'href') ?? '');
}

/** Paragraphs part words as a line break does; nothing else is added or left out. */
function words(blockquote) {
  if (!blockquote) return '';
  const paragraphs = findAll(blockquote, ({ tagName }) => tagName === 'p');
  const outside = collapse(text(blockquote, ({ tagName }) => tagName === 'p'));
  return [outside, ...paragraphs.map((each) => collapse(text(each)))].filter(Boolean).join(' ');
}

/** The faults of one quote of the notes, given all that stand on the site. */
export function quoteFaults(site, standing, quote) {
  const homes = standing.filter((each) => each.atHome && (quote.id ? each.permalink.fragment === quote.id : each.words === quote.words));
  if (homes.length !== 1) return [`stands at home on ${homes.length} pages instead of one: ${homes.map(({ page }) => page)}`];
  const [home] = homes;
  const title = find(site.page(home.page).document, ({ tagName }) => tagName === 'h1');
  const copies = standing.filter(
    (each) => !each.atHome && each.permalink?.file === home.page && each.permalink.fragment === home.permalink.fragment,
  );
  return [
    ...(quote.noteTitle && collapse(text(title)) !== quote.noteTitle ? [`lives on ${home.page}, whose h1 is not “${quote.noteTitle}”`] : []),
    ...(copies.some(({ page }) => page.startsWith('quotes/')) ? [] : ['is in no list under quotes/']),
    ...[home, ...copies].flatMap((each) => changedWords(quote, each)),
    ...[home, ...copies].filter(({ caption }) => quote.speaker && !new RegExp(`\\b${quote.speaker}\\b`).test(caption))
      .map(({ page }) => `${page}: the caption does not name ${quote.speaker}`),
  ];
}

function changedWords(quote, standing) {
  const [want, got] = [collapse(quote.words), standing.words];
  if (want === got) return [];
  const at = [...want].findIndex((character, index) => character !== [...got][index]);
  const near = (all) => [...all].slice(Math.max(0, at - 15), at < 0 ? undefined : at + 25).join('');
  return [`${standing.page}: from character ${at} the note says “${near(want)}”, the page “${near(got)}”`];
}

/** Quotes on the site that stand in no note. */
export function inventedQuotes(standing, quotes) {
  const known = new Set(quotes.map(({ words }) => collapse(words)));
  return standing.filter(({ words }) => !known.has(words)).map(({ page, words }) => `${page}: no note says “${words.slice(0, 60)}”`);
}
