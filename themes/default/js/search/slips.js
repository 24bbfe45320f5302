/* Words of the portal one slip of the finger away from what was typed: two letters changed over, a wrong
   one, a missing one, a needless one (distance 1 of F. Damerau and V. Levenshtein, of neighbours alone). */
(function () {
  "use strict";

  var metod = /** @type {Required<Metod>} */ (window.metod = window.metod || /** @type {any} */ ({}));
  var search = metod.search = metod.search || /** @type {any} */ ({});

  // From so many letters on, a slip is looked for; in words of the first length, only a letter left out.
  var LEAST_SHORT = 4;
  var LEAST = 5;
  // From so many on, in the beginning of a word that is still being typed.
  var LEAST_BEGUN = 7;
  // From so many on, in a stem whose ending the portal need not hold.
  var LEAST_STEM = 6;

  var FAR = 0;
  var BEGUN = 1;
  var WHOLE = 2;

  /** Whether a word from a place on stands in a form from a place on; WHOLE if the form ends there, too.
   * @param {string} word @param {number} at @param {string} form @param {number} place @returns {number} */
  function rest(word, at, form, place) {
    for (; at < word.length; at += 1, place += 1) {
      if (word.charCodeAt(at) !== form.charCodeAt(place)) { return FAR; }
    }
    return place === form.length ? WHOLE : place < form.length ? BEGUN : FAR;
  }

  /** Whether a word is one slip away from a form, or from its beginning. The first letters that differ
   * tell where the slip is. @param {string} word @param {string} form @returns {number} */
  function nearness(word, form) {
    var at = 0;
    while (at < word.length && word.charCodeAt(at) === form.charCodeAt(at)) { at += 1; }
    if (at === word.length) { return form.length === at + 1 ? WHOLE : FAR; }
    var best = Math.max(rest(word, at + 1, form, at + 1), rest(word, at, form, at + 1), rest(word, at + 1, form, at));
    if (best < WHOLE && word[at] === form[at + 1] && word[at + 1] === form[at]) { best = Math.max(best, rest(word, at + 2, form, at + 2)); }
    return best;
  }

  /** How much of two words is the same from their beginning. @param {string} one @param {string} other @returns {number} */
  function shared(one, other) {
    var at = 0;
    while (at < one.length && one[at] === other[at]) { at += 1; }
    return at;
  }

  /** Things by the number of letters of a text of theirs, and by its first two. @template T
   * @param {T[]} all @param {(one: T) => string} text @returns {Array<Map<string, T[]>>} */
  function byLength(all, text) {
    /** @type {Array<Map<string, T[]>>} */
    var made = [];
    all.forEach(function (one) {
      var own = text(one);
      var group = made[own.length] = made[own.length] || new Map();
      var first = own.slice(0, 2);
      var same = group.get(first);
      if (same) { same.push(one); } else { group.set(first, [one]); }
    });
    return made;
  }

  /** Calls with the things of a length that may be near a word: one slip leaves one of its first two
   * letters among the first two. @template T
   * @param {Map<string, T[]> | undefined} group @param {string} word @param {(one: T) => void} call */
  function eachLikely(group, word, call) {
    if (!group) { return; }
    group.forEach(function (all, first) {
      var isLikely = first[0] === word[0] || first[1] === word[1] || first[1] === word[0] || first[0] === word[1];
      if (isLikely) { all.forEach(call); }
    });
  }

  /**
   * Prepares a vocabulary.
   * @param {string[]} stems @param {(at: number) => string[]} forms @param {number[]} df how frequent each stem is
   * @returns {(word: string) => Near}
   */
  function nearWords(stems, forms, df) {
    /** @type {NearForm[]} */
    var all = [];
    stems.forEach(function (stem, at) {
      if (/[~0-9]/.test(stem)) { return; }
      forms(at).forEach(function (text, form) { all.push({ text: text, stem: at, form: form }); });
    });
    var formsOf = byLength(all, function (form) { return form.text; });
    var stemsOf = byLength(Array.from(stems.keys()), function (at) { return stems[at]; });
    /** @type {Map<string, Near>} */
    var answers = new Map();

    /** The likeliest first: the first letter is seldom wrong, and what is frequent is meant more often.
     * @param {string} word @param {Slip[]} slips @returns {Slip[]} */
    function ordered(word, slips) {
      /** @param {Slip} slip @returns {number} */
      function value(slip) { return (slip.word[0] === word[0] ? 100 : 0) + (df[slip.match.stem] || 0); }
      return slips.map(function (slip, at) { return { slip: slip, at: at, value: value(slip) }; })
        .sort(function (one, other) { return other.value - one.value || one.at - other.at; })
        .map(function (one) { return one.slip; });
    }

    /** @param {NearForm} form @param {number} share @returns {Slip} */
    function slip(form, share) {
      return { word: form.text, match: { stem: form.stem, kind: "slip", form: form.form, share: share } };
    }

    /** Forms, or the shortest form of every stem of which a beginning is near. @param {string} word @param {number} wanted @param {number} last the greatest length @returns {Slip[]} */
    function nearForms(word, wanted, last) {
      /** @type {Slip[]} */
      var found = [];
      var met = new Set();
      for (var length = word.length - 1; length <= last; length += 1) {
        eachLikely(formsOf[length], word, function (form) {
          if (nearness(word, form.text) !== wanted || (wanted === BEGUN && met.has(form.stem))) { return; }
          met.add(form.stem);
          found.push(slip(form, wanted === BEGUN ? word.length / Math.max(word.length, form.text.length) : 1));
        });
      }
      return ordered(word, found);
    }

    /** Stems near the word's own, with the same ending. @param {string} word @returns {Slip[]} */
    function nearStems(word) {
      var own = search.stem(word);
      /** @type {Slip[]} */
      var found = [];
      if (own.length < LEAST_STEM || !word.startsWith(own)) { return found; }
      var ending = word.slice(own.length);
      for (var length = own.length - 1; length <= own.length + 1; length += 1) {
        eachLikely(stemsOf[length], own, function (at) {
          if (nearness(own, stems[at]) !== WHOLE || search.stem(stems[at] + ending) !== stems[at]) { return; }
          // The word itself may be in no text: what is shown is.
          var meant = stems[at] + ending;
          var shown = forms(at).reduce(function (best, form) { return shared(form, meant) > shared(best, meant) ? form : best; });
          found.push({ word: shown, match: { stem: at, kind: "slip", form: -1, share: 1 } });
        });
      }
      return ordered(word, found);
    }

    /** @param {string} word @returns {Near} */
    function answer(word) {
      /** @type {Near} */
      var near = { forms: [], others: [] };
      if (word.length < LEAST_SHORT || !/^(?:[a-z]+|[а-я]+)$/.test(word)) { return near; }
      near.forms = nearForms(word, WHOLE, word.length + 1);
      if (word.length < LEAST) { near.forms = near.forms.filter(function (one) { return one.word.length > word.length; }); return near; }
      if (near.forms.length > 0) { return near; }
      near.others = nearStems(word);
      if (near.others.length === 0 && word.length >= LEAST_BEGUN) { near.others = nearForms(word, BEGUN, formsOf.length); }
      return near;
    }

    return function (word) {
      var known = answers.get(word);
      if (!known) {
        if (answers.size > 500) { answers.clear(); }
        known = answer(word);
        answers.set(word, known);
      }
      return known;
    };
  }

  search.nearWords = nearWords;
})();
