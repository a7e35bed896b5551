// Reads quotes out of Markdown notes. Kept apart from the program's own parser on purpose: two
// readers that agree are evidence that neither changes a word.

const ATTRIBUTION = /^(?:—|―|--)\s*(?:\[\[(?<speaker>[^\]|]+)\]\]|\[(?<document>@[^\]]+)\])\s*(?:\{(?<attributes>[^}]*)\})?$/u;

/** @returns {{path, frontMatter, quotes: {id, speaker, document, keys, words}[]}} */
export function readNote(path, text) {
  const { frontMatter, body } = split(text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'));
  return { path, frontMatter, quotes: blockquotes(body).map(readQuote).filter(Boolean) };
}

function split(text) {
  const match = /^---\n(?<frontMatter>[\s\S]*?)\n---(?:\n|$)(?<body>[\s\S]*)$/.exec(text);
  return match ? match.groups : { frontMatter: '', body: text };
}

/** Each blockquote as its paragraphs; fenced code is not looked into. */
function blockquotes(body) {
  const found = [];
  let fence;
  let lines = [];
  for (const line of [...body.split('\n'), '']) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence) {
      if (mark?.startsWith(fence)) fence = undefined;
      continue;
    }
    const quoted = /^ {0,3}> ?(.*)$/.exec(line);
    if (quoted) {
      lines.push(quoted[1]);
      continue;
    }
    if (lines.length > 0) found.push(paragraphs(lines));
    lines = [];
    if (mark) fence = mark;
  }
  return found;
}

function paragraphs(lines) {
  return lines.join('\n').split(/\n[ \t]*\n/).map((each) => each.replace(/\s+/g, ' ').trim()).filter(Boolean);
}

function readQuote(parts) {
  const attribution = ATTRIBUTION.exec(parts.at(-1) ?? '');
  if (!attribution) return undefined;
  const { speaker, document, attributes } = attribution.groups;
  return {
    keys: [...(attributes ?? '').matchAll(/([\w-]+)=/g)].map(([, key]) => key),
    id: /(?:^|\s)#(\S+)/.exec(attributes ?? '')?.[1],
    speaker: speaker?.split('/').at(-1),
    document,
    words: parts.slice(0, -1).map(plain).join(' '),
  };
}

/** The words without Markdown's own marks: backslash escapes and emphasis. */
function plain(markdown) {
  const kept = [];
  return markdown
    .replace(/\\([!-/:-@[-`{-~])/g, (_, character) => `\uE000${kept.push(character) - 1}\uE001`)
    .replace(/(\*\*|__|\*|_)(?=\S)(.+?)(?<=\S)\1/g, '$2')
    .replace(/\uE000(\d+)\uE001/g, (_, index) => kept[index]);
}
