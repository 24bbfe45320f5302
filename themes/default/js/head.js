/* Runs before the first paint: puts the visitor's settings on <html>, so that no page flashes in
   colours and sizes that were not chosen. It never fails: without storage the normal page is shown. */
(function () {
  "use strict";
  var root = document.documentElement;
  root.setAttribute("data-js", "on");

  /** @param {string} key @returns {string | null} */
  function read(key) {
    try { return localStorage.getItem(key); } catch (error) { return null; }
  }

  var scheme = read("metod:scheme");
  if (scheme === "light" || scheme === "dark") { root.setAttribute("data-scheme", scheme); }

  /** @type {Record<string, unknown> | null} */
  var settings = null;
  try { settings = JSON.parse(read("metod:vi") || "null"); } catch (error) { settings = null; }
  if (!settings && /[?&]vi=on(&|$)/.test(location.search)) {
    settings = { color: "black-white", size: "150", letters: "normal", lines: "1.5", font: "sans", images: "on" };
    try { localStorage.setItem("metod:vi", JSON.stringify(settings)); } catch (error) { /* the page still shows them */ }
  }
  if (settings && typeof settings === "object") {
    root.setAttribute("data-vi", "on");
    ["color", "size", "letters", "lines", "font", "images"].forEach(function (name) {
      var value = /** @type {Record<string, unknown>} */ (settings)[name];
      if (typeof value === "string") { root.setAttribute("data-vi-" + name, value); }
    });
  }
})();
