// `catena serve` in a real browser, while notes change on disk. Usage: node preview.mjs CATENA [ARTEFACTS]
//   CATENA     the program
//   ARTEFACTS  a folder for pictures of what is shown on the page

import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Report } from './lib/report.mjs';
import { violations } from './pages/axe.mjs';
import { launch } from './pages/browser.mjs';

const REPOSITORY = join(dirname(fileURLToPath(import.meta.url)), '../..');
const NOTE = 'content/themes/what-helps/co-location.md';
const PAGE = 'themes/co-location.html';
/** Whatever takes longer hangs. */
const PATIENCE = 60_000;

async function main([catena, artefacts]) {
  if (!catena) throw new Error('Usage: node preview.mjs CATENA [ARTEFACTS]');
  const report = new Report();
  report.heading('The preview while notes change');
  if (artefacts) mkdirSync(artefacts, { recursive: true });
  const browser = await launch();
  for (const journey of [update, overlay, styleAndPictures, gone, neverGood, ended]) {
    const root = programme();
    const server = await serve(resolve(catena), root, journey === neverGood);
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
    context.setDefaultTimeout(PATIENCE);
    const page = await context.newPage();
    const faults = [];
    const check = (holds, words) => holds || faults.push(words);
    // A policy that refuses something is told in the console.
    page.on('console', (message) => /policy/i.test(message.text()) && faults.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
    try {
      await journey({ page, root, server, check, artefacts });
    } catch (error) {
      faults.push(String(error.stack).slice(0, 1500));
    } finally {
      await context.close();
      server.end();
      rmSync(root, { recursive: true, force: true });
    }
    report.test(journey.title, faults);
  }
  await browser.close();
  return report.close();
}

/** A copy of the programme in this repository, since the tests write into it. */
function programme() {
  const root = mkdtempSync(join(tmpdir(), 'catena-preview-'));
  for (const name of ['catena.yaml', 'content', 'quotes.lock']) {
    if (existsSync(join(REPOSITORY, name))) cpSync(join(REPOSITORY, name), join(root, name), { recursive: true });
  }
  return root;
}

function change(root, path, edit) {
  const file = join(root, path);
  const before = readFileSync(file, 'utf8');
  const after = edit(before);
  if (before === after) throw new Error(`${path} does not hold what the test changes`);
  writeFileSync(file, after);
  return before;
}

const broken = (text) => `${text}\nSee [[nothing-of-that-name]] and <b>no markup</b>.\n`;

async function serve(catena, root, wrong) {
  if (wrong) change(root, NOTE, broken);
  const child = spawn(catena, ['serve', '--port', '0'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const origin = await new Promise((found, failed) => {
    createInterface(child.stdout).on('line', (line) => {
      const address = /http:\/\/\S+/.exec(line);
      if (address) found(address[0]);
    });
    child.on('exit', (code) => failed(new Error(`catena serve ended with ${code}`)));
  });
  return { origin, end: () => child.kill() };
}

/** A page whose stream is open: the server has told it what is wrong, if anything. */
async function open(page, address) {
  const streamed = page.waitForRequest((request) => request.url().includes('/_catena/events'));
  await page.goto(address);
  await streamed;
}

const panel = (page) => page.locator('#_catena-preview .card');

update.title = 'A saved note changes the open page where it is, and nothing else of it';
async function update({ page, root, server, check }) {
  await open(page, server.origin + PAGE);
  await page.evaluate(() => {
    window.untouched = true;
    document.querySelectorAll('details').forEach((each) => (each.open = true));
    const links = document.querySelectorAll('main a[href]');
    links[links.length - 1].focus({ preventScroll: true });
    window.focused = document.activeElement;
    scrollTo({ top: 500, behavior: 'instant' });
  });
  const before = await page.evaluate(() => ({ y: scrollY, quotes: document.querySelectorAll('main .quote').length, copies: document.querySelectorAll('.copy').length }));
  check(before.y === 500, `the page is long enough to be scrolled: ${before.y}`);
  const words = /\n\n([A-Z][a-z]+) /.exec(readFileSync(join(root, NOTE), 'utf8').split('\n---\n').slice(1).join())?.[1];
  change(root, NOTE, (text) => {
    const [matter, ...body] = text.split('\n---\n');
    return [matter, ...body].join('\n---\n').replace(`\n\n${words} `, `\n\nNew-words-here ${words} `);
  });
  await page.waitForFunction(() => document.querySelector('main').textContent.includes('New-words-here'));
  const after = await page.evaluate(() => ({
    y: scrollY,
    untouched: window.untouched === true,
    focused: document.activeElement === window.focused,
    open: [...document.querySelectorAll('details')].every((each) => each.open),
    copies: document.querySelectorAll('.copy').length,
    search: document.querySelectorAll('form.search-box').length,
  }));
  check(after.untouched, 'the page was not loaded again');
  check(Math.abs(after.y - before.y) <= 40, `the place on the page stays: ${before.y} became ${after.y}`);
  check(after.focused, 'the focus stays');
  check(after.open, 'what was unfolded stays so');
  check(after.copies === before.copies, `each quote keeps its buttons: ${before.copies} became ${after.copies}`);
  check(after.search === 1, 'what a script of the look made stays');
  // A new quote gets its buttons, and a paragraph far above does not move what is read.
  const where = await page.evaluate(() => {
    const edited = [...document.querySelectorAll('main p')].find((each) => each.textContent.includes('New-words-here'));
    scrollBy({ top: edited.getBoundingClientRect().bottom + 100, behavior: 'instant' });
    const quote = [...document.querySelectorAll('main .quote')].find((each) => each.getBoundingClientRect().bottom > 100);
    window.read = quote;
    return quote.getBoundingClientRect().top;
  });
  change(root, NOTE, (text) => text.replace('New-words-here', `${'Many more words. '.repeat(60)}\n\nA second paragraph.\n\nThen`));
  await page.waitForFunction(() => document.querySelector('main').textContent.includes('A second paragraph.'));
  const moved = await page.evaluate(() => window.read.isConnected && window.read.getBoundingClientRect().top);
  check(moved !== false && Math.abs(moved - where) <= 3, `what is read stays in its place: ${where} became ${moved}`);
  check(await page.evaluate(() => window.untouched), 'the page was still not loaded again');
  change(root, NOTE, (text) => text.replace(/^title: .*$/m, 'title: Another title'));
  await page.waitForFunction(() => document.title.startsWith('Another title'));
  check(await page.evaluate(() => window.untouched), 'a new title needs no loading either');
}

overlay.title = 'A mistake is shown on the page with its line, and goes when it is mended';
async function overlay({ page, root, server, check, artefacts }) {
  await open(page, server.origin + PAGE);
  const good = change(root, NOTE, broken);
  await panel(page).waitFor();
  const text = await panel(page).innerText();
  const line = good.split('\n').length + 1;
  for (const words of ['1 error', `${NOTE}:${line}:`, '[[nothing-of-that-name]]', '<b>no markup</b>', 'unknown-link']) {
    check(text.includes(words), `the panel says “${words}”, not: ${text}`);
  }
  check((await panel(page).locator('mark').first().innerText()).includes('nothing-of-that-name'), 'the words are marked');
  check((await page.locator('#_catena-preview [role=status]').textContent()).includes('error'), 'a screen reader hears of it');
  check(!(await page.locator('main').textContent()).includes('nothing-of-that-name'), 'the last good page stays');
  for (const [width, scheme] of [[320, 'light'], [320, 'dark'], [1280, 'light'], [1280, 'dark']]) {
    await page.setViewportSize({ width, height: width === 320 ? 640 : 800 });
    await page.emulateMedia({ colorScheme: scheme });
    const box = await panel(page).boundingBox();
    check(box.x >= 0 && box.x + box.width <= width, `at ${width} px the panel fits: ${JSON.stringify(box)}`);
    check(box.height < (width === 320 ? 640 : 800) * 0.6, `at ${width} px much of the page can be seen: ${box.height}`);
    check(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `at ${width} px nothing is scrolled sideways`);
    (await violations(page)).forEach((fault) => check(false, `${width} ${scheme}: ${fault}`));
    if (artefacts) await page.screenshot({ path: join(artefacts, `overlay-${width}-${scheme}.png`) });
  }
  // By keyboard: closed, opened again.
  await panel(page).locator('button.close').focus();
  await page.keyboard.press('Escape');
  check(await panel(page).isHidden(), 'Escape closes the panel');
  const pill = page.locator('#_catena-preview .pill');
  check(await pill.isVisible(), 'a button stays in the corner');
  (await violations(page)).forEach((fault) => check(false, `closed: ${fault}`));
  if (artefacts) await page.screenshot({ path: join(artefacts, 'overlay-closed.png') });
  await page.keyboard.press('Enter');
  check(await panel(page).isVisible(), 'the button opens it again');
  await page.keyboard.press('Escape');
  await page.reload();
  await pill.waitFor();
  check(await panel(page).isHidden(), 'what was closed stays closed on the next page');
  writeFileSync(join(root, NOTE), good);
  await pill.waitFor({ state: 'hidden' });
  check(await panel(page).isHidden(), 'all goes when it is mended');
}

styleAndPictures.title = 'A style sheet changes without loading the page, and another script loads it in its place';
async function styleAndPictures({ page, root, server, check }) {
  await open(page, server.origin + PAGE);
  const look = readFileSync(join(REPOSITORY, 'themes/default/static/look.css'), 'utf8');
  await page.evaluate(() => (window.untouched = true));
  mkdirSync(join(root, 'themes/default/static'), { recursive: true });
  writeFileSync(join(root, 'themes/default/static/look.css'), `${look}\nh1 { color: rgb(1, 2, 3) }\n`);
  await page.waitForFunction(() => getComputedStyle(document.querySelector('h1')).color === 'rgb(1, 2, 3)');
  await page.waitForFunction(() => document.querySelectorAll('link[rel=stylesheet]').length === 1);
  check(await page.evaluate(() => window.untouched === true), 'the page was not loaded again');
  await page.evaluate(() => scrollTo({ top: 300, behavior: 'instant' }));
  const loaded = page.waitForEvent('load');
  const script = readFileSync(join(REPOSITORY, 'themes/default/static/site.js'), 'utf8');
  writeFileSync(join(root, 'themes/default/static/site.js'), `${script}\nwindow.another = true;\n`);
  await loaded;
  await page.waitForFunction(() => window.another === true && scrollY === 300);
}

gone.title = 'A page that is renamed says so, and leads home';
async function gone({ page, root, server, check }) {
  await open(page, `${server.origin}about.html`);
  renameSync(join(root, 'content/about.md'), join(root, 'content/moved-page.md'));
  const notice = page.locator('#_catena-preview .notice');
  await notice.waitFor();
  check((await notice.innerText()).includes('no longer there'), 'the page says that it is gone');
  (await violations(page)).forEach((fault) => check(false, fault));
  await notice.locator('a').click();
  await page.waitForURL(server.origin);
}

neverGood.title = 'A programme that never was good shows what is wrong, and then itself';
async function neverGood({ page, root, server, check, artefacts }) {
  await open(page, server.origin);
  const text = await page.locator('main').innerText();
  check(text.includes('nothing-of-that-name') && text.includes(NOTE), `the page says what is wrong: ${text}`);
  (await violations(page)).forEach((fault) => check(false, fault));
  if (artefacts) {
    for (const [width, scheme] of [[320, 'dark'], [1280, 'light']]) {
      await page.setViewportSize({ width, height: 640 });
      await page.emulateMedia({ colorScheme: scheme });
      await page.screenshot({ path: join(artefacts, `alone-${width}-${scheme}.png`) });
    }
  }
  change(root, NOTE, (text) => text.replace(/\nSee \[\[nothing.*\n/, ''));
  await page.waitForFunction(() => document.querySelector('.masthead') !== null);
  check(await page.locator('.masthead').count() === 1, 'the site comes by itself');
}

ended.title = 'A page says when the preview has ended';
async function ended({ page, server, check }) {
  await open(page, server.origin);
  server.end();
  const notice = page.locator('#_catena-preview .notice');
  await notice.waitFor();
  check((await notice.innerText()).includes('ended'), 'the page says that the preview has ended');
}

process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
