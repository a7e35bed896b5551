// Judges the schemas that `catena schema` prints, with a validator that is not ours. Usage: node schema.mjs CATENA
//
// A schema must take what `catena check` takes, and refuse what it refuses, as far as one file tells. Three things are
// read: programmes that hold, the cases of wrong keys and values, and notes made here with every key and many values.

import Ajv from 'ajv';
import Ajv2020 from 'ajv/dist/2020.js';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDocument } from 'yaml';
import { Report } from './lib/report.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const KINDS = ['home', 'page', 'study', 'theme', 'finding', 'recommendation'];

/** What the reader says of keys and values. Whether an id exists, no schema knows. */
const OF_READING = new Set([
  'unknown-key', 'wrong-type', 'unknown-value', 'missing-key', 'missing-title', 'confidence-without-reason', 'unsafe-link',
  'invalid-id', 'recommendation-without-finding',
]);

/** Faults of reading that no schema can know, by their message, and why. Each must be met. */
const UNKNOWABLE = [
  [/is not an ORCID iD$/, 'the last character is a sum of the others'],
  [/is not a date$/, 'February has 28 or 29 days'],
  [/^A common phrase has at most/, 'a key of several words'],
  [/ has no reason$/, 'a key with a value that is only white space'],
  [/ is not an address of a site$/, 'a host may be missing'],
  [/^`.*` is not an address on the web$/, 'an address may have a bad host'],
  [/ is not an e-mail address$/, 'an address may have a bad host'],
  [/ is neither `default` nor a pattern of paths$/, 'a part of a path may be two dots'],
  [/ rests on no finding$/, 'an empty list has the right shape'],
  [/^The file's name /, 'a schema does not know the name of a file'],
];

class Schemas {
  constructor(catena) {
    this.catena = catena;
    const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, strict: true });
    ajv.addVocabulary(['patternErrorMessage', 'enumDescriptions']);
    this.written = Object.fromEntries([...KINDS, 'configuration', 'glossary'].map((name) => [name, this.print(name)]));
    this.validators = Object.fromEntries(Object.entries(this.written).map(([name, schema]) => [name, ajv.compile(schema)]));
  }

  print(name) {
    return JSON.parse(execFileSync(this.catena, ['schema', name], { encoding: 'utf8' }));
  }

  /** What is wrong with a value; nothing where it fits. */
  faults(name, value) {
    const validate = this.validators[name];
    if (validate(value)) return [];
    return validate.errors.map(({ instancePath, message }) => `${instancePath || '/'} ${message}`);
  }

  /** What `catena check` says of reading, by path: the line, the code and the message. */
  check(root) {
    const { stdout } = spawnSync(this.catena, ['check', '--format', 'short', '-r', root], { encoding: 'utf8', maxBuffer: 1 << 28 });
    const faults = new Map();
    for (const line of stdout.split('\n')) {
      const found = /^(.*?):(\d+):\d+: \w+\[([\w-]+)\]: (.*)$/.exec(line);
      if (!found || !OF_READING.has(found[3])) continue;
      const [, path, number, code, message] = found;
      faults.set(path, [...(faults.get(path) ?? []), { line: Number(number), code, message }]);
    }
    return faults;
  }
}

/** The YAML of a programme, each text with its schema's name. What YAML itself refuses is left out. */
function* texts(root) {
  const configuration = join(root, 'catena.yaml');
  if (existsSync(configuration)) yield* text('catena.yaml', 'configuration', readFileSync(configuration, 'utf8'), 0);
  for (const path of paths(root, 'content')) {
    const whole = readFileSync(join(root, path));
    let words;
    try {
      words = new TextDecoder('utf-8', { fatal: true }).decode(whole);
    } catch {
      continue;
    }
    if (basename(path) === 'glossary.yaml') yield* text(path, 'glossary', words, 0);
    if (!path.endsWith('.md')) continue;
    const front = /^---[ \t]*\r?\n([^]*?)^(?:---|\.\.\.)[ \t]*\r?$/m.exec(words);
    if (front?.index !== 0) continue;
    const [parsed] = text(path, kindOf(path), front[1], 0);
    if (!parsed) continue;
    const written = parsed.value?.kind;
    if (KINDS.includes(written)) parsed.schema = written;
    parsed.lastLine = front[0].split('\n').length;
    yield parsed;
  }
}

function* text(path, schema, yaml) {
  const document = parseDocument(yaml, { uniqueKeys: true });
  if (document.errors.length > 0) return;
  yield { path, schema, value: document.toJS({ maxAliasCount: 1000 }), lastLine: Infinity };
}

