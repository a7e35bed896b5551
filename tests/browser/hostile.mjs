// Builds the hostile inputs, and lets a real browser judge every page of them. Usage: node hostile.mjs CATENA [FOLDER]
//   CATENA  the program
//   FOLDER  the inputs; see its README.md

import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { policyFaults } from './checks/policy.mjs';
import { buildInputs } from './hostile/inputs.mjs';
import { judge } from './hostile/judge.mjs';
import { withoutPolicy } from './hostile/policy.mjs';
import { Report } from './lib/report.mjs';
import { Site } from './lib/site.mjs';
import { launch } from './pages/browser.mjs';
import { serve } from './pages/server.mjs';

const INPUTS = join(dirname(fileURLToPath(import.meta.url)), '../hostile');
/** Fewer inputs than this were lost on the way. */
const FEWEST = 60;

async function main([catena, folder = INPUTS]) {
  if (!catena) throw new Error('Usage: node hostile.mjs CATENA [FOLDER]');
  const report = new Report();
  const scratch = mkdtempSync(join(tmpdir(), 'catena-hostile-'));
  const began = performance.now();
  const browser = await launch();
  try {
    const built = buildInputs(resolve(catena), resolve(folder), scratch);
    const inputs = built.reduce((sum, { inputs }) => sum + inputs, 0);
    report.heading(`Hostile inputs: ${inputs} in ${built.length} sites`);
    report.test('the inputs were found', inputs >= FEWEST ? [] : [`only ${inputs} inputs end in a site`]);
    let pages = 0;
    for (const { name, folder: site } of built) pages += await judgeSite(report, browser, name, site, join(scratch, '_bare', name));
    report.note(`${pages} pages, each opened four times (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  } finally {
    await browser.close();
    rmSync(scratch, { recursive: true, force: true });
  }
  return report.close();
}

/** As files and served, with the policy and without it. */
async function judgeSite(report, browser, name, folder, bareFolder) {
  const site = Site.read(folder);
  report.test(`${name}: every page has the policy`, policyFaults(site));
  cpSync(folder, bareFolder, { recursive: true });
  for (const page of site.pages()) writeFileSync(join(bareFolder, page.path), withoutPolicy(site.text(page.path)));
  const redirects = new Set(site.pages().filter((page) => page.redirect && page.kind === 'redirect').map(({ path }) => path));
  for (const [how, where] of [['with the policy', site], ['without the policy', Site.read(bareFolder)]]) {
    const server = await serve(where);
    const places = [
      { name: 'as a file', origin: pathToFileURL(`${where.folder}/`).href, redirects },
      { name: 'served', origin: server.origin, redirects, served: true },
    ];
    report.test(`${name}: no page harms a reader ${how}`, await judge({ browser, site: where, places }));
    server.close();
  }
  return site.pages().length;
}

process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
