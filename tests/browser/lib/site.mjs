// A built site: its files by path, and its pages as trees.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'parse5';
import { attribute, classes, elements } from './dom.mjs';

const TEXT = /\.(html|css|js|mjs|json|csv|tsv|xml|txt|ris|bib|webmanifest|svg)$/;

export class Site {
  #files;
  #pages = new Map();

  /** @param files the bytes of each file by its path from the site's root, with `/` between folders */
  constructor(files, folder) {
    this.#files = new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
    this.folder = folder;
  }

  static read(folder) {
    const files = new Map();
    const visit = (inside) => {
      for (const entry of readdirSync(join(folder, inside), { withFileTypes: true })) {
        const path = inside + entry.name;
        if (entry.isDirectory()) visit(`${path}/`);
        else files.set(path, readFileSync(join(folder, path)));
      }
    };
    visit('');
    return new Site(files, folder);
  }

  has(path) {
    return this.#files.has(path);
  }

  hasFolder(path) {
    const prefix = path.replace(/\/*$/, '/');
    return path === '' || this.paths().some((each) => each.startsWith(prefix));
  }

  bytes(path) {
    return this.#files.get(path);
  }

  text(path) {
    return this.#files.get(path).toString('utf8');
  }

  paths() {
    return [...this.#files.keys()];
  }

  textPaths() {
    return this.paths().filter((path) => TEXT.test(path));
  }

  /** Every HTML file, read once. */
  pages() {
    return this.paths().filter((path) => path.endsWith('.html')).map((path) => this.page(path));
  }

  /** Pages that readers read: all but the redirects from old addresses. */
  readPages() {
    return this.pages().filter((page) => !page.redirect);
  }

  page(path) {
    if (!this.#pages.has(path)) this.#pages.set(path, new Page(path, this.text(path)));
    return this.#pages.get(path);
  }
}

class Page {
  constructor(path, html) {
    this.path = path;
    this.document = parse(html);
    this.elements = [...elements(this.document)];
    this.ids = this.elements.map((element) => attribute(element, 'id')).filter((id) => id !== undefined);
    this.anchors = new Set([...this.ids, ...this.#names()]);
    this.body = this.elements.find((element) => element.tagName === 'body');
    this.main = this.elements.find((element) => element.tagName === 'main');
    this.redirect = this.elements.some(
      (element) => element.tagName === 'meta' && attribute(element, 'http-equiv')?.toLowerCase() === 'refresh',
    );
  }

  /** The kind that the page states of itself: `theme` for `<body class="kind-theme">`. */
  get kind() {
    return classes(this.body).find((name) => name.startsWith('kind-'))?.slice('kind-'.length);
  }

  all(tagName) {
    return this.elements.filter((element) => element.tagName === tagName);
  }

  #names() {
    return this.all('a').map((element) => attribute(element, 'name')).filter(Boolean);
  }
}
