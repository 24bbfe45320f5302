/* The settings panel «Версия для слабовидящих». The link stays a link without this script; with it,
   it becomes the button of a panel at the top of the page. Choices apply at once and are kept. */
(function () {
  "use strict";
  var root = document.documentElement;
  var link = document.querySelector('a[data-action="low-vision"]');
  var slot = document.querySelector('[data-slot="low-vision"]');
  var known = window.metod && window.metod.words && window.metod.words.vi;
  if (!(link instanceof HTMLAnchorElement) || !slot || !known) { return; }
  var button = link;
  var place = slot;
  var words = known;

  /** @type {Array<{ name: string, title: string, values: Record<string, string>, order: string[] }>} */
  var groups = [
    { name: "color", title: words.color, values: words.colors, order: ["black-white", "white-black", "blue", "beige", "brown"] },
    { name: "size", title: words.size, values: words.sizes, order: ["100", "150", "200"] },
    { name: "letters", title: words.letters, values: words.letter_steps, order: ["normal", "medium", "large"] },
    { name: "lines", title: words.lines, values: words.line_steps, order: ["1.5", "2", "2.5"] },
    { name: "font", title: words.font, values: words.fonts, order: ["sans", "serif"] },
    { name: "images", title: words.images, values: words.image_modes, order: ["on", "grey", "off"] }
  ];
  /** @type {Record<string, string>} */
  var defaults = { color: "black-white", size: "150", letters: "normal", lines: "1.5", font: "sans", images: "on" };
  /** @type {HTMLFormElement | null} */
  var panel = null;

  /** @returns {Record<string, string> | null} the settings in force, from the page itself */
  function current() {
    if (!root.hasAttribute("data-vi")) { return null; }
    /** @type {Record<string, string>} */
    var settings = {};
    groups.forEach(function (group) {
      var value = root.getAttribute("data-vi-" + group.name);
      settings[group.name] = value !== null && group.order.indexOf(value) >= 0 ? value : defaults[group.name];
    });
    return settings;
  }

  /** @param {Record<string, string> | null} settings */
  function apply(settings) {
    groups.forEach(function (group) {
      if (settings) { root.setAttribute("data-vi-" + group.name, settings[group.name]); }
      else { root.removeAttribute("data-vi-" + group.name); }
    });
    if (settings) { root.setAttribute("data-vi", "on"); } else { root.removeAttribute("data-vi"); }
    try {
      if (settings) { localStorage.setItem("metod:vi", JSON.stringify(settings)); }
      else { localStorage.removeItem("metod:vi"); }
    } catch (error) { /* Without storage the settings last as long as the page. */ }
    describeImages();
    document.dispatchEvent(new CustomEvent("metod:settings"));
  }

  /** Without pictures their descriptions stand in the text. */
  function describeImages() {
    if (root.getAttribute("data-vi-images") !== "off") { return; }
    document.querySelectorAll("img").forEach(function (image) {
      var next = image.nextElementSibling;
      if (!image.alt || (next && next.classList.contains("image-words"))) { return; }
      var text = document.createElement("span");
      text.className = "image-words";
      text.textContent = words.image_off + image.alt;
      image.after(text);
    });
  }

  /** @param {string} text @param {string} kind @param {() => void} act */
  function panelButton(text, kind, act) {
    var element = document.createElement("button");
    element.type = "button";
    element.className = "button button-" + kind;
    element.textContent = text;
    element.addEventListener("click", act);
    return element;
  }

  function show() {
    var settings = current() || defaults;
    if (!panel) { panel = build(); place.append(panel); }
    panel.querySelectorAll("input").forEach(function (input) {
      input.checked = settings[input.name.slice(3)] === input.value;
    });
    panel.hidden = false;
    button.setAttribute("aria-expanded", "true");
  }

  function hide() {
    if (panel) { panel.hidden = true; }
    button.setAttribute("aria-expanded", "false");
  }

  /** @returns {HTMLFormElement} */
  function build() {
    var form = document.createElement("form");
    form.className = "vi-panel";
    form.id = "vi-panel";
    form.setAttribute("aria-label", words.title);
    var inner = document.createElement("div");
    inner.className = "vi-panel-inner";
    var title = document.createElement("h2");
    title.textContent = words.title;
    var fields = document.createElement("div");
    fields.className = "vi-fields";
    groups.forEach(function (group) {
      var fieldset = document.createElement("fieldset");
      var legend = document.createElement("legend");
      legend.textContent = group.title;
      fieldset.append(legend);
      group.order.forEach(function (value) {
        var label = document.createElement("label");
        var input = document.createElement("input");
        input.type = "radio";
        input.name = "vi-" + group.name;
        input.value = value;
        var text = document.createElement("span");
        text.textContent = group.values[value];
        label.append(input, text);
        fieldset.append(label);
      });
      fields.append(fieldset);
    });
    var buttons = document.createElement("p");
    buttons.className = "vi-buttons";
    var normal = panelButton(words.normal, "primary", function () {
      apply(null);
      hide();
      button.focus();
    });
    normal.setAttribute("data-action", "normal-version");
    buttons.append(
      normal,
      panelButton(words.defaults, "plain", function () { apply(defaults); show(); }),
      panelButton(words.close, "plain", function () { hide(); button.focus(); })
    );
    inner.append(title, fields, buttons);
    form.append(inner);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("change", function () {
      /** @type {Record<string, string>} */
      var settings = {};
      groups.forEach(function (group) {
        var chosen = form.querySelector('input[name="vi-' + group.name + '"]:checked');
        settings[group.name] = chosen instanceof HTMLInputElement ? chosen.value : defaults[group.name];
      });
      apply(settings);
    });
    return form;
  }

  button.setAttribute("role", "button");
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", function (event) {
    event.preventDefault();
    if (button.getAttribute("aria-expanded") === "true") { hide(); return; }
    if (!current()) { apply(defaults); }
    show();
  });
  button.addEventListener("keydown", function (event) {
    if (event.key === " ") { event.preventDefault(); button.click(); }
  });
  describeImages();
})();
