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
    /** Forms that are no stem and ending, in order, with their stems. @type {Array<[string, number]>} */
    var wholes = [];
    whole.forEach(function (forms, at) { forms.forEach(function (form) { wholes.push([form, at]); }); });
    wholes.sort(function (one, other) { return one[0] < other[0] ? -1 : 1; });
    var wholeForms = wholes.map(function (row) { return row[0]; });
    /** @type {Map<string, Match[]>} */
    var answers = new Map();
    /** @type {((word: string) => Near) | undefined} */
    var nearWords;

    /** The number of a stem, or -1. @param {string} stem @returns {number} */
    function find(stem) {
      var at = placeOf(stems, stem);
      return stems[at] === stem ? at : -1;
    }

    /** The forms of a stem by their numbers. @param {number} at @returns {string[]} */
    function forms(at) {
      if (at < 0) { return []; }
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

    /** The same for forms that the portal does not hold, but whose stem it holds: a stem, or it with its
     * fleeting vowel, and a known ending.
     * @param {string} base @param {string} stem @param {string} word @returns {number} */
    function shareOfUnseen(base, stem, word) {
      var rest = word.slice(base.length);
      if (base.length < LEAST_STEM || /[0-9]/.test(word)) { return 0; }
      return (endings.get(rest[0]) || []).reduce(function (best, ending) {
        var isForm = ending.startsWith(rest) && search.stem(base + ending) === stem;
        return isForm ? Math.max(best, word.length / (base.length + ending.length)) : best;
      }, 0);
    }

    /** Calls with every stem that is a beginning of a word, and with what of the word is that beginning.
     * @param {string} word @param {(at: number, base: string) => void} call */
    function eachShorter(word, call) {
      for (var length = Math.max(1, word.length - longestEnding); length < word.length; length += 1) {
        var base = word.slice(0, length);
        [base, search.settled(base)].forEach(function (stem, step, both) {
          var at = step > 0 && stem === both[0] ? -1 : find(stem);
          if (at >= 0) { call(at, base); }
        });
      }
    }

    /** Calls with every stem that a word begins. @param {string} word @param {(at: number) => void} call */
    function eachLonger(word, call) {
      for (var at = placeOf(stems, word); at < stems.length && stems[at].startsWith(word); at += 1) { call(at); }
    }

    /** Calls with the stem of every whole form that a word begins. @param {string} word @param {(at: number) => void} call */
    function eachWhole(word, call) {
      for (var at = placeOf(wholeForms, word); at < wholes.length && wholeForms[at].startsWith(word); at += 1) { call(wholes[at][1]); }
    }

    /** Calls with stems of forms that the portal need not hold, whose end is not that of their stem: «оцено»
     * begins «оценок». @param {string} word @param {(at: number, length: number) => void} call */
    function eachUneven(word, call) {
      search.irregular.forEach(function (stem, form) {
        if (form.startsWith(word)) { call(find(stem), form.length); }
      });
      if (!/[ое]$/.test(word)) { return; }
      ["к", "ц"].forEach(function (last) { call(find(search.stem(word + last)), word.length + 1); });
    }

    /** Stems of which a word is the beginning of a form. @param {string} word @param {number} own its own stem, left out @returns {Match[]} */
    function begun(word, own) {
      /** @type {Map<number, Match>} */
      var found = new Map();
      /** @param {number} at @param {number} part */
      function add(at, part) {
        if (part <= 0 || at < 0 || at === own || found.has(at)) { return; }
        found.set(at, { stem: at, kind: "prefix", form: -1, share: part });
      }
      eachShorter(word, function (at, base) { add(at, share(at, word) || shareOfUnseen(base, stems[at], word)); });
      eachWhole(word, function (at) { add(at, share(at, word)); });
      eachLonger(word, function (at) { add(at, share(at, word) || word.length / stems[at].length); });
      if (word.length >= LEAST_STEM && !/[0-9]/.test(word)) {
        eachUneven(word, function (at, length) { add(at, word.length / length); });
      }
      return Array.from(found.values());
    }

    /** Whether a word is a form of the portal or the beginning of one. @param {string} word @returns {boolean} */
    function begins(word) {
      var is = false;
      /** @param {number} at */
      function look(at) { is = is || share(at, word) > 0; }
      look(find(search.stem(word)));
      eachShorter(word, look);
      eachWhole(word, look);
      eachLonger(word, look);
      return is;
    }

    /** Words of the portal one slip away from a word. @param {string} word @returns {Near} */
    function near(word) {
      nearWords = nearWords || search.nearWords(stems, forms, unpack(part.df));
      return nearWords(word);
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
      stems: stems, concepts: part.concepts, find: find, forms: forms, itself: itself, resolve: resolve, begins: begins, near: near,
      isStop: function (word) { return stop.has(word); }
    };
  }

  search.vocabulary = vocabulary;
})();
