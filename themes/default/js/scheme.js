/* Light, dark, or as the system says. The system's wish needs no script: see tokens.css. */
(function () {
  "use strict";
  var root = document.documentElement;
  var slot = document.querySelector('[data-slot="scheme"]');
  var words = window.metod && window.metod.words && window.metod.words.scheme;
  if (!slot || !words) { return; }
  var label = document.createElement("label");
  label.className = "scheme";
  var text = document.createElement("span");
  text.textContent = words.label;
  var select = document.createElement("select");
  select.setAttribute("data-action", "scheme");
  [["", words.system], ["light", words.light], ["dark", words.dark]].forEach(function (pair) {
    select.add(new Option(pair[1], pair[0]));
  });
  select.value = root.getAttribute("data-scheme") || "";
  select.addEventListener("change", function () {
    try {
      if (select.value) { localStorage.setItem("metod:scheme", select.value); }
      else { localStorage.removeItem("metod:scheme"); }
    } catch (error) { /* Without storage the choice lasts as long as the page. */ }
    if (select.value) { root.setAttribute("data-scheme", select.value); }
    else { root.removeAttribute("data-scheme"); }
  });
  label.append(text, select);
  slot.append(label);
})();
