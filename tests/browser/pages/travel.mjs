// Makes journeys: each in a context of its own, as a file and served, with script and without.

import { violations } from './axe.mjs';
import { watch } from './watch.mjs';

const LONGEST = 60_000;

/**
 * @param places where the site stands: `{name, origin, served}`
 * @returns {Promise<{name: string, faults: string[]}[]>}
 */
export async function travel({ browser, site, places, journeys }) {
  const results = [];
  for (const journey of journeys) {
    for (const place of places) {
      const name = `${journey.title}, ${place.name}${journey.scripted ? '' : ', without script'} (${journey.name})`;
      results.push({ name, faults: await make(browser, site, place, journey) });
    }
  }
  return results;
}

async function make(browser, site, place, journey) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    colorScheme: 'light',
    reducedMotion: 'reduce',
    javaScriptEnabled: journey.scripted,
  });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const heard = watch(page, place.origin);
  const faults = [];
  let checks = 0;
  const check = (holds, words) => {
    checks += 1;
    if (!holds) faults.push(words);
  };
  try {
    await inTime(journey.run({ ...tools(page, place), page, site, browser, check, served: Boolean(place.served), scripted: journey.scripted }));
  } catch (error) {
    faults.push(`the journey stopped: ${error.message.split('\n')[0]}`);
  }
  faults.push(...heard.take());
  if (checks === 0) faults.push('the journey checks nothing');
  await context.close();
  return faults;
}

function tools(page, { origin }) {
  const keys = async (...names) => {
    for (const name of names) await page.keyboard.press(name);
  };
  return {
    keys,
    open: (path) => page.goto(origin + path),
    path: () => page.url().slice(origin.length),
    axe: () => violations(page),
    async tabTo(selector, limit = 200) {
      for (let pressed = 0; pressed < limit; pressed += 1) {
        await page.keyboard.press('Tab');
        if (await page.evaluate((selector) => document.activeElement?.matches(selector), selector)) return;
      }
      throw new Error(`the Tab key does not reach ${selector}`);
    },
  };
}

async function inTime(promise) {
  let timer;
  const late = new Promise((_, fail) => (timer = setTimeout(() => fail(new Error('it takes too long')), LONGEST)));
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
