// The tests that any built site must pass, whatever its programme.

import { rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { brokenLinks, unreachable } from './checks/links.mjs';
import { policyFaults } from './checks/policy.mjs';
import { headingFaults, idFaults } from './checks/structure.mjs';
import { brokenStyleAddresses } from './checks/styles.mjs';
import { validity } from './checks/validity.mjs';
import { weightFaults, weights } from './checks/weight.mjs';
import { xmlFaults } from './checks/xml.mjs';
import { launch } from './pages/browser.mjs';
import { every } from './pages/modes.mjs';
import { serve } from './pages/server.mjs';
import { travel } from './pages/travel.mjs';
import { visitAll } from './pages/visits.mjs';

export function pagesAndLinks(report, site, programme, { chosen }) {
  report.note(`${site.pages().length} pages, ${site.paths().length} files, ${chosen.length} kinds of page`);
  report.test('every link leads to a file and an anchor of the site, or is a plain external link', brokenLinks(site));
  report.test('every page can be reached from the home page', unreachable(site));
  report.test('style sheets ask only for files of the site', brokenStyleAddresses(site));
  report.test('feeds and site maps are well-formed and lead to pages', xmlFaults(site, programme.baseUrl));
  report.test('one h1, and no heading skips a level', headingFaults(site));
  report.test('every page has the strict policy, and no script or style of its own', policyFaults(site));
  report.test('ids are unique and references to ids hold', idFaults(site));
}

export function weight(report, site, { chosen }) {
  const weighed = weights(site);
  const kindOf = new Map(chosen.map(({ kind, path }) => [path, kind]));
  for (const { path, total } of weighed.filter((each) => kindOf.has(each.path)).slice(0, 3)) {
    report.note(`${(total / 1000).toFixed(1)} kB compressed: ${path}`);
  }
  report.test('no page costs more than the limit on a first visit', weightFaults(weighed));
}

export async function valid(report, site) {
  const { errors, warnings } = await validity({ folder: site.folder, paths: site.paths() });
  for (const warning of new Set(warnings.map((each) => each.replace(/^[^:]*:[^:]*: /, '')))) report.note(`warning: ${warning}`);
  report.test('the Nu Html Checker finds no error', errors);
}

/**
 * @param chosen the pages to visit: `{kind, path}`
 * @param modesOf the ways of reading, of the places where the site stands
 */
export async function inBrowser(report, site, { chosen, journeys, artefacts, modesOf = every }) {
  if (artefacts) rmSync(artefacts, { recursive: true, force: true });
  const server = await serve(site);
  const browser = await launch();
  try {
    const places = [
      { name: 'file', origin: pathToFileURL(`${site.folder}/`).href },
      { name: 'served', origin: server.origin, served: true },
    ];
    const visits = await visitAll({ browser, places, modes: modesOf(places), samples: chosen, artefacts });
    const journeyed = await travel({ browser, site, places, journeys });
    report.note(`${visits.length} visits, ${journeyed.length} journeys`);
    for (const { name, faults } of [...visits, ...journeyed]) report.test(name, faults);
  } finally {
    await browser.close();
    server.close();
  }
}
