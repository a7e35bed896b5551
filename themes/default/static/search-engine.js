/* Searches the index in `search/`, whose files `src/search/files.rs` describes. Loaded when somebody searches. Each file is a
   classic script that calls `catenaSearch(name, data)`, so that it works from a disk and without `eval`. */
(function () {
  'use strict';
  var here = document.currentScript.src;
  // A search reads about so many bytes of frequent words at most; the commonest words are left out. A file has at least so many.
  var MOST_BYTES = 46000, LEAST_FILE = 4500;
  // Words that a beginning may stand for.
  var MOST_WORDS = 24;
  var ESCAPE = 20;

  var data = {}, asked = {}, made = {};

  window.catenaSearch = function (name, value) { data[name] = value; };

  function load(name) {
    if (!asked[name]) {
      asked[name] = new Promise(function (resolve, reject) {
        var script = document.createElement('script');
        script.src = new URL('../search/' + name + '.js', here).href;
        script.onload = function () { script.remove(); resolve(data[name]); };
        script.onerror = function () { script.remove(); delete asked[name]; reject(new Error(name)); };
        document.head.appendChild(script);
      });
    }
    return asked[name];
  }

  function loadAll(names) { return Promise.all(names.map(load)); }

  /* Numbers in bits, as `src/search/numbers.rs` writes them. */
  function Bits(text) {
    var bytes = atob(text), at = 0;
    this.read = function (count) {
      var number = 0;
      for (; count > 0; count--, at++) number = number * 2 + ((bytes.charCodeAt(at >> 3) >> (7 - (at & 7))) & 1);
      return number;
    };
  }

  function Stream(about) {
    var mean = about === undefined ? 16 : Math.max(1, 16 * Math.min(about, 1 << 24));
    this.next = function (bits) {
      var plain = 0, high = 0, number;
      while ((24 << plain) <= mean) plain++;
      while (high < ESCAPE && bits.read(1)) high++;
      number = high === ESCAPE ? bits.read(32) : high * Math.pow(2, plain) + bits.read(plain);
      mean = mean - (mean >> 4) + Math.min(number, 1 << 24);
      return number;
    };
  }

  function signed(number) { return number % 2 ? -(number + 1) / 2 : number / 2; }

  /* The documents of a word: [document, weight, document, weight, …]. */
  function postings(bits, count, documents) {
    var gaps = new Stream(Math.floor(documents / Math.max(1, count))), weights = new Stream(), next = 0, list = [];
    for (; count > 0; count--) {
      next += gaps.next(bits);
      list.push(next++, weights.next(bits));
    }
    return list;
  }

  function open() {
    if (!made.index) {
      made.index = load('index').then(function (index) {
        index.rules = window.catenaWords(index.language);
        index.stopped = new Set(index.stop.split(' '));
        index.documents = 0;
        index.kinds = index.kinds.map(function (kind) {
          index.documents += kind[1];
          return { name: kind[0], count: kind[1], end: index.documents };
        });
        index.filters.forEach(function (filter, number) { filter.number = number; });
        var bits = new Bits(index.shown), stream = new Stream(16), end = 0;
        index.ends = [];
        while (end < index.documents) index.ends.push(end += stream.next(bits));
        return index;
      });
    }
    return made.index;
  }

  /* The words of one file, each with what leads to its documents. */
  function dictionary(index, number) {
    var name = 'w' + number;
    if (!made[name]) {
      made[name] = load(name).then(function (file) {
        var bits = new Bits(file[1]), stems = [], current = 0;
        var back = new Stream(), counts = new Stream(), numbers = new Stream(), slots = new Stream();
        return file[0].split(' ').map(function (word) {
          var step = back.next(bits);
          if (step > 0) return { word: word, stem: stems[stems.length - step] };
          var stem = { count: counts.next(bits) };
          if (bits.read(1)) {
            current += signed(numbers.next(bits));
            stem.file = 'p' + current;
            stem.slot = slots.next(bits);
            stem.key = stem.file + '.' + stem.slot;
          } else {
            stem.list = postings(bits, stem.count, index.documents);
            stem.key = name + '.' + stems.length;
          }
          stems.push(stem);
          return { word: word, stem: stem };
        });
      });
    }
    return made[name];
  }

  /* The files whose range may hold what lies from one key to another. */
  function range(starts, from, to) {
    var files = [];
    starts.forEach(function (start, at) {
      var next = starts[at + 1];
      if (start <= to && (next === undefined || next >= from)) files.push(at);
    });
    return files;
  }

  function wordsBetween(index, from, to) {
    return Promise.all(range(index.words, from, to).map(function (number) { return dictionary(index, number); }))
      .then(function (files) { return [].concat.apply([], files); });
  }

  function beginning(index, start) { return wordsBetween(index, start, start + '\uffff'); }

  /* How many letters are wrong, left out, too many, or changed places with a neighbour; one more than `most` if more. */
  function errors(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    var older, old, row = [], i, j;
    for (j = 0; j <= b.length; j++) row.push(j);
    for (i = 1; i <= a.length; i++) {
      older = old; old = row; row = [i];
      var least = i;
      for (j = 1; j <= b.length; j++) {
        var cost = a[i - 1] === b[j - 1] ? 0 : 1;
        row[j] = Math.min(row[j - 1] + 1, old[j] + 1, old[j - 1] + cost);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], older[j - 2] + 1);
        least = Math.min(least, row[j]);
      }
      if (least > most) return most + 1;
    }
    return row[b.length];
  }

  /* The words of the programme that a word of the query stands for. */
  function meant(index, word, unfinished) {
    var rules = index.rules, place = rules.place(word), stem = rules.stem(word);
    // Forms of a word begin alike, but for their last letters.
    var alike = place.slice(0, Math.max(2, Math.min(place.length, rules.place(stem).length) - 1));
    return beginning(index, alike).then(function (entries) {
      var same = entries.filter(function (entry) { return entry.word === word || rules.stem(entry.word) === stem; });
      var longer = word.length < 2 && !/[^\x00-\x7f]/.test(word) ? [] : entries.filter(function (entry) {
        return rules.place(entry.word).startsWith(place) && same.indexOf(entry) < 0;
      });
      if (same.length && !unfinished) return { how: 'same', entries: same };
      if (same.length || longer.length) return { how: same.length ? 'same' : 'longer', entries: same, longer: longer };
      return near(index, word, place);
    });
  }

  /* Words with one error; where there are none, words with two to suggest. */
  function near(index, word, place) {
    var rules = index.rules;
    if (word.length < 4) return { how: 'none', entries: [], suggestions: [] };
    function distance(other) {
      var plain = errors(word, other, 2);
      return rules.place === undefined ? plain : Math.min(plain, errors(place, rules.place(other), 2));
    }
    return beginning(index, place.slice(0, 2)).then(function (entries) {
      var close = entries.map(function (entry) { return { entry: entry, distance: distance(entry.word) }; })
        .filter(function (each) { return each.distance <= 2 && each.entry.word.length >= 3; })
        .sort(function (a, b) { return a.distance - b.distance || b.entry.stem.count - a.entry.stem.count; });
      var one = close.filter(function (each) { return each.distance === 1; }).map(function (each) { return each.entry; });
      return startingWrong(index, word).then(function (others) {
        one = one.concat(others.filter(function (other) { return one.indexOf(other) < 0; })).slice(0, 6);
        // The error may stand in another form of a word: `stroies` where there is only `story`.
        if (!one.length && rules.stem(word).length >= 4) {
          one = entries.filter(function (entry) { return errors(rules.stem(word), rules.stem(entry.word), 1) <= 1; }).slice(0, 6);
        }
        if (one.length) return { how: 'near', entries: one };
        var suggestions = close.slice(0, 3).map(function (each) { return each.entry.word; });
        return { how: 'none', entries: [], suggestions: suggestions };
      });
    });
  }

  /* Words with an error in their first two letters: what follows those is the same. */
  function startingWrong(index, word) {
    var tails = [word.slice(1), word.slice(2), word.slice(3)].filter(function (tail) { return tail.length >= 2; });
    var files = new Set();
    tails.forEach(function (tail) { range(index.tails, tail, tail).forEach(function (file) { files.add('t' + file); }); });
    return loadAll(Array.from(files)).then(function (texts) {
      var found = new Set();
      texts.forEach(function (text) {
        text.split(' ').forEach(function (line) {
          var parts = line.split(':');
          if (tails.indexOf(parts[0]) < 0) return;
          parts[1].split(',').forEach(function (head) {
            if (errors(word, head + parts[0], 1) === 1) found.add(head + parts[0]);
          });
        });
      });
      return Promise.all(Array.from(found).slice(0, 4).map(function (other) {
        var place = index.rules.place(other);
        return wordsBetween(index, place, place).then(function (entries) {
          return entries.filter(function (entry) { return entry.word === other; });
        });
      }));
    }).then(function (lists) { return [].concat.apply([], lists); });
  }

  /* The values of every document in a filter: for each document the number of its set, and the sets. */
  function column(index, filter) {
    var name = 'f' + filter.number;
    if (!made[name]) {
      made[name] = load(name).then(function (text) {
        var bits = new Bits(text), runs = new Stream(), counts = new Stream(), firsts = new Stream(), gaps = new Stream();
        var of = new Uint32Array(index.documents), sets = [], before = 0, at = 0;
        while (at < index.documents) {
          var run = runs.next(bits) + 1, count = counts.next(bits), values = [];
          if (count < 2) count = 1 - count;
          for (var i = 0; i < count; i++) {
            var value = i ? values[i - 1] + gaps.next(bits) + 1 : before + signed(firsts.next(bits));
            if (!i) before = value;
            values.push(value);
          }
          of.fill(sets.length, at, at += run);
          sets.push(withParents(filter, values));
        }
        filter.column = { of: of, sets: sets };
        return filter.column;
      });
    }
    return made[name];
  }

  function withParents(filter, values) {
    var all = new Set();
    values.forEach(function (value) {
      for (; value !== undefined && !all.has(value); value = filter.values[value][2]) all.add(value);
    });
    return all;
  }

  /* Scores of all documents that hold a word of the query. */
  function score(index, asks) {
    var scores = new Float32Array(index.documents), held = new Uint8Array(index.documents), matched = [];
    asks.forEach(function (ask) {
      var best = new Map();
      // A rare word counts more than a common one, but not because it is longer than what was typed.
      var common = Math.max.apply(null, ask.stems.map(function (each) { return each.stem.count; }));
      var rare = Math.log(1 + index.documents / common);
      ask.stems.forEach(function (each) {
        for (var i = 0; i < each.list.length; i += 2) {
          var points = rare * (each.list[i + 1] + 2) * each.factor;
          if (points > (best.get(each.list[i]) || 0)) best.set(each.list[i], points);
        }
      });
      best.forEach(function (points, document) {
        if (!held[document]) matched.push(document);
        held[document]++;
        scores[document] += points;
      });
    });
    return { scores: scores, held: held, matched: matched };
  }

  var FACTORS = { same: 1, longer: 0.7, near: 0.6 };

  /* What each word of the query stands for, with its documents; the commonest words are left out where there are many. */
  function ask(index, text) {
    var all = index.rules.words(text, true).map(function (each) { return each.word; });
    all = all.filter(function (word, at) { return all.indexOf(word) === at; }).slice(0, 16);
    var asked = all.filter(function (word) { return !index.stopped.has(word); });
    var unfinished = /[\p{Alphabetic}\p{N}]$/u.test(text);
    return Promise.all(asked.map(function (word, at) { return meant(index, word, unfinished && at === asked.length - 1); }))
      .then(function (meanings) {
        var asks = meanings.map(function (meaning, at) {
          var stems = new Map();
          function add(entries, factor) {
            entries.forEach(function (entry) {
              var known = stems.get(entry.stem.key);
              if (known) known.words.push(entry.word);
              else stems.set(entry.stem.key, { stem: entry.stem, factor: factor, words: [entry.word] });
            });
          }
          add(meaning.entries, FACTORS[meaning.how]);
          var longer = (meaning.longer || []).sort(function (a, b) { return b.stem.count - a.stem.count; });
          add(longer.slice(0, MOST_WORDS), FACTORS.longer);
          return { word: asked[at], how: meaning.how, suggestions: meaning.suggestions || [], stems: Array.from(stems.values()) };
        });
        return readLists(index, asks).then(function () { return { asks: asks, tooCommon: all.length > 0 && !asked.length }; });
      });
  }

  function readLists(index, asks) {
    var wanted = [];
    asks.forEach(function (each) {
      each.stems.forEach(function (stem, at) { if (stem.stem.file) wanted.push({ stem: stem, first: at === 0 }); });
    });
    // What was asked for comes before what it may begin, and rare words before common ones.
    wanted.sort(function (a, b) { return b.first - a.first || a.stem.stem.count - b.stem.stem.count; });
    var files = new Set(), bytes = 0;
    wanted.forEach(function (each) {
      var stem = each.stem.stem, share = index.documents / stem.count;
      var size = asked[stem.file] ? 0 : Math.max(LEAST_FILE, stem.count * (Math.log(share) / Math.LN2 + 3) / 8);
      if (files.has(stem.file) || bytes + size > MOST_BYTES && files.size) return;
      files.add(stem.file);
      bytes += size;
    });
    return loadAll(Array.from(files)).then(function () {
      asks.forEach(function (each) {
        each.leftOut = false;
        each.stems = each.stems.filter(function (found) {
          var stem = found.stem;
          if (!stem.list && !files.has(stem.file)) { each.leftOut = true; return false; }
          if (!stem.list) stem.list = postings(new Bits(data[stem.file][stem.slot]), stem.count, index.documents);
          found.list = stem.list;
          return true;
        });
      });
    });
  }

  function kindOf(index, document) {
    return index.kinds.findIndex(function (kind) { return document < kind.end; });
  }

  /* `query`: text, sort, kind, filters (name to value). Gives the matching documents in their order, and counts. */
  function search(query) {
    return open().then(function (index) {
      return ask(index, query.text).then(function (asked) {
        var chosen = index.filters.filter(function (filter) { return query.filters[filter.name]; });
        var counted = index.filters.filter(function (filter) {
          return chosen.indexOf(filter) >= 0 || filter.column || filter.size <= 12000;
        });
        return Promise.all(counted.map(function (filter) { return column(index, filter); })).then(function () {
          return narrowed(index, query, asked, chosen, counted);
        });
      });
    });
  }

  function narrowed(index, query, asked, chosen, counted) {
    var asks = asked.asks.filter(function (each) { return each.stems.length; });
    var scored = score(index, asks), everything = !query.text.trim();
    var documents = everything ? Array.from({ length: index.documents }, function (_, at) { return at; }) : scored.matched;
    var kind = index.kinds.findIndex(function (each) { return each.name === query.kind; });
    var tests = chosen.map(function (filter) {
      var value = filter.values.findIndex(function (each) { return each[0] === query.filters[filter.name]; });
      return { filter: filter, passes: function (document) { return filter.column.sets[filter.column.of[document]].has(value); } };
    });
    if (query.kind) tests.push({ filter: null, passes: function (document) { return kindOf(index, document) === kind; } });
    var counts = { kinds: index.kinds.map(function () { return 0; }), filters: {} };
    counted.forEach(function (filter) { counts.filters[filter.name] = new Uint32Array(filter.values.length); });
    var found = documents.filter(function (document) {
      var failed = tests.filter(function (test) { return !test.passes(document); });
      if (failed.length > 1) return false;
      // A filter counts what all others let through.
      var only = failed.length ? failed[0].filter : undefined;
      if (only === undefined || only === null) counts.kinds[kindOf(index, document)]++;
      counted.forEach(function (filter) {
        if (only !== undefined && only !== filter) return;
        filter.column.sets[filter.column.of[document]].forEach(function (value) { counts.filters[filter.name][value]++; });
      });
      return only === undefined;
    });
    var most = asks.length;
    found.sort(function (a, b) {
      return scored.held[b] - scored.held[a] || (query.sort === 'site' ? 0 : scored.scores[b] - scored.scores[a]) || a - b;
    });
    var whole = everything ? found.length : found.findIndex(function (document) { return scored.held[document] < most; });
    return {
      index: index, asks: asked.asks, tooCommon: asked.tooCommon, found: found, counts: counts,
      // How many hold every word.
      whole: whole < 0 ? found.length : whole,
      marks: marks(index, asked.asks),
    };
  }

  /* Tells which words of a text were found: [start, end] of each. */
  function marks(index, asks) {
    var stems = new Map();
    asks.forEach(function (each, number) {
      each.stems.forEach(function (found) {
        found.words.forEach(function (word) { stems.set(index.rules.stem(word), number); });
      });
    });
    return function (text) {
      return index.rules.words(text, false).filter(function (each) { return stems.has(index.rules.stem(each.word)); })
        .map(function (each) { return { start: each.start, end: each.end, ask: stems.get(index.rules.stem(each.word)) }; });
    };
  }

  /* What is shown of some documents. */
  function shown(index, documents) {
    return Promise.all(documents.map(function (document) {
      var file = index.ends.findIndex(function (end) { return document < end; });
      return load('d' + file).then(function (entries) {
        var entry = entries[document - (index.ends[file - 1] || 0)];
        return {
          document: document, kind: index.kinds[kindOf(index, document)].name,
          title: entry[0], path: entry[1], text: entry[2], parts: entry[3], detail: entry[4], home: entry[5],
        };
      });
    }));
  }

  /* A further part of a long text. */
  function part(document, number) { return load('x' + document + '-' + number); }

  window.catenaEngine = { open: open, search: search, shown: shown, part: part, column: column };
})();
