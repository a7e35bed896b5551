// What the editors wrote: the configuration, the notes and the participants.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { parse as parseYaml } from 'yaml';
import { readNote } from './notes.mjs';

export class Programme {
  /** @param files the text of `catena.yaml` and of everything under `content/`, by path */
  constructor(files) {
    const entries = [...files];
    this.config = parseYaml(files.get('catena.yaml') ?? '') ?? {};
    this.notes = entries.filter(([path]) => path.endsWith('.md')).map(([path, text]) => note(path, text));
    this.participants = entries
      .filter(([path]) => basename(path) === 'participants.csv')
      .flatMap(([path, text]) => people(path, text));
    this.publicText = publicText(entries, this.config);
  }

  static read(root) {
    const files = new Map();
    const visit = (inside) => {
      for (const entry of readdirSync(join(root, inside), { withFileTypes: true })) {
        const path = `${inside}/${entry.name}`;
        if (entry.isDirectory()) visit(path);
        else files.set(path, readFileSync(join(root, path), 'utf8'));
      }
    };
    if (existsSync(join(root, 'catena.yaml'))) {
      files.set('catena.yaml', readFileSync(join(root, 'catena.yaml'), 'utf8'));
    }
    visit('content');
    return new Programme(files);
  }

  get baseUrl() {
    return this.config.base_url;
  }

  /** Quotes of the notes that are published. */
  quotes() {
    return this.notes
      .filter(({ status }) => status === 'public')
      .flatMap(({ path, title, quotes }) => quotes.map((quote) => ({ ...quote, note: path, noteTitle: title })));
  }

  /** The ways in which the quote index must be divided into plain pages, as their paths begin. */
  quoteWays() {
    const quotes = this.quotes();
    const spoken = quotes.some(({ speaker }) => speaker);
    const facets = Object.keys(this.config.facets ?? {});
    return [
      ...(quotes.length > 0 ? ['theme'] : []),
      ...(spoken ? ['study', ...(this.config.participants?.publish ?? [])] : []),
      ...facets.filter((facet) => quotes.some(({ keys }) => keys.includes(facet))),
      ...(quotes.some(({ document }) => document) ? ['source'] : []),
    ].map((name) => name.replaceAll('_', '-'));
  }

  /** Columns of the participants' tables that the publishing rules keep back. */
  privateColumns() {
    const published = this.config.participants?.publish ?? [];
    const derived = Object.keys(this.config.participants?.derive ?? {});
    const open = new Set(['id', 'withdrawn', ...published.filter((name) => !derived.includes(name))]);
    const columns = new Set(this.participants.flatMap(({ values }) => Object.keys(values)));
    return [...columns].filter((column) => !open.has(column));
  }

  /** The labels under which published attributes stand; one may be the name of a private column. */
  publishedLabels() {
    const { publish = [], labels = {} } = this.config.participants ?? {};
    return publish.map((name) => labels[name] ?? name);
  }

  /** What a private column says of somebody, but for words that are published of others. */
  privateValues() {
    const published = new Set(this.#publishedValues());
    const values = this.participants.flatMap((person) => this.privateColumns().map((column) => person.values[column]));
    return [...new Set(values)].filter((value) => value && !published.has(value));
  }

  #publishedValues() {
    const { publish = [], derive = {} } = this.config.participants ?? {};
    return publish.flatMap((name) =>
      derive[name] ? Object.values(derive[name].map ?? {}) : this.participants.map(({ values }) => values[name]),
    );
  }
}

/** What editors wrote to be read: the notes, and the configuration without its rules about participants. */
function publicText(entries, { participants, ...rest }) {
  const notes = entries.filter(([path]) => path !== 'catena.yaml' && !path.endsWith('.csv'));
  return [...notes.map(([, text]) => text), JSON.stringify(rest)].join('\n');
}

function note(path, text) {
  const { frontMatter, quotes } = readNote(path, text);
  const { title, status = 'public' } = parseYaml(frontMatter) ?? {};
  return { path, title, status, quotes };
}

function people(path, text) {
  const rows = parseCsv(text, { bom: true, columns: true, delimiter: [',', ';', '\t'], trim: true, skip_empty_lines: true });
  return rows.map((values) => ({ study: basename(dirname(path)), id: values.id, values }));
}
