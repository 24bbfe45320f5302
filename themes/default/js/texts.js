/* Words with numbers in them, in the language of the page. */
(function () {
  "use strict";
  /** @type {Metod} */
  var metod = window.metod = window.metod || {};
  var lang = document.documentElement.lang || "ru";
  var numbers = new Intl.NumberFormat(lang);
  var rules = new Intl.PluralRules(lang);

  /** @param {string} text @param {Record<string, string>} values @returns {string} */
  function fill(text, values) {
    return text.replace(/\{([a-z]+)\}/g, function (all, name) {
      return Object.prototype.hasOwnProperty.call(values, name) ? values[name] : all;
    });
  }

  /** @param {Record<string, string>} forms @param {number} count @param {Record<string, string>} [values] @returns {string} */
  function plural(forms, count, values) {
    var form = forms[rules.select(count)] || forms.many || forms.other || "";
    return fill(form, Object.assign({ count: numbers.format(count) }, values));
  }

  metod.texts = {
    fill: fill,
    plural: plural,
    number: function (count) { return numbers.format(count); }
  };
})();
