/* What is folded away opens when an anchor leads into it and before printing; the print button. */
(function () {
  "use strict";
  function openTarget() {
    var id = "";
    try { id = decodeURIComponent(location.hash.slice(1)); } catch (error) { return; }
    var target = id ? document.getElementById(id) : null;
    for (var element = target; element; element = element.parentElement) {
      if (element instanceof HTMLDetailsElement && !element.open) {
        element.open = true;
        if (target) { target.scrollIntoView(); }
      }
    }
  }

  /** @type {HTMLDetailsElement[]} */
  var opened = [];
  window.addEventListener("beforeprint", function () {
    opened = Array.prototype.slice.call(document.querySelectorAll("main details:not([open])"));
    opened.forEach(function (element) { element.open = true; });
  });
  window.addEventListener("afterprint", function () {
    opened.forEach(function (element) { element.open = false; });
    opened = [];
  });
  window.addEventListener("hashchange", openTarget);
  openTarget();

  document.querySelectorAll('button[data-action="print"]').forEach(function (button) {
    if (!(button instanceof HTMLButtonElement)) { return; }
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
})();
