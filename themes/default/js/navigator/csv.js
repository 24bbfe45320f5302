/* Tables as text for a spreadsheet: semicolons, as Russian programs expect, and a mark at the head that
   tells them the letters' encoding. */
(function () {
  "use strict";
  /** @type {Metod} */
  var metod = window.metod = window.metod || {};
  var parts = metod.navigator = metod.navigator || /** @type {MetodNavigator} */ ({});

  /** A cell that a spreadsheet would run as a formula begins with an apostrophe. @param {string} text @returns {string} */
  function cell(text) {
    var safe = /^\s*([=+@\t\r]|-(?![0-9]))/.test(text) ? "'" + text : text;
    return /[";\r\n]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
  }

  /** @param {string[][]} rows @returns {string} */
  function write(rows) {
    return "\ufeff" + rows.map(function (row) { return row.map(cell).join(";") + "\r\n"; }).join("");
  }

  parts.csv = { write: write };
})();
