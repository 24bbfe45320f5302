/* The facets: boxes to tick in place of the links, their counts, and a field that narrows a long list. */
(function () {
  "use strict";
  /** @type {Metod} */
  var metod = window.metod = window.metod || {};
  var parts = metod.navigator = metod.navigator || /** @type {MetodNavigator} */ ({});
  var dom = parts.dom;
  var isWithin = /** @type {NonNullable<Metod["isWithin"]>} */ (metod.isWithin);
  var showCounts = /** @type {NonNullable<Metod["showCounts"]>} */ (metod.showCounts);

  /** Lists with more values get a field of their own. */
  var LONG = 12;

  /** @param {string} text @returns {string} as it is compared while looking for a value */
  function plain(text) {
    return text.toLowerCase().replace(/ё/g, "е").replace(/\s+/g, " ").trim();
  }

  /** @param {HTMLFormElement} form @param {() => void} changed @returns {NavigatorPanel} */
  function panel(form, changed) {
    /** @type {Record<string, HTMLInputElement[]>} */
    var inputs = {};
    /** @type {Record<string, Record<string, HTMLInputElement>>} */
    var byValue = {};
    /** The counts, each with what can be folded away with it. @type {Array<MetodCount & { folds: HTMLDetailsElement[] }>} */
    var shown = [];
    var longest = 1;
    form.querySelectorAll(".facets .choice input[name]").forEach(function (element) {
      var input = /** @type {HTMLInputElement} */ (element);
      (inputs[input.name] = inputs[input.name] || []).push(input);
      (byValue[input.name] = byValue[input.name] || Object.create(null))[input.value] = input;
      input.autocomplete = "off";
      swap(input);
    });
    var facets = Object.keys(inputs);
    // Choices only make counts smaller: the longest one now says how much room they need.
    form.style.setProperty("--count-size", longest + "ch");
    form.querySelectorAll(".facet[data-facet]").forEach(function (facet) { addField(/** @type {HTMLDetailsElement} */ (facet)); });

    /** Shows the box in place of the link. @param {HTMLInputElement} input */
    function swap(input) {
      var choice = input.closest(".choice");
      if (!choice || !choice.parentElement) { return; }
      choice.removeAttribute("hidden");
      Array.prototype.forEach.call(choice.parentElement.children, function (other) {
        if (other !== choice && (other.matches("a") || other.matches(".value-none"))) { other.hidden = true; }
      });
      var label = input.parentElement;
      var number = label && label.querySelector(".value-count");
      if (!label || !number) { return; }
      var count = Number(input.dataset.count) || 0;
      label.toggleAttribute("data-empty", count === 0);
      var text = parts.words.number(count);
      number.textContent = text;
      longest = Math.max(longest, text.length);
      shown.push({ input: input, label: label, number: number, folds: folds(input), count: count, isSeen: true });
    }

    /** What can be folded away with an element. @param {Element} element @returns {HTMLDetailsElement[]} */
    function folds(element) {
      /** @type {HTMLDetailsElement[]} */
      var around = [];
      for (var one = element.parentElement; one && one !== form; one = one.parentElement) {
        if (one instanceof HTMLDetailsElement) { around.push(one); }
      }
      return around;
    }

    /** Notes which counts can be seen: what is outside of the window needs no look inside. */
    function look() {
      var sight = { top: 0, bottom: window.innerHeight };
      /** @type {Map<Element, boolean>} */
      var near = new Map();
      shown.forEach(function (one) {
        var facet = one.folds[one.folds.length - 1] || form;
        if (!near.has(facet)) { near.set(facet, isWithin(facet, sight)); }
        one.isSeen = Boolean(near.get(facet)) && one.folds.every(function (fold) { return fold.open; }) && isWithin(one.label, sight);
      });
    }

    /** @param {HTMLDetailsElement} facet */
    function addField(facet) {
      var items = facet.querySelectorAll("li[data-value]");
      var name = facet.dataset.facet || "";
      if (items.length <= LONG || !inputs[name]) { return; }
      var id = "inner-" + name;
      var words = parts.words.all;
      var field = dom.make("input", { type: "search", id: id, autocomplete: "off" });
      var none = dom.make("p", { "class": "note", hidden: "" }, words.inner_none || "");
      var box = dom.make("p", { "class": "inner-search" },
        dom.make("label", { "for": id }, parts.words.fill(words.inner || "", { facet: facetLabel(name) })), field);
      var list = facet.querySelector(".facet-values");
      if (list) { list.before(box, none); }
      /** @type {HTMLDetailsElement | null} */
      var more = facet.querySelector(".facet-more");
      var wasOpen = false;
      var isNarrowed = false;
      field.addEventListener("input", function (event) {
        event.stopPropagation();
        var wanted = plain(field.value);
        if (more && !isNarrowed && wanted) { wasOpen = more.open; }
        isNarrowed = wanted !== "";
        if (more) { more.open = isNarrowed || wasOpen; }
        none.hidden = narrow(items, wanted) > 0;
      });
      // The field belongs to the list, not to the form's query.
      field.addEventListener("change", function (event) { event.stopPropagation(); });
      field.addEventListener("keydown", function (event) {
        if (event.key === "Enter") { event.preventDefault(); }
        if (event.key === "Escape" && field.value) {
          event.preventDefault();
          event.stopPropagation();
          field.value = "";
          field.dispatchEvent(new Event("input"));
        }
      });
    }

    /**
     * Leaves the values that hold the words, the values above them and those under them.
     * @param {NodeListOf<Element>} items @param {string} wanted @returns {number} how many hold the words
     */
    function narrow(items, wanted) {
      /** @type {Set<Element>} */
      var kept = new Set();
      var found = 0;
      items.forEach(function (item) {
        var label = item.querySelector(".value-label");
        if (plain((label && label.textContent) || "").indexOf(wanted) < 0) { return; }
        found += 1;
        kept.add(item);
        item.querySelectorAll("li").forEach(function (child) { kept.add(child); });
        var above = item.parentElement && item.parentElement.closest("li[data-value]");
        if (above) { kept.add(above); }
      });
      items.forEach(function (item) { /** @type {HTMLElement} */ (item).hidden = !kept.has(item); });
      return found;
    }

    /** @param {string} facet @returns {string} */
    function facetLabel(facet) {
      var summary = form.querySelector('.facet[data-facet="' + facet.replace(/["\\]/g, "\\$&") + '"] > summary');
      return summary ? (summary.textContent || "").trim() : facet;
    }

    form.addEventListener("change", function (event) {
      if (event.target instanceof HTMLInputElement && inputs[event.target.name]) { changed(); }
    });

    return {
      known: function (sorts) {
        return {
          facets: facets.map(function (id) {
            return { id: id, values: inputs[id].map(function (input) { return input.value; }) };
          }),
          sorts: sorts
        };
      },
      chosen: function () {
        /** @type {NavigatorChosen} */
        var chosen = {};
        facets.forEach(function (facet) {
          var ticked = inputs[facet].filter(function (input) { return input.checked; });
          if (ticked.length > 0) { chosen[facet] = ticked.map(function (input) { return input.value; }); }
        });
        return chosen;
      },
      choose: function (chosen) {
        facets.forEach(function (facet) {
          var wanted = chosen[facet] || [];
          inputs[facet].forEach(function (input) {
            input.checked = wanted.indexOf(input.value) >= 0;
            if (input.checked) { reveal(input); }
          });
        });
      },
      look: look,
      counts: function (engine, sifted) {
        showCounts(shown, function (input) {
          var place = engine.places.get(input.name);
          if (place === undefined) { return Number(input.dataset.count); }
          var value = engine.facets[place].places.get(input.value);
          return value === undefined ? 0 : sifted.counts[place][value];
        }, parts.words.number);
      },
      label: function (facet, value) {
        var input = byValue[facet] && byValue[facet][value];
        var label = input && input.parentElement && input.parentElement.querySelector(".value-label");
        return label ? (label.textContent || "").trim() : value;
      },
      facetLabel: facetLabel
    };

    /** A ticked box can be seen. @param {HTMLInputElement} input */
    function reveal(input) {
      folds(input).forEach(function (fold) { fold.open = true; });
    }
  }

  parts.panel = panel;
})();
