/* The search page: results while one types, in place of the lists that stand there without scripts. The
   address is the state. */
(function () {
  "use strict";

  var metod = /** @type {Required<Metod>} */ (window.metod = window.metod || /** @type {any} */ ({}));
  var place = document.getElementById("found");
  var words = metod.words && metod.words.search;
  if (!place || !words) { return; }
  var section = place;

  // So many results at a time; so long a pause before typing counts, and before the result is said.
  var STEP = 20;
  var PAUSE = 120;
  var SAY_AFTER = 700;

  var heading = part("#found-count");
  var notice = part(".found-notice");
  var kinds = part(".found-kinds");
  var list = part(".found-list");
  var more = part(".found-more");
  var status = document.getElementById("search-status");
  var lists = document.getElementById("results");
  var root = section.dataset.root || "";
  var lang = document.documentElement.lang || "ru";
  var fill = metod.texts.fill;
  var plural = metod.texts.plural;
  var number = metod.texts.number;
  /** The field of the page and that of the header say the same. @type {HTMLInputElement[]} */
  var fields = Array.prototype.slice.call(document.querySelectorAll('input[name="q"]'));

  var state = { text: "", kind: "", shown: STEP };
  /** What is drawn. @type {{ found: Found, rows: number[] } | null} */
  var drawn = null;
  /** Every search has a number: an answer that comes late is dropped. */
  var turn = 0;
  /** @type {Promise<Searcher> | null} */
  var opening = null;

  /** @param {string} selector @returns {HTMLElement} */
  function part(selector) { return /** @type {HTMLElement} */ (section.querySelector(selector)); }

  // --- words -----------------------------------------------------------------------------------------

  /** @param {string} text @returns {string} */
  function quoted(text) { return lang === "ru" ? "«" + text + "»" : "“" + text + "”"; }

  /** @param {string[]} texts @returns {string} */
  function quotedAll(texts) { return texts.map(quoted).join(", "); }

  // --- parts of the page -----------------------------------------------------------------------------

  /** @param {string} tag @param {string} name its class @param {Array<Node | string>} [inside] @returns {HTMLElement} */
  function make(tag, name, inside) {
    var element = document.createElement(tag);
    if (name) { element.className = name; }
    element.append.apply(element, inside || []);
    return element;
  }

  /** @param {Marked[]} pieces @returns {Array<Node | string>} */
  function marked(pieces) {
    return pieces.map(function (piece) { return piece.isMarked ? make("mark", "", [piece.text]) : piece.text; });
  }

  /** An address of this page with another state. @param {string} text @param {string} kind @returns {string} */
  function addressOf(text, kind) {
    var query = new URLSearchParams(location.search);
    query.delete("q");
    query.delete("kind");
    if (text) { query.set("q", text); }
    if (text && kind) { query.set("kind", kind); }
    var rest = query.toString();
    return location.pathname + (rest ? "?" + rest : "");
  }

  /** A link that changes the state without leaving the page. @param {string} text @param {string} kind @param {Array<Node | string>} inside @returns {HTMLElement} */
  function stateLink(text, kind, inside) {
    var link = make("a", "", inside);
    link.setAttribute("href", addressOf(text, kind));
    link.dataset.text = text;
    link.dataset.kind = kind;
    return link;
  }

  /** What one entry of a kind is called. @param {string} kind @returns {string} */
  function nameOf(kind) {
    var name = section.querySelector('[data-name="' + (kind === "plans#" ? "measures" : kind) + '"]');
    return name ? name.textContent || "" : "";
  }

  /** @param {FoundDoc} doc @param {Found} found @param {Searcher} searcher @returns {HTMLElement} */
  function item(doc, found, searcher) {
    var marker = found.marker;
    var kind = searcher.index.kinds[doc.kind] || ["", ""];
    var line = make("p", "found-kind", [make("span", "", [nameOf(kind[0]) || kind[1]])]);
    if (doc.isSample) { line.append(" ", make("span", "sample-word", [words.sample])); }
    var link = make("a", "", marked(metod.search.mark(doc.title, marker)));
    link.setAttribute("href", root + doc.url);
    var made = make("li", "found-item", [line, make("h3", "found-title", [link])]);
    made.dataset.result = doc.ref;
    if (doc.context) { made.append(make("p", "found-context", marked(metod.search.mark(doc.context, marker)))); }
    var text = doc.text.trim().replace(/\s*\n\s*/g, " · ").replace(/\s+/g, " ");
    if (text) { made.append(make("p", "found-text", marked(metod.search.snippet(text, marker)))); }
    return made;
  }

  /** @param {SearchWithout[]} without @returns {Node[]} */
  function withoutLinks(without) {
    if (without.length === 0) { return []; }
    var links = without.map(function (one) {
      var text = fill(words.without, { words: quotedAll(one.words), count: number(one.count) });
      return make("li", "", [stateLink(one.text, "", [text])]);
    });
    return [make("p", "", [words.without_label]), make("ul", "found-without", links)];
  }

  /** What is said above the results. @param {Found} found @param {number} count @returns {Node[]} */
  function noticeOf(found, count) {
    var said = found.notice;
    /** @type {Node[]} */
    var parts = [];
    if (said && (said.kind === "layout" || said.kind === "typo")) {
      parts.push(make("p", "", [fill(words.shown_for, { text: quoted(said.text) })]));
    } else if (said && said.kind === "partial") {
      parts.push(make("p", "", [words.together]));
      parts = parts.concat(withoutLinks(said.without));
    } else if (said && said.kind === "unknown") {
      parts.push(make("p", "", [fill(words.unknown[said.words.length === 1 ? "one" : "many"], { words: quotedAll(said.words) })]));
      parts = parts.concat(withoutLinks(said.without));
    }
    return found.rows.length > 0 || count > 0 ? parts : parts.concat(advice());
  }

  /** @returns {Node[]} */
  function advice() {
    var steps = words.advice.map(/** @param {string} step */ function (step) { return make("li", "", [step]); });
    return [make("p", "", [words.advice_label + ":"]), make("ul", "", steps)];
  }

  /** The kinds that have results, each with their number. @param {Found} found @param {Searcher} searcher */
  function drawKinds(found, searcher) {
    var focused = kinds.contains(document.activeElement) && document.activeElement instanceof HTMLElement ? document.activeElement.dataset.kind : undefined;
    var counts = searcher.index.kinds.map(function () { return 0; });
    found.rows.forEach(function (row) { counts[searcher.kindOf(row)] += 1; });
    /** @type {HTMLElement[]} */
    var items = [kindItem("", words.all, found.rows.length)];
    searcher.index.kinds.forEach(function (kind, at) {
      if (counts[at] > 0 || kind[0] === state.kind) { items.push(kindItem(kind[0], kind[1], counts[at])); }
    });
    var place = kinds.firstElementChild;
    if (place) { replace(place, items); }
    kinds.hidden = found.rows.length === 0;
    if (focused === undefined) { return; }
    kinds.querySelectorAll("a").forEach(function (link) { if (link.dataset.kind === focused) { link.focus(); } });
  }

  /** @param {Element} place @param {Array<Node | string>} inside */
  function replace(place, inside) {
    place.textContent = "";
    place.append.apply(place, inside);
  }

  /** @param {string} kind @param {string} title @param {number} count @returns {HTMLElement} */
  function kindItem(kind, title, count) {
    var link = stateLink(state.text, kind, [make("span", "value-label", [title]), " ", make("span", "value-count", [number(count)])]);
    if (kind === state.kind) { link.setAttribute("aria-current", "true"); }
    return make("li", "", [link]);
  }

  // --- drawing ---------------------------------------------------------------------------------------

  /** @param {Found} found @param {Searcher} searcher @returns {number[]} the results of the chosen kind */
  function ofKind(found, searcher) {
    if (!state.kind) { return found.rows; }
    return found.rows.filter(function (row) { return searcher.index.kinds[searcher.kindOf(row)][0] === state.kind; });
  }

  /** @param {Found} found @param {number} count @returns {string} */
  function countText(found, count) {
    if (count === 0) { return found.rows.length > 0 ? words.none_of_kind : words.none; }
    return plural(found.notice && found.notice.kind === "partial" ? words.found_parts : words.found, count);
  }

  /** @param {Found} found @param {number[]} rows @param {FoundDoc[]} docs @param {Searcher} searcher */
  function draw(found, rows, docs, searcher) {
    var said = noticeOf(found, rows.length);
    replace(notice, said);
    notice.hidden = said.length === 0;
    drawKinds(found, searcher);
    replace(list, docs.map(function (doc) { return item(doc, found, searcher); }));
    drawn = { found: found, rows: rows };
    showMore();
    show(true);
    heading.textContent = countText(found, rows.length);
    heading.dataset.resultCount = String(rows.length);
    heading.dataset.for = state.text;
    section.removeAttribute("aria-busy");
    say(countText(found, rows.length) + ". " + spoken(found));
  }

  /** The part of the notice that is said aloud. @param {Found} found @returns {string} */
  function spoken(found) {
    var kind = found.notice ? found.notice.kind : "";
    var first = notice.querySelector("p");
    return kind && first ? first.textContent || "" : "";
  }

  function showMore() {
    var left = drawn ? drawn.rows.length - list.children.length : 0;
    more.hidden = left <= 0;
    var button = more.querySelector("button");
    if (button) { button.textContent = plural(words.more, Math.min(STEP, left)); }
  }

  /** Shows the results, or the lists that the page has without scripts. @param {boolean} isFound */
  function show(isFound) {
    section.hidden = !isFound;
    if (lists) { lists.hidden = isFound; }
  }

  /** Says what was found, once typing has paused. @type {number | undefined} */
  var saying;
  /** Nothing is said of what the page was opened with. */
  var isSilent = true;
  /** @param {string} text */
  function say(text) {
    window.clearTimeout(saying);
    if (isSilent) { return; }
    saying = window.setTimeout(function () { if (status) { status.textContent = text.trim(); } }, SAY_AFTER);
  }

  function fail() {
    opening = null;
    show(true);
    if (lists) { lists.hidden = false; }
    heading.textContent = words.failed;
    notice.hidden = kinds.hidden = more.hidden = true;
    list.textContent = "";
    section.removeAttribute("aria-busy");
    say(words.failed);
  }

  function clear() {
    turn += 1;
    drawn = null;
    show(false);
    heading.removeAttribute("data-result-count");
    heading.removeAttribute("data-for");
    say("");
  }

  // --- searching -------------------------------------------------------------------------------------

  /** @returns {Promise<Searcher>} */
  function searcherOf() {
    opening = opening || metod.search.open(section.dataset.index || "");
    return opening;
  }

  /** @param {Searcher} searcher */
  function dropUnknownKind(searcher) {
    if (!state.kind || searcher.index.kinds.some(function (kind) { return kind[0] === state.kind; })) { return; }
    state.kind = "";
    write();
  }

  /** Finds what the state asks for, and draws it if nothing else was asked for meanwhile. @returns {Promise<void>} */
  function run() {
    if (!metod.search.normalise(state.text).trim()) {
      clear();
      return Promise.resolve();
    }
    var own = turn += 1;
    var wanted = state.shown;
    if (!drawn) {
      heading.textContent = words.loading;
      section.setAttribute("aria-busy", "true");
    }
    return searcherOf().then(function (searcher) {
      dropUnknownKind(searcher);
      return searcher.find(state.text).then(function (found) {
        if (own !== turn) { return undefined; }
        return searcher.settle(found, ofKind(found, searcher)).then(function (rows) {
          return searcher.docs(rows.slice(0, wanted)).then(function (docs) {
            if (own === turn) { draw(found, rows, docs, searcher); }
          });
        });
      });
    }).catch(function () { if (own === turn) { fail(); } });
  }

  /** Draws the next results, and leads to the first of them. */
  function next() {
    if (!drawn) { return; }
    var had = list.children.length;
    var now = drawn;
    searcherOf().then(function (searcher) {
      return searcher.docs(now.rows.slice(had, had + STEP)).then(function (docs) {
        if (drawn !== now || list.children.length !== had) { return; }
        docs.forEach(function (doc) { list.append(item(doc, now.found, searcher)); });
        state.shown = list.children.length;
        showMore();
        write();
        var link = list.children[had] && list.children[had].querySelector("a");
        if (link) { link.focus(); }
      });
    }).catch(fail);
  }

  // --- state -----------------------------------------------------------------------------------------

  /** Keeps the state in the address, and what only this visit knows beside it. @param {{ top?: number }} [also] */
  function write(also) {
    var entry = Object.assign({}, { shown: state.shown }, also);
    try { history.replaceState(entry, "", addressOf(state.text, state.kind) + location.hash); } catch (error) { /* The state lasts as long as the page. */ }
  }

  function read() {
    var query = new URLSearchParams(location.search);
    var kept = history.state && typeof history.state.shown === "number" ? history.state.shown : STEP;
    state = { text: query.get("q") || "", kind: query.get("kind") || "", shown: Math.max(STEP, kept) };
    fields.forEach(function (field) { field.value = state.text; });
    isSilent = true;
    var top = history.state && typeof history.state.top === "number" ? history.state.top : 0;
    run().then(function () {
      isSilent = false;
      if (top > 0 && window.scrollY === 0) { window.scrollTo(0, top); }
    });
  }

  /** @param {string} text @param {string} kind */
  function change(text, kind) {
    isSilent = false;
    state = { text: text, kind: kind, shown: STEP };
    write();
    return run();
  }

  /** @type {number | undefined} */
  var pausing;
  /** @param {Event} event */
  function typed(event) {
    var field = event.target;
    if (!(field instanceof HTMLInputElement)) { return; }
    var text = field.value;
    fields.forEach(function (other) { if (other !== field) { other.value = text; } });
    window.clearTimeout(pausing);
    pausing = window.setTimeout(function () { change(text, state.kind); }, PAUSE);
  }

  fields.forEach(function (field) {
    field.addEventListener("input", typed);
    if (!field.form) { return; }
    field.form.addEventListener("submit", function (event) {
      event.preventDefault();
      window.clearTimeout(pausing);
      change(field.value, state.kind);
    });
  });
  section.addEventListener("click", function (event) {
    var target = event.target instanceof Element ? event.target : null;
    if (target && target.closest('[data-action="more"]')) { next(); return; }
    var link = target ? target.closest("a[data-text]") : null;
    if (!(link instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) { return; }
    event.preventDefault();
    var text = link.dataset.text || "";
    var isNotice = notice.contains(link);
    fields.forEach(function (field) { field.value = text; });
    change(text, link.dataset.kind || "").then(function () { if (isNotice) { heading.focus(); } });
  });
  window.addEventListener("popstate", read);
  window.addEventListener("pagehide", function () { if (state.text) { write({ top: window.scrollY }); } });
  read();
})();
