/* The words of the portal: every stem with the forms in which it occurs, and what a typed word may mean. */
(function () {
  "use strict";

  var metod = /** @type {Required<Metod>} */ (window.metod = window.metod || /** @type {any} */ ({}));
  var search = metod.search = metod.search || /** @type {any} */ ({});

  // The shortest word that is taken for the beginning of others, and the shortest stem that is taken for
  // the beginning of a word.
  var LEAST_PREFIX = 2;
  var LEAST_STEM = 3;

  /** Stems in order, each written as a letter for what it shares with the one before, and the rest. @param {string} text @returns {string[]} */
  function readStems(text) {
    /** @type {string[]} */
    var stems = [];
    var before = "";
    (text.match(/[A-Z][^A-Z]*/g) || []).forEach(function (step) {
      before = before.slice(0, step.charCodeAt(0) - 65) + step.slice(1);
      stems.push(before);
    });
    return stems;
  }

  /** Sets of endings: a count, the first number, then differences. @param {number[]} numbers @param {string[]} endings @returns {string[][]} */
  function readSets(numbers, endings) {
    /** @type {string[][]} */
    var sets = [];
    for (var at = 0; at < numbers.length;) {
      var count = numbers[at];
      var number = 0;
      /** @type {string[]} */
      var set = [];
      for (var step = 1; step <= count; step += 1) {
        number += numbers[at + step];
        set.push(endings[number]);
      }
      sets.push(set);
      at += count + 1;
    }
    return sets;
  }

  /** The first place whose stem is not before a word. @param {string[]} stems @param {string} word @returns {number} */
  function placeOf(stems, word) {
    var low = 0;
    var high = stems.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (stems[middle] < word) { low = middle + 1; } else { high = middle; }
    }
    return low;
  }

  /** @param {TermsPart} part @param {(text: string) => number[]} unpack @returns {Vocabulary} */
  function vocabulary(part, unpack) {
    var stems = readStems(part.stems);
    var sets = readSets(unpack(part.sets), part.endings);
    var setOf = unpack(part.set);
    /** @type {Map<number, string[]>} */
    var whole = new Map(part.whole.map(function (row) { return [Number(row[0]), row.slice(1).map(String)]; }));
    var stop = new Set(part.stop);
    var longestEnding = part.endings.reduce(function (most, ending) { return Math.max(most, ending.length); }, 0);
    /** The endings of the portal by their first letter. @type {Map<string, string[]>} */
    var endings = new Map();
    part.endings.filter(Boolean).forEach(function (ending) {
      var known = endings.get(ending[0]);
      if (known) { known.push(ending); } else { endings.set(ending[0], [ending]); }
    });
    /** @type {Map<string, Match[]>} */
    var answers = new Map();

    /** The number of a stem, or -1. @param {string} stem @returns {number} */
    function find(stem) {
      var at = placeOf(stems, stem);
      return stems[at] === stem ? at : -1;
    }

    /** The forms of a stem by their numbers. @param {number} at @returns {string[]} */
    function forms(at) {
      var regular = (sets[setOf[at]] || []).map(function (ending) { return stems[at] + ending; });
      return regular.concat(whole.get(at) || []);
    }

    /** What share of the shortest form that begins with a word the word is; 0 if no form begins with it.
     * @param {number} at @param {string} word @returns {number} */
    function share(at, word) {
      return forms(at).reduce(function (best, form) {
        return form.startsWith(word) ? Math.max(best, word.length / form.length) : best;
      }, 0);
    }

    /** The same for forms that the portal does not hold, but whose stem it holds: stem and a known ending.
     * @param {string} stem @param {string} word @returns {number} */
    function shareOfUnseen(stem, word) {
      var rest = word.slice(stem.length);
      if (stem.length < LEAST_STEM || /[0-9]/.test(word)) { return 0; }
      return (endings.get(rest[0]) || []).reduce(function (best, ending) {
        var isForm = ending.startsWith(rest) && search.stem(stem + ending) === stem;
        return isForm ? Math.max(best, word.length / (stem.length + ending.length)) : best;
      }, 0);
    }

    /** Stems of which a word is the beginning of a form. @param {string} word @param {number} own its own stem, left out @returns {Match[]} */
    function begun(word, own) {
      /** @type {Match[]} */
      var found = [];
      /** @param {number} at @param {number} part */
      function add(at, part) { if (part > 0 && at !== own) { found.push({ stem: at, kind: "prefix", form: -1, share: part }); } }
      for (var length = Math.max(1, word.length - longestEnding); length < word.length; length += 1) {
        var stem = word.slice(0, length);
        var shorter = find(stem);
        if (shorter >= 0) { add(shorter, share(shorter, word) || shareOfUnseen(stem, word)); }
      }
      whole.forEach(function (irregular, at) {
        if (stems[at].startsWith(word) || word.startsWith(stems[at])) { return; }
        add(at, share(at, word));
      });
      for (var at = placeOf(stems, word); at < stems.length && stems[at].startsWith(word); at += 1) { add(at, share(at, word)); }
      return found;
    }

    /** The stem of a word, if the portal holds it. @param {string} word @returns {Match[]} */
    function itself(word) {
      var own = find(search.stem(word));
      if (own < 0) { return []; }
      var form = forms(own).indexOf(word);
      return [{ stem: own, kind: form >= 0 ? "form" : "stem", form: form, share: 1 }];
    }

    /** @param {string} word @returns {Match[]} */
    function answer(word) {
      var own = itself(word);
      // One letter may mean only itself.
      return word.length < LEAST_PREFIX ? own : own.concat(begun(word, own.length ? own[0].stem : -1));
    }

    /** The stems that a typed word may mean: its own, and those it is the beginning of. @param {string} word @returns {Match[]} */
    function resolve(word) {
      var known = answers.get(word);
      if (!known) {
        if (answers.size > 2000) { answers.clear(); }
        known = answer(word);
        answers.set(word, known);
      }
      return known;
    }

    return {
      stems: stems, concepts: part.concepts, find: find, forms: forms, itself: itself, resolve: resolve,
      isStop: function (word) { return stop.has(word); }
    };
  }

  search.vocabulary = vocabulary;
})();
