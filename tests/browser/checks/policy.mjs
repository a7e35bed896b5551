// Every page begins with the strict policy, and holds nothing that would need a weaker one.

import { attribute, tag } from '../lib/dom.mjs';

const NEEDED = {
  'default-src': "'none'",
  'style-src': "'self'",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
};
const SCRIPT = ["'none'", "'self'"];

export function policyFaults(site) {
  return site.pages().flatMap((page) => [...policy(page), ...inline(page)].map((fault) => `${page.path}: ${fault}`));
}

function policy(page) {
  const head = page.all('head')[0];
  const children = (head?.childNodes ?? []).filter(({ tagName }) => tagName);
  const at = children.findIndex((element) => attribute(element, 'http-equiv')?.toLowerCase() === 'content-security-policy');
  if (at === -1) return ['has no policy'];
  const faults = at > 1 ? ['its policy does not come first, after the charset'] : [];
  const directives = new Map(
    attribute(children[at], 'content').split(';').map((part) => part.trim().split(/\s+/)).map(([name, ...sources]) => [name, sources.join(' ')]),
  );
  for (const [name, sources] of Object.entries(NEEDED)) {
    if (directives.get(name) !== sources) faults.push(`its policy says ${name} ${directives.get(name)}, not ${sources}`);
  }
  if (!SCRIPT.includes(directives.get('script-src'))) faults.push(`its policy lets script through: ${directives.get('script-src')}`);
  if ([...directives.values()].some((sources) => /unsafe|\*|https?:/.test(sources))) faults.push('its policy has a hole');
  if (!children.some((element) => attribute(element, 'name') === 'referrer')) faults.push('tells other sites where a reader came from');
  return faults;
}

/** Inline script and style, which the policy forbids. */
function inline(page) {
  return page.elements.flatMap((element) => {
    const faults = element.attrs.filter(({ name }) => name === 'style' || name.startsWith('on')).map(() => `${tag(element)} has script or style of its own`);
    const script = element.tagName === 'script' && attribute(element, 'src') === undefined && !/json/.test(attribute(element, 'type') ?? '');
    if (script || element.tagName === 'style') faults.push(`<${element.tagName}> in the page`);
    return faults;
  });
}
