/* What was found: how many, the cards of a page, the way to other pages, and what to do where nothing was. */
(function () {
  "use strict";
  /** @type {Metod} */
  var metod = window.metod = window.metod || {};
  var parts = metod.navigator = metod.navigator || /** @type {MetodNavigator} */ ({});
  var dom = parts.dom;
  var arrange = /** @type {NonNullable<Metod["arrange"]>} */ (metod.arrange);
  var afterPaint = /** @type {(act: () => void) => void} */ (metod.afterPaint);

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
    /** The cards that the page came with, by practice. @type {Map<string | null, Element>} */
    var standing = new Map();
    cards.querySelectorAll("[data-practice]").forEach(function (card) { standing.set(card.getAttribute("data-practice"), card); });

    /** The rows whose cards were not drawn before. @param {number[]} rows @returns {number[]} */
    function missing(rows) {
      if (known.size > 1000) { known.clear(); }
      return rows.filter(function (row) { return !known.has(row); });
    }

    /** @param {number[]} rows that were missing @param {string[]} list of their ready HTML */
    function learn(rows, list) {
      /** @type {number[]} */
      var fresh = [];
      rows.forEach(function (row, at) {
        var id = /data-practice="([^"]*)"/.exec(list[at]);
        var card = id && standing.get(id[1]);
        if (card) { known.set(row, card); } else { fresh.push(at); }
      });
      if (fresh.length === 0) { return; }
      var parsed = dom.html(fresh.map(function (at) { return list[at]; }).join("")).children;
      Array.prototype.slice.call(parsed).forEach(function (card, at) { known.set(rows[fresh[at]], card); });
    }

    /** How many cards reach to the lower edge of the window; all are laid out until it was measured. */
    var room = Infinity;

    /**
     * Measures the room for cards. It is asked before a change is drawn, while the answer costs nothing:
     * in the midst of it the browser would lay out the page only to answer.
     * @param {boolean} isFromTop whether the page will be scrolled to the first card
     */
    function look(isFromTop) {
      var box = cards.getBoundingClientRect();
      var each = Math.min(Math.max(box.height / Math.max(1, cards.childElementCount), 96), 480);
      // Cards that stand there may be higher than those that come.
      room = Math.max(2, Math.ceil((window.innerHeight - (isFromTop ? 0 : box.top)) / (0.85 * each)));
    }

    /**
     * Puts the cards of rows on the page. Those that stand there already stay. A browser lays out cards far
     * below the window; those that are new there wait until what can be seen is painted.
     * @param {number[]} rows of cards that are known
     */
    function showCards(rows) {
      var wanted = rows.map(function (row) { return /** @type {Element} */ (known.get(row)); }).filter(Boolean);
      /** @type {Element[]} */
      var later = [];
      wanted.forEach(function (card, at) {
        if (card.parentNode === cards && !card.classList.contains("card-later")) { return; }
        card.classList.toggle("card-later", at >= room);
        if (at >= room) { later.push(card); } else { showChoice(card); }
      });
      arrange(cards, wanted);
      afterPaint(function () {
        later.forEach(function (card) {
          showChoice(card);
          card.classList.remove("card-later");
        });
      });
    }

    /** The buttons of a card. @param {Element} card */
    function showChoice(card) {
      if (metod.choice) { metod.choice.show(card); }
    }

    /** Which paging is the last: an earlier one is not drawn any more. */
    var pagingTurn = 0;

    /**
     * The way to other pages stands below all cards of a page, so its links follow after the paint.
     * @param {number} page @param {number} last @param {(page: number) => string} hrefOf
     */
    function showPaging(page, last, hrefOf) {
      pages.hidden = last < 2;
      pagingTurn += 1;
      var mine = pagingTurn;
      afterPaint(function () { if (mine === pagingTurn) { drawPaging(page, last, hrefOf); } });
    }

    /** @param {number} page @param {number} last @param {(page: number) => string} hrefOf */
    function drawPaging(page, last, hrefOf) {
      dom.clear(pages);
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

    return { sentence: sentence, count: showCount, missing: missing, learn: learn, look: look, cards: showCards, paging: showPaging, empty: showEmpty, notice: notice, place: cards };
  }

  parts.results = results;
})();
