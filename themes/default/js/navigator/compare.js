/* Two to four practices side by side. */
(function () {
  "use strict";
  /** @type {Metod} */
  var metod = window.metod = window.metod || {};
  var parts = metod.navigator = metod.navigator || /** @type {MetodNavigator} */ ({});
  var dom = parts.dom;
  var words = parts.words.all;
  var place = document.getElementById("compare");
  if (!place || !words.comparison) { return; }
  var section = place;

  /** More do not fit side by side. */
  var MOST = 4;
  var LINES = ["cost", "evidence", "audience", "steps", "results", "limits", "resources", "replications", "organization", "territory", "period"];

  /** @param {NavigatorFound[]} found @param {NavigatorListPage} page @returns {Node[]} */
  function draw(found, page) {
    if (found.length === 0) { return [empty()]; }
    if (found.length > MOST) { page.notice(parts.words.plural(words.comparison.more, found.length)); }
    /** @type {Node[]} */
    var nodes = [];
    if (found.length === 1) { nodes.push(dom.make("p", { "class": "navigator-notice" }, words.comparison.one + " ", toNavigator())); }
    return nodes.concat([tools(page), table(found.slice(0, MOST), page)]);
  }

  /** @returns {HTMLAnchorElement} */
  function toNavigator() { return dom.make("a", { href: section.dataset.navigator || "" }, words.to_navigator); }

  /** @returns {HTMLElement} */
  function empty() {
    return dom.make("div", { "class": "empty" }, dom.make("p", {}, words.comparison.empty), dom.make("p", {}, toNavigator()));
  }

  /** @param {NavigatorListPage} page @returns {HTMLElement} */
  function tools(page) {
    var print = dom.button(words.print, "plain", function () { window.print(); });
    print.dataset.action = "print";
    var copy = dom.button(words.copy, "plain", function () { dom.copy(page.address(), copy); });
    copy.dataset.action = "copy-link";
    return dom.make("p", { "class": "choice-tools" }, print, copy);
  }

  /** @param {NavigatorFound[]} found @param {NavigatorListPage} page @returns {HTMLElement} */
  function table(found, page) {
    var head = dom.make("tr", {}, dom.make("th", { scope: "col", "class": "compare-corner" }, words.comparison.corner));
    found.forEach(function (one) { head.append(column(one, page)); });
    var body = dom.make("tbody", {});
    LINES.forEach(function (name) {
      if (found.some(function (one) { return Boolean(one.full.cells[name]); })) { body.append(line(name, found)); }
    });
    var drawn = dom.make("table", { "class": "compare-table", "data-columns": String(found.length) },
      dom.make("caption", { "class": "hidden-text" }, words.comparison.caption), dom.make("thead", {}, head), body);
    return dom.make("div", { "class": "table-scroll compare-scroll", tabindex: "0", role: "region", "aria-label": words.comparison.caption }, drawn);
  }

  /** @param {NavigatorFound} one @param {NavigatorListPage} page @returns {HTMLElement} */
  function column(one, page) {
    var cell = dom.make("th", { scope: "col", "data-practice": one.id }, dom.make("a", { href: one.full.url }, one.full.title));
    if (one.full.sample) { cell.append(" ", dom.make("span", { "class": "sample-word" }, words.sample)); }
    var out = dom.button("", "plain", function () {
      var left = page.ids().filter(function (id) { return id !== one.id; });
      page.set(left, function () {
        dom.focus(section.querySelector('[data-action="remove"]') || document.getElementById("main"));
        page.say(parts.words.plural(words.comparison.left, left.length));
      });
    });
    out.dataset.action = "remove";
    out.append(words.comparison.remove, dom.make("span", { "class": "hidden-text" }, ": " + one.full.title));
    cell.append(dom.make("p", { "class": "compare-tools" }, out));
    return cell;
  }

  /** @param {string} name @param {NavigatorFound[]} found @returns {HTMLElement} */
  function line(name, found) {
    var row = dom.make("tr", { "data-line": name }, dom.make("th", { scope: "row" }, words.comparison.lines[name]));
    found.forEach(function (one) {
      var html = one.full.cells[name];
      row.append(dom.make("td", {}, html ? dom.html(html) : dom.make("span", { "class": "note" }, words.comparison.none)));
    });
    return row;
  }

  parts.page(section, "compare", draw);
})();
