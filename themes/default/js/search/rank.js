/* Which documents a query finds, and in what order. Nothing here knows where lists come from. */
(function () {
  "use strict";

  var metod = /** @type {Required<Metod>} */ (window.metod = window.metod || /** @type {any} */ ({}));
  var search = metod.search = metod.search || /** @type {any} */ ({});

  // What a match is worth beside the very form that was typed. A beginning is worth more the less is
  // left to type.
  /** @type {Record<MatchKind, number>} */
  var WORTH = { form: 1, stem: 0.9, prefix: 0.35, concept: 0.6, slip: 0.5 };
  var WORTH_OF_SHARE = 0.4;
  // A form that is not the typed one is known for titles only.
  var WORTH_OF_PIECES = 0.95;
  // Bonuses for titles, in weights of one word (1 to 31).
  var TITLE = 12;
  var ALL_IN_TITLE = 30;
  var IN_ORDER = 8;
  var SIDE_BY_SIDE = 16;
  var AT_START = 4;
  // From this position on it is no title, but a number or another name of the entry: as good, without order.
  var NAMED = 100;
  // A code is named to get that one thing.
  var EXACT_CODE = 1.5;

  /** @param {number[]} numbers of one packed list @returns {Postings} */
  function readPostings(numbers) {
    var count = numbers[0] || 0;
    var docs = new Int32Array(count);
    var levels = new Uint8Array(count);
    var places = new Int16Array(count).fill(-1);
    var forms = new Int16Array(count).fill(-1);
    var doc = 0;
    var next = 1 + 2 * count;
    for (var at = 0; at < count; at += 1) {
      doc += numbers[1 + at];
      docs[at] = doc;
      var info = numbers[1 + count + at];
      levels[at] = info >> 1;
      if (info & 1) {
        places[at] = numbers[next];
        forms[at] = numbers[next + 1];
        next += 2;
      }
    }
    return { docs: docs, levels: levels, places: places, forms: forms };
  }

  /** @param {Match} match @returns {number} */
  function worth(match) {
    if (match.kind === "prefix") { return WORTH.prefix + WORTH_OF_SHARE * match.share; }
    return WORTH[match.kind] * (match.kind === "slip" ? match.share : 1);
  }

  /** @param {number} docs @returns {Hits} */
  function noHits(docs) {
    return { score: new Float32Array(docs), title: new Float32Array(docs), place: new Int16Array(docs).fill(-1), own: new Uint8Array(docs) };
  }

  /** Adds what one match finds. @param {Hits} hits @param {Match} match @param {Postings} list @param {number[]} levels */
  function addMatch(hits, match, list, levels) {
    var usual = worth(match);
    var isOwn = match.kind !== "prefix";
    for (var at = 0; at < list.docs.length; at += 1) {
      var doc = list.docs[at];
      var isOther = match.kind === "form" && list.places[at] >= 0 && list.forms[at] !== match.form;
      var value = isOther ? WORTH.stem : usual;
      var score = value * levels[list.levels[at]];
      if (score > hits.score[doc]) { hits.score[doc] = score; }
      if (isOwn) { hits.own[doc] = 1; }
      if (list.places[at] >= 0 && value > hits.title[doc]) {
        hits.title[doc] = value;
        hits.place[doc] = list.places[at] < NAMED ? list.places[at] : -1;
      }
    }
  }

  /** @param {Match[]} matches @param {Lists} lists @param {Shape} shape @returns {Hits} */
  function hitsOf(matches, lists, shape) {
    var hits = noHits(shape.docs);
    matches.forEach(function (match) {
      var list = lists.get(match.stem);
      if (list) { addMatch(hits, match, list, shape.levels); }
    });
    return hits;
  }

  /** Documents that all pieces of a word have. @param {Hits[]} pieces @param {number} docs @returns {Hits} */
  function together(pieces, docs) {
    if (pieces.length === 1) { return pieces[0]; }
    var hits = noHits(docs);
    for (var doc = 0; doc < docs; doc += 1) {
      var score = 0;
      var title = 1;
      for (var at = 0; at < pieces.length; at += 1) {
        if (pieces[at].score[doc] === 0) { score = 0; break; }
        score += pieces[at].score[doc];
        title = Math.min(title, pieces[at].title[doc]);
      }
      hits.score[doc] = score / pieces.length * WORTH_OF_PIECES;
      hits.title[doc] = score ? title * WORTH_OF_PIECES : 0;
      hits.place[doc] = hits.title[doc] ? pieces[0].place[doc] : -1;
      hits.own[doc] = score && pieces.every(function (piece) { return piece.own[doc]; }) ? 1 : 0;
    }
    return hits;
  }

  /** Adds another way to read a word: the better one counts. @param {Hits} hits @param {Hits} other */
  function merge(hits, other) {
    for (var doc = 0; doc < hits.score.length; doc += 1) {
      if (other.score[doc] > hits.score[doc]) { hits.score[doc] = other.score[doc]; }
      if (other.own[doc]) { hits.own[doc] = 1; }
      if (other.title[doc] > hits.title[doc]) {
        hits.title[doc] = other.title[doc];
        hits.place[doc] = other.place[doc];
      }
    }
  }

  /** How telling a word is: the rarer, the more. Beginnings count only where nothing else is found.
   * @param {Hits} hits @returns {number} */
  function telling(hits) {
    var own = 0;
    var all = 0;
    for (var doc = 0; doc < hits.score.length; doc += 1) {
      if (hits.score[doc] > 0) { all += 1; own += hits.own[doc]; }
    }
    var found = own || all;
    return Math.log(1 + (hits.score.length - found + 0.5) / (found + 0.5));
  }

  /** @param {Unit} unit @param {Lists} lists @param {Shape} shape @returns {Hits} */
  function hitsOfUnit(unit, lists, shape) {
    var hits = noHits(shape.docs);
    unit.readings.forEach(function (reading) {
      merge(hits, together(reading.map(function (matches) { return hitsOf(matches, lists, shape); }), shape.docs));
    });
    if (unit.code) { raiseExact(hits, unit, lists, shape); }
    return hits;
  }

  /** @param {Hits} hits @param {Unit} unit @param {Lists} lists @param {Shape} shape */
  function raiseExact(hits, unit, lists, shape) {
    unit.readings.forEach(function (reading) {
      reading[0].forEach(function (match) {
        var list = reading.length === 1 && match.kind === "form" ? lists.get(match.stem) : undefined;
        if (!list) { return; }
        for (var at = 0; at < list.docs.length; at += 1) {
          hits.score[list.docs[at]] = Math.max(hits.score[list.docs[at]], EXACT_CODE * shape.levels[list.levels[at]]);
        }
      });
    });
  }

  /** What the places of words in a title are worth. @param {Unit[]} units @param {Hits[]} hits @param {number} doc @returns {number} */
  function order(units, hits, doc) {
    var first = hits[0].place[doc];
    var bonus = first === 0 ? AT_START : 0;
    if (units.length < 2) { return bonus; }
    var isOrdered = true;
    var isClose = true;
    for (var at = 1; at < units.length; at += 1) {
      var step = hits[at].place[doc] - hits[at - 1].place[doc];
      if (step <= 0) { isOrdered = false; }
      if (step <= 0 || step > Math.max(2, units[at].place - units[at - 1].place)) { isClose = false; }
    }
    return bonus + (isOrdered ? IN_ORDER : 0) + (isClose ? SIDE_BY_SIDE : 0);
  }

  /** @param {Unit[]} units @param {Hits[]} hits @param {number[]} weights @param {number} doc @returns {number} */
  function scoreOf(units, hits, weights, doc) {
    var score = 0;
    var title = 0;
    var sum = 0;
    var inTitle = 0;
    for (var at = 0; at < units.length; at += 1) {
      score += weights[at] * hits[at].score[doc];
      title += weights[at] * hits[at].title[doc];
      sum += weights[at];
      if (hits[at].title[doc] > 0) { inTitle += 1; }
    }
    score += TITLE * title;
    if (inTitle === units.length && sum > 0) {
      score += ALL_IN_TITLE * title + order(units, hits, doc) * title;
    }
    return score;
  }

  /**
   * Documents with all the words, or else those with the most of them; and for every word how many
   * documents there would be without it.
   * @param {Unit[]} units @param {Lists} lists @param {Shape} shape @returns {Ranked}
   */
  function rank(units, lists, shape) {
    var needed = units.filter(function (unit) { return !unit.isOptional; });
    var all = needed.concat(units.filter(function (unit) { return unit.isOptional && unit.readings.length > 0; }));
    var hits = all.map(function (unit) { return hitsOfUnit(unit, lists, shape); });
    var weights = hits.map(telling);
    var without = needed.map(function () { return 0; });
    /** Documents by the number of words that they lack. @type {number[][]} */
    var lacking = [];
    for (var doc = shape.from; doc < shape.to; doc += 1) {
      var lacks = 0;
      var last = 0;
      for (var at = 0; at < needed.length; at += 1) { if (hits[at].score[doc] === 0) { lacks += 1; last = at; } }
      if (lacks === needed.length) { continue; }
      if (lacks === 0) { for (at = 0; at < needed.length; at += 1) { without[at] += 1; } }
      if (lacks === 1) { without[last] += 1; }
      (lacking[lacks] = lacking[lacks] || []).push(doc);
    }
    var least = lacking.findIndex(function (docs) { return docs !== undefined; });
    var scored = (least < 0 ? [] : lacking[least]).map(function (doc) { return { doc: doc, score: scoreOf(all, hits, weights, doc) }; });
    scored.sort(function (one, other) { return other.score - one.score || one.doc - other.doc; });
    return {
      rows: scored.map(function (one) { return one.doc; }),
      scores: scored.map(function (one) { return one.score; }),
      lacks: Math.max(0, least),
      without: needed.map(function (unit, at) { return { unit: unit, count: without[at] }; })
    };
  }

  /** The stems whose lists a query needs. @param {Unit[]} units @returns {number[]} ascending */
  function stemsOf(units) {
    /** @type {Set<number>} */
    var stems = new Set();
    units.forEach(function (unit) {
      unit.readings.forEach(function (reading) {
        reading.forEach(function (matches) { matches.forEach(function (match) { stems.add(match.stem); }); });
      });
    });
    return Array.from(stems).sort(function (one, other) { return one - other; });
  }

  search.readPostings = readPostings;
  search.rank = rank;
  search.stemsOf = stemsOf;
})();
