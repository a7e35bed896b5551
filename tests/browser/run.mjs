// All tests of the programme in this repository. Usage: node run.mjs SITE PROGRAMME [ARTEFACTS]
//   SITE       the folder that a build wrote
//   PROGRAMME  the folder that holds catena.yaml and content/
//   ARTEFACTS  where to keep pictures of the pages

import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { anywhere, besideParticipants, privateColumns } from './checks/privacy.mjs';
import { inventedQuotes, quoteFaults, standingQuotes } from './checks/verbatim.mjs';
import { journeysOf } from './lib/journeys.mjs';
import { samples } from './lib/kinds.mjs';
import { Programme } from './lib/programme.mjs';
import { Report } from './lib/report.mjs';
import { Site } from './lib/site.mjs';
import { inBrowser, pagesAndLinks, valid, weight } from './site-tests.mjs';

const JOURNEYS = join(dirname(fileURLToPath(import.meta.url)), 'journeys/real');

async function main([siteFolder, programmeFolder, artefacts]) {
  if (!programmeFolder) throw new Error('Usage: node run.mjs SITE PROGRAMME [ARTEFACTS]');
  const site = Site.read(resolve(siteFolder));
  const programme = Programme.read(resolve(programmeFolder));
  const report = new Report();
  const sampled = samples(site, programme);
  const journeys = await journeysOf(JOURNEYS);

  const parts = [
    ['Pages and links', () => pagesAndLinks(report, site, programme, sampled)],
    ['Kinds of page', () => report.test('every kind of page is there', sampled.missing)],
    ['Quotes, word for word', () => quotes(report, site, programme)],
    ['Privacy of participants', () => privacy(report, site, programme)],
    ['Weight', () => weight(report, site, sampled)],
    ['Valid HTML and CSS', () => valid(report, site)],
    ['In the browser', () => inBrowser(report, site, { ...sampled, journeys, artefacts: artefacts && resolve(artefacts) })],
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

process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
