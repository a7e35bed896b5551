// What one page view and one search cost a reader: requests, and bytes as they are and packed with gzip.
// Usage: node page_cost.mjs [--query WORDS] SITE...
//   SITE   the folder of a finished site; give several of different sizes to see what grows
//   WORDS  what is searched for; the two words that stand in most of what can be found where absent
// A page view loads a page, its style sheets, its scripts and its pictures. A search loads what the site's own script
// asks for when somebody opens `search.html?q=WORDS`; the script runs here, with as much of a browser as it needs.
// What is not counted: the head of each answer, and `favicon.ico`, for which a browser asks once where a look has no icon.

import { closeSync, openSync, readFileSync, readSync, readdirSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';

const KINDS = [
  ['home', 'the home page', () => true],
  ['note', 'a note of a study', (path) => path.startsWith('studies/')],
  ['theme', 'a theme', () => true],
  ['quotes', 'a list of quotes', () => true],
  ['search', 'the search page', () => true],
];
const READERS = 1e6;
const DAY = 24 * 60 * 60;
// A page grows with the programme if its kind's largest is so many times as large in the last site as in the first.
const GROWN = 1.5;
// So many files of texts tell which words are common.
const SAMPLE = 100;

/** A finished site. A file is read once, and its bytes are counted as a host would send them. */
class Site {
  #costs = new Map();

  constructor(folder) {
    this.folder = folder;
    const paths = readdirSync(folder, { recursive: true }).map((path) => path.split('\\').join('/'));
    this.pages = paths.filter((path) => path.endsWith('.html')).map((path) => ({ path, kind: this.kindOf(path) }));
    this.notes = this.pages.filter(({ path, kind }) => kind === 'note' && path.startsWith('studies/')).length;
  }

  text(path) {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  cost(path) {
    if (!this.#costs.has(path)) {
      const bytes = readFileSync(join(this.folder, path));
      this.#costs.set(path, { requests: 1, raw: bytes.length, packed: gzipSync(bytes).length });
    }
    return this.#costs.get(path);
  }

  all(paths) {
    return [...new Set(paths)].map((path) => this.cost(path)).reduce(add, NOTHING);
  }

  /** The kind of a page, as its body tells it. Most pages tell it early, so the rest of them is not read. */
  kindOf(path) {
    const kind = (text) => /<body class="kind-([\w-]+)/.exec(text)?.[1];
    const start = Buffer.alloc(16_000);
    const file = openSync(join(this.folder, path), 'r');
    const length = readSync(file, start);
    closeSync(file);
    return kind(start.toString('utf8', 0, length)) ?? kind(this.text(path));
  }

  /** The pages of a kind by their size: the one in the middle, and the largest. */
  representatives(kind, stands) {
    const pages = this.pages.filter((page) => page.kind === kind && stands(page.path));
    const sized = pages.map(({ path }) => ({ path, size: statSync(join(this.folder, path)).size }));
    sized.sort((a, b) => a.size - b.size || (a.path < b.path ? -1 : 1));
    return { count: sized.length, middle: sized[sized.length >> 1]?.path, largest: sized.at(-1)?.path };
  }

  /** What a browser loads with a page, and with its style sheets. */
  parts(page) {
    const tags = this.text(page).match(/<(?:link|script|img|source|object)\b[^>]*>/g) ?? [];
    const addresses = tags.flatMap((tag) => {
      if (tag.startsWith('<link') && !/rel="(?:stylesheet|icon)"/.test(tag)) return [];
      return /\s(?:href|src|data)="([^"#?]+)/.exec(tag)?.[1] ?? [];
    });
    const local = addresses.filter((address) => !/^[\w+.-]+:/.test(address));
    const parts = local.map((address) => posix.join(posix.dirname(page), decodeURI(address)));
    const styles = parts.filter((path) => path.endsWith('.css'));
    return [...parts, ...styles.flatMap((style) => this.inStyle(style))];
  }

  /** The script of the search page, and what the page tells it of the engine's scripts. */
  searchScript() {
    const tags = this.text('search.html').match(/<script\b[^>]*>/g);
    const tag = tags.find((each) => /\/search(?:\.\w+)?\.js"/.test(each));
    const attribute = (name) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
    return { path: posix.normalize(attribute('src')), engine: attribute('data-engine') };
  }

  inStyle(style) {
    const addresses = [...this.text(style).matchAll(/url\(\s*["']?([^"')]+)/g)].map((found) => found[1]);
    const local = addresses.filter((address) => !/^[\w+.-]+:/.test(address));
    return local.map((address) => posix.join(posix.dirname(style), address));
  }
}

const NOTHING = { requests: 0, raw: 0, packed: 0 };
const add = (a, b) => ({ requests: a.requests + b.requests, raw: a.raw + b.raw, packed: a.packed + b.packed });

/** As much of a page as the search's script needs: an element takes whatever is put into it, and holds nothing. */
class Element {
  dataset = {};
  content = { querySelectorAll: () => [] };
  parentNode = null;
  value = '';
  constructor(load = () => {}) { this.load = load; }
  setAttribute(name, value) { this[name] = value; }
  removeAttribute() {}
  addEventListener() {}
  querySelector() { return (this.only ??= new Element(this.load)); }
  querySelectorAll() { return []; }
  append(...children) { children.forEach((child) => child?.src && this.load(child)); }
  appendChild(child) { this.append(child); }
  replaceChildren() {}
  remove() {}
  focus() {}
}

/** Runs the scripts of the search page, and tells which files they load. */
class Browser {
  loaded = [];
  #base = 'https://example.org/';

  constructor(site, query) {
    this.site = site;
    const load = (script) => {
      this.run(new URL(script.src).pathname.slice(1));
      setImmediate(script.onload);
    };
    const make = () => new Element(load);
    const known = { '_search': make(), '_search-words': make() };
    const document = { documentElement: { lang: 'en' }, head: make(), getElementById: (id) => known[id] };
    Object.assign(document, { createElement: make, querySelector: make, createDocumentFragment: make });
    document.baseURI = `${this.#base}search.html`;
    const address = `?${new URLSearchParams({ q: query })}`;
    const history = { replaceState() {} };
    const location = { search: address, pathname: '/search.html' };
    const matchMedia = () => ({ matches: true });
    const own = { URL, URLSearchParams, atob, setTimeout, clearTimeout, document, history, location, matchMedia };
    this.page = createContext({ ...own, addEventListener() {} });
    this.page.window = this.page;
    this.status = known._search;
  }

  run(path, dataset = {}) {
    this.loaded.push(path);
    this.page.document.currentScript = { src: this.#base + path, dataset };
    runInContext(this.site.text(path), this.page, { filename: path });
  }

  /** Everything that stands between the page and its results, without the page itself and its own scripts. */
  async search() {
    const done = new Promise((ended) => { this.status.removeAttribute = ended; });
    const { path, engine } = this.site.searchScript();
    this.run(path, { engine });
    await done;
    const shows = this.loaded.some((path) => /^search\/d\d+\.js$/.test(path));
    if (!shows) throw new Error('The search shows no result. Try other words.');
    return this.loaded.slice(1);
  }
}

/** The two words that stand in most documents, as far as some of their files tell. */
async function commonWords(site) {
  const browser = new Browser(site, 'a');
  const { engine = 'static/search-words.js static/search-engine.js' } = site.searchScript();
  engine.split(' ').forEach((path) => browser.run(posix.normalize(path)));
  const index = await browser.page.catenaEngine.open();
  const step = Math.max(1, Math.floor(index.ends.length / SAMPLE));
  const counts = new Map();
  for (let file = 0; file < index.ends.length; file += step) {
    const [from, to] = [index.ends[file - 1] ?? 0, index.ends[file]];
    const documents = Array.from({ length: to - from }, (_, at) => from + at);
    for (const { text } of await browser.page.catenaEngine.shown(index, documents)) {
      const words = new Set(index.rules.words(text, false).map(({ word }) => word));
      for (const word of words) if (!index.stopped.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  const words = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([word]) => word);
  return words.filter((word) => word.length > 2).slice(0, 2).join(' ');
}

const number = (n) => String(Math.round(n)).replace(/\B(?=(\d{3})+$)/g, ',');
const kilobytes = (bytes) => (bytes / 1000).toFixed(1);
const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);
const head = (title, ...names) => {
  console.log(`\n${title}\n`);
  row(...names);
  console.log(`|${'---|'.repeat(names.length)}`);
};

/** Page views. Gives what each kind costs: the page alone, and all that a browser keeps. */
function pageViews(sites) {
  head('One page view, in kB. The page of each kind whose size is in the middle, and the largest.', 'page', 'notes',
    'pages of the kind', 'requests', 'page', 'page, packed', 'everything', 'everything, packed', 'largest page',
    'largest, packed');
  for (const [kind, name, stands] of KINDS) {
    for (const site of sites) {
      const { count, middle, largest } = site.representatives(kind, stands);
      if (!middle) continue;
      const parts = site.parts(middle);
      const [page, everything, most] = [site.cost(middle), site.all([middle, ...parts]), site.cost(largest)];
      const sizes = [page, everything, most].flatMap(({ raw, packed }) => [kilobytes(raw), kilobytes(packed)]);
      row(name, number(site.notes), number(count), everything.requests, ...sizes);
      site.views = [...(site.views ?? []), { page, parts }];
    }
  }
}

/** Kinds of pages that are larger in a larger programme: none of them costs the same at any size. */
function growing(sites) {
  const [first, last] = [sites[0], sites.at(-1)];
  const kinds = [...new Set(last.pages.map(({ kind }) => kind))].sort();
  const largest = (site, kind) => site.representatives(kind, () => true).largest;
  const grown = kinds.filter((kind) => largest(first, kind))
    .filter((kind) => last.cost(largest(last, kind)).raw > GROWN * first.cost(largest(first, kind)).raw);
  head(`Kinds of pages whose largest grew to more than ${GROWN} times: its kB, and packed.`, 'kind',
    'the largest of the last site', ...sites.map((site) => `${number(site.notes)} notes`));
  for (const kind of grown) {
    const cells = sites.map((site) => (largest(site, kind) ? site.cost(largest(site, kind)) : NOTHING));
    row(kind, `\`${largest(last, kind)}\``, ...cells.map(({ raw, packed }) => `${kilobytes(raw)} (${kilobytes(packed)})`));
  }
}

async function searches(sites, asked) {
  head('One search, in kB, after its page. A browser keeps the scripts and the start of the index for the next search.',
    'notes', 'words', 'requests', 'bytes', 'packed', 'scripts, packed', 'start of the index, packed',
    'requests for these words', 'bytes for them', 'packed');
  for (const site of sites) {
    const query = asked ?? await commonWords(site);
    const loaded = await new Browser(site, query).search();
    const scripts = loaded.filter((path) => path.startsWith('static/'));
    const start = 'search/index.js';
    const own = site.all(loaded.filter((path) => path !== start && !scripts.includes(path)));
    const all = site.all(loaded);
    const kept = [site.all(scripts), site.cost(start)].map(({ packed }) => kilobytes(packed));
    row(number(site.notes), query, all.requests, kilobytes(all.raw), kilobytes(all.packed), ...kept, own.requests,
      kilobytes(own.raw), kilobytes(own.packed));
    site.search = { own, kept: [...scripts, start] };
  }
}

/** What a host sends to many readers: each views a page of each kind, searches once, and keeps what pages share. */
function manyReaders(sites) {
  head(`A day of ${number(READERS)} readers. Each views one page of each kind, searches once, and loads what is shared once.`,
    'notes', 'requests of a reader', 'kB of a reader, packed', 'requests in a day', 'TB in a day, packed',
    'requests in a second, mean', 'Mbit/s, mean');
  for (const site of sites) {
    const pages = site.views.map(({ page }) => page).reduce(add, NOTHING);
    const shared = site.all([...site.views.flatMap(({ parts }) => parts), ...site.search.kept]);
    const reader = [pages, shared, site.search.own].reduce(add);
    const [requests, bytes] = [reader.requests * READERS, reader.packed * READERS];
    row(number(site.notes), reader.requests, kilobytes(reader.packed), number(requests), (bytes / 1e12).toFixed(3),
      number(requests / DAY), number((bytes * 8) / 1e6 / DAY));
  }
}

const given = process.argv.slice(2);
const query = given[0] === '--query' ? given.splice(0, 2)[1] : undefined;
if (!given.length) throw new Error('Usage: node page_cost.mjs [--query WORDS] SITE...');
const sites = given.map((folder) => new Site(folder));
pageViews(sites);
if (sites.length > 1) growing(sites);
await searches(sites, query);
manyReaders(sites);
