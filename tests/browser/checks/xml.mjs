// Feeds and site maps: well-formed, and their links lead to pages of the site.

import { SaxesParser } from 'saxes';
import { resolve } from '../lib/address.mjs';

export function xmlFaults(site, baseUrl) {
  return site.paths().filter((path) => path.endsWith('.xml')).flatMap((path) => {
    const { faults, links } = read(site.text(path));
    return [...faults, ...links.map((link) => linkFault(site, path, link, baseUrl)).filter(Boolean)].map(
      (fault) => `${path}: ${fault}`,
    );
  });
}

function read(xml) {
  const faults = [];
  const links = [];
  let words = '';
  const parser = new SaxesParser({ xmlns: true, position: true });
  parser.on('error', (error) => faults.push(error.message));
  parser.on('opentag', ({ local, attributes }) => {
    words = '';
    if (local === 'link' && attributes.href && attributes.rel?.value !== 'license') links.push(attributes.href.value);
  });
  parser.on('text', (part) => (words += part));
  parser.on('closetag', ({ local }) => {
    if (local === 'loc') links.push(words.trim());
  });
  parser.write(xml).close();
  // One slip makes a parser stumble on; the first fault tells all.
  return { faults: faults.slice(0, 1), links };
}

function linkFault(site, path, link, baseUrl) {
  const base = baseUrl?.replace(/\/*$/, '/');
  const target = base && link.startsWith(base) ? resolve('index.html', link.slice(base.length) || 'index.html') : resolve(path, link);
  if (target.place !== 'inside') return `“${link}” is not on the site`;
  if (!site.has(target.file)) return `“${link}” leads to no file`;
  const anchor = target.fragment === '' || site.page(target.file).anchors.has(target.fragment);
  return anchor ? undefined : `“${link}” leads to no anchor`;
}
