/* Which measures of a plan a choice leaves, and what every other choice would leave. Knows nothing of the page. */
(function () {
  "use strict";

  /** @type {Metod} */
  var metod = window.metod = window.metod || {};

  /** @param {PlanValues[]} measures @param {string[]} filters @returns {PlanIndex} */
  function index(measures, filters) {
    return {
      size: measures.length,
      filters: filters.map(function (filter) {
        /** @type {Map<string, number[]>} */
        var rows = new Map();
        measures.forEach(function (measure, at) {
          measure[filter].forEach(function (value) {
            var list = rows.get(value);
            if (list) { list.push(at); } else { rows.set(value, [at]); }
          });
        });
        return { name: filter, values: Array.from(rows, function (pair) { return { name: pair[0], rows: pair[1] }; }) };
      })
    };
  }

  /**
   * Which measures are shown, and for every value how many measures its choice would leave: those that
   * pass all other filters. A measure that fails one filter only still counts for that one.
   * @param {PlanIndex} known @param {PlanValues} chosen @returns {PlanSifted}
   */
  function sift(known, chosen) {
    var active = known.filters.filter(function (filter) { return chosen[filter.name].length > 0; });
    /** How many filters a measure passes, and which: the sum of their numbers. */
    var passed = new Uint8Array(known.size);
    var which = new Uint16Array(known.size);
    active.forEach(function (filter, number) {
      var wanted = chosen[filter.name];
      filter.values.forEach(function (value) {
        if (wanted.indexOf(value.name) < 0) { return; }
        for (var at = 0; at < value.rows.length; at += 1) {
          var row = value.rows[at];
          if (which[row] & (1 << number)) { continue; }
          which[row] |= 1 << number;
          passed[row] += 1;
        }
      });
    });
    /** @type {PlanSifted} */
    var sifted = { shown: [], total: 0, counts: {} };
    for (var row = 0; row < known.size; row += 1) {
      var fits = passed[row] === active.length;
      sifted.shown.push(fits);
      if (fits) { sifted.total += 1; }
    }
    known.filters.forEach(function (filter) {
      var number = active.indexOf(filter);
      var others = number < 0 ? active.length : active.length - 1;
      var own = number < 0 ? 0 : 1 << number;
      /** @type {Record<string, number>} */
      var counts = sifted.counts[filter.name] = {};
      filter.values.forEach(function (value) {
        var count = 0;
        for (var at = 0; at < value.rows.length; at += 1) {
          var row = value.rows[at];
          if (passed[row] - (which[row] & own ? 1 : 0) === others) { count += 1; }
        }
        if (count > 0) { counts[value.name] = count; }
      });
    });
    return sifted;
  }

  metod.plan = { index: index, sift: sift };
})();
