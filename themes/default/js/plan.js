/* The choice of measures in a plan's table. Values of one filter are «or», filters are «and». The
   address is the state: it is read when the page opens and on the way back, and kept current. */
(function () {
  "use strict";

  /** @typedef {Record<string, string[]>} Values the values of each filter: chosen ones, or those of a measure */
  /** @typedef {{ shown: boolean[], total: number, counts: Record<string, Record<string, number>> }} Sifted */

  /**
   * Which measures are shown, and for every value how many measures its choice would leave: those that
   * pass all other filters. One pass: a measure that fails one filter only still counts for that one.
   * @param {Values[]} measures @param {Values} chosen @param {string[]} filters @returns {Sifted}
   */
  function sift(measures, chosen, filters) {
    /** @type {Sifted} */
    var sifted = { shown: [], total: 0, counts: {} };
    filters.forEach(function (filter) { sifted.counts[filter] = {}; });
    /** @param {string} filter @param {Values} measure */
    function count(filter, measure) {
      var counts = sifted.counts[filter];
      measure[filter].forEach(function (value) { counts[value] = (counts[value] || 0) + 1; });
    }
    measures.forEach(function (measure) {
      var failed = filters.filter(function (filter) {
        var wanted = chosen[filter];
        return wanted.length > 0 && !measure[filter].some(function (value) { return wanted.indexOf(value) >= 0; });
      });
      sifted.shown.push(failed.length === 0);
      if (failed.length === 0) {
        sifted.total += 1;
        filters.forEach(function (filter) { count(filter, measure); });
      } else if (failed.length === 1) {
        count(failed[0], measure);
      }
    });
    return sifted;
  }
  if (window.metod) { window.metod.sift = sift; }

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

  var sections = Array.prototype.slice.call(document.querySelectorAll(".plan-table tbody"));
  /** @type {HTMLElement[]} */
  var rows = Array.prototype.slice.call(document.querySelectorAll(".plan-table .measure"));
  var measures = rows.map(valuesOf);

  /** @param {string} selector @returns {HTMLElement} */
  function part(selector) {
    return /** @type {HTMLElement} */ (form.querySelector(selector));
  }

  /** @param {HTMLElement} row @returns {Values} */
  function valuesOf(row) {
    var words = /** @param {string | undefined} text */ function (text) { return text ? text.split(" ") : []; };
    return {
      section: words(row.dataset.section),
      executor: words(row.dataset.executors),
      quarter: words(row.dataset.quarters || "none"),
      state: words(row.dataset.state)
    };
  }

  /** @returns {Values} */
  function chosen() {
    /** @type {Values} */
    var values = {};
    filters.forEach(function (filter) {
      values[filter] = inputs[filter].filter(function (input) { return input.checked; }).map(function (input) { return input.value; });
    });
    return values;
  }

  /** Shows what is chosen. Only what differs is changed, so that the browser lays the table out once. */
  function apply() {
    var values = chosen();
    var sifted = sift(measures, values, filters);
    rows.forEach(function (row, at) {
      if (row.hidden === sifted.shown[at]) { row.hidden = !sifted.shown[at]; }
    });
    sections.forEach(function (section) {
      section.hidden = section.querySelector(".measure") !== null && !section.querySelector(".measure:not([hidden])");
    });
    filters.forEach(function (filter) {
      inputs[filter].forEach(function (input) { showCount(input, sifted.counts[filter][input.value] || 0); });
    });
    var active = filters.some(function (filter) { return values[filter].length > 0; });
    var text = (form.dataset.shown || "").replace("{shown}", numbers.format(sifted.total));
    if (sifted.total === 0) { text = form.dataset.none || text; }
    countLine.textContent = text;
    showChips();
    chips.hidden = reset.hidden = !active;
    form.toggleAttribute("data-active", active);
    return text;
  }

  /** @param {HTMLInputElement} input @param {number} count */
  function showCount(input, count) {
    var label = input.parentElement;
    var number = label && label.querySelector(".value-count");
    if (!label || !number) { return; }
    input.dataset.count = String(count);
    number.textContent = numbers.format(count);
    label.toggleAttribute("data-empty", count === 0);
  }

  function showChips() {
    chips.textContent = "";
    filters.forEach(function (filter) {
      inputs[filter].filter(function (input) { return input.checked; }).forEach(function (input) {
        var label = input.parentElement && input.parentElement.querySelector(".value-label");
        var name = label ? label.textContent || "" : input.value;
        var item = document.createElement("li");
        var chip = document.createElement("button");
        chip.type = "button";
        chip.className = "chip";
        chip.dataset.action = "remove-filter";
        chip.dataset.facet = filter;
        chip.dataset.value = input.value;
        chip.setAttribute("aria-label", (form.dataset.remove || "").replace("{value}", name));
        chip.textContent = name;
        item.append(chip);
        chips.append(item);
      });
    });
  }

  /** Says what is shown, a little later, so that quick choices are said once. */
  /** @type {number | undefined} */
  var timer;
  /** @param {string} text */
  function say(text) {
    window.clearTimeout(timer);
    timer = window.setTimeout(function () { status.textContent = text; }, 700);
  }

  function change() {
    say(apply());
    write();
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
    apply();
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

  form.hidden = false;
  read();
  reveal(location.hash);
})();
