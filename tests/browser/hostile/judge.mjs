// Opens every file of a site that a browser shows, and says what in it ran, left or does not belong there.

const SHOWN = /\.(html|svg|xml|txt)$/;
const WORKERS = 3;

/**
 * @param places where copies of the site stand: `{name, origin}`
 * @returns {Promise<string[]>} the faults, each with its file
 */
export async function judge({ browser, site, places }) {
  const shown = site.paths().filter((path) => SHOWN.test(path));
  // Only a server shows the page for what is not found, from any folder: it names its parts from the top of the host.
  const jobs = places.flatMap((place) => shown.filter((path) => place.served || path !== '404.html').map((path) => ({ place, path })));
  const faults = [];
  const work = async () => {
    const context = await browser.newContext({ acceptDownloads: false });
    context.setDefaultTimeout(10_000);
    await context.addInitScript(alarm);
    let tab = await newTab(context);
    for (let job = jobs.shift(); job; job = jobs.shift()) {
      const found = await within(15_000, open(tab, job)).catch((error) => [`the test stopped: ${error.message.split('\n')[0]}`]);
      faults.push(...found.map((fault) => `${job.path}, ${job.place.name}: ${fault}`));
      // A page that leads somewhere else goes on doing so, and would spoil the next test. Nobody waits for its end.
      if (found.length > 0) {
        tab.page.close().catch(() => {});
        tab = await newTab(context);
      }
    }
    await within(10_000, context.close()).catch(() => {});
  };
  await Promise.all(Array.from({ length: WORKERS }, work));
  return faults.sort();
}

/** Runs in each page before anything of the page does. */
function alarm() {
  const raise = (what) => (globalThis.harmed ??= []).push(what);
  globalThis.harm = () => raise('harm() was called');
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) globalThis[name] = () => raise(`${name}() was called`);
  document.addEventListener('securitypolicyviolation', (event) => raise(`the policy had to stop ${event.violatedDirective} ${event.blockedURI}`));
}

/** What a page does that no page of a site does. */
function listen(page) {
  const heard = { place: undefined, faults: [] };
  const add = (fault) => heard.faults.push(fault);
  page.on('request', (request) => !isOwn(request.url(), heard.place) && add(`asks for ${request.url()}`));
  page.on('websocket', (socket) => add(`opens a socket to ${socket.url()}`));
  page.on('popup', () => add('opens another window'));
  page.on('dialog', (dialog) => (add(`shows a dialog: ${dialog.message()}`), dialog.dismiss()));
  page.on('download', () => add('starts a download'));
  page.on('pageerror', (error) => add(`script: ${error.message}`));
  return heard;
}

async function newTab(context) {
  const page = await context.newPage();
  return { page, heard: listen(page) };
}

