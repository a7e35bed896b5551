/* Words of text, the same as `src/search/words.rs` makes for the index: folded, and without their endings. A test compares
   the two. `catenaWords(language)` gives the rules of one language: `en`, `cy`, or anything else for none. */
window.catenaWords = (function () {
  'use strict';
  var LONGEST = 40;
  var DROPPED = '\\u0300-\\u036f\\u0591-\\u05c7\\u0640\\u064b-\\u065f\\u0670\\u00ad\\u200b-\\u200d\\u2060\\ufe0f';
  var RUN = new RegExp('[\\p{Alphabetic}\\p{N}' + DROPPED + ']+', 'gu');
  var DROP = new RegExp('[' + DROPPED + ']', 'g');
  // Scripts without spaces between words.
  var UNSPACED = '\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005-\\u3007\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff' +
    '\\uf900-\\ufaff\\u{20000}-\\u{323af}';
  var PARTS = new RegExp('[' + UNSPACED + ']+|[^' + UNSPACED + ']+', 'gu');
  var IS_UNSPACED = new RegExp('[' + UNSPACED + ']', 'u');
  var LETTERS = { 'ø': 'o', 'ł': 'l', 'đ': 'd', 'ð': 'd', 'æ': 'ae', 'œ': 'oe', 'ß': 'ss', 'þ': 'th', 'ς': 'σ' };

  function fold(text) {
    return text.normalize('NFKD').toLowerCase().replace(/[øłđðæœßþς]/g, function (letter) { return LETTERS[letter]; }).replace(DROP, '');
  }

  // Every word with its place in the text. Of a query, no character of an unspaced script is asked for twice.
  function words(text, ofQuery) {
    var found = [], before = 0, run;
    RUN.lastIndex = 0;
    while ((run = RUN.exec(text))) {
      var start = run.index, end = start + run[0].length;
      var between = text.slice(before, start);
      var cutOff = before > 0 && (between === "'" || between === '’');
      before = end;
      var folded = fold(run[0]);
      if (!folded || (cutOff && Array.from(folded).length <= 2)) continue;
      if (!IS_UNSPACED.test(folded)) found.push({ word: cut(folded), start: start, end: end });
      else inParts(run[0], start, folded, ofQuery, found);
    }
    return found;
  }

  function cut(word) {
    return word.length > LONGEST ? Array.from(word).slice(0, LONGEST).join('') : word;
  }

  function inParts(raw, start, folded, ofQuery, found) {
    // Where each folded character comes from.
    var from = [], at = start;
    Array.from(raw).forEach(function (character) {
      Array.from(fold(character)).forEach(function () { from.push([at, at + character.length]); });
      at += character.length;
    });
    var exact = from.length === Array.from(folded).length, number = 0;
    folded.match(PARTS).forEach(function (part) {
      var letters = Array.from(part), first = number;
      number += letters.length;
      function tell(word, a, b) {
        found.push({ word: word, start: exact ? from[a][0] : start, end: exact ? from[b][1] : start + raw.length });
      }
      if (!IS_UNSPACED.test(part)) return tell(cut(part), first, number - 1);
      letters.forEach(function (letter, index) {
        var next = letters[index + 1];
        if (next !== undefined) tell(letter + next, first + index, first + index + 1);
        else if (!ofQuery || letters.length === 1) tell(letter, first + index, first + index);
      });
    });
  }

  /* English: the stemmer of Snowball, as in `src/search/english.rs`. */
  var WHOLE = { skis: 'ski', skies: 'sky', dying: 'die', lying: 'lie', tying: 'tie', idly: 'idl', gently: 'gentl', ugly: 'ugli',
    early: 'earli', only: 'onli', singly: 'singl', sky: 'sky', news: 'news', howe: 'howe', atlas: 'atlas', cosmos: 'cosmos',
    bias: 'bias', andes: 'andes' };
  var WITHOUT_S = /^(inning|outing|canning|herring|earring|proceed|exceed|succeed)$/;
  var SECOND = table('ational>ate fulness>ful iveness>ive ization>ize ousness>ous biliti>ble lessli>less tional>tion alism>al aliti>al ' +
    'ation>ate entli>ent fulli>ful iviti>ive ousli>ous abli>able alli>al anci>ance ator>ate enci>ence izer>ize bli>ble ogi>og li>');
  var THIRD = table('ational>ate tional>tion alize>al ative> icate>ic iciti>ic ical>ic ness> ful>');
  var FOURTH = /(ement|able|ance|ence|ible|ment|ant|ate|ent|ion|ism|iti|ive|ize|ous|al|er|ic)$/;

  function table(text) { return text.split(' ').map(function (pair) { return pair.split('>'); }); }

  function region(word, from) {
    for (var at = from + 1; at < word.length; at++) {
      if (/[aeiouy]/.test(word[at - 1]) && !/[aeiouy]/.test(word[at])) return at + 1;
    }
    return word.length;
  }

  function isShort(word) {
    return /^[aeiouy][^aeiouy]$/.test(word) || /[^aeiouy][aeiouy][^aeiouywxY]$/.test(word);
  }

  function english(word) {
    if (word.length <= 2) return word;
    if (Object.prototype.hasOwnProperty.call(WHOLE, word)) return WHOLE[word];
    for (var y = 0, marked = ''; y < word.length; y++) {
      marked += word[y] === 'y' && (y === 0 || /[aeiouy]/.test(marked[y - 1])) ? 'Y' : word[y];
    }
    word = marked;
    var prefix = /^(arsen|commun|emerg|gener|inter|later|organ|past|univers)/.exec(word);
    var r1 = prefix ? prefix[0].length : region(word, 0), r2 = region(word, r1), found;
    function ends(ending) { return word.endsWith(ending) ? word.length - ending.length : -1; }
    function vowelIn(part) { return /[aeiouy]/.test(part); }

    if (/sses$/.test(word)) word = word.slice(0, -2);
    else if (/ie[ds]$/.test(word)) word = word.slice(0, word.length > 4 ? -2 : -1);
    else if (/s$/.test(word) && !/[us]s$/.test(word) && vowelIn(word.slice(0, -2))) word = word.slice(0, -1);
    if (WITHOUT_S.test(word)) return word.replace(/Y/g, 'y');

    if ((found = /eed(ly)?$/.exec(word))) {
      if (found.index >= r1) word = word.slice(0, found.index) + 'ee';
    } else if ((found = /(ingly|edly|ing|ed)$/.exec(word)) && vowelIn(word.slice(0, found.index))) {
      word = word.slice(0, found.index);
      if (/(at|bl|iz)$/.test(word)) word += 'e';
      else if (/(bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(word)) word = /^[aeo]..$/.test(word) ? word : word.slice(0, -1);
      else if (r1 >= word.length && isShort(word)) word += 'e';
    }
    if (word.length > 2 && /[^aeiouy][yY]$/.test(word)) word = word.slice(0, -1) + 'i';

    [SECOND, THIRD].forEach(function (table) {
      var pair = table.find(function (each) { return ends(each[0]) >= 0; });
      var at = pair ? ends(pair[0]) : -1;
      if (at < r1 || at < 0) return;
      var before = word[at - 1] || ' ';
      var fits = pair[0] === 'ogi' ? before === 'l' : pair[0] === 'li' ? 'cdeghkmnrt'.includes(before) : pair[0] !== 'ative' || at >= r2;
      if (fits) word = word.slice(0, at) + pair[1];
    });
    found = FOURTH.exec(word);
    var at = found ? found.index : -1;
    if (at >= 0 && at >= r2 && (found[0] !== 'ion' || /[st]$/.test(word.slice(0, at)))) word = word.slice(0, at);
    at = word.length - 1;
    if (word[at] === 'e') {
      if (at >= r2 || (at >= r1 && !isShort(word.slice(0, at)))) word = word.slice(0, at);
    } else if (word[at] === 'l' && at >= r2 && word[at - 1] === 'l') word = word.slice(0, at);
    return word.replace(/Y/g, 'y');
  }

  /* Welsh: a light stemmer, as in `src/search/welsh.rs`. */
  var INITIALS = table('ngh> ng> ch> mh>b ph>b nh>d th>d dd>d ll>l rh>r ff>ff c> g> p>b b>b m>b f>b t>d d>d');
  var ENDINGS = [/(ioedd|iaid|oedd|wyr|aid|iau|ion|au|od|on|wr|ys)$/, /(iaeth|aeth|edd|iad|ydd|ol)$/,
    /(iant|ient|iodd|iwch|iwyd|ant|ent|odd|wch|wyd|ir)$/];

  function radical(word) {
    var initial = INITIALS.find(function (pair) { return word.startsWith(pair[0]); });
    if (initial) return initial[1] + word.slice(initial[0].length);
    return /^h[aeiouwy]/.test(word) ? word.slice(1) : word;
  }

  function welsh(word) {
    var stem = radical(word);
    if (stem.length < 3) stem = word;
    ENDINGS.forEach(function (endings) {
      var found = endings.exec(stem);
      if (found && found.index >= 3) stem = stem.slice(0, found.index);
    });
    if (stem.length > 3 && /[aoui]$/.test(stem)) stem = stem.slice(0, -1);
    if (stem.length > 3 && /i$/.test(stem)) stem = stem.slice(0, -1);
    return stem;
  }

  return function (language) {
    var same = function (word) { return word; };
    var stem = language === 'en' ? english : language === 'cy' ? welsh : same;
    return {
      words: words,
      stem: function (word) { return /^[a-z]+$/.test(word) ? stem(word) : word; },
      place: language === 'cy' ? radical : same,
    };
  };
})();
