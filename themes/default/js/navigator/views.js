/* The same practices as a dense table, and as tiles of the territories. */
(function () {
  "use strict";
  /** @type {Metod} */
  var metod = window.metod = window.metod || {};
  var parts = metod.navigator = metod.navigator || /** @type {MetodNavigator} */ ({});
  var dom = parts.dom;

  /** The columns of the table by their place in a row. */
  var COLUMNS = [1, 3, 4, 5, 6, 7, 8];

  /** @param {HTMLElement} place @param {NavigatorRow[]} rows */
  function table(place, rows) {
    var words = parts.words.all;
    var head = dom.make("tr", {});
    COLUMNS.forEach(function (at) { head.append(dom.make("th", { scope: "col" }, words.columns[at])); });
    head.append(dom.make("th", { scope: "col" }, dom.make("span", { "class": "hidden-text" }, words.columns.choice)));
    var body = dom.make("tbody", {});
    rows.forEach(function (row) { body.append(line(row)); });
    var drawn = dom.make("table", { "class": "navigator-table" },
      dom.make("caption", { "class": "hidden-text" }, words.table), dom.make("thead", {}, head), body);
    dom.clear(place);
    place.append(dom.make("div", { "class": "table-scroll", tabindex: "0", role: "region", "aria-label": words.table }, drawn));
    if (metod.choice) { metod.choice.show(place); }
  }

  /** @param {NavigatorRow} row @returns {HTMLTableRowElement} */
  function line(row) {
    var words = parts.words.all;
    var line = dom.make("tr", { "data-practice": row[0], "data-entry": "practices/" + row[0] });
    COLUMNS.forEach(function (at) {
      if (at !== 1) { line.append(dom.make("td", {}, String(row[at]))); return; }
      var name = dom.make("th", { scope: "row" }, dom.make("a", { href: row[2] }, row[1]));
      if (row[9]) { name.append(" ", dom.make("span", { "class": "sample-word" }, words.sample)); }
      line.append(name);
    });
    var actions = dom.make("div", { "class": "table-actions" });
    /** @type {MetodListName[]} */ (["compare", "basket"]).forEach(function (name) {
      actions.append(dom.make("button", { type: "button", "class": "button button-plain", "data-action": name, "data-id": row[0], "aria-pressed": "false" },
        dom.make("span", { "class": "action-word" }, words[name].off), dom.make("span", { "class": "hidden-text" }, ": " + row[1])));
    });
    line.append(dom.make("td", {}, actions));
    return line;
  }

  /** Four shades for any number, as the build makes them. @param {number} count @param {number} most @returns {number} */
  function step(count, most) {
    if (count === 0) { return 0; }
    return most <= 4 ? count : Math.min(4, Math.max(1, Math.ceil(count * 4 / most)));
  }

  /** What the shades mean. @param {number} most @returns {string[]} by step */
  function meanings(most) {
    /** @type {number[][]} */
    var ranges = [];
    for (var count = 1; count <= most; count += 1) {
      var at = step(count, most);
      if (!ranges[at]) { ranges[at] = [count, count]; }
      ranges[at][1] = count;
    }
    return ranges.map(function (range) { return range[0] === range[1] ? String(range[0]) : range[0] + "–" + range[1]; });
  }

  /** The facet to which the tiles belong: it knows their territories. @param {NavigatorEngine} engine @param {string[]} ids @returns {number} */
  function facetOf(engine, ids) {
    return engine.facets.findIndex(function (facet) {
      return facet.id === "territory" || ids.some(function (id) { return facet.places.has(id); });
    });
  }

  /**
   * The map that the build has drawn, with the counts of the choice. A tile chooses its territory.
   * @param {HTMLElement} section
   */
  function map(section) {
    /** @type {HTMLElement[]} */
    var tiles = Array.prototype.slice.call(section.querySelectorAll(".tile[data-territory]"));
    var rows = section.querySelectorAll("tr[data-territory]");
    var ids = tiles.map(function (tile) { return tile.dataset.territory || ""; });
    /** @type {string} */
    var facetId = "";

    /** @param {NavigatorEngine} engine @param {NavigatorSifted} sifted @param {NavigatorChosen} chosen @param {(facet: string, value: string) => string} hrefOf */
    function show(engine, sifted, chosen, hrefOf) {
      var place = facetOf(engine, ids);
      if (place < 0) { return; }
      var facet = engine.facets[place];
      facetId = facet.id;
      /** @param {string} id @returns {number} */
      function countOf(id) {
        var value = facet.places.get(id);
        return value === undefined ? 0 : sifted.counts[place][value];
      }
      var most = Math.max.apply(null, [0].concat(ids.map(countOf)));
      tiles.forEach(function (tile) {
        var id = tile.dataset.territory || "";
        var count = countOf(id);
        tile.className = tile.className.replace(/step-\d/, "step-" + step(count, most));
        var number = tile.querySelector(".tile-count");
        if (number) {
          dom.clear(number);
          number.append(parts.words.number(count), dom.make("span", { "class": "hidden-text" }, " " + parts.words.plural(parts.words.all.practices, count)));
        }
        var link = tile.querySelector("a");
        if (!link) { return; }
        link.setAttribute("href", hrefOf(facet.id, id));
        if ((chosen[facet.id] || []).indexOf(id) >= 0) { link.setAttribute("aria-current", "true"); }
        else { link.removeAttribute("aria-current"); }
      });
      rows.forEach(function (row) {
        var id = row.getAttribute("data-territory") || "";
        var cell = row.querySelector("td");
        var link = row.querySelector("a");
        if (cell) { cell.textContent = parts.words.number(countOf(id)); }
        if (link) { link.setAttribute("href", hrefOf(facet.id, id)); }
      });
      legend(meanings(most));
    }

    /** @param {string[]} texts */
    function legend(texts) {
      section.querySelectorAll(".legend-item").forEach(function (item) { if (!item.querySelector(".step-0")) { item.remove(); } });
      var place = section.querySelector(".legend");
      texts.forEach(function (text, at) {
        if (!place || !text) { return; }
        var swatch = dom.make("span", { "class": "legend-swatch step-" + at, "aria-hidden": "true" });
        place.append(dom.make("span", { "class": "legend-item" }, swatch, text));
      });
    }

    /** The territory whose tile or line was pressed. @param {Event} event @returns {{ facet: string, value: string } | null} */
    function pressed(event) {
      var link = event.target instanceof Element ? event.target.closest("a") : null;
      var item = link && link.closest("[data-territory]");
      return item && facetId ? { facet: facetId, value: item.getAttribute("data-territory") || "" } : null;
    }

    return { show: show, pressed: pressed };
  }

  parts.views = { table: table, map: map, step: step, meanings: meanings };
})();
