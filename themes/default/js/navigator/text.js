/* The text of the navigator goes through the search of the whole portal, which is loaded when the
   first text is typed. */
(function () {
  "use strict";
  /** @type {Metod} */
  var metod = window.metod = window.metod || {};
  var parts = metod.navigator = metod.navigator || /** @type {MetodNavigator} */ ({});

  /** @param {HTMLFormElement} form @returns {ReturnType<MetodNavigator["text"]>} */
  function text(form) {
    /** @type {Promise<Searcher> | null} */
    var opening = null;

    /** @param {string} url @returns {Promise<void>} */
    function run(url) {
      return new Promise(function (resolve, reject) {
        var script = document.createElement("script");
        script.onload = function () { resolve(); };
        script.onerror = function () { script.remove(); reject(new Error("not loaded: " + url)); };
        script.src = url;
        document.head.append(script);
      });
    }

    /** @returns {Promise<Searcher>} the search of the portal */
    function open() {
      if (opening) { return opening; }
      var isThere = metod.search && metod.search.open;
      var started = (isThere ? Promise.resolve() : run(form.dataset.searchScript || "")).then(function () {
        if (!metod.search || !metod.search.open) { throw new Error("no search"); }
        return metod.search.open(form.dataset.searchIndex || "");
      });
      opening = started;
      // Another try after a failure.
      started.catch(function () { opening = null; });
      return started;
    }

    return {
      isThere: Boolean(form.dataset.searchScript),
      find: function (query) {
        return open().then(function (searcher) {
          return searcher.find(query, { kind: "practices" }).then(function (found) {
            return searcher.settle(found, found.rows).then(function (rows) { return { rows: rows, notice: found.notice }; });
          });
        });
      }
    };
  }

  parts.text = text;
})();
