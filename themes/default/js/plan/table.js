/* The table of a plan, which shows the measures of a choice. Of a long one only what is in the window is laid
   out before the paint: a browser lays out rows far beyond it, and would do so before it shows anything. */
(function () {
  "use strict";

  /** @type {Metod} */
  var metod = window.metod = window.metod || {};
  var afterPaint = /** @type {NonNullable<Metod["afterPaint"]>} */ (metod.afterPaint);

  /** So many parts below the window come near it one by one, all others at once. */
  var NEAR = 8;

  /** @type {NonNullable<Metod["planTable"]>} */
  metod.planTable = function (table) {
    var isLong = table.classList.contains("plan-long");
    /** A section is one part, in a long table several. @type {HTMLElement[]} */
    var parts = Array.prototype.slice.call(table.tBodies);
    /** Of each part the place of the first one of its section, which has the heading. @type {number[]} */
    var headOf = [];
    parts.forEach(function (part, at) { headOf.push(part.classList.contains("section-more") ? headOf[at - 1] : at); });
    /** @type {HTMLElement[]} */
    var rows = Array.prototype.slice.call(table.querySelectorAll(".measure"));
    /** Of each row the place of its part. */
    var partOf = rows.map(function (row) { return parts.indexOf(/** @type {HTMLElement} */ (row.parentNode)); });
    /** A section that has no measures at all is never empty: its heading is part of the plan. */
    var canBeEmpty = parts.map(function (_part, at) { return partOf.indexOf(at) >= 0; });
    /** What the page shows now: to ask the page itself takes longer. */
    var isShown = rows.map(function (row) { return !row.hidden; });
    var isEmpty = parts.map(function (part) { return part.hidden; });
    /** How many rows of each part are counted in its height while it has not been laid out. @type {number[]} */
    var guessed = [];
    /** Rows and parts that wait to be laid out, piece by piece. @type {HTMLElement[][]} */
    var later = [];

    /** It is asked before anything is changed: in the midst of a change the browser would lay out the page
        only to answer. */
    function room() {
      if (!isLong) { return Infinity; }
      var top = table.getBoundingClientRect().top;
      if (top < 0) { return Infinity; }
      if (top >= window.innerHeight) { return 0; }
      var first = rows[isShown.indexOf(true)];
      var each = first ? Math.max(first.getBoundingClientRect().height, 64) : 64;
      return Math.ceil((window.innerHeight - top) / each) + 1;
    }

    /** Only what differs is changed, so that the browser lays the table out once.
        @param {boolean[]} shown @param {number} room */
    function show(shown, room) {
      finish();
      var empty = canBeEmpty.slice();
      rows.forEach(function (row, at) {
        if (shown[at]) { empty[partOf[at]] = empty[headOf[partOf[at]]] = false; }
        if (isShown[at] !== shown[at]) { row.hidden = !shown[at]; }
      });
      parts.forEach(function (part, at) {
        if (isEmpty[at] !== empty[at]) { part.hidden = empty[at]; }
      });
      var before = isShown;
      isShown = shown;
      isEmpty = empty;
      if (room < Infinity) { cover(room, before); }
      if (isLong) { afterPaint(guess); }
    }

    /** Tells the style sheet how many rows a part shows, so that the scroll bar is about right. */
    function guess() {
      var counts = parts.map(function () { return 0; });
      partOf.forEach(function (part, at) { if (isShown[at]) { counts[part] += 1; } });
      parts.forEach(function (part, at) {
        if (guessed[at] !== counts[at]) { part.style.setProperty("--rows", String(counts[at])); }
      });
      guessed = counts;
    }

    /** What is below the window waits until the rest is painted, then follows in pieces.
        @param {number} room @param {boolean[]} before which rows were shown */
    function cover(room, before) {
      var mine = later = below(room, before);
      mine.forEach(function (piece) { piece.forEach(function (one) { one.classList.add("plan-later"); }); });
      function next() {
        if (mine !== later) { return; }
        uncover(mine.shift() || []);
        if (mine.length > 0) { afterPaint(next); }
      }
      afterPaint(next);
    }

    /**
     * The part that the window cuts waits by rows, though not by those that were shown before: they are laid
     * out already. Parts that are all below wait as they are.
     * @param {number} room @param {boolean[]} before @returns {HTMLElement[][]}
     */
    function below(room, before) {
      /** @type {Set<number>} */
      var inWindow = new Set();
      /** @type {Set<HTMLElement>} */
      var whole = new Set();
      /** @type {HTMLElement[]} */
      var cut = [];
      rows.forEach(function (row, at) {
        if (!isShown[at]) { return; }
        if (room > 0) {
          room -= 1;
          inWindow.add(partOf[at]);
        } else if (!inWindow.has(partOf[at])) {
          whole.add(parts[partOf[at]]);
        } else if (!before[at]) { cut.push(row); }
      });
      var near = Array.from(whole);
      var far = near.splice(NEAR);
      return [cut].concat(near.map(function (part) { return [part]; }), [far]);
    }

    /** @param {HTMLElement[]} piece */
    function uncover(piece) {
      piece.forEach(function (one) { one.classList.remove("plan-later"); });
    }

    function finish() { later.splice(0).forEach(uncover); }

    /** The first attribute that a row gets of its own takes the browser longer than any later one. */
    function practise() {
      rows.forEach(function (row) {
        row.toggleAttribute("data-practice");
        row.toggleAttribute("data-practice");
      });
      room();
    }

    if (isLong) { guess(); }
    return { rows: rows, isLong: isLong, room: room, show: show, finish: finish, practise: practise };
  };
})();
