// Small questions to a parsed HTML tree.

const UNREAD = new Set(['script', 'style', 'template']);

export function* elements(node) {
  for (const child of node.childNodes ?? []) {
    if (child.tagName) yield child;
    yield* elements(child);
  }
  if (node.content) yield* elements(node.content);
}

export function attribute(element, name) {
  return element.attrs.find((attr) => attr.name === name)?.value;
}

export function classes(element) {
  return (attribute(element, 'class') ?? '').split(/\s+/).filter(Boolean);
}

export function rels(element) {
  return (attribute(element, 'rel') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
}

export function find(root, test) {
  for (const element of elements(root)) if (test(element)) return element;
  return undefined;
}

export function findAll(root, test) {
  return [...elements(root)].filter(test);
}

/** The text under a node as the tree holds it, white space included. */
export function text(node, skip = () => false) {
  if (node.nodeName === '#text') return node.value;
  if (UNREAD.has(node.tagName) || (node.tagName && skip(node))) return '';
  if (node.tagName === 'br') return ' ';
  return (node.childNodes ?? []).map((child) => text(child, skip)).join('');
}

export function collapse(words) {
  return words.replace(/[ \t\r\n\f]+/g, ' ').trim();
}

/** An element as its opening tag, to name it in a fault. */
export function tag(element) {
  const attrs = element.attrs.map(({ name, value }) => ` ${name}="${value}"`).join('');
  return `<${element.tagName}${attrs}>`.slice(0, 160);
}