function* paths(root, inside) {
  if (!existsSync(join(root, inside))) return;
  for (const entry of readdirSync(join(root, inside), { withFileTypes: true })) {
    const path = `${inside}/${entry.name}`;
    if (entry.name.startsWith('.')) continue;
    if (entry.isDirectory()) yield* paths(root, path);
    else if (entry.isFile()) yield path;
  }
}

/** The kind that a note's folder gives it, as the guide says. */
function kindOf(path) {
  const [top, ...rest] = path.split('/').slice(1);
  if (rest.length === 0) return top === 'index.md' ? 'home' : 'page';
  const kind = { studies: 'study', themes: 'theme', findings: 'finding', recommendations: 'recommendation' }[top];
  const index = rest.at(-1) === 'index.md';
  if (kind === 'study') return (rest.length === 2 && index) || (rest.length === 1 && !index) ? kind : 'page';
  return kind && (rest.length > 1 || !index) ? kind : 'page';
}

/** Everything in a programme that holds must fit. */
function holds(report, schemas, name, root) {
  const faults = [];
  let count = 0;
  for (const { path, schema, value } of texts(root)) {
    count += 1;
    faults.push(...schemas.faults(schema, value).map((fault) => `${path}: ${fault}`));
  }
  if (count === 0) faults.push('there is nothing to read');
  report.test(`the programme “${name}” fits its schemas (${count} texts)`, faults);
}

/** A schema and `catena check` must agree on every text of a programme. */
function agrees(report, schemas, name, root, met) {
  const said = schemas.check(root);
  const faults = [];
  let count = 0;
  for (const { path, schema, value, lastLine } of texts(root)) {
    count += 1;
    const all = (said.get(path) ?? []).filter(({ line }) => line <= lastLine);
    const known = all.filter(({ message }) => !unknowable(message, met));
    const refused = schemas.faults(schema, value);
    if (refused.length > 0 && all.length === 0) faults.push(`${path}: the schema alone refuses ${refused.join('; ')}`);
    if (refused.length === 0) faults.push(...known.map(({ line, message }) => `${path}:${line}: the schema takes what is wrong: ${message}`));
  }
  report.test(`${name}: schema and check agree (${count} texts)`, faults);
  return count;
}

function unknowable(message, met) {
  const found = UNKNOWABLE.find(([pattern]) => pattern.test(message));
  if (found) met.add(found);
  return found !== undefined;
}

/** Values of every kind, as YAML on one line. */
const VALUES = [
  '', '~', '""', '"  "', 'words', '12', '-3', '1.5', '2026-11-22', '2026-02-30', '2026-13', '[]', '[words]', '[12, words]', '[""]', '[[a]]', '[~]',
  '{}', '{a: b}', '{a: 12}', '{a: ~}', '{a: [b]}', '{a: {b: c}}', '{a: {b: stated}}', '{a: {b: other}}', '{A b: c}', '[{name: A}]', '[{nam: A}]',
  '{name: A}', '{name: A, url: nowhere}', '{name: A, email: nobody}', '{name: A, url: "https://example.org/"}', '[{key: a, relation: preprint}]',
  '[{key: a, relation: other}]', '[{check: own-detail, because: Why.}]', '[{check: own-detail}]', '[{check: unknown-key, because: Why.}]',
  '[{check: own-detail, because: Why., note: a}]', '{database_results: 3}', '{database_results: {a: 3}}', '{database_results: -3}',
  '{database_results: }', '{databases: 3}', '{links: {new_studies: a}, note: b}', '{night-bus: agreement}', '{night-bus: agreed}',
  '{night-bus: {code: silence}}', '{night-bus: {note: a}}', '{night-bus: }', 'synthesis', 'draft', 'theme', 'https://example.org/a', 'en-GB',
  '[{file: a, what: b}]', '[{name: A, orcid: 0000-0002-1825-0097}]', '[{name: A, orcid: 0000-0002-1825-0098}]', '[{name: A, orcid: none}]',
  '{level: {label: A, values: {a: A, b: {label: B, description: C}}}}', '{level: {values: {a: {labl: B}}}}', '{level: }', '{level: {values: {a: }}}',
  '{publish: [a], derive: {a: {from: b, map: {c: d}}}, smallest_group: 3}', '{derive: {a: {map: {c: d}}}}', '{smallest_group: three}',
  '{unused-reference: off}', '{unused-reference: never}', '{unknown-key: off}', '{no-such-check: off}', '{A b c: " "}', '{a: Why.}',
  '{a b c d e f g h i j k: Why.}', RATING('concern: none', 'because: Why.'), RATING('concern: minor', 'because: Why.'),
  RATING('concern: minor, because: Why.', 'because: Why.'), RATING('concern: none', ''), RATING('concern: other', 'because: Why.'),
  '{overall: high, because: Why.}',
];

