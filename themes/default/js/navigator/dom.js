/* Small helpers to make and change parts of a page. */
(function () {
  "use strict";
  /** @type {Metod} */
  var metod = window.metod = window.metod || {};
  var parts = metod.navigator = metod.navigator || /** @type {MetodNavigator} */ ({});

  /** @type {MetodNavigator["dom"]["make"]} */
  function make(tag, attributes) {
    var element = document.createElement(tag);
    var given = attributes || {};
    Object.keys(given).forEach(function (name) { element.setAttribute(name, given[name]); });
    element.append.apply(element, Array.prototype.slice.call(arguments, 2));
    return element;
  }

  /** @param {string} text @param {string} kind @param {() => void} act @returns {HTMLButtonElement} */
  function button(text, kind, act) {
    var element = make("button", { type: "button", "class": "button button-" + kind }, text);
    element.addEventListener("click", act);
    return element;
  }

  /** Parts of a page from the site's own data. @param {string} text @returns {DocumentFragment} */
  function html(text) {
    var template = document.createElement("template");
    template.innerHTML = text;
    return template.content;
  }

  /** @param {Element} element */
  function clear(element) {
    element.textContent = "";
  }

  /** @param {Element | null | undefined} element */
  function focus(element) {
    if (element instanceof HTMLElement) { element.focus(); }
  }

  /** Copies a text, and says on the button for a while that it is done. @param {string} text @param {HTMLButtonElement} pressed */
  function copy(text, pressed) {
    var words = parts.words.all;
    var before = pressed.textContent || "";
    /** @param {string} word */
    function say(word) {
      pressed.textContent = word;
      pressed.disabled = false;
      window.setTimeout(function () { pressed.textContent = before; }, 2500);
    }
    /** Browsers without a clipboard, and pages that may not use it, still copy what is selected. */
    function select() {
      var field = make("textarea", { "class": "hidden-text", readonly: "" });
      field.value = text;
      document.body.append(field);
      field.select();
      var isDone = false;
      try { isDone = document.execCommand("copy"); } catch (error) { isDone = false; }
      field.remove();
      pressed.focus();
      say(isDone ? words.copied : words.not_copied);
    }
    if (before === words.copied || before === words.not_copied) { return; }
    if (!navigator.clipboard) { select(); return; }
    navigator.clipboard.writeText(text).then(function () { say(words.copied); }, select);
  }

  parts.dom = { make: make, button: button, html: html, clear: clear, focus: focus, copy: copy };
})();
