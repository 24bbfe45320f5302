/* Lists of practices in addresses: `?ids=a,b,c`. */
(function () {
  "use strict";
  /** @type {Metod} */
  var metod = window.metod = window.metod || {};
  var parts = metod.navigator = metod.navigator || /** @type {MetodNavigator} */ ({});

  /** More would not fit into an address. */
  var MOST = 60;

  /** Every id of an address, each once; null where it names no list. @param {string} search @returns {string[] | null} */
  function all(search) {
    var query = new URLSearchParams(search);
    if (!query.has("ids")) { return null; }
    var ids = query.getAll("ids").join(",").split(",").map(function (id) { return id.trim(); });
    return ids.filter(function (id, at) { return id !== "" && ids.indexOf(id) === at; });
  }

  /** As many ids of an address as a list may have. @param {string} search @returns {string[] | null} */
  function read(search) {
    var ids = all(search);
    return ids && ids.slice(0, MOST);
  }

  /** How many ids of an address a list has no room for. @param {string} search @returns {number} */
  function beyond(search) {
    return Math.max(0, (all(search) || []).length - MOST);
  }

  /** The query with another list; what else stands there stays. @param {string} search @param {string[]} ids @returns {string} */
  function write(search, ids) {
    var query = new URLSearchParams(search);
    query.delete("ids");
    var rest = query.toString();
    // Commas stay commas: the address is read by people too.
    var own = ids.length > 0 ? "ids=" + ids.map(encodeURIComponent).join(",") : "";
    var both = [rest, own].filter(Boolean).join("&");
    return both ? "?" + both : "";
  }

  /** The list with one id moved; out of the list it does not go. @param {string[]} ids @param {string} id @param {number} by @returns {string[]} */
  function move(ids, id, by) {
    var from = ids.indexOf(id);
    var to = from + by;
    if (from < 0 || to < 0 || to >= ids.length) { return ids; }
    var moved = ids.filter(function (other) { return other !== id; });
    moved.splice(to, 0, id);
    return moved;
  }

  parts.ids = { read: read, beyond: beyond, write: write, move: move };
})();
