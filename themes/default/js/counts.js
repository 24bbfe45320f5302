/* The counts beside the values of a choice: words that can be seen are written at once, all others after the paint. */
(function () {
  "use strict";

  /** @type {Metod} */
  var metod = window.metod = window.metod || {};
  var afterPaint = /** @type {NonNullable<Metod["afterPaint"]>} */ (metod.afterPaint);

  /** Only what differs is written. @type {NonNullable<Metod["showCounts"]>} */
  metod.showCounts = function (all, countOf, format) {
    /** @param {MetodCount} one */
    function write(one) {
      one.label.toggleAttribute("data-empty", one.count === 0);
      var text = one.number.firstChild;
      if (text) { text.nodeValue = format(one.count); }
    }

    var unseen = all.filter(function (one) {
      var count = countOf(one.input);
      if (count === one.count) { return false; }
      one.count = count;
      one.input.dataset.count = String(count);
      if (one.isSeen) { write(one); }
      return !one.isSeen;
    });
    if (unseen.length > 0) { afterPaint(function () { unseen.forEach(write); }); }
  };
})();
