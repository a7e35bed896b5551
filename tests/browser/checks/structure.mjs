// The order of a page: one `h1`, headings without gaps, ids that name one thing each.

import { attribute, collapse, tag, text } from '../lib/dom.mjs';

const REFERENCES = ['aria-labelledby', 'aria-describedby', 'aria-controls', 'aria-owns', 'headers', 'for'];

export function headingFaults(site) {
  return site.readPages().flatMap((page) => {
    const headings = page.elements.filter(({ tagName }) => /^h[1-6]$/.test(tagName));
    const first = headings.filter(({ tagName }) => tagName === 'h1').length;
    const faults = first === 1 ? [] : [`${page.path}: ${first} h1 instead of one`];
    let last = 0;
    for (const heading of headings) {
      const level = Number(heading.tagName[1]);
      if (level > last + 1) {
        faults.push(`${page.path}: ${heading.tagName} “${collapse(text(heading))}” follows ${last ? `h${last}` : 'no heading'}`);
      }
      last = level;
    }
    return faults;
  });
}

export function idFaults(site) {
  return site.pages().flatMap((page) => {
    const seen = new Set();
    const twice = page.ids.filter((id) => seen.size === seen.add(id).size);
    const repeated = [...new Set(twice)].map((id) => `${page.path}: the id “${id}” stands more than once`);
    return [...repeated, ...danglingReferences(page, seen)];
  });
}

function danglingReferences(page, ids) {
  return page.elements.flatMap((element) =>
    REFERENCES.flatMap((name) => (attribute(element, name) ?? '').split(/\s+/).filter(Boolean))
      .filter((id) => !ids.has(id))
      .map((id) => `${page.path}: no element has the id “${id}” that ${tag(element)} names`),
  );
}
