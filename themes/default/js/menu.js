/* The menu on narrow screens is a closed <details>; on wide ones it is always open. */
(function () {
  "use strict";
  var found = document.querySelector(".menu-details");
  if (!(found instanceof HTMLDetailsElement)) { return; }
  var menu = found;
  var summary = menu.querySelector("summary");

  /** The summary is shown only where the header is narrow, whatever made it so. */
  function narrow() { return summary !== null && getComputedStyle(summary).display !== "none"; }

  var wasNarrow = narrow();
  menu.open = !wasNarrow;
  menu.setAttribute("data-ready", "");
  window.addEventListener("resize", function () {
    var isNarrow = narrow();
    if (isNarrow !== wasNarrow) { menu.open = !isNarrow; }
    wasNarrow = isNarrow;
  });
  document.addEventListener("metod:settings", function () {
    wasNarrow = narrow();
    menu.open = !wasNarrow;
  });
  menu.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && narrow() && menu.open) {
      menu.open = false;
      if (summary) { summary.focus(); }
    }
  });
})();
