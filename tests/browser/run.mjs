// All tests of a built site. Usage: node run.mjs SITE PROGRAMME [ARTEFACTS]
//   SITE       the folder that a build wrote
//   PROGRAMME  the folder that holds catena.yaml and content/
//   ARTEFACTS  where to keep pictures of the pages

import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brokenLinks, unreachable } from './checks/links.mjs';
import { anywhere, besideParticipants, privateColumns } from './checks/privacy.mjs';
import { policyFaults } from './checks/policy.mjs';
import { headingFaults, idFaults } from './checks/structure.mjs';
import { brokenStyleAddresses } from './checks/styles.mjs';
import { validity } from './checks/validity.mjs';
import { inventedQuotes, quoteFaults, standingQuotes } from './checks/verbatim.mjs';
import { weightFaults, weights } from './checks/weight.mjs';
import { xmlFaults } from './checks/xml.mjs';
import { samples } from './lib/kinds.mjs';
import { Programme } from './lib/programme.mjs';
import { Report } from './lib/report.mjs';
import { Site } from './lib/site.mjs';
import { launch } from './pages/browser.mjs';
import { serve } from './pages/server.mjs';
import { visitAll } from './pages/visits.mjs';

async function main([siteFolder, programmeFolder, artefacts]) {
  if (!programmeFolder) throw new Error('Usage: node run.mjs SITE PROGRAMME [ARTEFACTS]');
  const site = Site.read(resolve(siteFolder));
  const programme = Programme.read(resolve(programmeFolder));
  const report = new Report();
  const sampled = samples(site, programme);

  const parts = [
    ['Pages and links', () => pagesAndLinks(report, site, programme, sampled)],
    ['Quotes, word for word', () => quotes(report, site, programme)],
    ['Privacy of participants', () => privacy(report, site, programme)],
    ['Weight', () => weight(report, site, sampled)],
    ['Valid HTML and CSS', () => valid(report, site)],
    ['In the browser', () => inBrowser(report, site, sampled, artefacts && resolve(artefacts))],
  ];
  for (const [title, part] of parts) await timed(report, title, part);
  return report.close();
}

async function timed(report, title, part) {
  report.heading(title);
  const before = { at: performance.now(), passed: report.passed, failed: report.failed };
  await part();
  const seconds = ((performance.now() - before.at) / 1000).toFixed(1);
  report.note(`passed: ${report.passed - before.passed}, failed: ${report.failed - before.failed} (${seconds} s)`);
}

function pagesAndLinks(report, site, programme, { chosen, missing }) {
  report.note(`${site.pages().length} pages, ${site.paths().length} files, ${chosen.length} kinds of page`);
  report.test('every kind of page is there', missing);
  report.test('every link leads to a file and an anchor of the site, or is a plain external link', brokenLinks(site));
  report.test('every page can be reached from the home page', unreachable(site));
  report.test('style sheets ask only for files of the site', brokenStyleAddresses(site));
  report.test('feeds and site maps are well-formed and lead to pages', xmlFaults(site, programme.baseUrl));
  report.test('one h1, and no heading skips a level', headingFaults(site));
  report.test('every page has the strict policy, and no script or style of its own', policyFaults(site));
  report.test('ids are unique and references to ids hold', idFaults(site));
}

function quotes(report, site, programme) {
  const written = programme.quotes();
  const standing = standingQuotes(site);
  report.note(`${written.length} quotes in the notes, standing ${standing.length} times on the site`);
  report.test('the notes hold quotes', written.length > 0 ? [] : ['no quote was found in content/']);
  for (const quote of written) report.test(`quote ${quote.id ?? quote.words.slice(0, 30)}`, quoteFaults(site, standing, quote));
  report.test('no quote that is not in the notes', inventedQuotes(standing, written));
}

function privacy(report, site, programme) {
  const values = programme.privateValues().length;
  report.note(`${values} private values of ${programme.participants.length} people; columns: ${programme.privateColumns().join(', ')}`);
  report.test('nothing private beside a participant', besideParticipants(site, programme));
  report.test('private values that no note says are in no file', anywhere(site, programme));
  report.test('no list and no column of a private attribute', privateColumns(site, programme));
}

function weight(report, site, { chosen }) {
  const weighed = weights(site);
  const kindOf = new Map(chosen.map(({ kind, path }) => [path, kind]));
  for (const { path, total } of weighed.filter((each) => kindOf.has(each.path)).slice(0, 3)) {
    report.note(`${(total / 1000).toFixed(1)} kB compressed: ${path}`);
  }
  report.test('no page costs more than the limit on a first visit', weightFaults(weighed));
}

async function valid(report, site) {
  const { errors, warnings } = await validity({ folder: site.folder, paths: site.paths() });
  for (const warning of new Set(warnings.map((each) => each.replace(/^[^:]*:[^:]*: /, '')))) report.note(`warning: ${warning}`);
  report.test('the Nu Html Checker finds no error', errors);
}

async function inBrowser(report, site, { chosen }, artefacts) {
  if (artefacts) rmSync(artefacts, { recursive: true, force: true });
  const server = await serve(site);
  const browser = await launch();
  try {
    const places = [
      { name: 'file', origin: pathToFileURL(`${site.folder}/`).href },
      { name: 'served', origin: server.origin },
    ];
    const results = await visitAll({ browser, places, samples: chosen, artefacts });
    for (const { name, faults } of results) report.test(name, faults);
  } finally {
    await browser.close();
    server.close();
  }
}

process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
