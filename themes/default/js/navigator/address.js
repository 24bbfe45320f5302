/* The state and the address: `?q=…&FACET=VALUE&FACET=VALUE2&sort=…&page=…`. */
(function () {
  "use strict";
  /** @type {Metod} */
  var metod = window.metod = window.metod || {};
  var parts = metod.navigator = metod.navigator || /** @type {MetodNavigator} */ ({});

  /** Views that are not the first one. */
  var VIEWS = ["table", "map"];

  /** @param {NavigatorKnown} known @returns {boolean} whether the name is free for the view */
  function hasView(known) {
    return !known.facets.some(function (facet) { return facet.id === "view"; });
  }

  /** Names that the state writes; all others in an address are not ours and stay. @param {NavigatorKnown} known @returns {string[]} */
  function names(known) {
    var own = ["q", "sort", "page"].concat(hasView(known) ? ["view"] : []);
    return own.concat(known.facets.map(function (facet) { return facet.id; }));
  }

  /** @param {NavigatorKnown} known @returns {NavigatorState} the state of an address without a query */
  function start(known) {
    return { text: "", chosen: {}, sort: known.sorts[0] || "date", page: 1, view: "cards" };
  }

  /**
   * The state that a query means. Values that the site does not have are dropped and named.
   * @param {string} search @param {NavigatorKnown} known @returns {{ state: NavigatorState, dropped: string[] }}
   */
  function read(search, known) {
    var query = new URLSearchParams(search);
    var state = start(known);
    /** @type {string[]} */
    var dropped = [];
    state.text = (query.get("q") || "").trim();
    known.facets.forEach(function (facet) {
      var wanted = query.getAll(facet.id);
      var chosen = facet.values.filter(function (value) { return wanted.indexOf(value) >= 0; });
      if (chosen.length > 0) { state.chosen[facet.id] = chosen; }
      wanted.forEach(function (value) {
        if (value !== "" && facet.values.indexOf(value) < 0) { dropped.push(value); }
      });
    });
    var sort = query.get("sort");
    if (sort && known.sorts.indexOf(sort) >= 0) { state.sort = sort; }
    else if (sort) { dropped.push(sort); }
    var page = query.get("page") || "1";
    if (/^[1-9][0-9]{0,6}$/.test(page)) { state.page = Number(page); }
    else { dropped.push(page); }
    var view = hasView(known) ? query.get("view") : null;
    if (view && VIEWS.indexOf(view) >= 0) { state.view = view; }
    return { state: state, dropped: dropped };
  }

  /**
   * The query of a state, facets and values in their order; what else an address holds stays in front.
   * @param {string} search the query that stands in the address @param {NavigatorState} state @param {NavigatorKnown} known
   * @returns {string} with its question mark, or nothing
   */
  function write(search, state, known) {
    var query = new URLSearchParams(search);
    if (search.length > 1) { names(known).forEach(function (name) { query.delete(name); }); }
    var text = state.text.trim();
    if (text) { query.append("q", text); }
    known.facets.forEach(function (facet) {
      var chosen = state.chosen[facet.id];
      if (!chosen) { return; }
      facet.values.forEach(function (value) { if (chosen.indexOf(value) >= 0) { query.append(facet.id, value); } });
    });
    if (state.sort !== start(known).sort) { query.append("sort", state.sort); }
    if (state.page > 1) { query.append("page", String(state.page)); }
    if (state.view !== "cards" && hasView(known)) { query.append("view", state.view); }
    var written = query.toString();
    return written ? "?" + written : "";
  }

  /** Whether a query says anything about the navigator. @param {string} search @param {NavigatorKnown} known @returns {boolean} */
  function isState(search, known) {
    var query = new URLSearchParams(search);
    return names(known).some(function (name) { return query.has(name); });
  }

  parts.address = { start: start, read: read, write: write, isState: isState };
})();