/** The promise's value, or an error if it takes longer than so many milliseconds. */
async function within(limit, promise) {
  let timer;
  const late = new Promise((_, fail) => (timer = setTimeout(() => fail(new Error(`no answer in ${limit} ms`)), limit)));
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

async function open({ page, heard }, { place, path }) {
  Object.assign(heard, { place, faults: [] });
  const start = place.origin + path.split('/').map(encodeURIComponent).join('/');
  await page.goto(start);
  if (place.redirects.has(path)) await page.waitForURL((url) => url.href !== start && isOwn(url.href, place));
  if (page.frames().length > 1) heard.faults.push('holds a frame');
  const strangers = await page.evaluate(strange, place.origin);
  if (!place.redirects.has(path) && page.url() !== start) heard.faults.push(`leads to ${page.url()}`);
  return [...heard.faults, ...strangers];
}

function isOwn(url, { origin }) {
  return url.startsWith(origin) || url.startsWith('data:') || url.endsWith('/favicon.ico');
}

/** Runs in the page: what an honest page never holds. */
function strange(origin) {
  const KNOWN = new Set(
    (
      'html head meta title link body header footer main nav section aside div span p a ul ol li dl dt dd h1 h2 h3 h4 h5 h6 ' +
      'table caption thead tbody tfoot tr th td figure figcaption blockquote details summary time img input svg rect path text tspan ' +
      'abbr b cite code del dfn em i ins kbd mark pre q s samp small strong sub sup u var br hr wbr g circle defs desc'
    ).split(' '),
  );
  // What the look may hold and a note may not: notes stand in `.prose`.
  const LOOK = new Set('script form search input button select option optgroup label fieldset legend output dialog template noscript'.split(' '));
  // In the text itself only buttons that a script of the look marks by a property, which no HTML can set, and
  // buttons of previews: only a button that opens one of the look's own popovers, whose ids no note can have.
  const preview = (element) => element.localName === 'button' && element.type === 'button' && /^_preview-(\d+|(ref|term|theme)-[\w.:-]+)$/.test(element.getAttribute('popovertarget') ?? '');
  const ofLook = (element) => LOOK.has(element.localName) && (!element.closest('.prose') || preview(element) || element.ofTheLook === true);
  const ownScript = (element) => element.type === 'application/ld+json' || (element.src.startsWith(origin) && /\/(static|search)\//.test(element.src));
  const SCHEMES = ['http:', 'https:', 'mailto:', 'tel:'];
  const FORBIDDEN = /^(on.*|style|srcdoc|srcset|formaction|action|ping|autofocus|contenteditable|background|is|slot|popover|shadowrootmode)$/;
  const faults = [...(globalThis.harmed ?? [])];
  // A text or feed that the browser shows in a page of its own has what the browser put there.
  const own = document.contentType === 'text/html' || document.contentType === 'image/svg+xml';
  if (!own) return faults;
  const drawn = document.contentType === 'image/svg+xml';
  for (const element of document.querySelectorAll('*')) {
    const name = element.localName;
    const add = (what) => faults.push(`${what} in ${element.cloneNode(false).outerHTML?.slice(0, 120) ?? name}`);
    const harmless = drawn ? !/^(script|foreignobject|iframe|animate.*|set|handler|feimage|embed|object)$/i.test(name) : KNOWN.has(name) || ofLook(element);
    if (!harmless) add('no known element');
    if (drawn && element.namespaceURI !== 'http://www.w3.org/2000/svg') add('another namespace');
    for (const { name: attribute } of element.attributes) {
      const preview = attribute === 'popover' && element.id.startsWith('_');
      if (FORBIDDEN.test(attribute) && !preview && !(drawn && attribute === 'style')) add(`the attribute ${attribute}`);
    }
    const address = element.href?.baseVal ?? element.href;
    if (typeof address === 'string' && address !== '' && !address.startsWith('#')) {
      const link = new URL(address, document.baseURI);
      const inside = link.href.startsWith(origin) || (name === 'image' && link.protocol === 'data:');
      if (!inside && !SCHEMES.includes(link.protocol)) add(`the scheme ${link.protocol}`);
    }
    if (name === 'img' && !new URL(element.getAttribute('src') ?? '', document.baseURI).href.startsWith(origin)) add('a foreign picture');
    if (name === 'script' && !drawn && !ownScript(element)) add('a foreign script');
    if (name === 'input' && !ofLook(element) && !(element.type === 'checkbox' && element.disabled)) add('a field');
    const rel = element.getAttribute('rel') ?? '';
    if (name === 'link' && !['stylesheet', 'alternate', 'canonical'].includes(rel)) add('a strange link');
    const order = element.getAttribute('http-equiv')?.toLowerCase();
    if (name === 'meta' && order && order !== 'content-security-policy') add('an order to the browser');
  }
  if (!drawn && document.querySelectorAll('main').length !== 1) faults.push('does not have one main part');
  if (!drawn && document.body.lastElementChild?.localName !== 'footer') faults.push('ends with something else than its footer');
  return faults;
}
