/* «Моя подборка»: practices in the visitor's own order, to print, to pass on, and as a table. */
(function () {
  "use strict";
  /** @type {Metod} */
  var metod = window.metod = window.metod || {};
  var parts = metod.navigator = metod.navigator || /** @type {MetodNavigator} */ ({});
  var dom = parts.dom;
  var words = parts.words.all;
  var place = document.getElementById("selection");
  if (!place || !words.selection) { return; }
  var section = place;

  /** Higher codes have squares too small for a telephone. */
  var HIGHEST_CODE = 25;

  /** @param {NavigatorFound[]} found @param {NavigatorListPage} page @returns {Promise<Node[]>} */
  function draw(found, page) {
    if (found.length === 0) { return Promise.resolve([empty()]); }
    return page.source.cards(found.map(function (one) { return one.full.row; })).then(function (cards) {
      var list = dom.make("ol", { "class": "selection-list" });
      found.forEach(function (one, at) { list.append(item(one, at, found.length, cards[at], page)); });
      /** @type {Node[]} */
      var nodes = [dom.make("p", { "class": "count" }, parts.words.plural(words.selection.count, found.length))];
      if (!page.isOwn()) { nodes.push(borrowed(page)); }
      return nodes.concat([tools(found, page), dom.make("h2", { "class": "hidden-text" }, words.selection.title), list], code(page));
    });
  }

  /** @returns {HTMLElement} */
  function empty() {
    return dom.make("div", { "class": "empty" }, dom.make("p", {}, words.selection.empty),
      dom.make("p", {}, dom.make("a", { href: section.dataset.navigator || "" }, words.to_navigator)));
  }

  /** A list from a link can become one's own. @param {NavigatorListPage} page @returns {HTMLElement} */
  function borrowed(page) {
    var button = dom.button(words.selection.keep, "plain", function () {
      page.keep();
      page.say(words.selection.kept);
    });
    button.dataset.action = "keep-selection";
    return dom.make("p", { "class": "navigator-notice" }, words.selection.borrowed + " ", button);
  }

  /** @param {NavigatorFound} one @param {number} at @param {number} all @param {string} card @param {NavigatorListPage} page @returns {HTMLElement} */
  function item(one, at, all, card, page) {
    /** @param {string} action @param {string} word @param {() => void} act @returns {HTMLButtonElement} */
    function tool(action, word, act) {
      var button = dom.button("", "plain", act);
      button.dataset.action = action;
      button.append(word, dom.make("span", { "class": "hidden-text" }, ": " + one.full.title));
      return button;
    }
    /** @param {number} by @param {string} action */
    function move(by, action) {
      page.set(parts.ids.move(page.ids(), one.id, by), function () {
        var moved = find(one.id);
        var same = moved && moved.querySelector('[data-action="' + action + '"]');
        dom.focus(same instanceof HTMLButtonElement && !same.disabled ? same : moved && moved.querySelector(".selection-tools button:not([disabled])"));
        var place = String(page.ids().indexOf(one.id) + 1);
        page.say(parts.words.fill(words.selection.moved, { place: place, total: String(all) }));
      });
    }
    var up = tool("move-up", words.selection.up, function () { move(-1, "move-up"); });
    var down = tool("move-down", words.selection.down, function () { move(1, "move-down"); });
    up.disabled = at === 0;
    down.disabled = at === all - 1;
    var out = tool("remove", words.selection.remove, function () {
      var left = page.ids().filter(function (id) { return id !== one.id; });
      page.set(left, function () {
        var next = find(left[Math.min(at, left.length - 1)] || "");
        dom.focus((next && next.querySelector('[data-action="remove"]')) || document.getElementById("main"));
        page.say(parts.words.plural(words.selection.count, left.length));
      });
    });
    var line = dom.make("li", { "class": "selection-item", "data-id": one.id }, dom.html(card),
      dom.make("p", { "class": "selection-tools" }, up, " ", down, " ", out));
    // The list itself says that a practice is in it.
    line.querySelectorAll('.card [data-action="basket"]').forEach(function (button) { button.remove(); });
    return line;
  }

  /** @param {string} id @returns {Element | null} */
  function find(id) {
    var items = /** @type {Element[]} */ (Array.prototype.slice.call(section.querySelectorAll(".selection-item")));
    return items.filter(function (one) { return one.getAttribute("data-id") === id; })[0] || null;
  }

  /** @param {NavigatorFound[]} found @param {NavigatorListPage} page @returns {HTMLElement} */
  function tools(found, page) {
    var print = dom.button(words.print, "plain", function () { window.print(); });
    print.dataset.action = "print";
    var copy = dom.button(words.copy, "plain", function () { dom.copy(page.address(), copy); });
    copy.dataset.action = "copy-link";
    var csv = dom.button(words.selection.csv, "plain", function () { save(found, page); });
    csv.dataset.action = "csv";
    var box = dom.make("p", { "class": "choice-tools" }, print, csv, copy);
    if (found.length > 1 && metod.choice) {
      var four = found.slice(0, 4).map(function (one) { return one.id; });
      var href = metod.choice.withIds(section.dataset.compare || "", four);
      var text = found.length > 4 ? words.selection.compare_first : words.selection.compare;
      box.append(dom.make("a", { "class": "button button-plain", "data-action": "compare-selection", href: href }, text));
    }
    return box;
  }

  /** @param {NavigatorFound[]} found @param {NavigatorListPage} page */
  function save(found, page) {
    page.source.table(found.map(function (one) { return one.full.row; })).then(function (rows) {
      var columns = words.columns;
      var table = [["№", columns[1], columns[3], columns[4], columns[5], columns[6], columns[7], columns[8], columns.address, columns.note]];
      rows.forEach(function (row, at) {
        var address = new URL(row[2], location.href).href;
        table.push([String(at + 1), row[1], row[3], row[4], row[5], row[6], row[7], row[8], address, row[9] ? words.sample : ""]);
      });
      var url = URL.createObjectURL(new Blob([parts.csv.write(table)], { type: "text/csv;charset=utf-8" }));
      var link = dom.make("a", { href: url, download: words.selection.file });
      document.body.append(link);
      link.click();
      link.remove();
      window.setTimeout(function () { URL.revokeObjectURL(url); }, 10000);
    }).catch(function () { page.notice(words.no_data); });
  }

  /** The address of the list for a telephone; a folder on a disk has none. @param {NavigatorListPage} page @returns {Node[]} */
  function code(page) {
    if (!/^https?:$/.test(location.protocol)) { return []; }
    var made = parts.qr.encode(page.address(), HIGHEST_CODE);
    if (!made) { return [dom.make("p", { "class": "note" }, words.selection.code_long)]; }
    var side = String(made.size + 8);
    var drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    /** @param {string} tag @param {Record<string, string>} attributes */
    function add(tag, attributes) {
      var shape = document.createElementNS("http://www.w3.org/2000/svg", tag);
      Object.keys(attributes).forEach(function (name) { shape.setAttribute(name, attributes[name]); });
      drawing.append(shape);
    }
    drawing.setAttribute("viewBox", "-4 -4 " + side + " " + side);
    drawing.setAttribute("role", "img");
    drawing.setAttribute("aria-label", words.selection.code_label);
    drawing.setAttribute("class", "qr");
    drawing.setAttribute("shape-rendering", "crispEdges");
    add("rect", { x: "-4", y: "-4", width: side, height: side, fill: "#fff" });
    add("path", { d: parts.qr.path(made), fill: "#000" });
    return [dom.make("figure", { "class": "qr-figure" }, drawing, dom.make("figcaption", {}, words.selection.code))];
  }

  parts.page(section, "basket", draw);
})();
