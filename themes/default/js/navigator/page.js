/* What the pages of a chosen list share: the list and its address, what is said of it, its tools. */
(function () {
  "use strict";
  /** @type {Metod} */
  var metod = window.metod = window.metod || {};
  var parts = metod.navigator = metod.navigator || /** @type {MetodNavigator} */ ({});
  var dom = parts.dom;

  /**
   * @param {HTMLElement} section @param {MetodListName} name the visitor's own list
   * @param {(found: NavigatorFound[], page: NavigatorListPage) => Node[] | Promise<Node[]>} draw
   * @returns {NavigatorListPage | null}
   */
  function page(section, name, draw) {
    var words = parts.words.all;
    var choice = metod.choice;
    if (!choice || !words.found) { return null; }
    var lists = choice;
    var source = parts.source(section);
    var status = section.querySelector('[role="status"]');
    section.querySelectorAll(".without-script").forEach(function (plain) { plain.remove(); });
    var notices = dom.make("div", { "class": "notices" });
    var body = dom.make("div", { "class": "choice-body" });
    section.append(notices, body);
    var named = parts.ids.read(location.search);
    var ids = named || lists.ids(name);
    var beyond = parts.ids.beyond(location.search);
    /** Another's list is shown and changed in the address alone. */
    var isOwn = !named || named.join() === lists.ids(name).join();
    var turn = 0;

    /** @type {NavigatorListPage} */
    var self = {
      source: source,
      ids: function () { return ids.slice(); },
      isOwn: function () { return isOwn; },
      set: function (next, after) {
        ids = next;
        if (isOwn) { lists.set(name, ids); }
        write();
        show(after);
      },
      keep: function () {
        isOwn = true;
        lists.set(name, ids);
        show();
      },
      say: function (text) { if (status) { status.textContent = text; } },
      notice: function (text) { notices.append(dom.make("p", { "class": "navigator-notice" }, text)); },
      address: function () { return new URL(parts.ids.write("", ids), location.href.replace(/[?#].*$/, "")).href; }
    };

    function write() {
      try { history.replaceState(history.state, "", location.pathname + parts.ids.write(location.search, ids) + location.hash); } catch (error) { /* The list is shown all the same. */ }
    }

    /** @param {() => void} [after] */
    function show(after) {
      turn += 1;
      var mine = turn;
      source.full(ids).then(function (found) {
        if (mine !== turn) { return; }
        var unknown = ids.length - found.length;
        ids = found.map(function (one) { return one.id; });
        dom.clear(notices);
        if (beyond > 0) {
          self.notice(parts.words.plural(words.beyond, beyond));
          beyond = 0;
          write();
        }
        if (unknown > 0) {
          self.notice(parts.words.plural(words.unknown, unknown));
          if (isOwn) { lists.set(name, ids); }
          write();
        }
        mark(found.some(function (one) { return Boolean(one.full.sample); }));
        return Promise.resolve(draw(found, self)).then(function (nodes) {
          dom.clear(body);
          body.append.apply(body, nodes);
          lists.show(body);
          section.setAttribute("data-ready", "");
          if (after) { after(); }
        });
      }).catch(function () {
        if (mine !== turn) { return; }
        dom.clear(notices);
        self.notice(words.no_data);
      });
    }

    /** The word on every sheet of paper that shows an example. @param {boolean} isSample */
    function mark(isSample) {
      var sheet = document.querySelector(".sample-sheet");
      if (sheet) { sheet.remove(); }
      var header = document.querySelector(".site-header");
      if (isSample && header) { header.before(dom.make("p", { "class": "sample-sheet", "aria-hidden": "true" }, words.sample_sheet)); }
    }

    document.addEventListener("metod:choice", function () {
      var own = lists.ids(name);
      if (!isOwn || own.join() === ids.join()) { return; }
      ids = own;
      write();
      show();
    });
    show();
    return self;
  }

  parts.page = page;
})();
