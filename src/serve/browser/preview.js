// Brings an open page up to date while somebody writes, without losing its place, and shows what is wrong on it.
// It runs before any other deferred script, so it sees the page as it was served. Content is put in as text only.
(() => {
  'use strict';
  const own = document.currentScript;
  const OWN = '/_catena/';
  const PLACE = 'catena-place';
  const CLOSED = 'catena-faults-closed';
  // Scripts of the look that find what they need at every click, and those that may run again. A page with any other
  // script is loaded again when it changes.
  const STAY = /\/static\/(site|find)(\.[0-9a-f]{10})?\.js$/;
  const AGAIN = /\/static\/copy(\.[0-9a-f]{10})?\.js$/;

  // The name of what the page shows: `status.page.styles.scripts.others`.
  let seen = own.dataset.seen;
  let pristine = document.documentElement.cloneNode(true);
  // From each node of the page as it was served to the node that is shown. Scripts may have added others since.
  let shown = new Map();
  pair(document.documentElement, pristine, shown);

  /* The page */

  function isOwn(node) {
    return node.nodeName === 'SCRIPT' && (node.getAttribute('src') || '').startsWith(OWN);
  }

  function children(node) {
    return [...node.childNodes].filter((child) => !isOwn(child));
  }

  /** Notes that two equal trees belong together. */
  function pair(live, served, map) {
    map.set(served, live);
    if (served.nodeName === 'NOSCRIPT') return;
    const from = children(live);
    children(served).forEach((child, at) => from[at] && pair(from[at], child, map));
  }

  const text = (node) => (node.nodeType === 1 ? node.outerHTML : `${node.nodeType}${node.data}`);

  /** For each new child the old one that it stands for, or -1; both in the same order. */
  function matches(old, fresh) {
    const was = old.map(text), is = fresh.map(text);
    const found = fresh.map(() => -1);
    let start = 0, oldEnd = old.length, freshEnd = fresh.length;
    while (start < oldEnd && start < freshEnd && was[start] === is[start]) found[start] = start++;
    while (start < oldEnd && start < freshEnd && was[oldEnd - 1] === is[freshEnd - 1]) found[--freshEnd] = --oldEnd;
    const alike = (a, b) => was[a] === is[b] || (old[a].id && old[a].id === fresh[b].id && old[a].nodeName === fresh[b].nodeName);
    const rows = oldEnd - start, columns = freshEnd - start;
    if (rows * columns > 0 && rows * columns <= 250000) {
      // The longest common run, from its end.
      const length = Array.from({ length: rows + 1 }, () => new Uint16Array(columns + 1));
      for (let a = rows - 1; a >= 0; a--) {
        for (let b = columns - 1; b >= 0; b--) {
          length[a][b] = alike(start + a, start + b) ? length[a + 1][b + 1] + 1 : Math.max(length[a + 1][b], length[a][b + 1]);
        }
      }
      for (let a = 0, b = 0; a < rows && b < columns;) {
        if (alike(start + a, start + b)) found[start + b++] = start + a++;
        else if (length[a + 1][b] >= length[a][b + 1]) a++;
        else b++;
      }
    }
    // What is left between two of them: of the same kind, in order.
    let next = start;
    for (let b = start; b < freshEnd; b++) {
      if (found[b] >= 0) {
        next = found[b] + 1;
        continue;
      }
      const limit = found.slice(b, freshEnd).find((at) => at >= 0) ?? oldEnd;
      for (let a = next; a < limit; a++) {
        if (old[a].nodeName !== fresh[b].nodeName || (old[a].id || '') !== (fresh[b].id || '')) continue;
        found[b] = a;
        next = a + 1;
        break;
      }
    }
    return found;
  }

  /** Changes what is shown by what differs between the old page and the new one, and nothing else. */
  function patch(old, fresh, map) {
    const live = shown.get(old);
    map.set(fresh, live);
    if (!live) return;
    if (old.nodeType !== 1) {
      if (old.data !== fresh.data) live.data = fresh.data;
      return;
    }
    patchAttributes(old, fresh, live);
    if (old.nodeName === 'NOSCRIPT') return;
    const was = children(old), is = children(fresh);
    const found = matches(was, is);
    const kept = new Set(found);
    was.forEach((child, at) => kept.has(at) || shown.get(child)?.remove());
    let after = null;
    for (let at = is.length - 1; at >= 0; at--) {
      if (found[at] >= 0) {
        const stays = shown.get(was[found[at]]);
        if (stays?.parentNode) after = stays;
        continue;
      }
      const node = document.importNode(is[at], true);
      pair(node, is[at], map);
      if (after) after.before(node);
      else live.append(node);
      after = node;
    }
    found.forEach((from, at) => {
      if (from < 0) return;
      if (text(was[from]) === text(is[at])) keep(was[from], is[at], map);
      else patch(was[from], is[at], map);
    });
  }

  function keep(old, fresh, map) {
    map.set(fresh, shown.get(old));
    if (old.nodeName === 'NOSCRIPT') return;
    const was = children(old);
    children(fresh).forEach((child, at) => was[at] && keep(was[at], child, map));
  }

  function patchAttributes(old, fresh, live) {
    // What a script of the look set on the root is not the page's.
    const names = new Set(old === pristine ? ['lang', 'dir', 'class'] : [...old.getAttributeNames(), ...fresh.getAttributeNames()]);
    for (const name of names) {
      const value = fresh.getAttribute(name);
      if (old.getAttribute(name) === value) continue;
      if (value === null) live.removeAttribute(name);
      else live.setAttribute(name, value);
    }
  }

  const sources = (root) => [...root.querySelectorAll('script[src]')].filter((script) => !isOwn(script)).map((script) => script.getAttribute('src'));
  const canStay = (names) => names.every((name) => STAY.test(`/${name}`) || AGAIN.test(`/${name}`));

  async function fetchPage() {
    const response = await fetch(location.pathname + location.search, { cache: 'no-store' });
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const script = [...page.querySelectorAll('script[src]')].find(isOwn);
    if (!script) throw new Error('no page of this server');
    return { root: page.documentElement, name: script.dataset.seen };
  }

  /** @returns the name of what is shown then; nothing where the page must be loaded again */
  async function bringPage() {
    const { root, name } = await fetchPage();
    const before = sources(pristine);
    if (name.split('.')[0] !== seen.split('.')[0] || !canStay(before) || before.join() !== sources(root).join()) return null;
    const map = new Map();
    const focused = document.activeElement;
    holdingStill(() => patch(pristine, root, map));
    pristine = root;
    shown = map;
    if (focused && focused !== document.body && !focused.isConnected) refocus(focused);
    for (const script of document.querySelectorAll('script[src]')) {
      if (AGAIN.test(`/${script.getAttribute('src')}`)) runAgain(script);
    }
    return name;
  }

  /** The words that are read stay where they are, whatever changes above them. */
  function holdingStill(change) {
    const root = document.documentElement;
    const focused = document.activeElement;
    const candidates = [...document.querySelectorAll('main :is(h1, h2, h3, h4, p, li, blockquote, tr, pre, summary, dt, dd)')];
    if (focused && focused !== document.body && !focused.contains(document.querySelector('main'))) candidates.unshift(focused);
    const seenNow = [];
    for (const node of candidates) {
      const { top, bottom } = node.getBoundingClientRect();
      if (bottom > 0 && top < innerHeight) seenNow.push([node, top]);
      if (seenNow.length >= 40) break;
    }
    const y = scrollY;
    root.style.overflowAnchor = 'none';
    change();
    const held = seenNow.find(([node]) => node.isConnected);
    // Some browsers held still by themselves already: what counts is how far the words are from where they were.
    const top = held && y > 0 ? scrollY + held[0].getBoundingClientRect().top - held[1] : y;
    scrollTo({ top, left: scrollX, behavior: 'instant' });
    requestAnimationFrame(() => {
      root.style.overflowAnchor = '';
      if (!root.getAttribute('style')) root.removeAttribute('style');
    });
  }

  function refocus(lost) {
    const same = lost.id && document.getElementById(lost.id);
    (same || document.querySelector('main'))?.focus({ preventScroll: true });
  }

  function runAgain(script) {
    const again = document.createElement('script');
    for (const { name, value } of script.attributes) again.setAttribute(name, value);
    script.replaceWith(again);
    for (const [served, live] of shown) if (live === script) shown.set(served, again);
  }

  function restyle(name) {
    for (const [served, live] of shown) {
      if (served.nodeName !== 'LINK' || served.rel !== 'stylesheet') continue;
      const fresh = live.cloneNode();
      fresh.href = `${served.getAttribute('href').split('?')[0]}?seen=${name}`;
      // The old sheet holds until the new one is here, so nothing flashes.
      const swap = () => live.remove();
      fresh.addEventListener('load', swap);
      fresh.addEventListener('error', swap);
      live.after(fresh);
      shown.set(served, fresh);
    }
  }

  function showPicturesAnew(name) {
    for (const [served, live] of shown) {
      if (served.nodeType !== 1 || !served.matches('img[src], source[src], video[src], audio[src]')) continue;
      const address = served.getAttribute('src');
      if (!/^(\w+:|\/\/)/.test(address)) live.setAttribute('src', `${address.split('?')[0]}?seen=${name}`);
    }
  }

  let busy = false;
  let wanted = null;
  async function update(name) {
    wanted = name;
    if (busy) return;
    busy = true;
    try {
      while (wanted !== null) {
        const next = wanted;
        wanted = null;
        await bring(next);
      }
    } catch (_) {
      // The server may have ended between two answers; the stream says when it is back.
    } finally {
      busy = false;
    }
  }

  async function bring(name) {
    const [status, page, styles, scripts, others] = name.split('.');
    const was = seen.split('.');
    const gone = was[0] === '200' && (status === '404' || status === '302');
    panel.gone(gone);
    if (gone || name === seen) return;
    if (status !== was[0] || scripts !== was[3]) return reload();
    let now = name;
    if (page !== was[1]) {
      now = await bringPage();
      if (now === null) return reload();
    }
    if (styles !== was[2]) restyle(styles);
    if (others !== was[4]) showPicturesAnew(others);
    seen = now;
  }

  /* The place on the page, over a reload */

  const FOCUSABLE = 'a[href], button, input, select, textarea, summary, [tabindex]';
  const FIELDS = 'main :is(input, select, textarea)';

  function reload() {
    const all = [...document.querySelectorAll(FOCUSABLE)];
    const place = {
      path: location.pathname,
      x: scrollX,
      y: scrollY,
      open: [...document.querySelectorAll('details')].map(({ open }) => open),
      focus: all.indexOf(document.activeElement),
      fields: [...document.querySelectorAll(FIELDS)].map((field) => [field.name, field.value, field.checked]),
    };
    stored(PLACE, JSON.stringify(place));
    location.reload();
  }

  function resume() {
    const kept = stored(PLACE);
    stored(PLACE, null);
    const place = kept && JSON.parse(kept);
    if (!place || place.path !== location.pathname) return;
    document.querySelectorAll('details').forEach((details, at) => at in place.open && (details.open = place.open[at]));
    document.querySelectorAll(FIELDS).forEach((field, at) => {
      const [name, value, checked] = place.fields[at] || [];
      if (name !== field.name) return;
      if ('checked' in field && typeof checked === 'boolean' && /checkbox|radio/.test(field.type)) field.checked = checked;
      else if (field.type !== 'file' && field.value !== value) field.value = value;
    });
    const focused = document.querySelectorAll(FOCUSABLE)[place.focus];
    if (focused) focused.focus({ preventScroll: true });
    scrollTo({ top: place.y, left: place.x, behavior: 'instant' });
  }

  /** Reads, writes or (with null) forgets. A browser may refuse to keep anything. */
  function stored(key, value) {
    try {
      if (value === undefined) return sessionStorage.getItem(key);
      if (value === null) sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, value);
    } catch (_) { /* Then nothing is kept. */ }
    return null;
  }

  addEventListener('DOMContentLoaded', () => setTimeout(resume));

  /* What is wrong */

  function make(name, className, ...content) {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...content.filter((part) => part !== null && part !== undefined));
    return element;
  }

  /** A sentence in which what stands between backquotes is shown as it is written in a note. */
  const sentence = (text) => text.split('`').map((part, at, all) => (at % 2 && at < all.length - 1 ? make('code', '', part) : (at % 2 ? '`' : '') + part));

  const counted = (n, noun) => (n ? `${n} ${noun}${n === 1 ? '' : 's'}` : null);
  const at = (place) => `${place.path}:${place.line}:${place.column}`;

  function placeLines(place, message) {
    const where = make('p', 'where', make('span', '', at(place)), ...(message ? [' ', ...sentence(message)] : []));
    if (!place.before && !place.words && !place.after) return [where];
    return [where, make('pre', '', make('code', '', place.before, make('mark', '', place.words), place.after))];
  }

  function item(fault) {
    const title = make('p', 'message', make('b', '', fault.severity), ' ', ...sentence(fault.message), ' ', make('span', 'code', fault.code));
    const lines = fault.place ? placeLines(fault.place) : [];
    const related = fault.related.flatMap(([message, place]) => placeLines(place, message));
    return make('li', `fault ${fault.severity}`, title, ...lines, ...related, fault.hint ? make('p', 'hint', ...sentence(fault.hint)) : null);
  }

  function environmentItem({ message, detail }) {
    const title = make('p', 'message', make('b', '', 'error'), ' ', ...sentence(message));
    return make('li', 'fault error', title, detail ? make('pre', '', detail) : null);
  }

  const panel = (() => {
    const host = make('div', '');
    host.lang = 'en';
    host.dir = 'ltr';
    host.id = '_catena-preview';
    const shadow = host.attachShadow({ mode: 'open' });
    const style = make('link', '');
    style.rel = 'stylesheet';
    style.href = `${OWN}preview.css`;
    const status = make('p', 'quiet');
    status.setAttribute('role', 'status');
    const title = make('h2', '');
    const close = make('button', 'close', 'Close');
    close.type = 'button';
    const note = make('p', 'note');
    const list = make('ol', 'faults');
    const scroller = make('div', 'scroller', note, list);
    scroller.tabIndex = 0;
    scroller.setAttribute('role', 'group');
    scroller.setAttribute('aria-label', 'Faults');
    const card = make('div', 'card', make('div', 'top', title, close), scroller);
    const pill = make('button', 'pill');
    pill.type = 'button';
    const notice = make('p', 'notice');
    const region = make('section', 'region', status, notice, card, pill);
    region.setAttribute('aria-label', 'Catena preview');
    // Nothing is shown before it has its style.
    region.hidden = true;
    style.addEventListener('load', () => (region.hidden = false));
    shadow.append(style, region);
    card.hidden = pill.hidden = notice.hidden = true;

    const notices = new Map();
    let faults = { errors: 0, warnings: 0, environment: null, faults: [], more: 0 };
    const signature = () => JSON.stringify([faults.environment, faults.faults.filter(({ severity }) => severity === 'error')]);
    // A page that only says what is wrong needs no panel for it.
    const alone = document.body.classList.contains('alone');

    function follow() {
      const colours = document.documentElement.dataset.colours;
      if (colours) host.dataset.colours = colours;
      else delete host.dataset.colours;
    }

    function open(is) {
      card.hidden = !is || alone;
      const any = faults.errors + faults.warnings > 0;
      pill.hidden = is || !any || alone;
      // The end of the page, and what has the focus, can be scrolled out from behind the card.
      const height = card.hidden ? '' : `${Math.ceil(card.getBoundingClientRect().height) + 24}px`;
      document.documentElement.style.scrollPaddingBottom = height;
      document.body.style.paddingBottom = height;
    }

    function tell(sentence) {
      status.textContent = sentence;
    }

    function show(next) {
      const before = faults.errors + faults.warnings;
      const had = host.contains(document.activeElement) || shadow.activeElement;
      faults = next;
      const count = [counted(faults.errors, 'error'), counted(faults.warnings, 'warning')].filter(Boolean).join(', ');
      title.textContent = count;
      pill.textContent = count;
      card.classList.toggle('warned', faults.errors === 0);
      pill.classList.toggle('warned', faults.errors === 0);
      note.textContent = faults.errors ? 'Until this is mended, pages stay as they were.' : 'Pages are up to date all the same.';
      list.replaceChildren(...(faults.environment ? [environmentItem(faults.environment)] : []), ...faults.faults.map(item));
      if (faults.more) list.append(make('li', 'more', `And ${faults.more} more: `, make('code', '', 'catena check'), ' tells all of them.'));
      open(faults.errors > 0 && stored(CLOSED) !== signature());
      if (had && card.hidden) (pill.hidden ? document.querySelector('main') : pill)?.focus({ preventScroll: true });
      if (faults.errors) {
        const first = faults.environment ? faults.environment.message : `${faults.faults[0].message}${faults.faults[0].place ? `, ${at(faults.faults[0].place)}` : ''}`;
        tell(`${count}: ${first}`);
      } else if (before) tell(count || 'Nothing is wrong any more');
    }

    function showNotices() {
      notice.replaceChildren(...[...notices.values()].flat());
      notice.hidden = notices.size === 0;
      if (notices.size) tell(notice.textContent);
    }

    function noticed(name, is, ...content) {
      if (notices.has(name) === is) return;
      if (is) notices.set(name, content);
      else notices.delete(name);
      showNotices();
    }

    function shut() {
      stored(CLOSED, signature());
      open(false);
      pill.focus({ preventScroll: true });
    }
    close.addEventListener('click', shut);
    card.addEventListener('keydown', (event) => event.key === 'Escape' && !event.isComposing && shut());
    pill.addEventListener('click', () => {
      stored(CLOSED, null);
      open(true);
      close.focus({ preventScroll: true });
    });
    new MutationObserver(follow).observe(document.documentElement, { attributeFilter: ['data-colours'] });
    follow();
    document.body.append(host);

    const home = make('a', '', 'Go to the home page');
    home.href = '/';
    return {
      show,
      gone: (is) => noticed('gone', is, 'This page is no longer there: it may have another name now. ', home),
      lost: (is) => noticed('lost', is, 'The preview has ended or cannot be reached. This page shows what was last known. '),
    };
  })();

  /* The stream */

  let stream = null;
  let lost = 0;

  function reached() {
    clearTimeout(lost);
    lost = 0;
    panel.lost(false);
  }

  // A browser opens few connections to one host, so a page that nobody looks at lets go of its own.
  function connect() {
    if (stream || document.hidden) return;
    const query = `path=${encodeURIComponent(location.pathname)}&seen=${encodeURIComponent(seen)}`;
    const opened = new EventSource(`${OWN}events?${query}`);
    stream = opened;
    opened.addEventListener('open', reached);
    opened.addEventListener('faults', (event) => panel.show(JSON.parse(event.data)));
    opened.addEventListener('seen', (event) => update(event.data));
    opened.addEventListener('error', () => {
      if (!lost) lost = setTimeout(() => panel.lost(true), 3000);
      if (opened.readyState !== EventSource.CLOSED || stream !== opened) return;
      stream = null;
      setTimeout(connect, 2000);
    });
  }

  function disconnect() {
    if (stream) stream.close();
    stream = null;
  }

  document.addEventListener('visibilitychange', () => (document.hidden ? disconnect() : connect()));
  addEventListener('pagehide', disconnect);
  addEventListener('pageshow', connect);
  connect();
})();
