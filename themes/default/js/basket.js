/* What a visitor has chosen to compare and to keep. Both lists stay in this browser: nothing leaves it.
   The buttons stand on cards and practice pages, the links to the lists in a bar at the foot. */
(function () {
  "use strict";
  /** @type {Metod} */
  var metod = window.metod = window.metod || {};
  var found = document.getElementById("choice-bar");
  var known = metod.words && metod.words.navigator;
  if (!found || !known) { return; }
  var bar = found;
  var words = known;
  var site = bar.dataset.site || "";
  var numbers = new Intl.NumberFormat(document.documentElement.lang);

  /** @type {MetodListName[]} */
  var NAMES = ["compare", "basket"];
  /** More would not fit into an address. */
  var MOST = 60;
  /** Of what the lists hold when the browser keeps nothing. @type {Record<string, string[]>} */
  var lists = { compare: [], basket: [] };

  /** @param {MetodListName} name @returns {string} */
  function key(name) { return "metod:" + name + ":" + site; }

  /** Only ids, each once, whatever stands in the storage. @param {unknown} list @returns {string[]} */
  function tidy(list) {
    if (!Array.isArray(list)) { return []; }
    return list.filter(function (id, at) { return typeof id === "string" && id !== "" && list.indexOf(id) === at; }).slice(0, MOST);
  }

  /** @param {MetodListName} name */
  function read(name) {
    try {
      var kept = JSON.parse(localStorage.getItem(key(name)) || "null");
      lists[name] = kept && kept.v === 1 ? tidy(kept.ids) : [];
    } catch (error) { /* The list lasts as long as the page. */ }
  }

  /** @param {MetodListName} name @param {string[]} ids */
  function set(name, ids) {
    lists[name] = tidy(ids);
    try {
      if (lists[name].length > 0) { localStorage.setItem(key(name), JSON.stringify({ v: 1, ids: lists[name] })); }
      else { localStorage.removeItem(key(name)); }
    } catch (error) { /* The same. */ }
    changed();
  }

  /** @param {MetodListName} name @param {string} id @returns {boolean} whether there was room */
  function toggle(name, id) {
    read(name);
    var ids = lists[name];
    var isIn = ids.indexOf(id) >= 0;
    if (!isIn && ids.length >= MOST) { return false; }
    set(name, isIn ? ids.filter(function (other) { return other !== id; }) : ids.concat(id));
    return true;
  }

  /** @param {string} address @param {string[]} ids @returns {string} */
  function withIds(address, ids) {
    return ids.length > 0 ? address + "?ids=" + ids.map(encodeURIComponent).join(",") : address;
  }

  /** Shows the buttons of a part of the page, and what each would do. @param {ParentNode} part */
  function show(part) {
    part.querySelectorAll(".card-actions[hidden], .choice-actions[hidden]").forEach(function (actions) { actions.removeAttribute("hidden"); });
    NAMES.forEach(function (name) {
      part.querySelectorAll('[data-action="' + name + '"][data-id]').forEach(function (button) { showButton(button, name); });
    });
  }

  /** @param {Element} button @param {MetodListName} name */
  function showButton(button, name) {
    var isIn = lists[name].indexOf(button.getAttribute("data-id") || "") >= 0;
    button.setAttribute("aria-pressed", String(isIn));
    var word = button.querySelector(".action-word") || withWords(button);
    word.textContent = words[name][isIn ? "on" : "off"];
  }

  /** The built page has bare buttons: each gets its look, a place for its word, and for those who only
      hear it the practice that it belongs to. @param {Element} button @returns {Element} */
  function withWords(button) {
    var card = button.closest("[data-practice]");
    var title = card ? card.querySelector(".card-title") : document.querySelector("h1");
    var word = document.createElement("span");
    word.className = "action-word";
    var rest = document.createElement("span");
    rest.className = "hidden-text";
    rest.textContent = title ? ": " + (title.textContent || "").trim() : "";
    button.className = "button button-plain";
    button.append(word, rest);
    return word;
  }

  /** @param {string} action @param {MetodListName} name */
  function showLink(action, name) {
    var link = bar.querySelector('[data-action="' + action + '"]');
    if (!(link instanceof HTMLAnchorElement)) { return; }
    var ids = lists[name];
    link.dataset.address = link.dataset.address || link.getAttribute("href") || "";
    link.setAttribute("href", withIds(link.dataset.address, ids));
    link.textContent = words[name].link.replace("{count}", numbers.format(ids.length));
    link.hidden = ids.length === 0;
  }

  function showBar() {
    showLink("compare-link", "compare");
    showLink("selection-link", "basket");
    clear.hidden = lists.compare.length === 0;
    note.hidden = true;
    bar.hidden = NAMES.every(function (name) { return lists[name].length === 0; });
    document.documentElement.toggleAttribute("data-choice", !bar.hidden);
  }

  function changed() {
    show(document);
    showBar();
    document.dispatchEvent(new CustomEvent("metod:choice"));
  }

  var clear = document.createElement("button");
  clear.type = "button";
  clear.className = "button button-plain choice-clear";
  clear.dataset.action = "clear-compare";
  clear.textContent = words.compare.clear;
  clear.addEventListener("click", function () {
    set("compare", []);
    var main = document.getElementById("main");
    if (main) { main.focus({ preventScroll: true }); }
  });
  var note = document.createElement("span");
  note.className = "note choice-note";
  note.textContent = words.basket.full;
  bar.append(clear, note);
  bar.setAttribute("role", "region");
  bar.setAttribute("aria-label", words.bar);

  document.addEventListener("click", function (event) {
    var button = event.target instanceof Element ? event.target.closest("button[data-id]") : null;
    var name = button && /** @type {MetodListName | null} */ (button.getAttribute("data-action"));
    if (!button || !name || NAMES.indexOf(name) < 0) { return; }
    if (!toggle(name, button.getAttribute("data-id") || "")) { note.hidden = false; }
  });
  // Another tab has changed a list; a page from the browser's memory may have missed that.
  window.addEventListener("storage", function (event) {
    var name = NAMES.filter(function (one) { return event.key === null || event.key === key(one); });
    name.forEach(read);
    if (name.length > 0) { changed(); }
  });
  window.addEventListener("pageshow", function (event) {
    if (!event.persisted) { return; }
    NAMES.forEach(read);
    changed();
  });

  metod.choice = {
    ids: function (name) { return lists[name].slice(); },
    set: set,
    show: show,
    withIds: withIds
  };
  NAMES.forEach(read);
  show(document);
  showBar();
})();
