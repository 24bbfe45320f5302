/* What was found: how many, the cards of a page, the way to other pages, and what to do where nothing was. */
(function () {
  "use strict";
  /** @type {Metod} */
  var metod = window.metod = window.metod || {};
  var parts = metod.navigator = metod.navigator || /** @type {MetodNavigator} */ ({});
  var dom = parts.dom;

  /** @type {MetodNavigator["results"]} */
  function results(section, actions) {
    var words = parts.words.all;
    /** @param {string} selector @returns {HTMLElement} */
    function part(selector) { return /** @type {HTMLElement} */ (section.querySelector(selector)); }
    var count = part("[data-result-count]");
    var cards = part(".cards");
    var notices = part(".notices");
    var empty = dom.make("div", { "class": "empty-advice", hidden: "" });
    cards.after(empty);
    var paging = section.querySelector("nav.paging");
    if (!paging) {
      paging = dom.make("nav", { "class": "paging", hidden: "" });
      section.append(paging);
    }
    paging.setAttribute("aria-label", words.pages);
    var pages = /** @type {HTMLElement} */ (paging);

    /** @param {number} shown @param {number} total @returns {string} */
    function sentence(shown, total) {
      return parts.words.plural(words.found, shown, { shown: parts.words.number(shown), total: parts.words.number(total) });
    }

    /** @param {number} shown @param {number} total @param {number} samples @param {string} text */
    function showCount(shown, total, samples, text) {
      dom.clear(count);
      count.append(sentence(shown, total));
      if (samples > 0) {
        count.append(" ", dom.make("span", { "class": "note" }, "(" + parts.words.plural(words.samples, samples) + ")"));
      }
      count.dataset.resultCount = String(shown);
      count.dataset.for = text;
    }

    /** Cards that were drawn before, by row: to parse them anew takes longer than to move them. @type {Map<number, Element>} */
    var known = new Map();

    /** @param {number[]} rows @param {string[]} list of ready HTML */
    function showCards(rows, list) {
      if (known.size > 1000) { known.clear(); }
      var fresh = rows.map(function (_row, at) { return at; }).filter(function (at) { return !known.has(rows[at]); });
      var parsed = dom.html(fresh.map(function (at) { return list[at]; }).join("")).children;
      Array.prototype.slice.call(parsed).forEach(function (card, at) { known.set(rows[fresh[at]], card); });
      dom.clear(cards);
      cards.append.apply(cards, rows.map(function (row) { return known.get(row) || ""; }));
      if (metod.choice) { metod.choice.show(cards); }
    }

    /** @param {number} page @param {number} last @param {(page: number) => string} hrefOf */
    function showPaging(page, last, hrefOf) {
      dom.clear(pages);
      pages.hidden = last < 2;
      if (last < 2) { return; }
      /** @param {number} number @param {string} text @param {Record<string, string>} attributes @returns {HTMLAnchorElement} */
      function link(number, text, attributes) {
        return dom.make("a", Object.assign({ href: hrefOf(number), "data-page": String(number) }, attributes), text);
      }
      if (page > 1) { pages.append(link(page - 1, "← " + words.previous, { "class": "paging-step", rel: "prev" })); }
      var list = dom.make("ul", { "class": "paging-pages" });
      parts.order.steps(page, last).forEach(function (number) {
        var text = parts.words.number(number);
        if (number === 0) { list.append(dom.make("li", {}, dom.make("span", {}, "…"))); }
        else if (number === page) { list.append(dom.make("li", {}, dom.make("span", { "aria-current": "page" }, text))); }
        else { list.append(dom.make("li", {}, link(number, text, { "aria-label": parts.words.fill(words.page, { page: text }) }))); }
      });
      pages.append(list);
      if (page < last) { pages.append(link(page + 1, words.next + " →", { "class": "paging-step", rel: "next" })); }
      var of = { page: parts.words.number(page), total: parts.words.number(last) };
      pages.append(dom.make("p", { "class": "paging-text" }, parts.words.fill(words.page_of, of)));
    }

    pages.addEventListener("click", function (event) {
      var link = event.target instanceof Element ? event.target.closest("a[data-page]") : null;
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) { return; }
      event.preventDefault();
      actions.go(Number(link.getAttribute("data-page")));
    });

    /**
     * Where nothing was found: what each removal would give. Without removals nothing is said.
     * @param {NavigatorRemoval[] | null} removals @param {string} text @param {(facet: string, value: string) => string} label
     */
    function showEmpty(removals, text, label) {
      dom.clear(empty);
      empty.hidden = !removals;
      if (!removals) { return; }
      empty.append(dom.make("p", { "class": "empty" }, words.nothing.title));
      var list = dom.make("ul", { "class": "empty-removals" });
      removals.forEach(function (removal) {
        var name = removal.facet ? label(removal.facet, removal.value) : text;
        var button = dom.button(parts.words.plural(words.nothing.without, removal.count, { value: name }), "plain", function () {
          actions.remove(removal.facet, removal.value);
        });
        button.dataset.action = "remove-one";
        button.dataset.facet = removal.facet || "q";
        button.dataset.value = removal.facet ? removal.value : text;
        button.dataset.count = String(removal.count);
        list.append(dom.make("li", {}, button));
      });
      empty.append(dom.make("p", {}, removals.length > 0 ? words.nothing.advice : words.nothing.far));
      if (removals.length > 0) { empty.append(list); }
      empty.append(dom.button(words.nothing.reset, "plain", actions.reset));
    }

    /** @type {Record<string, Array<Node | string>>} */
    var said = {};
    /** Something to know about what is shown; nothing takes it away again. @param {string} name @param {Array<Node | string>} texts */
    function notice(name, texts) {
      said[name] = texts;
      dom.clear(notices);
      Object.keys(said).forEach(function (one) {
        if (said[one].length > 0) { notices.append(dom.make.apply(null, /** @type {any} */ (["p", { "class": "navigator-notice", "data-notice": one }].concat(/** @type {any} */ (said[one]))))); }
      });
      notices.hidden = notices.children.length === 0;
    }

    return { sentence: sentence, count: showCount, cards: showCards, paging: showPaging, empty: showEmpty, notice: notice, place: cards };
  }

  parts.results = results;
})();
