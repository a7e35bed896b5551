// Builds each made-up programme, and tests its site. Usage: node programmes.mjs CATENA [NAME...]
//   CATENA  the program
//   NAME    a folder of tests/programmes, `guide` for the guide, or `init` for what `catena init` writes; all of them where absent

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { journeysOf } from './lib/journeys.mjs';
import { samples } from './lib/kinds.mjs';
import { Programme } from './lib/programme.mjs';
import { Report } from './lib/report.mjs';
import { Site } from './lib/site.mjs';
import { few } from './pages/modes.mjs';
import { inBrowser, pagesAndLinks, valid, weight } from './site-tests.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const PROGRAMMES = join(HERE, '../programmes');
/** The example with which every programme may begin. */
const INIT = 'init';
/** The guide is a programme too. */
const GUIDE = 'guide';

async function main([catena, ...names]) {
  if (!catena) throw new Error('Usage: node programmes.mjs CATENA [NAME...]');
  const report = new Report();
  const scratch = mkdtempSync(join(tmpdir(), 'catena-programmes-'));
  try {
    for (const name of names.length > 0 ? names : everyProgramme()) await judge(report, resolve(catena), name, join(scratch, name));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  return report.close();
}

function everyProgramme() {
  const made = readdirSync(PROGRAMMES, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return [...made, GUIDE, INIT].sort();
}

async function judge(report, catena, name, root) {
  report.heading(`The programme “${name}”`);
  const began = performance.now();
  const site = Site.read(await build(catena, name, root));
  const programme = Programme.read(root);
  const { chosen } = samples(site, programme);
  pagesAndLinks(report, site, programme, { chosen });
  weight(report, site, { chosen });
  await valid(report, site);
  const journeys = await journeysOf(join(HERE, 'journeys', name));
  const artefacts = join(HERE, '../artefacts', name);
  await inBrowser(report, site, { chosen, journeys, artefacts, modesOf: few });
  report.note(`${((performance.now() - began) / 1000).toFixed(1)} s`);
}

/** A copy, so that no test writes among the sources. Its `make.mjs` adds what is too large to keep. */
async function build(catena, name, root) {
  if (name === INIT) execFileSync(catena, ['init', root], { stdio: 'pipe' });
  else if (name === GUIDE) for (const part of ['catena.yaml', 'content']) cpSync(join(HERE, '../../docs', part), join(root, part), { recursive: true });
  else cpSync(join(PROGRAMMES, name), root, { recursive: true });
  const maker = join(root, 'make.mjs');
  if (existsSync(maker)) (await import(pathToFileURL(maker))).make(root);
  try {
    execFileSync(catena, ['build'], { cwd: root, stdio: 'pipe' });
  } catch (error) {
    throw new Error(`The programme “${name}” does not build:\n${String(error.stderr).slice(0, 4000)}`);
  }
  return join(root, 'site');
}

process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
