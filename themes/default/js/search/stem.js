/* Stems of Russian and English words: the Snowball algorithms «russian» and «english» (Porter 2) by
   M. Porter, after their description at snowballstem.org, and a step after them for vowels that come
   and go. The index is built with the same ones. */
(function () {
  "use strict";

  var metod = /** @type {Required<Metod>} */ (window.metod = window.metod || /** @type {any} */ ({}));
  var search = metod.search = metod.search || /** @type {any} */ ({});

  /** @param {string} text @returns {string[]} */
  function list(text) { return text.split(" "); }

  /** The longest of the endings that a word has at or after a place; "" if it has none.
   * @param {string} word @param {number} from @param {string[]} endings @returns {string} */
  function longest(word, from, endings) {
    var found = "";
    var last = word[word.length - 1];
    for (var at = 0; at < endings.length; at += 1) {
      var ending = endings[at];
      // The last letter alone rules most endings out.
      if (ending[ending.length - 1] !== last || ending.length <= found.length || word.length - ending.length < from) { continue; }
      if (word.endsWith(ending)) { found = ending; }
    }
    return found;
  }

  /** @param {string} word @param {string} ending @returns {string} */
  function without(word, ending) { return word.slice(0, word.length - ending.length); }

  /** The place after the first consonant that follows a vowel. @param {string} word @param {number} from @param {string} vowels @returns {number} */
  function region(word, from, vowels) {
    var at = from;
    while (at < word.length && vowels.indexOf(word[at]) < 0) { at += 1; }
    while (at < word.length && vowels.indexOf(word[at]) >= 0) { at += 1; }
    return Math.min(at + 1, word.length);
  }

  // --- Russian ---------------------------------------------------------------------------------------

  var VOWELS = "аеиоуыэюя";
  // Of each pair the first endings count only after «а» or «я».
  var GERUND = [list("в вши вшись"), list("ив ивши ившись ыв ывши ывшись")];
  var ADJECTIVE = list("ее ие ые ое ими ыми ей ий ый ой ем им ым ом его ого ему ому их ых ую юю ая яя ою ею");
  var PARTICIPLE = [list("ем нн вш ющ щ"), list("ивш ывш ующ")];
  var REFLEXIVE = list("ся сь");
  var VERB = [
    list("ла на ете йте ли й л ем н ло но ет ют ны ть ешь нно"),
    list("ила ыла ена ейте уйте ите или ыли ей уй ил ыл им ым ен ило ыло ено ят ует уют ит ыт ены ить ыть ишь ую ю")
  ];
  var NOUN = list("а ев ов ие ье е иями ями ами еи ии и ией ей ой ий й иям ям ием ем ам ом о у ах иях ях ы ь ию ью ю ия ья я");
  var SUPERLATIVE = list("ейш ейше");
  var DERIVATIONAL = list("ост ость");

  /** Takes the longest ending off; null if there is none that may be taken.
   * @param {string} word @param {number} from @param {string[]} endings @returns {string | null} */
  function off(word, from, endings) {
    var ending = longest(word, from, endings);
    return ending ? without(word, ending) : null;
  }

  /** The same for a pair. A longest ending that lacks its «а» or «я» does not give way to a shorter one.
   * @param {string} word @param {number} from @param {string[][]} pair @returns {string | null} */
  function offPair(word, from, pair) {
    var after = longest(word, from, pair[0]);
    var free = longest(word, from, pair[1]);
    if (free.length >= after.length) { return free ? without(word, free) : null; }
    var rest = without(word, after);
    var last = rest.length > from ? rest[rest.length - 1] : "";
    return last === "а" || last === "я" ? rest : null;
  }

  /** @param {string} word @param {number} from @returns {string | null} */
  function offAdjectival(word, from) {
    var rest = off(word, from, ADJECTIVE);
    if (rest === null) { return null; }
    var bare = offPair(rest, from, PARTICIPLE);
    return bare === null ? rest : bare;
  }

  /** @param {string} word @param {number} from @returns {string} */
  function offInflection(word, from) {
    var rest = offPair(word, from, GERUND);
    if (rest !== null) { return rest; }
    rest = off(word, from, REFLEXIVE);
    if (rest !== null) { word = rest; }
    rest = offAdjectival(word, from);
    if (rest === null) { rest = offPair(word, from, VERB); }
    if (rest === null) { rest = off(word, from, NOUN); }
    return rest === null ? word : rest;
  }

  /** @param {string} word @param {number} from @returns {string} */
  function tidy(word, from) {
    var rest = off(word, from, SUPERLATIVE);
    if (rest !== null) { word = rest; }
    if (word.endsWith("нн") && word.length - 2 >= from) { return word.slice(0, -1); }
    return rest === null && word.endsWith("ь") && word.length - 1 >= from ? word.slice(0, -1) : word;
  }

  /** @param {string} word in lower case, ё written as е @returns {string} */
  function russian(word) {
    var rv = 0;
    while (rv < word.length && VOWELS.indexOf(word[rv]) < 0) { rv += 1; }
    rv += 1;
    if (rv >= word.length) { return word; }
    var r2 = region(word, region(word, 0, VOWELS), VOWELS);
    word = offInflection(word, rv);
    if (word.endsWith("и") && word.length - 1 >= rv) { word = word.slice(0, -1); }
    var bare = off(word, Math.max(rv, r2), DERIVATIONAL);
    if (bare !== null) { word = bare; }
    return tidy(word, rv);
  }

  // --- English ---------------------------------------------------------------------------------------

  var LATIN_VOWELS = "aeiouy";
  /** Words with a stem of their own, before anything else. @type {Record<string, string>} */
  var SPECIAL = {
    skis: "ski", skies: "sky", dying: "die", lying: "lie", tying: "tie", idly: "idl", gently: "gentl", ugly: "ugli",
    early: "earli", only: "onli", singly: "singl", sky: "sky", news: "news", howe: "howe", atlas: "atlas",
    cosmos: "cosmos", bias: "bias", andes: "andes"
  };
  var LEFT = list("inning outing canning herring earring proceed exceed succeed");
  var DOUBLES = list("bb dd ff gg mm nn pp rr tt");
  /** @type {Record<string, string>} */
  var STEP_2 = {
    tional: "tion", enci: "ence", anci: "ance", abli: "able", entli: "ent", izer: "ize", ization: "ize", ational: "ate",
    ation: "ate", ator: "ate", alism: "al", aliti: "al", alli: "al", fulness: "ful", ousli: "ous", ousness: "ous",
    iveness: "ive", iviti: "ive", biliti: "ble", bli: "ble", ogi: "og", fulli: "ful", lessli: "less", li: ""
  };
  /** @type {Record<string, string>} */
  var STEP_3 = {
    tional: "tion", ational: "ate", alize: "al", icate: "ic", iciti: "ic", ical: "ic", ful: "", ness: "", ative: ""
  };
  var STEP_4 = list("al ance ence er ic able ible ant ement ment ent ism ate iti ous ive ize ion");

  /** @param {string} letter @returns {boolean} */
  function isVowel(letter) { return letter !== "" && LATIN_VOWELS.indexOf(letter) >= 0; }

  /** @param {string} word @returns {boolean} */
  function hasVowel(word) { return /[aeiouy]/.test(word); }

  /** Whether a word ends in a short syllable. @param {string} word @returns {boolean} */
  function endsShort(word) {
    return /[^aeiouy][aeiouy][^aeiouywxY]$/.test(word) || /^[aeiouy][^aeiouy]$/.test(word);
  }

  /** @param {string} word @returns {string} */
  function english1a(word) {
    if (word.endsWith("sses")) { return word.slice(0, -2); }
    if (/(ied|ies)$/.test(word)) { return word.slice(0, word.length > 4 ? -2 : -1); }
    if (/(us|ss)$/.test(word) || !word.endsWith("s")) { return word; }
    return hasVowel(word.slice(0, -2)) ? word.slice(0, -1) : word;
  }

  /** @param {string} word @param {number} r1 @returns {string} */
  function english1b(word, r1) {
    var ending = longest(word, 0, list("eed eedly ed edly ing ingly"));
    var rest = without(word, ending);
    if (ending === "eed" || ending === "eedly") { return rest.length >= r1 ? rest + "ee" : word; }
    if (!ending || !hasVowel(rest)) { return word; }
    if (/(at|bl|iz)$/.test(rest)) { return rest + "e"; }
    if (DOUBLES.indexOf(rest.slice(-2)) >= 0) { return rest.slice(0, -1); }
    return endsShort(rest) && rest.length <= r1 ? rest + "e" : rest;
  }

  /** @param {string} word @param {number} r1 @returns {string} */
  function english2(word, r1) {
    var ending = longest(word, 0, Object.keys(STEP_2));
    var rest = without(word, ending);
    if (!ending || rest.length < r1) { return word; }
    if (ending === "ogi" && !rest.endsWith("l")) { return word; }
    if (ending === "li" && !/[cdeghkmnrt]$/.test(rest)) { return word; }
    return rest + STEP_2[ending];
  }

  /** @param {string} word @param {number} r1 @param {number} r2 @returns {string} */
  function english3(word, r1, r2) {
    var ending = longest(word, 0, Object.keys(STEP_3));
    var rest = without(word, ending);
    if (!ending || rest.length < r1 || (ending === "ative" && rest.length < r2)) { return word; }
    return rest + STEP_3[ending];
  }

  /** @param {string} word @param {number} r2 @returns {string} */
  function english4(word, r2) {
    var ending = longest(word, 0, STEP_4);
    var rest = without(word, ending);
    if (!ending || rest.length < r2 || (ending === "ion" && !/[st]$/.test(rest))) { return word; }
    return rest;
  }

  /** @param {string} word @param {number} r1 @param {number} r2 @returns {string} */
  function english5(word, r1, r2) {
    var rest = word.slice(0, -1);
    if (word.endsWith("e")) { return rest.length >= r2 || (rest.length >= r1 && !endsShort(rest)) ? rest : word; }
    return word.endsWith("ll") && rest.length >= r2 ? rest : word;
  }

  /** @param {string} word in lower case @returns {string} */
  function english(word) {
    if (word.length < 3) { return word; }
    if (Object.prototype.hasOwnProperty.call(SPECIAL, word)) { return SPECIAL[word]; }
    // A «y» that is a consonant is written large.
    word = word.replace(/^'/, "").replace(/^y/, "Y").replace(/([aeiouy])y/g, "$1Y");
    var start = /^(gener|commun|arsen)/.exec(word);
    var r1 = start ? start[0].length : region(word, 0, LATIN_VOWELS);
    var r2 = region(word, r1, LATIN_VOWELS);
    word = english1a(word.replace(/'(s'?)?$/, ""));
    if (LEFT.indexOf(word) >= 0) { return word; }
    word = english1b(word, r1);
    if (/.[^aeiouy][yY]$/.test(word)) { word = word.slice(0, -1) + "i"; }
    word = english5(english4(english3(english2(word, r1), r1, r2), r2), r1, r2);
    return word.toLowerCase();
  }

  // --- vowels that come and go -----------------------------------------------------------------------

  /** Forms of frequent nouns with the stem of their other forms. */
  var IRREGULAR = new Map((
    "башен башн, боец бойц, весен весн, ветер ветр, владелец владельц, двоек двойк, денег деньг, " +
    "день дн, деревень деревн, детьми дет, дне дн, дней дн, днем дн, дни дн, дню дн, дня дн, дням дн, " +
    "днями дн, днях дн, доброволец добровольц, должен должн, земель земл, зерен зерн, камень камн, " +
    "капель капл, копеек копейк, корень корн, кресел кресл, кухонь кухн, линеек линейк, людьми люд, " +
    "наклеек наклейк, настроек настройк, огонь огн, окон окн, палец пальц, парень парн, " +
    "перечень перечн, песен песн, писем письм, построек постройк, сестер сестр, скамеек скамейк, " +
    "сотен сотн, спален спальн, стекол стекл, строек стройк, судеб судьб, троек тройк, угол угл, " +
    "узел узл, уровень уровн, чисел числ, ядер ядр, ячеек ячейк"
  ).split(", ").map(function (row) { return /** @type {[string, string]} */ (row.split(" ")); }));

  /** A Russian stem without the fleeting vowel of its end: «оценок» → «оценк». Stems whose vowel always
   * stays («урок») lose it as well, and in all of their forms. @param {string} stem @returns {string} */
  function settled(stem) {
    return stem.length > 3 && /[бвгджзклмнпрстфхцчшщ][ое][кц]$/.test(stem) ? stem.slice(0, -2) + stem.slice(-1) : stem;
  }

  /** The stem of a word; a code or number is its own. @param {string} word @returns {string} */
  function stem(word) {
    if (/[0-9]/.test(word)) { return word; }
    if (/[\u0400-\u052f]/.test(word)) { return IRREGULAR.get(word) || settled(russian(word)); }
    return /^[a-z-]+$/.test(word) ? english(word) : word;
  }

  search.stem = stem;
  search.settled = settled;
  search.irregular = IRREGULAR;
  search.russian = russian;
  search.english = english;
})();