function RATING(component, because) {
  const components = ['methodological_limitations', 'coherence', 'adequacy', 'relevance'].map((name) => `${name}: {${component}}`);
  return `{overall: high, ${[because, ...components].filter(Boolean).join(', ')}}`;
}

const FOLDERS = { page: '', study: 'studies/', theme: 'themes/', finding: 'findings/', recommendation: 'recommendations/' };

/** One programme with a note for every key and value. */
function madeNotes(schemas, root) {
  write(root, 'catena.yaml', 'title: Made\n');
  write(root, 'content/index.md', '---\ntitle: Made\n---\n');
  for (const [kind, folder] of Object.entries(FOLDERS)) {
    const keys = Object.keys(schemas.written[kind].properties).filter((key) => key !== 'kind' && key !== 'extra');
    for (const key of [...keys, 'titel']) {
      VALUES.forEach((value, index) => {
        const needed = [key === 'title' ? '' : 'title: A', kind === 'recommendation' && key !== 'findings' ? 'findings: [f]' : ''];
        const lines = [...needed.filter(Boolean), `${key}: ${value}`];
        write(root, `content/${folder}made-${kind}-${key.replaceAll('_', '-')}-${index}.md`, `---\n${lines.join('\n')}\n---\n`);
      });
    }
  }
}

/** How many of the values are of no certain key. */
const SIMPLE = VALUES.indexOf('{}') + 1;
/** Values that only notes could mean. */
const OF_NOTES = /database_results|databases|relation|orcid|methodological|overall|night-bus|new_studies|file: a/;

function takesGroups(described) {
  return /"object"|\$ref/.test(JSON.stringify(described ?? {}));
}

/** A programme for every key and value of the configuration, and one glossary for every value of a term. */
function* madeFiles(schemas, scratch) {
  const { properties } = schemas.written.configuration;
  for (const key of [...Object.keys(properties), 'titel']) {
    for (const [index, value] of VALUES.entries()) {
      // Each of these is a run of the program, so a key is tried with what could be meant for it.
      if (OF_NOTES.test(value) || (index >= SIMPLE && !takesGroups(properties[key]))) continue;
      const root = join(scratch, `configuration-${key}-${index}`);
      write(root, 'catena.yaml', `${key === 'title' ? '' : 'title: A\n'}${key}: ${value}\n`);
      write(root, 'content/index.md', '---\ntitle: A\n---\n');
      yield [`catena.yaml with ${key}: ${value}`, root];
    }
  }
  const terms = schemas.written.glossary.items.properties;
  const root = join(scratch, 'glossary');
  write(root, 'catena.yaml', 'title: A\n');
  for (const key of [...Object.keys(terms), 'trem']) {
    VALUES.forEach((value, index) => {
      const others = ['term', 'definition'].filter((other) => other !== key).map((other) => `${other}: A`);
      write(root, `content/${key}-${index}/glossary.yaml`, `- {${[...others, `${key}: ${value}`].join(', ')}}\n`);
    });
  }
  yield ['glossaries', root];
}

function write(root, path, text) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function folders(path) {
  const entries = readdirSync(join(ROOT, path), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => [name, join(ROOT, path, name)]).sort();
}

async function main([argument]) {
  if (!argument) throw new Error('Usage: node schema.mjs CATENA');
  const report = new Report();
  const schemas = new Schemas(resolve(argument));
  report.test('the schema of evidence.json is one', new Ajv2020({ strict: false }).validateSchema(schemas.print('evidence')) ? [] : ['it is not']);

  report.heading('Programmes that hold');
  const scratch = mkdtempSync(join(tmpdir(), 'catena-schema-'));
  execFileSync(schemas.catena, ['init', join(scratch, 'init')]);
  for (const [name, root] of [['of `catena init`', join(scratch, 'init')], ['of this repository', ROOT], ['of the guide', join(ROOT, 'docs/example')], ...folders('tests/programmes')]) {
    holds(report, schemas, name, root);
  }

  report.heading('Cases');
  const met = new Set();
  for (const [name, root] of folders('tests/cases')) agrees(report, schemas, name, root, met);

  report.heading('Every key with many values');
  try {
    const notes = join(scratch, 'notes');
    madeNotes(schemas, notes);
    const count = agrees(report, schemas, 'notes', notes, met);
    report.test('notes were made', count > 1000 ? [] : [`only ${count}`]);
    for (const [name, root] of madeFiles(schemas, scratch)) agrees(report, schemas, name, root, met);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  const unmet = UNKNOWABLE.filter((entry) => !met.has(entry));
  report.test('no exception is without need', unmet.map(([pattern, reason]) => `${pattern}: ${reason}`));
  return report.close();
}

process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
