/* What is chosen, as buttons that take it back. */
(function () {
  "use strict";
  /** @type {Metod} */
  var metod = window.metod = window.metod || {};
  var parts = metod.navigator = metod.navigator || /** @type {MetodNavigator} */ ({});
  var dom = parts.dom;
  var arrange = /** @type {NonNullable<Metod["arrange"]>} */ (metod.arrange);

  /** @type {MetodNavigator["chips"]} */
  function chips(place, panel, remove, heading) {
    var words = parts.words.all;
    var list = dom.make("ul", { "class": "chip-list", "aria-label": words.chosen });
    place.append(list);
    /** The chips that stand there, by facet and value. @type {Map<string, Element>} */
    var drawn = new Map();

    /** @param {string} facet @param {string} value @returns {HTMLLIElement} */
    function chip(facet, value) {
      var name = panel.label(facet, value);
      var button = dom.make("button", {
        type: "button", "class": "chip", "data-action": "remove-filter", "data-facet": facet, "data-value": value,
        "aria-label": parts.words.fill(words.remove, { value: name })
      }, name);
      return dom.make("li", {}, button);
    }

    list.addEventListener("click", function (event) {
      var button = event.target instanceof Element ? event.target.closest("button") : null;
      if (!button) { return; }
      var at = Array.prototype.indexOf.call(list.querySelectorAll("button"), button);
      remove(button.dataset.facet || "", button.dataset.value || "");
      var left = list.querySelectorAll("button");
      dom.focus(left[Math.min(at, left.length - 1)] || heading);
    });

    return function (chosen) {
      /** @type {Map<string, Element>} */
      var wanted = new Map();
      Object.keys(chosen).forEach(function (facet) {
        chosen[facet].forEach(function (value) {
          var key = JSON.stringify([facet, value]);
          wanted.set(key, drawn.get(key) || chip(facet, value));
        });
      });
      drawn = wanted;
      arrange(list, Array.from(wanted.values()));
      place.hidden = wanted.size === 0;
    };
  }

  parts.chips = chips;
})();
