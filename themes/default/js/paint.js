/* What can wait until the reader sees the answer. */
(function () {
  "use strict";

  /** @type {Metod} */
  var metod = window.metod = window.metod || {};

  /** Acts once what has been changed is painted. @param {() => void} act */
  metod.afterPaint = function (act) {
    requestAnimationFrame(function () { window.setTimeout(act, 0); });
  };
})();
