/* The words of a query in a text: which to mark, which part of the text to show, how close they stand. */
(function () {
  "use strict";

  var metod = /** @type {Required<Metod>} */ (window.metod = window.metod || /** @type {any} */ ({}));
  var search = metod.search = metod.search || /** @type {any} */ ({});

  // About so many characters of a text are shown, and so many before its first marked word.
  var LENGTH = 220;
  var LEAD = 50;

  /** Says which words of texts a query means. @param {Unit[]} units @param {Vocabulary} vocabulary @returns {Marker} */
  function marker(units, vocabulary) {
    var wanted = units.map(function (unit) {
      /** @type {Set<string>} */
      var stems = new Set();
      unit.readings.forEach(function (reading) {
        reading.forEach(function (matches) {
          matches.forEach(function (match) { if (match.kind !== "concept") { stems.add(vocabulary.stems[match.stem]); } });
        });
      });
      return stems;
    });
    /** @type {Map<string, number>} */
    var known = new Map();
    /** @type {Array<{ words: string[], unit: number }>} */
    var members = [];
    units.forEach(function (unit, at) {
      unit.concepts.forEach(function (number) {
        (vocabulary.concepts[number] || []).forEach(function (member) { members.push({ words: member.split(" "), unit: at }); });
      });
    });

    /** @param {string} form @returns {number} */
    function unitOf(form) {
      var at = known.get(form);
      if (at === undefined) {
        var stem = search.stem(form);
        at = wanted.findIndex(function (stems) { return stems.has(stem); });
        known.set(form, at);
      }
      return at;
    }
    return { unitOf: unitOf, members: members, isStop: vocabulary.isStop, units: units.length };
  }

  /** @param {Array<{ form: string }>} run @param {string[]} words @returns {boolean} */
  function isRun(run, words) {
    var left = words.slice();
    return run.every(function (token) {
      var at = left.findIndex(function (word) { return word[0] === "=" ? word.slice(1) === token.form : word === search.stem(token.form); });
      if (at >= 0) { left.splice(at, 1); }
      return at >= 0;
    });
  }

  /**
   * The places of a text that a query means, in order.
   * @param {string} text @param {Marker} marker @returns {Spot[]}
   */
  function spots(text, marker) {
    /** @type {Spot[]} */
    var found = [];
    /** @type {Array<Piece & { place: number }>} */
    var words = [];
    var place = 0;
    search.chunks(text).forEach(function (chunk) {
      var whole = chunk.pieces.length > 1 || chunk.pieces[0].form !== chunk.form ? marker.unitOf(chunk.form) : -1;
      if (whole >= 0) { found.push({ start: chunk.start, end: chunk.end, unit: whole, place: place }); }
      chunk.pieces.forEach(function (piece) {
        var unit = marker.isStop(piece.form) && marker.units > 1 ? -1 : marker.unitOf(piece.form);
        if (unit >= 0 && whole < 0) { found.push({ start: piece.start, end: piece.end, unit: unit, place: place }); }
        if (!marker.isStop(piece.form)) { words.push({ form: piece.form, start: piece.start, end: piece.end, place: place }); }
        place += 1;
      });
    });
    marker.members.forEach(function (member) {
      for (var at = 0; at + member.words.length <= words.length; at += 1) {
        var run = words.slice(at, at + member.words.length);
        if (isRun(run, member.words)) {
          run.forEach(function (word) { found.push({ start: word.start, end: word.end, unit: member.unit, place: word.place }); });
        }
      }
    });
    return found.sort(function (one, other) { return one.start - other.start || other.end - one.end; });
  }

  /** A text as plain and marked pieces. @param {string} text @param {Spot[]} spots @param {number} from @param {number} to @returns {Marked[]} */
  function pieces(text, spots, from, to) {
    /** @type {Marked[]} */
    var made = [];
    var at = from;
    spots.forEach(function (spot) {
      if (spot.start < at || spot.end > to) { return; }
      if (spot.start > at) { made.push({ text: text.slice(at, spot.start), isMarked: false }); }
      made.push({ text: text.slice(spot.start, spot.end), isMarked: true });
      at = spot.end;
    });
    if (at < to) { made.push({ text: text.slice(at, to), isMarked: false }); }
    return made;
  }

  /** @param {string} text @param {Marker} marker @returns {Marked[]} the whole text */
  function mark(text, marker) { return pieces(text, spots(text, marker), 0, text.length); }

  /** The marked place from which a part of the text shows the most different words. @param {Spot[]} spots @returns {number} */
  function bestStart(spots) {
    var best = 0;
    var most = -1;
    spots.forEach(function (spot, at) {
      /** @type {Set<number>} */
      var units = new Set();
      var count = 0;
      for (var next = at; next < spots.length && spots[next].end <= spot.start + LENGTH - LEAD; next += 1) {
        units.add(spots[next].unit);
        count += 1;
      }
      var worth = units.size * 100 + count;
      if (worth > most) { most = worth; best = spot.start; }
    });
    return best;
  }

  /** The nearest place at or after a place where a word begins. @param {string} text @param {number} from @param {number} limit @returns {number} */
  function wordStart(text, from, limit) {
    if (from <= 0) { return 0; }
    var at = from;
    while (at < limit && !/\s/.test(text[at - 1])) { at += 1; }
    return at;
  }

  /** @param {string} text @param {number} to @param {number} least @returns {number} */
  function wordEnd(text, to, least) {
    if (to >= text.length) { return text.length; }
    var at = to;
    while (at > least && !/\s/.test(text[at])) { at -= 1; }
    return at > least ? at : to;
  }

  /** The part of a text that shows the words best. @param {string} text @param {Marker} marker @returns {Marked[]} */
  function snippet(text, marker) {
    var found = spots(text, marker);
    var first = found.length ? bestStart(found) : 0;
    // A text that begins within sight is shown from its beginning.
    var from = first < LENGTH / 2 ? 0 : wordStart(text, first - LEAD, first);
    var to = wordEnd(text, from + LENGTH, Math.min(text.length, first + 1));
    var made = pieces(text, found, from, to);
    if (from > 0) { made.unshift({ text: "… ", isMarked: false }); }
    if (to < text.length) { made.push({ text: " …", isMarked: false }); }
    return made;
  }

  /** How close the words stand in a text: 1 side by side, towards 0 far apart, 0 if one is missing.
   * @param {Spot[]} spots @param {number} units @returns {number} */
  function closeness(spots, units) {
    var counts = new Array(units).fill(0);
    var seen = 0;
    var best = 0;
    var first = 0;
    spots.forEach(function (spot) {
      counts[spot.unit] += 1;
      if (counts[spot.unit] === 1) { seen += 1; }
      while (seen === units) {
        best = Math.max(best, units / (spot.place - spots[first].place + 1));
        counts[spots[first].unit] -= 1;
        if (counts[spots[first].unit] === 0) { seen -= 1; }
        first += 1;
      }
    });
    return Math.min(1, best);
  }

  search.marker = marker;
  search.spots = spots;
  search.mark = mark;
  search.snippet = snippet;
  search.closeness = closeness;
})();
