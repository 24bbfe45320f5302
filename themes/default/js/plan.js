/* The choice of measures in a plan's table. Values of one filter are «or», filters are «and». The
   address is the state: it is read when the page opens and on the way back, and kept current. */
(function () {
  "use strict";

  /** @type {Metod} */
  var metod = window.metod || {};
  var plan = /** @type {MetodPlan} */ (metod.plan);
  var planTable = /** @type {NonNullable<Metod["planTable"]>} */ (metod.planTable);
  var afterPaint = /** @type {(act: () => void) => void} */ (metod.afterPaint);
  var isWithin = /** @type {NonNullable<Metod["isWithin"]>} */ (metod.isWithin);
  var showCounts = /** @type {NonNullable<Metod["showCounts"]>} */ (metod.showCounts);
  var arrange = /** @type {NonNullable<Metod["arrange"]>} */ (metod.arrange);

  var found = document.getElementById("plan-filters");
  if (!(found instanceof HTMLFormElement)) { return; }
  var form = found;
  var countLine = part(".filter-count");
  var status = part('[role="status"]');
  var chips = part(".chips");
  var reset = part('[data-action="reset"]');
  var numbers = new Intl.NumberFormat(document.documentElement.lang);

  /** @type {Record<string, HTMLInputElement[]>} */
  var inputs = {};
  form.querySelectorAll("input").forEach(function (input) {
    (inputs[input.name] = inputs[input.name] || []).push(input);
  });
  var filters = Object.keys(inputs);
  /** @type {MetodCount[]} */
  var counts = [];
  filters.forEach(function (filter) {
    inputs[filter].forEach(function (input) {
      var label = input.parentElement;
      var number = label && label.querySelector(".value-count");
      if (label && number) { counts.push({ input: input, label: label, number: number, count: -1, isSeen: false }); }
    });
  });

  var table = planTable(/** @type {HTMLTableElement} */ (document.querySelector(".plan-table")));
  var known = plan.index(table.rows.map(valuesOf), filters);

  /** @param {string} selector @returns {HTMLElement} */
  function part(selector) {
    return /** @type {HTMLElement} */ (form.querySelector(selector));
  }

  /** @param {HTMLElement} row @returns {PlanValues} */
  function valuesOf(row) {
    var words = /** @param {string | undefined} text */ function (text) { return text ? text.split(" ") : []; };
    return {
      section: words(row.dataset.section),
      executor: words(row.dataset.executors),
      quarter: words(row.dataset.quarters || "none"),
      state: words(row.dataset.state)
    };
  }

  /** @returns {PlanValues} */
  function chosen() {
    /** @type {PlanValues} */
    var values = {};
    filters.forEach(function (filter) {
      values[filter] = inputs[filter].filter(function (input) { return input.checked; }).map(function (input) { return input.value; });
    });
    return values;
  }

  /** Shows what is chosen. @param {number} room for rows in the window, where that is known @returns {string} */
  function apply(room) {
    var values = chosen();
    var sifted = plan.sift(known, values);
    table.show(sifted.shown, room);
    showCounts(counts, function (input) { return sifted.counts[input.name][input.value] || 0; }, numbers.format);
    var active = filters.some(function (filter) { return values[filter].length > 0; });
    var text = (form.dataset.shown || "").replace("{shown}", numbers.format(sifted.total));
    if (sifted.total === 0) { text = form.dataset.none || text; }
    countLine.textContent = text;
    showChips();
    chips.hidden = reset.hidden = !active;
    form.toggleAttribute("data-active", active);
    return text;
  }

  /** Notes which counts can be seen: a long list of values scrolls in its filter, and a filter may be folded away. */
  function look() {
    /** What can be seen of the lists that stand open. @type {Map<Element, { top: number, bottom: number }>} */
    var sights = new Map();
    form.querySelectorAll("details[open] fieldset").forEach(function (list) {
      var box = list.getBoundingClientRect();
      sights.set(list, { top: Math.max(0, box.top), bottom: Math.min(window.innerHeight, box.bottom) });
    });
    counts.forEach(function (one) {
      var list = one.input.closest("fieldset");
      var sight = list && sights.get(list);
      one.isSeen = Boolean(sight) && isWithin(one.label, /** @type {{ top: number, bottom: number }} */ (sight));
    });
  }

  /** The chips of the values that were chosen before, by their boxes. @type {Map<HTMLInputElement, Element>} */
  var drawn = new Map();

  function showChips() {
    /** @type {Map<HTMLInputElement, Element>} */
    var wanted = new Map();
    filters.forEach(function (filter) {
      inputs[filter].forEach(function (input) { if (input.checked) { wanted.set(input, drawn.get(input) || chipOf(input)); } });
    });
    drawn = wanted;
    arrange(chips, Array.from(wanted.values()));
  }

  /** @param {HTMLInputElement} input @returns {Element} */
  function chipOf(input) {
    var label = input.parentElement && input.parentElement.querySelector(".value-label");
    var name = label ? label.textContent || "" : input.value;
    var item = document.createElement("li");
    var chip = document.createElement("button");
    chip.type = "button";
    chip.className = "chip";
    chip.dataset.action = "remove-filter";
    chip.dataset.facet = input.name;
    chip.dataset.value = input.value;
    chip.setAttribute("aria-label", (form.dataset.remove || "").replace("{value}", name));
    chip.textContent = name;
    item.append(chip);
    return item;
  }

  /** Says what is shown, a little later, so that quick choices are said once. */
  /** @type {number | undefined} */
  var timer;
  /** @param {string} text */
  function say(text) {
    window.clearTimeout(timer);
    timer = window.setTimeout(function () { status.textContent = text; }, 700);
  }

  var isWriting = false;
  function change() {
    var room = table.room();
    look();
    say(apply(room));
    if (!table.isLong) { write(); return; }
    // To name a long page anew takes a browser longer than to filter it: it looks at every link.
    if (isWriting) { return; }
    isWriting = true;
    afterPaint(function () {
      isWriting = false;
      write();
    });
  }

  /** Puts the choice into the address; what else stands there stays. */
  function write() {
    var query = new URLSearchParams(location.search);
    var values = chosen();
    ["section", "executor", "quarter", "state"].forEach(function (filter) { query.delete(filter); });
    filters.forEach(function (filter) {
      values[filter].forEach(function (value) { query.append(filter, value); });
    });
    var text = query.toString();
    var address = location.pathname + (text ? "?" + text : "") + location.hash;
    if (address === location.pathname + location.search + location.hash) { return; }
    try { history.replaceState(history.state, "", address); } catch (error) { /* The choice lasts as long as the page. */ }
  }

  /** Takes the choice from the address; values that the plan does not have are dropped. */
  function read() {
    var query = new URLSearchParams(location.search);
    filters.forEach(function (filter) {
      var wanted = query.getAll(filter);
      inputs[filter].forEach(function (input) { input.checked = wanted.indexOf(input.value) >= 0; });
    });
    apply(Infinity);
    write();
  }

  function clear() {
    filters.forEach(function (filter) { inputs[filter].forEach(function (input) { input.checked = false; }); });
    change();
  }

  /** The measure or section of the table that an anchor names. @param {string} hash @returns {Element | null} */
  function targetOf(hash) {
    var target = null;
    try { target = document.getElementById(decodeURIComponent(hash.slice(1))); } catch (error) { return null; }
    return target && target.closest(".plan-table") ? target : null;
  }

  /** An address of a measure or section that is not shown shows it, and drops the choice. @param {string} hash */
  function reveal(hash) {
    var target = targetOf(hash);
    if (!target || !target.closest("[hidden]")) { return; }
    clear();
    table.finish();
    target.scrollIntoView();
  }

  /** The heights of a long table are guesses until its rows are seen: an address may miss its measure. */
  function settle() {
    var target = targetOf(location.hash);
    var frames = 6;
    function look() {
      if (!target || !target.closest(".plan-long")) { return; }
      var top = target.getBoundingClientRect().top;
      if (top < 0 || top > window.innerHeight / 2) { target.scrollIntoView(); }
      frames -= 1;
      if (frames > 0) { requestAnimationFrame(look); }
    }
    look();
  }

  /** Whether the page was opened by its address, and not on the way back, where the browser knows the place. */
  function isOpened() {
    var entry = performance.getEntriesByType("navigation")[0];
    return entry instanceof PerformanceNavigationTiming && entry.type === "navigate";
  }

  form.addEventListener("change", change);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  reset.addEventListener("click", function () {
    clear();
    var summary = form.querySelector("summary");
    if (summary) { summary.focus(); }
  });
  chips.addEventListener("click", function (event) {
    var chip = event.target instanceof Element ? event.target.closest("button") : null;
    if (!chip) { return; }
    var place = Array.prototype.indexOf.call(chips.querySelectorAll("button"), chip);
    var facet = chip.dataset.facet || "";
    var value = chip.dataset.value;
    inputs[facet].forEach(function (input) { if (input.value === value) { input.checked = false; } });
    change();
    var left = chips.querySelectorAll("button");
    var next = left[Math.min(place, left.length - 1)] || form.querySelector("summary");
    if (next instanceof HTMLElement) { next.focus(); }
  });
  document.addEventListener("click", function (event) {
    var link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
    if (link instanceof HTMLAnchorElement) { reveal(link.hash); }
  });
  window.addEventListener("hashchange", function () {
    reveal(location.hash);
    settle();
  });
  window.addEventListener("load", function () { if (isOpened()) { settle(); } });
  window.addEventListener("popstate", read);
  window.addEventListener("pagehide", write);

  form.hidden = false;
  read();
  // What runs for the first time runs slowly: a browser with nothing to do may practise.
  if (table.isLong && window.requestIdleCallback) {
    window.addEventListener("load", function () {
      window.requestIdleCallback(function () {
        table.practise();
        look();
        filters.forEach(function (filter) { plan.sift(known, Object.assign(chosen(), { [filter]: [inputs[filter][0].value] })); });
      });
    });
  }
  reveal(location.hash);
})();
