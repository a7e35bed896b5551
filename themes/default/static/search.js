/* The search page: what is asked stands in the address, what is found in a list. The engine is loaded when it is first used. */
(function () {
  'use strict';
  var root = document.getElementById('_search');
  if (!root) return;
  var own = document.currentScript;
  // The engine's scripts, in the order in which they are needed.
  var scripts = (own.dataset.engine || 'search-words.js search-engine.js').split(' ').map(function (path) {
    return new URL(path, own.dataset.engine ? document.baseURI : own.src).href;
  });
  var STEP = 10, SHORT = 240, QUOTE = 420;
  var field = root.querySelector('[data-search-field]'), filters = root.querySelector('[data-filters]');
  var status = root.querySelector('[data-status]'), notes = root.querySelector('[data-notes]');
  var list = root.querySelector('[data-results]'), more = root.querySelector('[data-more]');
  var panel = root.querySelector('[data-panel]'), hints = document.querySelector('[data-hints]');
  var texts = {};
  document.getElementById('_search-words').content.querySelectorAll('[data-word]').forEach(function (each) {
    texts[each.dataset.word] = each.textContent;
  });
  var plural = new Intl.PluralRules(document.documentElement.lang || 'en');
  // On a narrow screen the choices would stand before everything else, so they stay folded.
  panel.open = matchMedia('(min-width: 60rem)').matches;
  var state = null, turn = 0, timer = 0, engine = null;

  root.hidden = false;

  /* Words of the look. */
  function say(key, values) {
    return (texts[key] || '').replace(/\{(\w+)\}/g, function (whole, name) { return name in values ? values[name] : whole; });
  }

  function number(n) { return String(n).replace(/\B(?=(\d{3})+$)/g, texts.thousands); }

  function counted(n) { return say(('found.' + plural.select(n)) in texts ? 'found.' + plural.select(n) : 'found.other', { n: number(n) }); }

  function make(name, attributes, children) {
    var element = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) { element.setAttribute(key, attributes[key]); });
    (children || []).forEach(function (child) { element.append(child); });
    return element;
  }

  /* The engine: two scripts, loaded once. */
  function start() {
    if (!engine) {
      engine = scripts.reduce(function (before, address) {
        return before.then(function () {
          return new Promise(function (resolve, reject) {
            var script = make('script', { src: address });
            script.onload = resolve;
            script.onerror = reject;
            document.head.append(script);
          });
        });
      }, Promise.resolve()).then(function () { return window.catenaEngine.open(); })
        .then(function (index) { return prepare(index); });
      engine.catch(function () { engine = null; });
    }
    return engine;
  }

  /* What is asked, from the address and back. */
  function read() {
    var given = new URLSearchParams(location.search), asked = {};
    given.forEach(function (value, name) { if (!(name in asked)) asked[name] = value; });
    var own = { text: asked.q || '', kind: asked.kind || '', sort: asked.sort || '', show: Math.min(Number(asked.show) || STEP, 200), filters: {} };
    ['q', 'kind', 'sort', 'show'].forEach(function (name) { delete asked[name]; });
    Object.keys(asked).forEach(function (name) { if (asked[name]) own.filters[name] = asked[name]; });
    if (own.sort) own.sort = 'site';
    return own;
  }

  function write() {
    var address = new URLSearchParams();
    if (state.text.trim()) address.set('q', state.text.trim());
    if (state.kind) address.set('kind', state.kind);
    Object.keys(state.filters).forEach(function (name) { address.set(name, state.filters[name]); });
    if (state.sort) address.set('sort', state.sort);
    if (state.show > STEP) address.set('show', state.show);
    var query = address.toString();
    try {
      history.replaceState(null, '', query ? '?' + query : location.pathname);
    } catch (refused) { /* Some browsers refuse this for a page from a disk: the search works, and the address stays. */ }
  }

  function asks() { return state.text.trim() !== '' || state.kind !== '' || Object.keys(state.filters).length > 0; }

  /* Filters, made once the index is known. */
  function prepare(index) {
    // `group` stands for the first published attribute, whatever the programme calls it.
    var third = index.filters[2];
    if (third && state.filters.group && !index.filters.some(function (filter) { return filter.name === 'group'; })) {
      state.filters[third.name] = state.filters.group;
    }
    Object.keys(state.filters).forEach(function (name) {
      var filter = index.filters.find(function (each) { return each.name === name; });
      if (!filter || !filter.values.some(function (value) { return value[0] === state.filters[name]; })) delete state.filters[name];
    });
    if (!index.kinds.some(function (kind) { return kind.name === state.kind; })) state.kind = '';
    var kinds = make('fieldset', { class: 'search-kinds' }, [make('legend', {}, [texts.kind])]);
    [{ name: '', count: 1 }].concat(index.kinds).filter(function (kind) { return kind.count > 0; }).forEach(function (kind) {
      var radio = make('input', { type: 'radio', name: 'kind', value: kind.name });
      var label = make('label', {}, [radio, ' ', kind.name ? texts['many.' + kind.name] : texts.every, ' ', make('span', { class: 'n' })]);
      kinds.append(label);
    });
    root.querySelector('[data-kinds]').replaceChildren(kinds);
    filters.replaceChildren();
    index.filters.filter(function (filter) { return filter.values.length > 1; }).forEach(function (filter) {
      var id = '_filter-' + filter.number;
      var select = make('select', { id: id, name: filter.name });
      filters.append(make('div', { class: 'search-filter' }, [make('label', { for: id }, [filter.label || texts[filter.name]]), select]));
      options(filter, select, null);
      // The values of a very large filter are loaded when somebody turns to it.
      select.addEventListener('focus', function () {
        if (!filter.column) window.catenaEngine.column(index, filter).then(function () { if (asks()) run(); });
      });
    });
    return index;
  }

  function options(filter, select, counts) {
    var chosen = state.filters[filter.name] || '';
    var all = [make('option', { value: '' }, [texts.any])];
    filter.values.forEach(function (value, at) {
      if (counts && !counts[at] && value[0] !== chosen) return;
      var depth = 0;
      for (var parent = value[2]; parent !== undefined; parent = filter.values[parent][2]) depth++;
      var label = '\u2003'.repeat(depth) + value[1] + (counts ? ' (' + number(counts[at]) + ')' : '');
      all.push(make('option', { value: value[0] }, [label]));
    });
    select.replaceChildren.apply(select, all);
    select.value = chosen;
  }

  function showFilters(index, counts) {
    root.querySelectorAll('[name=kind]').forEach(function (radio) {
      var at = index.kinds.findIndex(function (kind) { return kind.name === radio.value; });
      var all = counts.kinds.reduce(function (sum, count) { return sum + count; }, 0);
      radio.checked = radio.value === state.kind;
      var count = at < 0 ? all : counts.kinds[at];
      radio.parentNode.querySelector('.n').textContent = number(count);
      radio.parentNode.hidden = !count && !radio.checked && at >= 0;
    });
    filters.querySelectorAll('select').forEach(function (select) {
      var filter = index.filters.find(function (each) { return each.name === select.name; });
      options(filter, select, counts.filters[filter.name]);
    });
    root.querySelector('[data-sort]').value = state.sort;
    root.querySelector('[data-clear]').hidden = !state.kind && !Object.keys(state.filters).length;
    panel.hidden = false;
  }

  /* One search. */
  function run(focusAt) {
    var mine = ++turn;
    clearTimeout(timer);
    if (!asks()) return empty();
    root.setAttribute('aria-busy', 'true');
    return start().then(function () {
      if (!asks()) return empty();
      return window.catenaEngine.search(state).then(function (found) {
        return window.catenaEngine.shown(found.index, found.found.slice(0, state.show)).then(function (entries) {
          return Promise.all(entries.map(function (entry) { return excerpt(entry, found); }));
        }).then(function (entries) { if (mine === turn) show(found, entries, focusAt); });
      });
    }).catch(function () {
      if (mine !== turn) return;
      root.removeAttribute('aria-busy');
      status.textContent = texts.failed;
    });
  }

  function empty() {
    root.removeAttribute('aria-busy');
    status.textContent = '';
    notes.replaceChildren();
    list.replaceChildren();
    more.hidden = true;
    panel.hidden = true;
    hints.hidden = false;
    write();
  }

  function show(found, entries, focusAt) {
    root.removeAttribute('aria-busy');
    // Where nothing is found, the other ways are shown.
    hints.hidden = found.found.length > 0;
    write();
    showFilters(found.index, found.counts);
    var query = state.text.trim(), n = found.found.length;
    status.textContent = n ? (query ? say('for', { found: counted(n), query: query }) : counted(n))
      : query ? say('none', { query: query }) : texts.none_filtered;
    notes.replaceChildren.apply(notes, remarks(found, n));
    list.replaceChildren();
    entries.forEach(function (entry, at) {
      if (at === found.whole && at > 0) list.append(make('li', { class: 'rest' }, [make('h3', {}, [texts.some])]));
      list.append(item(entry, found));
    });
    more.hidden = n <= state.show;
    if (focusAt) {
      var links = list.querySelectorAll('.result a');
      if (links[focusAt]) links[focusAt].focus();
    }
  }

  /* What the reader should know of how the words were understood. */
  function remarks(found, n) {
    var all = [];
    function add(text) { all.push(make('p', {}, [text])); }
    if (found.tooCommon) add(texts.common);
    found.asks.forEach(function (ask) {
      if (ask.leftOut && !ask.stems.length) add(say('left_out', { word: ask.word }));
      else if (ask.how === 'near') {
        var words = new Set();
        ask.stems.forEach(function (stem) { stem.words.forEach(function (word) { words.add('“' + word + '”'); }); });
        add(say('near', { word: ask.word, near: Array.from(words).slice(0, 4).join(texts.separator) }));
      } else if (ask.how === 'none') {
        var line = make('p', {}, [say('unknown', { word: ask.word })]);
        ask.suggestions.forEach(function (other, at) {
          var button = make('button', { type: 'button', class: 'link' }, [other]);
          button.addEventListener('click', function () {
            field.value = state.text = state.text.toLowerCase().replace(ask.word, other);
            field.focus();
            state.show = STEP;
            run();
          });
          line.append(at ? texts.separator : ' ' + texts.suggest + ' ', button);
        });
        all.push(line);
      }
    });
    if (!n && (state.kind || Object.keys(state.filters).length) && state.text.trim()) add(texts.without_filters);
    return all;
  }

  /* The part of a text that shows most of the words found. */
  function excerpt(entry, found) {
    var length = entry.kind === 'quote' ? QUOTE : SHORT;
    entry.best = window_(entry.text, found.marks(entry.text), length);
    var wanted = found.asks.filter(function (ask) { return ask.stems.length; }).length;
    var next = 1;
    function further() {
      if (entry.best.kinds >= wanted || next >= entry.parts || next > 3) return entry;
      return window.catenaEngine.part(entry.document, next++).then(function (text) {
        var other = window_(text, found.marks(text), length);
        if (other.kinds > entry.best.kinds) {
          other.before = true;
          entry.best = other;
        }
        return further();
      });
    }
    return wanted ? further() : entry;
  }

  function window_(text, marks, length) {
    if (text.length <= length) return { text: text, marks: marks, kinds: kinds(marks), before: false, after: false };
    var best = null;
    marks.slice(0, 400).forEach(function (first, at) {
      if (best && first.start < best.until) return;
      var inside = marks.slice(at, at + 60).filter(function (mark) { return mark.end <= first.start + length - 40; });
      var here = { from: first.start, kinds: kinds(inside), marks: inside, until: first.start };
      if (!best || here.kinds > best.kinds || (here.kinds === best.kinds && inside.length > best.marks.length + 1)) best = here;
    });
    var from = best ? start_(text, best.from, length) : 0, to = end_(text, Math.min(text.length, from + length));
    return {
      text: text.slice(from, to), kinds: best ? best.kinds : 0, before: from > 0, after: to < text.length,
      marks: marks.filter(function (mark) { return mark.start >= from && mark.end <= to; })
        .map(function (mark) { return { start: mark.start - from, end: mark.end - from }; }),
    };
  }

  function kinds(marks) { return new Set(marks.map(function (mark) { return mark.ask; })).size; }

  // A sentence's start if one is near, else a word's.
  function start_(text, at, length) {
    var near = text.slice(Math.max(0, at - Math.floor(length / 3)), at);
    var sentence = Math.max(near.lastIndexOf('. '), near.lastIndexOf('? '), near.lastIndexOf('! '), near.lastIndexOf('\n') - 1);
    if (at - near.length === 0 && sentence < 0) return 0;
    if (sentence >= 0) return at - near.length + sentence + 2;
    var word = near.indexOf(' ', near.length - 60 > 0 ? near.length - 60 : 0);
    return word >= 0 ? at - near.length + word + 1 : at;
  }

  function end_(text, at) {
    if (at >= text.length) return text.length;
    var word = text.lastIndexOf(' ', at);
    if (word > at - 60) return word;
    return /[\udc00-\udfff]/.test(text[at]) ? at - 1 : at;
  }

  function marked(text, marks) {
    var parts = document.createDocumentFragment(), at = 0;
    marks.forEach(function (mark) {
      if (mark.start < at) mark = { start: at, end: Math.max(at, mark.end) };
      if (mark.end <= mark.start) return;
      parts.append(lines(text.slice(at, mark.start)), make('mark', {}, [text.slice(mark.start, mark.end)]));
      at = mark.end;
    });
    parts.append(lines(text.slice(at)));
    return parts;
  }

  // Where one paragraph ends and the next begins.
  function lines(text) { return text.replace(/\s*\n\s*/g, ' · '); }

  function item(entry, found) {
    var link = make('a', { href: entry.path }, [marked(entry.title, found.marks(entry.title))]);
    if (entry.detail) link.append(make('span', { class: 'detail' }, [texts.separator, marked(entry.detail, found.marks(entry.detail))]));
    if (entry.home) link.append(make('span', { class: 'detail' }, [' ' + say('in', { page: entry.home })]));
    var text = [marked(entry.best.text, entry.best.marks)];
    if (entry.kind === 'quote') text = [make('q', {}, text)];
    if (entry.best.before) text.unshift('… ');
    if (entry.best.after || entry.parts > 1 && !entry.best.before) text.push(' …');
    var snippet = make(entry.kind === 'quote' ? 'blockquote' : 'p', {}, entry.kind === 'quote' ? [make('p', {}, text)] : text);
    var parts = [make('p', { class: 'kind' }, [texts['one.' + entry.kind]]), make('h3', {}, [link])];
    if (entry.best.text) parts.push(snippet);
    return make('li', { class: 'result of-' + entry.kind }, parts);
  }

  /* What people do. */
  root.addEventListener('submit', function (event) {
    event.preventDefault();
    state.text = field.value;
    state.show = STEP;
    run();
  });
  field.addEventListener('input', function () {
    clearTimeout(timer);
    start().catch(function () {});
    timer = setTimeout(function () {
      if (field.value === state.text) return;
      state.text = field.value;
      state.show = STEP;
      run();
    }, 250);
  });
  field.addEventListener('focus', function () { start().catch(function () {}); });
  root.addEventListener('change', function (event) {
    var at = event.target;
    if (at === field) return;
    if (at.name === 'kind') state.kind = at.value;
    else if (at.name === 'sort') state.sort = at.value;
    else if (at.value) state.filters[at.name] = at.value;
    else delete state.filters[at.name];
    state.text = field.value;
    state.show = STEP;
    run();
  });
  root.querySelector('[data-clear]').addEventListener('click', function () {
    state.kind = '';
    state.filters = {};
    state.show = STEP;
    field.focus();
    run();
  });
  more.querySelector('button').addEventListener('click', function () {
    var from = state.show;
    state.show += STEP;
    run(from);
  });
  window.addEventListener('popstate', restore);

  function restore() {
    state = read();
    field.value = state.text;
    if (asks()) run();
    else if (engine) empty();
  }

  restore();
})();
