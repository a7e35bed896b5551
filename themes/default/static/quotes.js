// Filters and sorts the index of quotes. Without this script each list has a page of its own.
// Where the index spans several pages, the form leads to the search instead.
(() => {
  'use strict';
  for (const hidden of document.querySelectorAll('[data-needs-script]')) hidden.hidden = false;
  const form = document.getElementById('_finder');
  if (!form) return;
  const words = form.dataset;
  const fields = form.elements;
  const list = document.getElementById('_quotes');
  const status = document.getElementById('_found');
  const chips = document.getElementById('_chips');
  const wide = matchMedia('(min-width: 62rem)');
  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));

  // The ways into the quotes stand in the page as links; each becomes a list of choices.
  const ways = [...document.querySelectorAll('[data-way]')].map((box, index) => {
    const title = box.querySelector('h3').textContent;
    const select = make('select', { name: box.dataset.way, id: `_way-${index}` });
    const values = [...box.querySelectorAll('[data-is]')].map((item) => {
      const [label, count] = item.children;
      const option = make('option', { value: item.dataset.is });
      const short = label.textContent.length > 80 ? `${label.textContent.slice(0, 79)}…` : label.textContent;
      return { is: item.dataset.is, label: short, count: count.firstChild.data.trim(), href: label.href, option };
    });
    const any = make('option', { value: '', textContent: words.any });
    select.append(any, ...values.map(({ option }) => option));
    const field = make('p', { className: 'field' }, make('label', { htmlFor: select.id, textContent: title }), select);
    document.getElementById('_choices').append(field);
    return { name: box.dataset.way, title, values, select };
  });
  const sorts = fields.sort;

  // The quotes of this page.
  const fold = (text) => [...text].map((c) => (c.length > 1 ? c : (c.normalize('NFD')[0] || c).toLowerCase()[0].replace('’', "'"))).join('');
  const isWord = /[\p{L}\p{N}]/u;
  // Scripts that write no space between words: a match may begin anywhere.
  const unspaced = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]/;
  const themeOrder = new Map((ways.find(({ name }) => name === 'theme') || { values: [] }).values.map(({ is }, index) => [is, index]));
  const cards = [...list.querySelectorAll('[data-in]')].map((node, order) => {
    const filed = new URLSearchParams(node.dataset.in);
    const walker = document.createTreeWalker(node.querySelector('blockquote') || node, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push({ node: walker.currentNode, folded: fold(walker.currentNode.data) });
    return {
      node,
      order,
      texts,
      filed: new Set([...filed].map(([name, value]) => `${name}=${value}`)),
      speaker: node.querySelector('.who').textContent,
      theme: themeOrder.has(filed.get('theme')) ? themeOrder.get(filed.get('theme')) : Infinity,
      length: texts.reduce((sum, { folded }) => sum + folded.length, 0),
    };
  });
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const orders = {
    speaker: (a, b) => collator.compare(a.speaker, b.speaker),
    theme: (a, b) => (a.theme === b.theme ? 0 : a.theme - b.theme),
    longest: (a, b) => b.length - a.length,
    shortest: (a, b) => a.length - b.length,
  };

  /** Where a word begins in a text. */
  function places({ folded }, word) {
    const found = [];
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
      if (at === 0 || !isWord.test(folded[at - 1]) || unspaced.test(word[0])) found.push(at);
    }
    return found;
  }

  const wanted = () => fold(fields.q.value).split(/\s+/).filter((word) => isWord.test(word));
  const holds = (card, filters, terms) =>
    filters.every(({ name, value }) => card.filed.has(`${name}=${value}`)) &&
    terms.every((term) => card.texts.some((text) => places(text, term).length));
  const count = (filters, terms) => cards.filter((card) => holds(card, filters, terms)).length;

  // Filters of the address for which the page has no choice, because there are too many.
  let beyond = [];
  function chosen() {
    const from = ({ name, title, select, values }) => {
      const value = values.find(({ is }) => is === select.value);
      return value ? [{ name, value: value.is, label: `${title}: ${value.label}`, href: value.href, drop: () => (select.value = '') }] : [];
    };
    return [...ways.flatMap(from), ...beyond];
  }

  function parameters(filters) {
    const parameters = new URLSearchParams();
    const q = fields.q.value.trim();
    if (q) parameters.set('q', q);
    for (const { name, value } of filters) parameters.append(name, value);
    if (sorts.value) parameters.set('sort', sorts.value);
    return parameters;
  }

  function restore() {
    const given = new URLSearchParams(location.search);
    fields.q.value = given.get('q') || '';
    sorts.value = given.get('sort') || '';
    if (sorts.selectedIndex < 0) sorts.value = '';
    for (const { name, select } of ways) {
      select.value = given.get(name) || '';
      if (select.selectedIndex < 0) select.value = '';
    }
    const known = new Set(['q', 'sort', ...ways.filter(({ values }) => values.length).map(({ name }) => name)]);
    beyond = [...given].filter(([name]) => !known.has(name)).filter(([name, value]) => cards.some(({ filed }) => filed.has(`${name}=${value}`)))
      .map(([name, value]) => ({ name, value, label: value, drop: () => (beyond = beyond.filter((other) => other.value !== value)) }));
  }

  // The words found are marked by the browser; nothing in the page changes.
  function mark(terms) {
    if (!globalThis.Highlight || !CSS.highlights) return;
    const ranges = [];
    for (const card of cards.filter(({ node }) => !node.hidden)) {
      for (const text of card.texts) {
        for (const term of terms) {
          for (const at of places(text, term)) {
            const range = document.createRange();
            range.setStart(text.node, at);
            range.setEnd(text.node, at + term.length);
            ranges.push(range);
          }
        }
      }
    }
    CSS.highlights.set('found', new Highlight(...ranges));
  }

  function showCounts(filters, terms) {
    for (const way of ways) {
      const others = filters.filter(({ name }) => name !== way.name);
      const open = cards.filter((card) => holds(card, others, terms));
      for (const { is, label, option } of way.values) {
        const n = open.filter(({ filed }) => filed.has(`${way.name}=${is}`)).length;
        option.textContent = `${label} (${n})`;
        option.disabled = n === 0 && way.select.value !== is;
      }
    }
  }

  /** One button for each filter that is on: it takes the filter away, and says how many quotes there would be. */
  function showChips(filters, terms, none) {
    const words_ = fields.q.value.trim();
    const on = filters.map((filter) => ({ ...filter, left: count(filters.filter((other) => other !== filter), terms) }));
    if (words_) on.unshift({ label: `“${words_}”`, left: count(filters, []), drop: () => (fields.q.value = '') });
    const had = chips.contains(document.activeElement);
    chips.replaceChildren(...on.map(({ label, left, drop }) => {
      const text = none ? `${label} (${left})` : label;
      const button = make('button', { type: 'button', textContent: text });
      button.setAttribute('aria-label', fill(none ? words.dropTo : words.drop, { what: label, n: left }));
      button.addEventListener('click', () => { drop(); update(); });
      return button;
    }));
    if (on.length) chips.append(make('button', { type: 'button', className: 'clear', textContent: words.clear, onclick: clear }));
    chips.hidden = on.length === 0;
    if (had) (chips.querySelector('button') || list.querySelector('h2')).focus();
    document.getElementById('_on').textContent = on.length ? fill(words.on, { n: on.length }) : '';
  }

  let later;
  function say(sentence) {
    clearTimeout(later);
    // Somebody who types a word hears the result once.
    later = setTimeout(() => (status.textContent = sentence), 250);
  }

  function update() {
    const filters = chosen();
    const terms = wanted();
    let n = 0;
    for (const card of cards) {
      card.node.hidden = !holds(card, filters, terms);
      if (!card.node.hidden) n += 1;
    }
    const before = orders[sorts.value] || (() => 0);
    const sorted = [...cards].sort((a, b) => before(a, b) || a.order - b.order);
    if (sorted.some(({ node }, at) => node !== list.querySelectorAll('[data-in]')[at])) {
      document.getElementById('_cards').append(...sorted.map(({ node }) => node));
    }
    showCounts(filters, terms);
    showChips(filters, terms, n === 0);
    mark(terms);
    say(n === 0 ? words.none : fill(words.found, { n }));
    const query = parameters(filters).toString();
    try {
      history.replaceState(null, '', `${query ? `?${query}` : location.pathname.split('/').pop()}${location.hash}`);
    } catch (_) { /* the address stays as it was */ }
  }

  function clear() {
    fields.q.value = sorts.value = '';
    for (const { select } of ways) select.value = '';
    beyond = [];
    update();
  }

  /** Over several pages: one choice has a list of its own, and all else is for the search. */
  function leave() {
    const filters = chosen();
    const asked = parameters(filters);
    if ([...asked].length === 1 && filters.length === 1 && filters[0].href) location.href = filters[0].href;
    else {
      asked.set('kind', 'quote');
      location.href = `${words.search}?${asked}`;
    }
  }

  for (const { values, select } of ways) {
    if (!values.length) select.parentElement.remove();
    for (const value of values) {
      value.option.textContent = `${value.label} (${value.count})`;
      value.option.disabled = !value.href;
    }
  }
  form.hidden = false;
  const fold_ = form.querySelector('details');
  fold_.open = wide.matches;
  document.querySelector('.ways-box').open = false;
  restore();
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (words.search) return leave();
    if (!wide.matches) fold_.open = false;
    list.querySelector('h2').focus();
  });
  if (words.search) return;
  form.addEventListener('input', update);
  update();
})();
