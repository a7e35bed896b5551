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
  waitForPages(page);
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

/**
 * A journey goes on when the page to which a click or a key led has come whole, as a person does. Without this, a busy
 * machine counts what has not come yet.
 */
function waitForPages(page) {
  const Locator = Object.getPrototypeOf(page.locator('html'));
  const acts = [[page, 'click'], [page.keyboard, 'press'], [Locator, 'click']];
  for (const [owner, name] of acts.filter(([owner, name]) => !owner[name].waits)) {
    const act = owner[name];
    owner[name] = async function (...given) {
      const done = await act.apply(this, given);
      await (owner === Locator ? this.page() : page).waitForLoadState();
      return done;
    };
    owner[name].waits = true;
  }
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
