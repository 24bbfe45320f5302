/* How a text is cut into words: the same rules as in the index (tests/search/tokens.json shows them). */
(function () {
  "use strict";

  var metod = /** @type {Required<Metod>} */ (window.metod = window.metod || /** @type {any} */ ({}));
  var search = metod.search = metod.search || /** @type {any} */ ({});

  var LATIN = "abcehkmoptxy";
  var CYRILLIC = "авсенкмортху";
  // Three more Cyrillic letters are read as Latin; no Latin word becomes Cyrillic by them.
  var READ_AS_LATIN = CYRILLIC + "іјѕ";
  var TO_LATIN = LATIN + "ijs";

  var LETTERS = "a-z\\u00df-\\u00f6\\u00f8-\\u024f\\u0370-\\u052f";
  var IS_ALNUM = new RegExp("[0-9" + LETTERS + "]");
  var LETTER_RUN = new RegExp("[" + LETTERS + "]+", "g");
  var PIECE = new RegExp("[0-9" + LETTERS + "]+", "g");
  var MARKS = "\\u0300-\\u036f";
  var CLUSTER = new RegExp("[^" + MARKS + "][" + MARKS + "]*|[" + MARKS + "]+", "gu");

  /** A text in the letters of the index. @param {string} text @returns {string} */
  function normalise(text) {
    return text.normalize("NFC").toLowerCase()
      .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, "")
      .replace(/[\u2010\u2011]/g, "-").replace(/[\u0450\u0451]/g, "е").replace(/\u045d/g, "и")
      .replace(/[\u0300-\u036f]/g, "");
  }

  /** Where each character of the normalised text stands in the given one. @param {string} text @param {string} normal @returns {(at: number) => number} */
  function origins(text, normal) {
    if (text.length === normal.length) { return function (at) { return at; }; }
    /** @type {number[]} */
    var places = [];
    var at = 0;
    (text.match(CLUSTER) || []).forEach(function (cluster) {
      for (var count = normalise(cluster).length; count > 0; count -= 1) { places.push(at); }
      at += cluster.length;
    });
    return function (place) { return place < places.length ? places[place] : text.length; };
  }

  /** @param {string} letters @param {string} from @param {string} to @returns {string | null} null if a letter has no look-alike */
  function fold(letters, from, to) {
    var folded = "";
    for (var at = 0; at < letters.length; at += 1) {
      var place = from.indexOf(letters[at]);
      if (place < 0) { return null; }
      folded += to[place];
    }
    return folded;
  }

  /** Folds the letters of one alphabet in a word of two, if each has a look-alike.
   * @param {string} word @param {RegExp} letters @param {string} from @param {string} to @returns {string | null} */
  function foldPart(word, letters, from, to) {
    var possible = true;
    var folded = word.replace(letters, function (run) {
      var other = fold(run, from, to);
      if (other === null) { possible = false; }
      return other || run;
    });
    return possible ? folded : null;
  }

  /** @param {string} word @returns {string | null} */
  function asLatin(word) { return foldPart(word, /[\u0400-\u052f]+/g, READ_AS_LATIN, TO_LATIN); }

  /** @param {string} word @returns {string | null} */
  function asCyrillic(word) { return foldPart(word, /[a-z]+/g, LATIN, CYRILLIC); }

  /** A word that mixes two alphabets, in the one that most of its letters have. @param {string} word @returns {string} */
  function unmixed(word) {
    var latin = (word.match(/[a-z]/g) || []).length;
    var cyrillic = (word.match(/[\u0400-\u052f]/g) || []).length;
    if (!cyrillic) { return word; }
    if (!latin) { return /^і+$/.test(word) ? word.replace(/і/g, "i") : word; }
    return (latin > cyrillic && asLatin(word)) || asCyrillic(word) || asLatin(word) || word;
  }

  /** Look-alikes of a code are Cyrillic, run by run. @param {string} code @returns {string} */
  function foldCode(code) {
    return code.replace(LETTER_RUN, function (run) { return asCyrillic(run) || run; });
  }

  /** @param {string} text @param {number} at @returns {boolean} */
  function isDigit(text, at) { return text[at] >= "0" && text[at] <= "9"; }

  /** Whether the sign at a place joins what stands around it. @param {string} text @param {number} at @returns {boolean} */
  function joins(text, at) {
    if (at + 1 >= text.length) { return false; }
    if (text[at] === "-") { return IS_ALNUM.test(text[at + 1]); }
    return (text[at] === "." || text[at] === "/") && isDigit(text, at - 1) && isDigit(text, at + 1);
  }

  /** The end of the chunk that begins at a place. @param {string} text @param {number} start @returns {number} */
  function endOf(text, start) {
    var at = start + 1;
    while (at < text.length && (IS_ALNUM.test(text[at]) || joins(text, at))) { at += 1; }
    return at;
  }

  /**
   * One chunk: a word or a code, with its pieces.
   * @param {string} raw @param {(at: number) => number} place where a character of it stands in the text @returns {Chunk}
   */
  function chunk(raw, place) {
    var code = /[0-9]/.test(raw);
    /** @type {Piece[]} */
    var pieces = [];
    raw.replace(PIECE, function (piece, at) {
      var form = /[0-9]/.test(piece) ? foldCode(piece) : unmixed(code ? foldCode(piece) : piece);
      pieces.push({ form: form, start: place(at), end: place(at + piece.length) });
      return piece;
    });
    var whole = code ? foldCode(raw) : pieces.map(function (piece) { return piece.form; }).join("-");
    return { form: whole, code: code, start: place(0), end: place(raw.length), pieces: pieces };
  }

  /** The words and codes of a text, in order. @param {string} text @returns {Chunk[]} */
  function chunks(text) {
    var normal = normalise(text);
    var origin = origins(text, normal);
    /** @type {Chunk[]} */
    var found = [];
    var at = 0;
    while (at < normal.length) {
      if (!IS_ALNUM.test(normal[at])) { at += 1; continue; }
      var end = endOf(normal, at);
      var raw = normal.slice(at, end);
      if (/[0-9]/.test(raw) && (normal[end] === "+" || normal[end] === "%")) { raw += normal[end]; }
      found.push(chunk(raw, shifted(origin, at)));
      at += raw.length;
    }
    return found;
  }

  /** @param {(at: number) => number} origin @param {number} by @returns {(at: number) => number} */
  function shifted(origin, by) { return function (at) { return origin(by + at); }; }

  /** Every token as the index has it: the wholes before their pieces. @param {string} text @returns {Token[]} */
  function tokens(text) {
    /** @type {Token[]} */
    var all = [];
    var position = 0;
    chunks(text).forEach(function (chunk) {
      var isWhole = chunk.pieces.length > 1 || chunk.pieces[0].form !== chunk.form;
      if (isWhole) { all.push({ form: chunk.form, position: position }); }
      chunk.pieces.forEach(function (piece) {
        all.push({ form: piece.form, position: position });
        position += 1;
      });
    });
    return all;
  }

  search.normalise = normalise;
  search.chunks = chunks;
  search.tokens = tokens;
  search.asCyrillic = asCyrillic;
})();
