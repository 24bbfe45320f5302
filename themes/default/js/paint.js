/* What the reader sees comes first: what can wait, what can be seen, and what need not be moved. */
(function () {
  "use strict";

  /** @type {Metod} */
  var metod = window.metod = window.metod || {};

  /** Acts once what has been changed is painted. @param {() => void} act */
  metod.afterPaint = function (act) {
    requestAnimationFrame(function () { window.setTimeout(act, 0); });
  };

  /** Whether a part of an element is in a box of the window. It is asked before anything is changed: in the
      midst of a change the browser would lay out the page only to answer. */
  metod.isWithin = function (element, box) {
    var own = element.getBoundingClientRect();
    return own.height > 0 && own.bottom > box.top && own.top < box.bottom;
  };

  /** Makes the elements the only children, in this order; those that stand there already are not moved. */
  metod.arrange = function (parent, wanted) {
    var kept = new Set(wanted);
    Array.prototype.slice.call(parent.children).forEach(function (child) { if (!kept.has(child)) { child.remove(); } });
    var place = parent.firstElementChild;
    wanted.forEach(function (element) {
      if (element === place) { place = place.nextElementSibling; } else { parent.insertBefore(element, place); }
    });
  };
})();
