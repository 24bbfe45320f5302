/* On narrow screens the facets stand in a dialog: a button opens it, «Показать 34 практики», the
   cross and Esc close it, and the button has the focus again. */
(function () {
  "use strict";
  /** @type {Metod} */
  var metod = window.metod = window.metod || {};
  var parts = metod.navigator = metod.navigator || /** @type {MetodNavigator} */ ({});
  var dom = parts.dom;

  /** @type {MetodNavigator["dialog"]} */
  function dialog(form, status) {
    var words = parts.words.all;
    var found = form.querySelector(".facets");
    var isAble = typeof HTMLDialogElement === "function" && typeof HTMLDialogElement.prototype.showModal === "function";
    if (!found || !isAble) { return { show: function () {}, close: function () {} }; }
    var facets = found;
    var home = document.createComment("facets");
    var statusHome = document.createComment("status");
    facets.before(home);
    status.before(statusHome);

    var close = dom.make("button", { type: "button", "class": "dialog-close", "aria-label": words.dialog.close }, "×");
    var done = dom.button("", "primary", shut);
    done.classList.add("dialog-done");
    var title = dom.make("h2", { id: "facets-dialog-title" }, words.dialog.title);
    var body = dom.make("div", { "class": "dialog-body" });
    var box = dom.make("dialog", { "class": "facets-dialog", "aria-labelledby": "facets-dialog-title" },
      dom.make("div", { "class": "dialog-head" }, title, close), body, dom.make("p", { "class": "dialog-foot" }, done));
    var opener = dom.button(words.dialog.open, "plain", open);
    opener.classList.add("dialog-open");
    opener.setAttribute("aria-haspopup", "dialog");
    home.before(dom.make("p", { "class": "dialog-opener" }, opener), box);

    function open() {
      // Outside of an open dialog nothing is read aloud.
      box.append(status);
      box.showModal();
      document.documentElement.setAttribute("data-dialog", "");
    }

    function shut() { box.close(); }

    close.addEventListener("click", shut);
    box.addEventListener("click", function (event) { if (event.target === box) { shut(); } });
    box.addEventListener("close", function () {
      document.documentElement.removeAttribute("data-dialog");
      statusHome.after(status);
      if (!opener.hidden) { opener.focus(); }
    });

    var narrow = window.matchMedia("(max-width: 47.99rem)");
    function place() {
      if (!narrow.matches && box.open) { box.close(); }
      if (narrow.matches) { body.append(facets); } else { home.after(facets); }
      opener.hidden = !narrow.matches;
    }
    narrow.addListener(place);
    place();

    return {
      show: function (total, size) {
        var label = size > 0 ? parts.words.fill(words.dialog.open_count, { count: parts.words.number(size) }) : words.dialog.open;
        if (opener.textContent !== label) { opener.textContent = label; }
        done.textContent = total > 0 ? parts.words.plural(words.dialog.done, total) : words.dialog.none;
      },
      close: shut
    };
  }

  parts.dialog = dialog;
})();
