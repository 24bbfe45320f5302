/* The page of the navigator. The address is the state; the built page is what is shown until the
   visitor does something, and nothing is loaded before that or before the browser is idle. */
(function () {
  "use strict";
  /** @type {Metod} */
  var metod = window.metod = window.metod || {};
  var parts = metod.navigator = metod.navigator || /** @type {MetodNavigator} */ ({});
  var dom = parts.dom;
  var words = parts.words.all;

  var foundForm = document.getElementById("navigator");
  var foundSection = document.getElementById("results");
  if (!(foundForm instanceof HTMLFormElement) || !foundSection || !words.found) { return; }
  var form = foundForm;
  var section = foundSection;
  var field = /** @type {HTMLInputElement} */ (form.querySelector('input[name="q"]'));
  var status = /** @type {HTMLElement} */ (section.querySelector('[role="status"]'));
  var countLine = /** @type {HTMLElement | null} */ (section.querySelector("[data-result-count]"));
  var all = countLine ? Number(countLine.dataset.resultCount) : 0;
  if (!field || !status || !all) { return; }

  var heading = /** @type {HTMLElement} */ (section.querySelector("h2"));
  var source = parts.source(form);
  var search = parts.text(form);
  var panel = parts.panel(form, function () {
    state.chosen = panel.chosen();
    update();
  });
  /** @type {HTMLSelectElement | null} */
  var sort = document.querySelector('select[name="sort"]');
  var sorts = sort ? Array.prototype.map.call(sort.options, function (option) { return option.value; }) : [];
  var known = panel.known(/** @type {string[]} */ (sorts));
  var dialog = parts.dialog(form, status);
  var results = parts.results(section, { go: go, remove: remove, reset: reset });
  var chips = parts.chips(/** @type {HTMLElement} */ (section.querySelector(".chips")), panel, remove, heading);
  var mapSection = document.getElementById("map");
  var map = mapSection ? parts.views.map(mapSection) : null;
  /** @type {HTMLButtonElement | null} */
  var resetButton = document.querySelector('[data-action="reset"]');

  var state = parts.address.start(known);
  /** @type {{ engine: NavigatorEngine, orders: NavigatorOrders, samples: Uint32Array } | null} */
  var data = null;
  /** What the search has found for which text. @type {{ text: string, rows: number[], set: Uint32Array, notice: SearchNotice | undefined } | null} */
  var found = null;
  /** Which update is the last: what came too late is not shown. */
  var turn = 0;
  /** What stands on the page. */
  var drawn = "static";
  /** @type {Promise<void> | null} */
  var preparing = null;

  /** Loads the columns of all practices once. @returns {Promise<void>} */
  function prepare() {
    if (preparing) { return preparing; }
    preparing = source.head().then(function (head) {
      var unpack = metod.unpack || function () { return []; };
      var unpackSorted = metod.unpackSorted || unpack;
      data = {
        engine: parts.facets.read(head, unpackSorted),
        orders: parts.order.read(head, unpack),
        samples: parts.bits.of(unpackSorted(head.samples || ""), head.rows)
      };
    });
    preparing.catch(function () { preparing = null; });
    return preparing;
  }

  /** Finds the practices of the text. @param {string} text @returns {Promise<void>} */
  function seek(text) {
    return search.find(text).then(function (answer) {
      var rows = data ? data.engine.rows : 0;
      found = { text: text, rows: answer.rows, set: parts.bits.of(answer.rows, rows), notice: answer.notice };
    });
  }

  /** @returns {boolean} */
  function isReady() { return data !== null && (state.text === "" || (found !== null && found.text === state.text)); }

  /**
   * After a change of the state. Where everything is there already, all that can be seen stands in the same frame.
   * @param {{ isSilent?: boolean, keepsPage?: boolean, isFromTop?: boolean, isWhole?: boolean, after?: () => void }} [how]
   */
  function update(how) {
    var options = how || {};
    if (!options.isWhole) {
      results.look(Boolean(options.isFromTop));
      panel.look();
    }
    turn += 1;
    var mine = turn;
    if (!options.keepsPage) { state.page = 1; }
    if (sort && sort.value !== state.sort) { sort.value = state.sort; }
    chips(state.chosen);
    var size = parts.facets.size(state.chosen);
    if (resetButton) { resetButton.hidden = size === 0 && state.text === ""; }
    showView();
    write();
    if (isReady()) { render(mine, options); return; }
    section.setAttribute("aria-busy", "true");
    prepare().then(function () { return isReady() ? undefined : seek(state.text); }).then(function () {
      results.notice("failed", []);
      if (mine === turn) { render(mine, options); }
    }, function () {
      if (mine !== turn) { return; }
      section.removeAttribute("aria-busy");
      results.notice("failed", [data ? words.no_search : words.no_data]);
    });
  }

  /** @param {number} mine @param {{ isSilent?: boolean, after?: () => void }} options */
  function render(mine, options) {
    if (!data) { return; }
    var engine = data.engine;
    var answer = state.text && found ? found : null;
    var sifted = parts.facets.sift(engine, state.chosen, answer && answer.set);
    var last = parts.order.pages(sifted.total);
    if (state.page > last) { state.page = last; write(); }
    panel.counts(engine, sifted);
    dialog.show(sifted.total, parts.facets.size(state.chosen));
    results.notice("search", answer ? searchNotice(answer.notice) : []);
    results.empty(sifted.total === 0 ? parts.facets.removals(engine, state.chosen, answer && answer.set) : null, state.text, panel.label);
    if (map && state.view === "map") { map.show(engine, sifted, state.chosen, function (facet, value) { return hrefOf({ chosen: only(facet, value), page: 1, view: "cards" }); }); }
    var samples = parts.bits.shared(sifted.rows, data.samples);
    results.paging(state.view === "map" ? 1 : state.page, state.view === "map" ? 1 : last, function (page) { return hrefOf({ page: page }); });
    if (!options.isSilent) { say(results.sentence(sifted.total, all)); }
    draw(mine, sifted, answer && answer.rows, function () {
      results.count(sifted.total, all, samples, state.text);
      section.removeAttribute("aria-busy");
      if (options.after) { options.after(); }
    });
  }

  /** Draws the rows of the page where others stand there. @param {number} mine @param {NavigatorSifted} sifted @param {number[] | null} order @param {() => void} done */
  function draw(mine, sifted, order, done) {
    if (!data) { return; }
    var rows = parts.order.page(data.orders, state.sort, sifted, order, state.page);
    var view = state.view === "table" ? "table" : "cards";
    var key = view + ":" + rows.join(",");
    if (key === drawn || state.view === "map") { done(); return; }
    var missing = view === "table" ? [] : results.missing(rows);
    var coming = view === "table" ? source.table(rows) : source.cards(missing);
    /** @type {Promise<any[]>} */ (coming).then(function (list) {
      if (mine !== turn) { return; }
      drawn = key;
      results.place.classList.toggle("cards", view === "cards");
      if (view === "table") {
        parts.views.table(results.place, list);
      } else {
        results.learn(missing, list);
        results.cards(rows);
      }
      results.notice("failed", []);
      done();
    }, function () {
      if (mine !== turn) { return; }
      section.removeAttribute("aria-busy");
      results.notice("failed", [words.no_data]);
    });
  }

  /** What the search did with the text. @param {SearchNotice | undefined} given @returns {Array<Node | string>} */
  function searchNotice(given) {
    if (!given) { return []; }
    /** @type {{ kind: string, text?: string, words?: string[], without?: SearchWithout[] }} */
    var notice = given;
    var values = { query: notice.text || "", words: (notice.words || []).join(", ") };
    /** @type {Array<Node | string>} */
    var said = [parts.words.fill(words.search[notice.kind] || "", values)];
    if (parts.facets.size(state.chosen) > 0) { return said; }
    // Without facets the search's own numbers are those of the navigator.
    (notice.without || []).forEach(function (one) {
      var text = parts.words.plural(words.nothing.without, one.count, { value: one.words.join(" ") });
      said.push(" ", dom.button(text, "plain", function () {
        field.value = one.text;
        type();
        heading.focus();
      }));
    });
    return said;
  }

  /** The choice with one value of one facet and all others as they are. @param {string} facet @param {string} value @returns {NavigatorChosen} */
  function only(facet, value) {
    var chosen = Object.assign({}, state.chosen);
    chosen[facet] = [value];
    return chosen;
  }

  /** @param {object} change @returns {string} */
  function hrefOf(change) {
    return location.pathname + parts.address.write(location.search, Object.assign({}, state, change), known);
  }

  /** @type {number | undefined} */
  var writing;
  /** The address, and those that are made of it, follow a moment later: browsers take longer for them than for all the counting. */
  function write() {
    window.clearTimeout(writing);
    writing = window.setTimeout(function () {
      linkViews();
      writeNow();
    }, 0);
  }

  function writeNow() {
    window.clearTimeout(writing);
    var address = hrefOf({}) + location.hash;
    if (address === location.pathname + location.search + location.hash) { return; }
    try { history.replaceState(history.state, "", address); } catch (error) { /* The choice lasts as long as the page. */ }
  }

  /** Takes the state from the address. @param {() => void} [after] needs all cards laid out, to find a place among them */
  function read(after) {
    var meant = parts.address.read(location.search, known);
    state = meant.state;
    panel.choose(state.chosen);
    field.value = state.text;
    var dropped = meant.dropped.filter(function (value, at) { return meant.dropped.indexOf(value) === at; });
    results.notice("dropped", dropped.length > 0 ? [parts.words.fill(words.dropped, { values: dropped.join(", ") })] : []);
    update({ isSilent: true, keepsPage: true, isWhole: Boolean(after), after: after });
  }

  /** @type {number | undefined} */
  var timer;
  /** Says what is shown, a little later, so that quick choices are said once. @param {string} text */
  function say(text) {
    window.clearTimeout(timer);
    timer = window.setTimeout(function () { status.textContent = text; }, 700);
  }

  /** Another page, from its top. @param {number} page */
  function go(page) {
    state.page = page;
    update({
      keepsPage: true,
      isFromTop: true,
      after: function () {
        section.scrollIntoView();
        heading.focus({ preventScroll: true });
      }
    });
  }

  /** Takes one value back, or the text where no facet is named. @param {string} facet @param {string} value */
  function remove(facet, value) {
    if (facet) {
      var left = (state.chosen[facet] || []).filter(function (other) { return other !== value; });
      state.chosen = Object.assign({}, state.chosen);
      if (left.length > 0) { state.chosen[facet] = left; } else { delete state.chosen[facet]; }
      panel.choose(state.chosen);
    } else {
      state.text = field.value = "";
    }
    update();
    if (!facet || !document.activeElement || document.activeElement === document.body) { heading.focus(); }
  }

  function reset() {
    state.chosen = {};
    state.text = field.value = "";
    panel.choose({});
    results.notice("dropped", []);
    update();
    heading.focus();
  }

  /** The links to the views. */
  var viewLinks = document.querySelectorAll("a[data-view]");

  function linkViews() {
    viewLinks.forEach(function (link) { link.setAttribute("href", hrefOf({ view: link.getAttribute("data-view"), page: 1 })); });
  }

  function showView() {
    if (section.getAttribute("data-view") !== state.view) { section.setAttribute("data-view", state.view); }
    viewLinks.forEach(function (link) {
      if (link.getAttribute("data-view") === state.view) { link.setAttribute("aria-current", "true"); }
      else { link.removeAttribute("aria-current"); }
    });
    results.place.hidden = state.view === "map";
    if (mapSection) { mapSection.hidden = state.view !== "map"; }
  }

  /** @type {number | undefined} */
  var typing;
  function type() {
    window.clearTimeout(typing);
    var text = field.value.trim();
    if (text === state.text) { return; }
    state.text = text;
    update();
  }

  /** Where the visitor was, if the page is shown again: a card and its distance from the top of the window. @returns {[string, number] | null} */
  function placeBefore() {
    var entry = performance.getEntriesByType("navigation")[0];
    var isAgain = entry instanceof PerformanceNavigationTiming && entry.type !== "navigate";
    var kept = history.state && history.state.metodPlace;
    return isAgain && Array.isArray(kept) && typeof kept[0] === "string" && typeof kept[1] === "number" ? [kept[0], kept[1]] : null;
  }

  /** @returns {Element[]} */
  function shownPractices() {
    return Array.prototype.slice.call(results.place.querySelectorAll("[data-practice]"));
  }

  function keepPlace() {
    writeNow();
    // What is drawn later than the page is placed by takePlace; the plain page by the browser.
    history.scrollRestoration = parts.address.isState(location.search, known) ? "manual" : "auto";
    var first = shownPractices().filter(function (card) { return card.getBoundingClientRect().bottom > 0; })[0];
    var kept = first && window.scrollY > 0 ? [first.getAttribute("data-practice"), first.getBoundingClientRect().top] : null;
    try { history.replaceState(Object.assign({}, history.state, { metodPlace: kept }), ""); } catch (error) { /* The browser's own memory is left. */ }
  }

  /** @param {[string, number]} place */
  function takePlace(place) {
    var card = shownPractices().filter(function (one) { return one.getAttribute("data-practice") === place[0]; })[0];
    if (card) { window.scrollBy(0, card.getBoundingClientRect().top - place[1]); }
  }

  /** From then on a browser leaves out what cannot be seen; the heights of what it has painted it knows. Not at once:
      while fonts arrive the heights still change, and with them the place that the visitor came back to. */
  function settle() {
    window.setTimeout(function () { document.documentElement.setAttribute("data-settled", ""); }, 1000);
  }

  function addTools() {
    if (sort) {
      var chosenSort = sort;
      reveal(sort);
      sort.autocomplete = "off";
      sort.addEventListener("change", function () {
        state.sort = chosenSort.value;
        update();
      });
    }
    viewLinks.forEach(function (link) {
      reveal(link);
      link.addEventListener("click", function (event) {
        event.preventDefault();
        state.view = link.getAttribute("data-view") || "cards";
        update({ keepsPage: state.view !== "map" });
      });
    });
    var bar = section.querySelector(".results-bar");
    if (bar) {
      var copy = dom.button(words.copy, "plain", function () { dom.copy(new URL(hrefOf({}), location.href).href, copy); });
      copy.dataset.action = "copy-link";
      bar.append(copy);
    }
    if (mapSection && map) {
      results.place.before(mapSection);
      mapSection.addEventListener("click", function (event) {
        var tile = map && map.pressed(event);
        if (!tile) { return; }
        event.preventDefault();
        state.chosen = only(tile.facet, tile.value);
        state.view = "cards";
        panel.choose(state.chosen);
        update();
        heading.focus();
      });
    }
    var school = form.querySelector("#school");
    if (school instanceof HTMLElement) {
      parts.school(school, known, panel, function (/** @type {NavigatorChosen} */ marks) {
        state.chosen = Object.assign({}, state.chosen);
        Object.keys(marks).forEach(function (facet) { if (marks[facet].length > 0) { state.chosen[facet] = marks[facet]; } });
        panel.choose(state.chosen);
        state.chosen = panel.chosen();
        update();
      });
    }
  }

  /** @param {Element} element */
  function reveal(element) {
    var around = element.closest("[hidden]");
    if (around) { around.removeAttribute("hidden"); }
  }

  form.addEventListener("submit", function (event) {
    if (!search.isThere) { return; }
    event.preventDefault();
    type();
  });
  field.addEventListener("input", function () {
    if (!search.isThere) { return; }
    window.clearTimeout(typing);
    typing = window.setTimeout(type, 120);
  });
  if (resetButton) { resetButton.addEventListener("click", reset); }
  form.addEventListener("pointerover", function () { prepare().catch(function () {}); }, { once: true });
  form.addEventListener("focusin", function () { prepare().catch(function () {}); }, { once: true });
  window.addEventListener("popstate", function () { read(); });
  window.addEventListener("pagehide", keepPlace);
  section.addEventListener("click", function (event) {
    if (event.target instanceof Element && event.target.closest("[data-practice] a")) { keepPlace(); }
  });

  addTools();
  field.autocomplete = "off";
  if (parts.address.isState(location.search, known)) {
    var place = placeBefore();
    if (place !== null) { history.scrollRestoration = "manual"; }
    read(function () {
      if (place !== null) { takePlace(place); }
      settle();
    });
  } else {
    panel.choose({});
    field.value = "";
    showView();
    linkViews();
    dialog.show(all, 0);
    results.paging(1, parts.order.pages(all), function (page) { return hrefOf({ page: page }); });
    var idle = window.requestIdleCallback || function (/** @type {() => void} */ act) { return window.setTimeout(act, 1500); };
    window.addEventListener("load", function () {
      settle();
      idle(function () { prepare().catch(function () {}); });
    });
  }
})();
