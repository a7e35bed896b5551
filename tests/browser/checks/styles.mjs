// Addresses in style sheets, and styles written into pages.

import { attribute, text } from '../lib/dom.mjs';
import { resolve } from '../lib/address.mjs';

const ADDRESS = /url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"'\s]*))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')/gi;

export function brokenStyleAddresses(site) {
  return sheets(site).flatMap(({ path, css }) =>
    [...css.matchAll(ADDRESS)]
      .map((match) => match.slice(1).find((part) => part !== undefined))
      .filter((address) => !address.startsWith('data:') && !address.startsWith('#'))
      .filter((address) => !isInside(site, path, address))
      .map((address) => `${path}: the style address “${address}” leads to no file of the site`),
  );
}

function isInside(site, path, address) {
  const target = resolve(path, address);
  return target.place === 'inside' && site.has(target.file);
}

function sheets(site) {
  const files = site.paths().filter((path) => path.endsWith('.css')).map((path) => ({ path, css: site.text(path) }));
  const inPages = site.pages().flatMap((page) => [
    ...page.all('style').map((style) => ({ path: page.path, css: text({ childNodes: style.childNodes }) })),
    ...page.elements.map((element) => ({ path: page.path, css: attribute(element, 'style') ?? '' })),
  ]);
  return [...files, ...inPages].map(({ path, css }) => ({ path, css: css.replace(/\/\*[\s\S]*?\*\//g, '') }));
}
