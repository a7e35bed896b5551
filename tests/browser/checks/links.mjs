// Every address in every page: relative, inside the site, to a file and an anchor that exist.

import { attribute, rels, tag } from '../lib/dom.mjs';
import { resolve } from '../lib/address.mjs';

const ADDRESSES = ['href', 'src', 'poster', 'data', 'action', 'formaction'];
const EXTERNAL = new Set(['http', 'https', 'mailto', 'tel', 'doi']);
// These only tell about the page; no reader's browser fetches them.
const METADATA = new Set(['canonical', 'license', 'schema.dc', 'schema.dcterms', 'author', 'me']);

export function brokenLinks(site) {
  return site.pages().flatMap((page) =>
    addresses(page).map(({ element, address }) => {
      const why = fault(site, page.path, element, address);
      return why && `${page.path}: “${address}” ${why}, in ${tag(element)}`;
    }),
  ).filter(Boolean);
}

/** Files that other pages' links lead to, from the home page on. */
export function unreachable(site) {
  const reached = new Set(['index.html']);
  const queue = site.has('index.html') ? ['index.html'] : [];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    for (const { element, address } of addresses(site.page(path))) {
      const target = resolve(path, address);
      if (element.tagName !== 'a' || target.place !== 'inside' || reached.has(target.file)) continue;
      reached.add(target.file);
      if (target.file.endsWith('.html') && site.has(target.file)) queue.push(target.file);
    }
  }
  return site
    .readPages()
    .filter(({ path }) => path !== '404.html' && !reached.has(path))
    .map(({ path }) => `${path}: no chain of links leads here from the home page`);
}

function fault(site, from, element, address) {
  const target = resolve(from, address);
  if (target.place === 'wrong') return target.why;
  if (target.place === 'external') return externalFault(element, target.scheme);
  if (!site.has(target.file)) return site.hasFolder(target.file) ? 'is a folder, not a file' : 'leads to no file';
  if (target.fragment === '' || !target.file.endsWith('.html')) return undefined;
  return site.page(target.file).anchors.has(target.fragment) ? undefined : 'leads to no anchor';
}

function externalFault(element, scheme) {
  if (!EXTERNAL.has(scheme)) return `has the scheme ${scheme}:`;
  if (element.tagName === 'a') return undefined;
  if (element.tagName === 'link' && rels(element).every((rel) => METADATA.has(rel))) return undefined;
  return 'would ask another host';
}

export function addresses(page) {
  return page.elements.flatMap((element) => written(element).map((address) => ({ element, address })));
}

function written(element) {
  const found = element.attrs
    .filter(({ name }) => ADDRESSES.includes(name) && !(name === 'data' && element.tagName !== 'object'))
    .map(({ value }) => value);
  const sets = (attribute(element, 'srcset') ?? '').split(',').map((each) => each.trim().split(/\s+/)[0]);
  const refresh = attribute(element, 'http-equiv')?.toLowerCase() === 'refresh'
    ? /url\s*=\s*['"]?([^'"]+)/i.exec(attribute(element, 'content') ?? '')?.slice(1) ?? []
    : [];
  return [...found, ...sets.filter(Boolean), ...refresh];
}
