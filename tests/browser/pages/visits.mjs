// Visits a page of each kind in every mode, and in each asks everything that needs a browser.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { unfold, violations } from './axe.mjs';
import { faultsAtZoom, faultsWithSpacing, overflow, overflowAtDoubleText } from './fits.mjs';
import { contextOptions, every, name } from './modes.mjs';
import { lostWithoutScript, readableText } from './reading.mjs';
import { skipLinkFaults } from './skip-link.mjs';
import { watch } from './watch.mjs';

const WORKERS = 2;
const TALLEST = 12_000;

/**
 * @param places where the site stands: `{name, origin}`
 * @param modes the ways of reading: `{place, width, scheme}`; all of them where absent
 * @returns {Promise<{name: string, faults: string[]}[]>} in the order of modes and kinds, however fast each was
 */
export async function visitAll({ browser, places, samples, artefacts, modes = every(places) }) {
  if (artefacts) mkdirSync(artefacts, { recursive: true });
  // A page looks the same wherever it stands: pictures of the first place will do.
  const rounds = [
    ...modes.map((mode) => () => readRound(browser, mode, samples, mode.place === places[0] ? artefacts : undefined)),
    ...places.map((place) => () => plainRound(browser, place, samples)),
  ];
  return (await inParallel(rounds)).flat();
}

/** One mode: a context that visits every sample page. */
async function readRound(browser, mode, samples, artefacts) {
  const results = [];
  await withPage(browser, contextOptions(mode), async (page) => {
    const heard = watch(page, mode.place.origin);
    for (const { kind, path } of samples) {
      const faults = await attempt(async () => {
        await page.goto(mode.place.origin + path);
        const found = await overflow(page);
        if (artefacts) await picture(page, join(artefacts, `${kind}-${mode.width}-${mode.scheme}.png`));
        await unfold(page);
        if (found.length === 0) found.push(...(await overflow(page, ' unfolded')));
        found.push(...(await violations(page)));
        // One place and one width will do for what depends on neither.
        if (mode.width === 1280) found.push(...(await overflowAtDoubleText(page)));
        if (mode.width === 320 && mode.scheme === 'light') found.push(...(await faultsAtZoom(page)), ...(await faultsWithSpacing(page)));
        return found;
      });
      results.push({ name: `${kind} (${path}), ${name(mode)}`, faults: [...heard.take(), ...faults] });
    }
  });
  return results;
}

/** Reading without script, and the skip link with the keyboard. */
async function plainRound(browser, place, samples) {
  const results = [];
  const mode = { place, width: 1280, scheme: 'light' };
  await withPage(browser, contextOptions(mode, { javaScriptEnabled: false }), (plain) =>
    withPage(browser, contextOptions(mode), async (page) => {
      for (const { kind, path } of samples) {
        const reading = await attempt(async () => {
          await plain.goto(place.origin + path);
          await page.goto(place.origin + path);
          return lostWithoutScript(await readableText(page), await readableText(plain));
        });
        results.push({ name: `${kind} (${path}), ${place.name}, without script`, faults: reading });
        results.push({ name: `${kind} (${path}), ${place.name}, skip link`, faults: await attempt(() => skipLinkFaults(page)) });
      }
    }),
  );
  return results;
}

async function withPage(browser, options, use) {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(20_000);
  try {
    await use(await context.newPage());
  } finally {
    await context.close();
  }
}

/** A page that cannot be tested has failed; the others still have their turn. */
async function attempt(ask) {
  try {
    return await ask();
  } catch (error) {
    return [`the test stopped: ${error.message.split('\n')[0]}`];
  }
}

/** The whole page, or as much of it as a browser can draw in one picture. */
async function picture(page, path) {
  const { width, height } = await page.evaluate(() => ({ width: innerWidth, height: document.documentElement.scrollHeight }));
  await page.screenshot({ path, fullPage: true, clip: { x: 0, y: 0, width, height: Math.min(height, TALLEST) }, animations: 'disabled' });
}

async function inParallel(jobs) {
  const results = [];
  const queue = jobs.map((job, index) => ({ job, index }));
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) results[next.index] = await next.job();
  };
  await Promise.all(Array.from({ length: WORKERS }, work));
  return results;
}
