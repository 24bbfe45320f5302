/* In which order rows are shown, and which of them stand on a page. Rows are numbered from the newest
   to the oldest already, ties by title; other orders are permutations made when first asked for. */
(function () {
  "use strict";
  /** @type {Metod} */
  var metod = window.metod = window.metod || {};
  var parts = metod.navigator = metod.navigator || /** @type {MetodNavigator} */ ({});
  var bits = parts.bits;

  var PER_PAGE = 50;

  /** @param {ReadonlyArray<number>} ranks of the rows, each number once @returns {number[]} rows by rank */
  function inverse(ranks) {
    /** @type {number[]} */
    var rows = new Array(ranks.length);
    for (var row = 0; row < ranks.length; row += 1) { rows[ranks[row]] = row; }
    return rows;
  }

  /**
   * Rows by a level of one character, "-" is none and comes last; ties by title.
   * @param {ReadonlyArray<number>} titles @param {string} levels @param {boolean} isDown @returns {number[]}
   */
  function byLevel(titles, levels, isDown) {
    /** @type {Record<string, number[]>} */
    var groups = {};
    titles.forEach(function (row) {
      var level = levels.charAt(row) || "-";
      (groups[level] = groups[level] || []).push(row);
    });
    var known = Object.keys(groups).filter(function (level) { return level !== "-"; }).sort();
    if (isDown) { known.reverse(); }
    /** @type {number[]} */
    var rows = [];
    return rows.concat.apply(rows, known.concat("-").map(function (level) { return groups[level] || []; }));
  }

  /**
   * The orders that the data know. «date» is the order of the rows themselves.
   * @param {NavigatorHead} head @param {(text: string) => number[]} unpack @returns {NavigatorOrders}
   */
  function read(head, unpack) {
    /** @type {Record<string, number[]>} */
    var made = {};
    /** @type {Record<string, () => number[]>} */
    var recipes = {
      title: function () { return inverse(unpack(head.titleRank)); },
      evidence: function () { return byLevel(order("title") || [], head.evidence, true); },
      cost: function () { return byLevel(order("title") || [], head.cost, false); }
    };
    /** @param {string} sort @returns {number[] | null} */
    function order(sort) {
      if (!Object.prototype.hasOwnProperty.call(recipes, sort)) { return null; }
      return (made[sort] = made[sort] || recipes[sort]());
    }
    return { order: order };
  }

  /**
   * The rows of one page. «relevance» is the order in which the search found them, without a text the
   * newest first.
   * @param {NavigatorOrders} orders @param {string} sort @param {NavigatorSifted} sifted @param {ReadonlyArray<number> | null} found
   * @param {number} page from 1 @returns {number[]}
   */
  function page(orders, sort, sifted, found, page) {
    var order = sort === "relevance" ? found : orders.order(sort);
    var skip = PER_PAGE * (page - 1);
    var wanted = Math.min(PER_PAGE, sifted.total - skip);
    /** @type {number[]} */
    var rows = [];
    var length = order ? order.length : sifted.rows.length * 32;
    for (var at = 0; at < length && rows.length < wanted; at += 1) {
      var row = order ? order[at] : at;
      if (!bits.has(sifted.rows, row)) { continue; }
      if (skip > 0) { skip -= 1; } else { rows.push(row); }
    }
    return rows;
  }

  /** @param {number} total @returns {number} at least one page */
  function pages(total) {
    return Math.max(1, Math.ceil(total / PER_PAGE));
  }

  /**
   * The numbers that paging shows: the first, the last and those around the current one; 0 is a gap.
   * @param {number} current @param {number} last @returns {number[]}
   */
  function steps(current, last) {
    /** @type {number[]} */
    var list = [];
    for (var number = 1; number <= last; number += 1) {
      var isNear = Math.abs(number - current) <= 2 || number === 1 || number === last;
      if (isNear) { list.push(number); }
      else if (list[list.length - 1] !== 0) { list.push(0); }
    }
    return list;
  }

  parts.order = { perPage: PER_PAGE, read: read, page: page, pages: pages, steps: steps };
})();
