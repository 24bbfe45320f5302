/* What a query asks for: its words with everything they may mean, and other readings of it: the other
   layout of the keyboard, one slip of the finger. */
(function () {
  "use strict";

  var metod = /** @type {Required<Metod>} */ (window.metod = window.metod || /** @type {any} */ ({}));
  var search = metod.search = metod.search || /** @type {any} */ ({});

  // The same keys in the two layouts, as they are named on a Russian keyboard.
  var KEYS_LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>";
  var KEYS_CYRILLIC = "ёйцукенгшщзхъфывапролджэячсмитьбюЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ";
  // Letters whose keys are signs in the other layout.
  var LETTERS_OF_SIGNS = /[бюжэхъё]/i;
  // A shorter word is mended only as it was typed, and in the other layout begins nothing.
  var LEAST_SLIP = 5;
  var LEAST_BEGUN = 4;

  /** @param {string} text @param {string} from @param {string} to @returns {string} */
  function retype(text, from, to) {
    return text.replace(/[^]/g, function (key) {
      var at = from.indexOf(key);
      return at < 0 ? key : to[at];
    });
  }

  /** @param {string} text @returns {string} */
  function toCyrillic(text) { return retype(text, KEYS_LATIN, KEYS_CYRILLIC); }

  /** @param {string} text @returns {string} */
  function toLatin(text) { return retype(text, KEYS_CYRILLIC, KEYS_LATIN); }

  /** @typedef {{ words: string[], matches: Match[] }} Mended */

  // --- words -----------------------------------------------------------------------------------------

  /** The matches of a word, or of its look-alike in Cyrillic letters if it has none. @param {string} form @param {Vocabulary} vocabulary @returns {Match[]} */
  function meanings(form, vocabulary) {
    var found = vocabulary.resolve(form);
    if (found.length > 0 || !/^[a-z]+$/.test(form)) { return found; }
    var cyrillic = search.asCyrillic(form);
    return cyrillic ? vocabulary.resolve(cyrillic) : found;
  }

  /** Ways to read one chunk: as it is, or as all of its pieces.
   * @param {Chunk} chunk @param {Vocabulary} vocabulary @param {boolean} withStops @returns {Reading[]} */
  function readings(chunk, vocabulary, withStops) {
    var whole = meanings(chunk.form, vocabulary);
    if (chunk.pieces.length === 1 && chunk.pieces[0].form === chunk.form) {
      return whole.length || !chunk.code ? [[whole]] : runs(chunk.form, vocabulary);
    }
    if (chunk.code && whole.length) { return [[whole]]; }
    var pieces = chunk.pieces.filter(function (piece) { return withStops || !vocabulary.isStop(piece.form); });
    // Of a number nothing may be left out: «55-О» is not 55, nor is «600+» 600.
    if (chunk.code && (pieces.length < chunk.pieces.length || /[+%]$/.test(chunk.form))) { return [[whole]]; }
    return [[whole], pieces.map(function (piece) { return meanings(piece.form, vocabulary); })];
  }

  /** «54о» as «54-о» or, if there is no such number, as «54» and «о». @param {string} code @param {Vocabulary} vocabulary @returns {Reading[]} */
  function runs(code, vocabulary) {
    var pieces = code.match(/[0-9]+|[^0-9+%]+/g) || [];
    var joined = vocabulary.resolve(pieces.join("-"));
    if (joined.length) { return [[joined]]; }
    return pieces.some(vocabulary.isStop) || /[+%]$/.test(code) ? [] : [pieces.map(vocabulary.resolve)];
  }

  /** @param {Reading} reading @returns {boolean} */
  function isKnown(reading) {
    return reading.length > 0 && reading.every(function (matches) { return matches.length > 0; });
  }

  /** A word that no text of the portal holds or goes on from may have got its stem by a slip («задау» has
   * that of «задал»): what it is one slip away from. @param {string} form @param {Reading} reading @param {Vocabulary} vocabulary @returns {Reading[]} */
  function doubts(form, reading, vocabulary) {
    if (reading.length !== 1 || vocabulary.begins(form)) { return []; }
    var stems = new Set(reading[0].map(function (match) { return match.stem; }));
    var other = vocabulary.near(form).forms.map(function (slip) { return slip.match; })
      .filter(function (match) { return !stems.has(match.stem); });
    return other.length ? [[other]] : [];
  }

  /** @param {Chunk} chunk @param {string} text @param {Vocabulary} vocabulary @param {boolean} withStops @returns {Unit} */
  function unit(chunk, text, vocabulary, withStops) {
    var known = readings(chunk, vocabulary, withStops).filter(isKnown);
    if (known.length === 1 && !chunk.code && chunk.form.length >= LEAST_SLIP) { known = known.concat(doubts(chunk.form, known[0], vocabulary)); }
    return {
      text: text.slice(chunk.start, chunk.end), start: chunk.start, end: chunk.end, form: chunk.form, code: chunk.code,
      words: [chunk.form], pieces: chunk.pieces.map(function (piece) { return piece.form; }),
      readings: known, concepts: [], isOptional: false, place: 0
    };
  }

  /** One letter beside other words is being typed, and asks for nothing yet; nor does an unknown digit. @param {Unit[]} units */
  function markOptional(units) {
    if (units.length < 2) { return; }
    units.forEach(function (unit) {
      unit.isOptional = unit.form.length === 1 && (!unit.code || unit.readings.length === 0);
    });
    if (units.every(function (unit) { return unit.isOptional; })) { units[0].isOptional = false; }
  }

  // --- concepts --------------------------------------------------------------------------------------

  /** Whether a typed word is a word of a concept's member: a stem, or «=form» as it is. @param {string} word @param {string} member @returns {boolean} */
  function isMember(word, member) {
    return member[0] === "=" ? word === member.slice(1) : search.stem(word) === member;
  }

  /** Whether words are those of a member, in any order. @param {string[][]} words the readings of each @param {string[]} member @returns {boolean} */
  function areMember(words, member) {
    var left = member.slice();
    return words.every(function (variants) {
      var at = left.findIndex(function (word) {
        return variants.some(function (variant) { return isMember(variant, word); });
      });
      if (at >= 0) { left.splice(at, 1); }
      return at >= 0;
    });
  }

  /** A run of words that equals a member of a concept may be answered by the concept.
   * @param {Array<{ unit: Unit, words: string[] }>} row @param {Vocabulary} vocabulary */
  function addConcepts(row, vocabulary) {
    vocabulary.concepts.forEach(function (members, number) {
      var stem = vocabulary.find("~" + number);
      if (stem < 0) { return; }
      members.forEach(function (text) {
        var member = text.split(" ");
        for (var at = 0; at + member.length <= row.length; at += 1) {
          var run = row.slice(at, at + member.length);
          if (areMember(run.map(function (step) { return step.words; }), member)) {
            run.forEach(function (step) { addConcept(step.unit, stem, number); });
          }
        }
      });
    });
  }

  /** @param {Unit} unit @param {number} stem @param {number} number */
  function addConcept(unit, stem, number) {
    if (unit.concepts.indexOf(number) >= 0) { return; }
    unit.concepts.push(number);
    unit.readings.push([[{ stem: stem, kind: "concept", form: 0, share: 1 }]]);
  }

  /** @param {Unit[]} units @param {Vocabulary} vocabulary */
  function findConcepts(units, vocabulary) {
    addConcepts(units.map(function (unit) { return { unit: unit, words: unit.words }; }), vocabulary);
    /** @type {Array<{ unit: Unit, words: string[] }>} */
    var pieces = [];
    units.forEach(function (unit) {
      if (unit.pieces.length < 2) { pieces.push({ unit: unit, words: unit.words }); return; }
      unit.pieces.forEach(function (piece) { pieces.push({ unit: unit, words: [piece] }); });
    });
    if (pieces.length > units.length) { addConcepts(pieces, vocabulary); }
  }

  // --- queries ---------------------------------------------------------------------------------------

  /** The words of a query; stop words only if it has no others. @param {string} text @param {Vocabulary} vocabulary @returns {Query} */
  function read(text, vocabulary) {
    var chunks = search.chunks(text);
    var place = 0;
    var placed = chunks.map(function (chunk) {
      var at = place;
      place += chunk.pieces.length;
      return { chunk: chunk, place: at };
    });
    var telling = placed.filter(function (one) { return !vocabulary.isStop(one.chunk.form); });
    var withStops = telling.length === 0;
    var units = (withStops ? placed : telling).map(function (one) {
      var made = unit(one.chunk, text, vocabulary, withStops);
      made.place = one.place;
      return made;
    });
    markOptional(units);
    findConcepts(units, vocabulary);
    return { text: text, units: units };
  }

  /** @param {Query} query @returns {Unit[]} words that must be found, and of which the portal knows nothing */
  function unknown(query) {
    return query.units.filter(function (unit) { return !unit.isOptional && unit.readings.length === 0; });
  }

  /** What a word may mean with one slip. @param {string} word @param {number} least letters that it must have @param {Vocabulary} vocabulary @returns {Mended} */
  function mend(word, least, vocabulary) {
    if (word.length < least) { return { words: [], matches: [] }; }
    var near = vocabulary.near(word);
    var meant = near.forms.length ? near.forms : near.others;
    return {
      words: meant.map(function (slip) { return slip.word; }).filter(function (other, at, all) { return all.indexOf(other) === at; }),
      matches: meant.map(function (slip) { return slip.match; })
    };
  }

  /** A unit of one piece with its slips; null if no slip leads anywhere. @param {Unit} unit @param {number} least @param {Vocabulary} vocabulary @returns {Unit | null} */
  function mendUnit(unit, least, vocabulary) {
    if (unit.code || unit.pieces.length > 1) { return mendPieces(unit, least, vocabulary); }
    // Four letters that mean something are no slip.
    if (unit.form.length < LEAST_SLIP && unit.readings.length > 0) { return null; }
    var mended = mend(unit.form, least, vocabulary);
    if (mended.words.length === 0) { return null; }
    return Object.assign({}, unit, { words: mended.words, shown: mended.words[0], concepts: [], readings: unit.readings.concat([[mended.matches]]) });
  }

  /** @param {Unit} unit @param {number} least @param {Vocabulary} vocabulary @returns {Unit | null} */
  function mendPieces(unit, least, vocabulary) {
    if (unit.code) { return null; }
    var shown = unit.pieces.slice();
    var reading = unit.pieces.map(function (piece, at) {
      var matches = vocabulary.resolve(piece);
      if (matches.length) { return matches; }
      var mended = mend(piece, least, vocabulary);
      shown[at] = mended.words[0] || piece;
      return mended.matches;
    });
    return isKnown(reading) ? Object.assign({}, unit, { shown: shown.join("-"), readings: unit.readings.concat([reading]) }) : null;
  }

  /** Whether a word stands in the portal just so. @param {Unit} unit @returns {boolean} */
  function isCertain(unit) {
    return unit.readings.some(function (reading) {
      return reading.every(function (matches) { return matches.some(function (match) { return match.kind === "form"; }); });
    });
  }

  /** The query with slips mended: of the unknown words or, if all are known, of those that are not certain.
   * @param {Query} query @param {number} least letters of a word that is mended @param {Vocabulary} vocabulary @returns {Query | null} */
  function mended(query, least, vocabulary) {
    var lost = unknown(query);
    var isMended = false;
    var units = query.units.map(function (unit) {
      var mend = lost.length ? lost.indexOf(unit) >= 0 : !unit.isOptional && !isCertain(unit);
      var other = mend ? mendUnit(unit, least, vocabulary) : null;
      if (other) { isMended = true; }
      return other || unit;
    });
    if (!isMended || unknown({ text: "", units: units }).length) { return null; }
    // Concepts are found anew, among the mended words.
    units = units.map(function (unit) {
      var plain = unit.readings.filter(function (reading) { return reading[0][0].kind !== "concept"; });
      return Object.assign({}, unit, { concepts: [], readings: plain });
    });
    findConcepts(units, vocabulary);
    return { text: textOf(query, units), units: units };
  }

  /** @param {Query} query @param {Unit[]} units @returns {string} */
  function textOf(query, units) {
    return units.reduceRight(function (text, unit) {
      return unit.shown ? text.slice(0, unit.start) + unit.shown + text.slice(unit.end) : text;
    }, query.text);
  }

  /** The text in the other layout: all of it, or only the words that are not known. @param {Query} query @returns {string[]} */
  function retyped(query) {
    var text = query.text;
    var lost = unknown(query);
    /** No letter becomes a sign. @param {string} word @returns {string} */
    function latin(word) { return LETTERS_OF_SIGNS.test(word) ? word : toLatin(word); }
    /** @param {(text: string) => string} change */
    function lostOnly(change) {
      return text.replace(/\S+/g, function (word, at) {
        var isLost = lost.some(function (unit) { return unit.start < at + word.length && unit.end > at; });
        return isLost ? change(word) : word;
      });
    }
    var texts = [toCyrillic(text), latin(text), lostOnly(toCyrillic), lostOnly(latin)];
    return texts.filter(function (other, at) { return other !== text && texts.indexOf(other) === at; });
  }

  /** A query in the other layout. A short word of it must be whole, unless a longer one is known: two or
   * three letters begin something in any layout. @param {string} text @param {string} typed @param {Vocabulary} vocabulary @returns {Query} */
  function readRetyped(text, typed, vocabulary) {
    var query = read(text, vocabulary);
    var changed = query.units.filter(function (unit) { return !unit.code && typed.slice(unit.start, unit.end) !== text.slice(unit.start, unit.end); });
    var isSure = changed.some(function (unit) { return unit.form.length >= LEAST_BEGUN && unit.readings.length > 0; });
    if (isSure) { return query; }
    changed.forEach(function (unit) {
      if (unit.form.length < LEAST_BEGUN) { unit.readings = unit.readings.map(wholeOnly).filter(isKnown); }
    });
    return query;
  }

  /** @param {Reading} reading @returns {Reading} */
  function wholeOnly(reading) {
    return reading.map(function (matches) { return matches.filter(function (match) { return match.kind !== "prefix"; }); });
  }

  /**
   * How a query may be read, the most literal first; each reading is made when it is asked for.
   * @param {string} text @param {Vocabulary} vocabulary @returns {Array<() => Attempt | null>}
   */
  function attempts(text, vocabulary) {
    var plain = read(text, vocabulary);
    var others = retyped(plain).map(function (other) { return readRetyped(other, text, vocabulary); });
    /** @param {"plain" | "layout" | "typo"} kind @param {Query | null} query @returns {Attempt | null} */
    function attempt(kind, query) {
      return query && query.units.length && unknown(query).length === 0 ? { kind: kind, query: query } : null;
    }
    return [function () { return attempt("plain", plain); }]
      .concat(others.map(function (other) { return function () { return attempt("layout", other); }; }))
      .concat([plain].concat(others).map(function (query, at) {
        return function () { return attempt("typo", mended(query, at > 0 ? LEAST_SLIP : 0, vocabulary)); };
      }));
  }

  search.readQuery = read;
  search.unknown = unknown;
  search.attempts = attempts;
  search.toCyrillic = toCyrillic;
  search.toLatin = toLatin;
})();
