/* Where the navigator's data come from: a small manifest, and parts that carry their version in the
   address, so that a browser may keep them and an edit changes few. */
(function () {
  "use strict";
  /** @type {Metod} */
  var metod = window.metod = window.metod || {};
  var parts = metod.navigator = metod.navigator || /** @type {MetodNavigator} */ ({});

  /** Stands in ready HTML for the way from the page to the site's root. */
  var ROOT = "\ue000";

  /** @param {HTMLElement} place whose data attributes say where things are @returns {NavigatorSource} */
  function source(place) {
    var address = place.dataset.index || "";
    var folder = address.replace(/[^/]*$/, "");
    var root = place.dataset.root || "";

    /** @param {string} part @param {string} url @returns {Promise<any>} */
    function load(part, url) {
      return metod.load ? metod.load("navigator", part, url) : Promise.reject(new Error("no data"));
    }

    /** @returns {Promise<NavigatorIndex>} */
    function index() { return load("index", address); }

    /** A part of a series; its version is eight characters of a long text. @param {string} series @param {number} number @param {string} hashes @returns {Promise<any>} */
    function part(series, number, hashes) {
      var name = series + "-" + number;
      return load(name, folder + name + ".js?v=" + hashes.substr(number * 8, 8));
    }

    /**
     * What stands at rows, from parts of so many rows.
     * @param {string} series @param {number[]} rows @param {number} per @param {string} hashes @returns {Promise<any[]>}
     */
    function at(series, rows, per, hashes) {
      return Promise.all(rows.map(function (row) {
        return part(series, Math.floor(row / per), hashes).then(function (list) { return list[row % per]; });
      }));
    }

    /** @param {NavigatorIndex} manifest @param {string} id @returns {Promise<Array<{ id: string, full: NavigatorFull }>>} */
    function find(manifest, id) {
      var last = -1;
      manifest.fullFirst.forEach(function (first, number) { if (first <= id) { last = number; } });
      if (last < 0) { return Promise.resolve([]); }
      return part("full", last, manifest.fullHashes).then(function (all) {
        if (!Object.prototype.hasOwnProperty.call(all, id)) { return []; }
        var full = Object.assign({}, all[id], { url: root + all[id].url, cells: {} });
        Object.keys(all[id].cells).forEach(function (name) { full.cells[name] = rooted(all[id].cells[name]); });
        return [{ id: id, full: full }];
      });
    }

    /** @param {string} text @returns {string} */
    function rooted(text) { return text.split(ROOT).join(root); }

    return {
      root: root,
      index: index,
      head: function () {
        return index().then(function (manifest) { return load("head", folder + "head.js?v=" + manifest.head); });
      },
      cards: function (rows) {
        return index().then(function (manifest) { return at("cards", rows, manifest.perCards, manifest.cardHashes); })
          .then(function (cards) { return cards.map(rooted); });
      },
      table: function (rows) {
        return index().then(function (manifest) { return at("rows", rows, manifest.perCards, manifest.rowHashes); })
          .then(function (lines) {
            return lines.map(function (line) {
              var copy = line.slice();
              copy[2] = root + copy[2];
              return copy;
            });
          });
      },
      full: function (ids) {
        return index().then(function (manifest) {
          return Promise.all(ids.map(function (id) { return find(manifest, id); }));
        }).then(function (found) { return found.reduce(function (all, one) { return all.concat(one); }, []); });
      }
    };
  }

  parts.source = source;
})();
