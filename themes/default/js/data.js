/* Data that come in parts. A part is a classic script of one line, `metod.data("SET", "PART", value)`,
   so that the same files serve http, a sub-path and a folder on a disk, where nothing can be fetched.
   First in every bundle that loads data; loading it twice changes nothing. */
(function () {
  "use strict";

  var metod = /** @type {Required<Metod>} */ (window.metod = window.metod || /** @type {any} */ ({}));
  if (typeof metod.load === "function") { return; }

  /** @typedef {{ promise: Promise<any>, take: (value: any) => void }} Part one that is on its way or there */

  /** @type {Map<string, Part>} */
  var parts = new Map();
  /** Values that came before anyone asked for them. @type {Map<string, any>} */
  var early = new Map();

  /** @param {string} set @param {string} part @returns {string} */
  function key(set, part) { return set + "/" + part; }

  /** What a data script calls. @param {string} set @param {string} part @param {any} value */
  function data(set, part, value) {
    var waiting = parts.get(key(set, part));
    if (waiting) { waiting.take(value); } else { early.set(key(set, part), value); }
  }

  /**
   * A part of a set, loaded once. One that could not be loaded may be asked for again.
   * @param {string} set @param {string} part @param {string} url relative to the page @returns {Promise<any>}
   */
  function load(set, part, url) {
    var name = key(set, part);
    var known = parts.get(name);
    if (known) { return known.promise; }
    if (early.has(name)) {
      var promise = Promise.resolve(early.get(name));
      early.delete(name);
      parts.set(name, { promise: promise, take: function () {} });
      return promise;
    }
    return request(name, url);
  }

  /** @param {string} name @param {string} url @returns {Promise<any>} */
  function request(name, url) {
    /** @type {Part} */
    var waiting = { promise: Promise.resolve(), take: function () {} };
    waiting.promise = new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      function fail() {
        parts.delete(name);
        script.remove();
        reject(new Error("not loaded: " + name));
      }
      waiting.take = resolve;
      script.onerror = fail;
      // A script that ran has handed its value over; after that this rejection is without effect.
      script.onload = function () {
        var isThere = false;
        waiting.promise.then(function () { isThere = true; }, function () {});
        Promise.resolve().then(function () { if (!isThere) { fail(); } });
      };
      script.src = url;
      document.head.append(script);
    });
    parts.set(name, waiting);
    return waiting.promise;
  }

  /** The value of each character of packed text. */
  var ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  /** @type {number[]} */
  var VALUES = [];
  for (var at = 0; at < ALPHABET.length; at += 1) { VALUES[ALPHABET.charCodeAt(at)] = at; }

  /**
   * Whole numbers from text: each character carries five bits, low first, and a sixth that says that
   * more of the same number follow.
   * @param {string} text @returns {number[]}
   */
  function unpack(text) {
    /** @type {number[]} */
    var numbers = [];
    var number = 0;
    var unit = 1;
    for (var at = 0; at < text.length; at += 1) {
      var bits = VALUES[text.charCodeAt(at)] || 0;
      number += (bits & 31) * unit;
      if (bits & 32) {
        unit *= 32;
      } else {
        numbers.push(number);
        number = 0;
        unit = 1;
      }
    }
    return numbers;
  }

  /** Growing numbers from text: the first, then the differences. @param {string} text @returns {number[]} */
  function unpackSorted(text) {
    var sum = 0;
    return unpack(text).map(function (step) { return (sum += step); });
  }

  metod.data = data;
  metod.load = load;
  metod.unpack = unpack;
  metod.unpackSorted = unpackSorted;
})();
