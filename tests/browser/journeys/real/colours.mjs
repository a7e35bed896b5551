export const title = 'Choose dark colours, find them kept, and go back to those of the device';
export const script = 'both';

export async function run({ page, open, keys, tabTo, browser, scripted, check }) {
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const choose = async (name) => {
    await tabTo(`[data-choose-colours=${name}]`);
    await keys('Enter');
  };
  await open('index.html');
  const light = await ground();
  if (!scripted) {
    check(!(await page.locator('.colours').isVisible()), 'without script there is no button that does nothing');
    return;
  }
  await choose('dark');
  const dark = await ground();
  check(dark !== light, 'the page turns dark');
  check((await page.locator('[data-choose-colours=dark]').getAttribute('aria-pressed')) === 'true', 'the button says that it is chosen');
  await open('glossary.html');
  check((await ground()) === dark, 'the next page is dark too');
  await choose('auto');
  check((await ground()) === light, 'the page follows the device again');
  await open('index.html');
  check((await ground()) === light, 'and so does the next one');
  await refused();

  /** A browser that keeps nothing: the choice holds for the page, and nothing breaks. */
  async function refused() {
    const context = await browser.newContext({ colorScheme: 'light' });
    const faults = [];
    try {
      const strict = await context.newPage();
      strict.on('pageerror', (error) => faults.push(error.message));
      await strict.addInitScript(() => {
        Object.defineProperty(window, 'localStorage', {
          get() {
            throw new DOMException('refused', 'SecurityError');
          },
        });
      });
      await strict.goto(page.url());
      await strict.locator('[data-choose-colours=dark]').click();
      const colour = await strict.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
      check(colour === dark, 'a browser that keeps nothing still turns dark');
      check(faults.length === 0, `it throws nothing: ${faults}`);
    } finally {
      await context.close();
    }
  }
}
