/* The words of the navigator's scripts. */
(function () {
  "use strict";
  /** @type {Metod} */
  var metod = window.metod = window.metod || {};
  var parts = metod.navigator = metod.navigator || /** @type {MetodNavigator} */ ({});
  var texts = /** @type {MetodTexts} */ (metod.texts);

  parts.words = Object.assign({ all: (metod.words && metod.words.navigator) || {} }, texts);
})();
