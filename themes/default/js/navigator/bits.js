/* Sets of rows as bits, 32 rows to a number: what passes several filters, and how many that are, is
   found without looking at a single row. */
(function () {
  "use strict";
  /** @type {Metod} */
  var metod = window.metod = window.metod || {};
  var parts = metod.navigator = metod.navigator || /** @type {MetodNavigator} */ ({});

  /** An empty set for so many rows. @param {number} rows @returns {Uint32Array} */
  function empty(rows) {
    return new Uint32Array((rows + 31) >>> 5);
  }

  /** @param {ReadonlyArray<number>} list @param {number} rows @returns {Uint32Array} */
  function of(list, rows) {
    var set = empty(rows);
    for (var at = 0; at < list.length; at += 1) {
      var row = list[at];
      if (row < rows) { set[row >>> 5] |= 1 << (row & 31); }
    }
    return set;
  }

  /** The set of all rows; bits beyond the last row stay out, so that counts are right. @param {number} rows @returns {Uint32Array} */
  function all(rows) {
    var set = empty(rows).fill(0xffffffff);
    if (rows & 31) { set[set.length - 1] = ((1 << (rows & 31)) >>> 0) - 1; }
    return set;
  }

  /** Puts into one set what another holds. @param {Uint32Array} into @param {Uint32Array} other */
  function add(into, other) {
    for (var at = 0; at < into.length; at += 1) { into[at] |= other[at]; }
  }

  /** Leaves in one set what another holds too. @param {Uint32Array} into @param {Uint32Array} other */
  function keep(into, other) {
    for (var at = 0; at < into.length; at += 1) { into[at] &= other[at]; }
  }

  /** The ones of 32 bits, by adding neighbours (Hacker's Delight, 5-1). @param {number} bits @returns {number} */
  function ones(bits) {
    bits -= (bits >>> 1) & 0x55555555;
    bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
    return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }

  /** @param {Uint32Array} set @returns {number} */
  function count(set) {
    var total = 0;
    for (var at = 0; at < set.length; at += 1) { total += ones(set[at]); }
    return total;
  }

  /** How many rows two sets share. @param {Uint32Array} one @param {Uint32Array} other @returns {number} */
  function shared(one, other) {
    var total = 0;
    for (var at = 0; at < one.length; at += 1) { total += ones(one[at] & other[at]); }
    return total;
  }

  /** @param {Uint32Array} set @param {number} row @returns {boolean} */
  function has(set, row) {
    return ((set[row >>> 5] >>> (row & 31)) & 1) === 1;
  }

  parts.bits = { empty: empty, of: of, all: all, add: add, keep: keep, count: count, shared: shared, has: has };
})();
