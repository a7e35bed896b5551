// Judges what `--format json` and `--format sarif` print, with a validator that is not ours. Usage: node reports.mjs CATENA
//
// Every case is checked, built, and compared with its sources where it has some. Each report must fit its schema, name
// files that are there, and hold as many faults as the other form.

import Ajv from 'ajv';
import Ajv2020 from 'ajv/dist/2020.js';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Report } from './lib/report.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, '../..');
const CASES = join(ROOT, 'tests/cases');

const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
const validator = {
  json: new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true })
    .compile(read(join(ROOT, 'src/diagnostic/faults.schema.json'))),
  // Formats are judged below: addresses of files are more than a pattern can say.
  // One of its own patterns is none for readers that know Unicode.
  sarif: new Ajv({ allErrors: true, strict: false, validateFormats: false, unicodeRegExp: false }).compile(read(join(HERE, 'schemas/sarif-2.1.0.json'))),
};

/** What is wrong with the shape of a report. */
function misshapen(format, value) {
  const validate = validator[format];
  if (validate(value)) return [];
  return validate.errors.map(({ instancePath, message }) => `${instancePath || '/'} ${message}`);
}

class Runner {
  constructor(catena, report) {
    this.catena = catena;
    this.report = report;
    this.faults = 0;
    this.suppressed = 0;
    this.samples = {};
  }

  run(root, words, format) {
    const { stdout, stderr, status } = spawnSync(this.catena, [...words, '--format', format], { cwd: root, encoding: 'utf8' });
    if (status !== 0 && status !== 1) throw new Error(`${words.join(' ')} in ${root}: exit code ${status}\n${stderr}`);
    return JSON.parse(stdout);
  }

  /** Judges both forms of what a command says of a programme. */
  judge(name, root, words, accepted) {
    const json = this.run(root, words, 'json');
    const sarif = this.run(root, words, 'sarif');
    this.report.test(`${name}: ${words[0]} as JSON`, misshapen('json', json));
    this.report.test(`${name}: ${words[0]} as SARIF`, [...misshapen('sarif', sarif), ...this.meaning(root, json, sarif, accepted)]);
    this.faults += json.length;
    if (json.some(({ path }) => path)) this.samples.json = json;
    if (sarif.runs[0].results.length > 0) this.samples.sarif = sarif;
  }

  /** What a schema cannot know. */
  meaning(root, json, sarif, accepted) {
    const faults = [];
    const [{ results, tool, columnKind }] = sarif.runs;
    if (columnKind !== 'unicodeCodePoints') faults.push(`columns are ${columnKind}`);
    const open = results.filter(({ suppressions }) => suppressions.length === 0);
    this.suppressed += results.length - open.length;
    if (open.length !== json.length) faults.push(`${open.length} results and ${json.length} faults`);
    if (results.length - open.length !== accepted) faults.push(`${results.length - open.length} are suppressed, not ${accepted}`);
    open.forEach((result, index) => {
      const fault = json[index];
      if (!fault) return;
      const { artifactLocation, region } = result.locations[0].physicalLocation;
      const path = decodeURIComponent(artifactLocation.uri);
      const seen = [result.ruleId, result.level, path, region?.startLine ?? 1, region?.startColumn ?? 1];
      const told = [fault.code, fault.severity, fault.path ?? 'catena.yaml', fault.line ?? 1, fault.column ?? 1];
      if (seen.join() !== told.join()) faults.push(`${seen} is ${told} in JSON`);
      if (tool.driver.rules[result.ruleIndex].id !== result.ruleId) faults.push(`${result.ruleId} has another rule's number`);
      if (!result.message.text.startsWith(fault.message)) faults.push(`${result.message.text} is another message`);
    });
    for (const { locations, relatedLocations } of results) {
      for (const { physicalLocation } of [...locations, ...relatedLocations]) {
        const { uri } = physicalLocation.artifactLocation;
        const address = new URL(uri, 'file:///programme/');
        if (!address.href.startsWith('file:///programme/')) faults.push(`${uri} leads out of the programme`);
        const there = [root, join(root, 'sources')].some((folder) => existsSync(join(folder, decodeURIComponent(uri))));
        if (!there) faults.push(`${uri} names no file`);
      }
    }
    return faults;
  }
}

/** A validator that takes everything would be no test: what is broken in a real report must be refused. */
function refusals(report, samples) {
  const broken = (format, name, change) => {
    const value = structuredClone(samples[format]);
    change(value);
    report.test(`${format}: ${name} is refused`, misshapen(format, value).length > 0 ? [] : ['it is taken']);
  };
  const first = (faults) => faults.find(({ path }) => path);
  broken('json', 'a fault without a message', (faults) => delete first(faults).message);
  broken('json', 'a place without a line', (faults) => delete first(faults).line);
  broken('json', 'a line 0', (faults) => (first(faults).line = 0));
  broken('json', 'another severity', (faults) => (first(faults).severity = 'fatal'));
  broken('json', 'a key of its own', (faults) => (first(faults).colour = 'red'));
  broken('json', 'an object', (faults) => (faults[0] = [faults[0]]));
  broken('sarif', 'a result without a message', ({ runs }) => delete runs[0].results[0].message);
  broken('sarif', 'another level', ({ runs }) => (runs[0].results[0].level = 'fatal'));
  broken('sarif', 'a tool without a driver', ({ runs }) => delete runs[0].tool.driver);
  broken('sarif', 'another kind of columns', ({ runs }) => (runs[0].columnKind = 'bytes'));
  broken('sarif', 'a key of its own', ({ runs }) => (runs[0].results[0].colour = 'red'));
}

async function main([argument]) {
  if (!argument) throw new Error('Usage: node reports.mjs CATENA');
  const report = new Report();
  const runner = new Runner(resolve(argument), report);
  const scratch = mkdtempSync(join(tmpdir(), 'catena-reports-'));
  try {
    const cases = readdirSync(CASES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    for (const { name } of cases) {
      const root = join(CASES, name);
      const accepted = runner.run(root, ['check', '--accepted'], 'json');
      report.test(`${name}: what was accepted, as JSON`, misshapen('json', accepted));
      runner.judge(name, root, ['check'], accepted.length);
      const noted = accepted.filter(({ severity }) => severity !== 'note');
      runner.judge(name, root, ['build', '--output-dir', join(scratch, name)], noted.length);
      if (existsSync(join(root, 'sources'))) runner.judge(name, root, ['verify', '--sources', 'sources', '--dry-run'], 0);
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  report.test('there were faults, and accepted ones', runner.faults > 300 && runner.suppressed > 5 ? [] : [`${runner.faults}, ${runner.suppressed}`]);
  refusals(report, runner.samples);
  return report.close();
}

process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
