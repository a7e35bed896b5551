// What a first visit to a page costs, compressed.

import { gzipSync } from 'node:zlib';
import { attribute, rels } from '../lib/dom.mjs';
import { resolve } from '../lib/address.mjs';

export const PAGE_LIMIT = 50_000;
export const SCRIPT_LIMIT = 10_000;

const FETCHED = new Set(['stylesheet', 'icon', 'preload', 'modulepreload', 'manifest']);

/** @returns {{path, total, script}[]} heaviest first */
export function weights(site) {
  const sizes = new Map();
  const size = (path) => {
    if (!sizes.has(path)) sizes.set(path, gzipSync(site.bytes(path)).length);
    return sizes.get(path);
  };
  const sum = (paths) => paths.reduce((total, path) => total + size(path), 0);
  return site.pages().map((page) => {
    const parts = [...new Set(page.elements.map((element) => fetched(page, element)))].filter((path) => path && site.has(path));
    return { path: page.path, total: sum([page.path, ...parts]), script: sum(parts.filter((path) => /\.m?js$/.test(path))) };
  }).sort((a, b) => b.total - a.total);
}

export function weightFaults(weighed) {
  return weighed.flatMap(({ path, total, script }) => [
    ...(total > PAGE_LIMIT ? [`${path}: ${total} bytes compressed, over ${PAGE_LIMIT}`] : []),
    ...(script > SCRIPT_LIMIT ? [`${path}: ${script} bytes of script compressed, over ${SCRIPT_LIMIT}`] : []),
  ]);
}

function fetched(page, element) {
  const link = element.tagName === 'link' && rels(element).some((rel) => FETCHED.has(rel));
  const address = link ? attribute(element, 'href') : attribute(element, 'src');
  if (!address) return undefined;
  const target = resolve(page.path, address);
  return target.place === 'inside' ? target.file : undefined;
}
