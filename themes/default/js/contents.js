/* «На этой странице»: marks the part that is being read. */
(function () {
  "use strict";
  if (!("IntersectionObserver" in window)) { return; }
  /** @type {Map<Element, HTMLAnchorElement>} */
  var links = new Map();
  document.querySelectorAll(".rail .toc a").forEach(function (link) {
    if (!(link instanceof HTMLAnchorElement)) { return; }
    var target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (target) { links.set(target, link); }
  });
  if (!links.size) { return; }
  /** @type {Set<Element>} */
  var visible = new Set();
  var observer = new IntersectionObserver(function (entries) {
    entries.forEach(function (entry) {
      if (entry.isIntersecting) { visible.add(entry.target); } else { visible.delete(entry.target); }
    });
    var marked = false;
    links.forEach(function (link, target) {
      if (!marked && visible.has(target)) {
        marked = true;
        link.setAttribute("aria-current", "location");
      } else {
        link.removeAttribute("aria-current");
      }
    });
  }, { rootMargin: "-10% 0px -60% 0px" });
  links.forEach(function (_link, target) { observer.observe(target); });
})();
