/* What a choice leaves. Values of one facet are «or», facets and the text are «and»; a value with
   children holds their rows already, so nesting needs no rule here. */
(function () {
  "use strict";
  /** @type {Metod} */
  var metod = window.metod = window.metod || {};
  var parts = metod.navigator = metod.navigator || /** @type {MetodNavigator} */ ({});
  var bits = parts.bits;

  /**
   * The facets as sets of rows.
   * @param {NavigatorHead} head @param {(text: string) => number[]} unpackSorted @returns {NavigatorEngine}
   */
  function read(head, unpackSorted) {
    /** @type {Map<string, number>} */
    var places = new Map();
    var facets = head.facets.map(function (facet, at) {
      places.set(facet.id, at);
      /** @type {Map<string, number>} */
      var byId = new Map();
      var values = facet.values.map(function (value, place) {
        byId.set(value[0], place);
        return { id: value[0], label: value[1], parent: value[2], rows: bits.of(unpackSorted(value[3]), head.rows) };
      });
      return { id: facet.id, label: facet.label, values: values, places: byId };
    });
    return { rows: head.rows, facets: facets, places: places };
  }

  /** The rows with any of the chosen values; null where nothing known is chosen. @param {NavigatorEngine} engine @param {NavigatorFacet} facet @param {ReadonlyArray<string>} chosen @returns {Uint32Array | null} */
  function union(engine, facet, chosen) {
    /** @type {Uint32Array | null} */
    var set = null;
    chosen.forEach(function (id) {
      var place = facet.places.get(id);
      if (place === undefined) { return; }
      if (!set) { set = bits.empty(engine.rows); }
      bits.add(set, facet.values[place].rows);
    });
    return set;
  }

  /** What each facet lets through. @param {NavigatorEngine} engine @param {NavigatorChosen} chosen @returns {Array<Uint32Array | null>} */
  function unions(engine, chosen) {
    return engine.facets.map(function (facet) { return union(engine, facet, chosen[facet.id] || []); });
  }

  /** What passes all sets but one. @param {NavigatorEngine} engine @param {Array<Uint32Array | null>} sets @param {Uint32Array | null} text @param {number} but @returns {Uint32Array} */
  function passing(engine, sets, text, but) {
    var set = text ? text.slice() : bits.all(engine.rows);
    sets.forEach(function (other, at) { if (other && at !== but) { bits.keep(set, other); } });
    return set;
  }

  /**
   * The rows that a choice leaves, and for every value how many rows with it pass all other facets and
   * the text: what else is chosen in the same facet does not change that number.
   * @param {NavigatorEngine} engine @param {NavigatorChosen} chosen @param {Uint32Array | null} text @returns {NavigatorSifted}
   */
  function sift(engine, chosen, text) {
    var sets = unions(engine, chosen);
    var rows = passing(engine, sets, text, -1);
    var counts = engine.facets.map(function (facet, at) {
      var others = sets[at] ? passing(engine, sets, text, at) : rows;
      return facet.values.map(function (value) { return bits.shared(others, value.rows); });
    });
    return { rows: rows, total: bits.count(rows), counts: counts };
  }

  /**
   * For each chosen value, and for the text, how many rows its removal alone would give; most first.
   * A removal that gives nothing is left out.
   * @param {NavigatorEngine} engine @param {NavigatorChosen} chosen @param {Uint32Array | null} text @returns {NavigatorRemoval[]}
   */
  function removals(engine, chosen, text) {
    /** @type {NavigatorRemoval[]} */
    var list = [];
    if (text) { list.push({ facet: "", value: "", count: bits.count(passing(engine, unions(engine, chosen), null, -1)) }); }
    engine.facets.forEach(function (facet) {
      (chosen[facet.id] || []).forEach(function (value) {
        if (!facet.places.has(value)) { return; }
        var left = Object.assign({}, chosen);
        left[facet.id] = chosen[facet.id].filter(function (other) { return other !== value; });
        var count = bits.count(passing(engine, unions(engine, left), text, -1));
        list.push({ facet: facet.id, value: value, count: count });
      });
    });
    var useful = list.filter(function (one) { return one.count > 0; });
    return useful.sort(function (one, other) { return other.count - one.count; });
  }

  /** How many values and texts are chosen. @param {NavigatorChosen} chosen @returns {number} */
  function size(chosen) {
    return Object.keys(chosen).reduce(function (sum, facet) { return sum + chosen[facet].length; }, 0);
  }

  parts.facets = { read: read, sift: sift, removals: removals, size: size };
})();
