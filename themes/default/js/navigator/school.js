/* «Практики для такой школы, как моя»: the visitor marks once what the school is like, the marks stay
   in this browser, and one button chooses by them. */
(function () {
  "use strict";
  /** @type {Metod} */
  var metod = window.metod = window.metod || {};
  var parts = metod.navigator = metod.navigator || /** @type {MetodNavigator} */ ({});
  var dom = parts.dom;

  /** What describes a school; a site without the first has no such choice. */
  var FACETS = ["school", "level", "territory"];

  /** @param {string} key @returns {NavigatorChosen} */
  function read(key) {
    /** @type {NavigatorChosen} */
    var marks = {};
    try {
      var kept = JSON.parse(localStorage.getItem(key) || "null");
      if (!kept || kept.v !== 1 || typeof kept.marks !== "object") { return marks; }
      FACETS.forEach(function (facet) {
        var values = kept.marks && kept.marks[facet];
        if (Array.isArray(values)) { marks[facet] = values.filter(function (value) { return typeof value === "string"; }); }
      });
    } catch (error) { /* Nothing was marked. */ }
    return marks;
  }

  /** @param {string} key @param {NavigatorChosen} marks */
  function write(key, marks) {
    try { localStorage.setItem(key, JSON.stringify({ v: 1, marks: marks })); } catch (error) { /* The marks last as long as the page. */ }
  }

  /**
   * @param {HTMLElement} section @param {NavigatorKnown} known @param {NavigatorPanel} panel
   * @param {(marks: NavigatorChosen) => void} apply
   */
  function school(section, known, panel, apply) {
    var words = parts.words.all.school;
    var facets = known.facets.filter(function (facet) { return FACETS.indexOf(facet.id) >= 0; })
      .sort(function (one, other) { return FACETS.indexOf(one.id) - FACETS.indexOf(other.id); });
    if (facets.length === 0 || facets[0].id !== FACETS[0]) { return; }
    var bar = document.getElementById("choice-bar");
    var key = "metod:school:" + ((bar && bar.dataset.site) || "");
    var marks = read(key);

    var body = dom.make("div", { "class": "school-body" });
    facets.forEach(function (facet) { body.append(facet.values.length > 12 ? list(facet) : boxes(facet)); });
    var summary = dom.make("summary", {}, words.mark);
    var details = dom.make("details", { "class": "school-marks" }, summary, body);
    var note = dom.make("p", { "class": "note", hidden: "" }, words.first);
    var button = dom.button(words.apply, "plain", function () {
      var isMarked = facets.some(function (facet) { return (marks[facet.id] || []).length > 0; });
      note.hidden = isMarked;
      if (isMarked) { apply(marks); return; }
      details.open = true;
      dom.focus(body.querySelector("input, select"));
    });
    button.dataset.action = "apply-school";
    section.querySelectorAll(".school-values").forEach(function (list) { list.remove(); });
    var summaryLine = dom.make("p", { "class": "note school-mine" });
    section.append(details, summaryLine, note, dom.make("p", {}, button));
    describe();

    function changed() {
      write(key, marks);
      note.hidden = true;
      describe();
    }

    /** The marks in one line, where the list is closed. */
    function describe() {
      /** @type {string[]} */
      var names = [];
      facets.forEach(function (facet) {
        (marks[facet.id] || []).forEach(function (value) {
          if (facet.values.indexOf(value) >= 0) { names.push(panel.label(facet.id, value)); }
        });
      });
      summaryLine.textContent = names.length > 0 ? parts.words.fill(words.mine, { values: names.join(", ") }) : "";
      summaryLine.hidden = names.length === 0;
    }

    /** @param {{ id: string, values: string[] }} facet @returns {HTMLElement} */
    function boxes(facet) {
      var group = dom.make("fieldset", {}, dom.make("legend", {}, panel.facetLabel(facet.id)));
      facet.values.forEach(function (value) {
        var box = dom.make("input", { type: "checkbox", autocomplete: "off", "data-mark": facet.id, "data-mark-value": value });
        box.checked = (marks[facet.id] || []).indexOf(value) >= 0;
        box.addEventListener("change", function (event) {
          event.stopPropagation();
          var others = (marks[facet.id] || []).filter(function (other) { return other !== value; });
          marks[facet.id] = box.checked ? others.concat(value) : others;
          changed();
        });
        group.append(dom.make("label", {}, box, " ", panel.label(facet.id, value)));
      });
      return group;
    }

    /** A long list of which one is chosen. @param {{ id: string, values: string[] }} facet @returns {HTMLElement} */
    function list(facet) {
      var id = "school-" + facet.id;
      var select = dom.make("select", { id: id, autocomplete: "off", "data-mark": facet.id }, dom.make("option", { value: "" }, words.any));
      facet.values.forEach(function (value) { select.append(dom.make("option", { value: value }, panel.label(facet.id, value))); });
      select.value = (marks[facet.id] || [])[0] || "";
      if (select.selectedIndex < 0) { select.value = ""; }
      select.addEventListener("change", function (event) {
        event.stopPropagation();
        marks[facet.id] = select.value ? [select.value] : [];
        changed();
      });
      return dom.make("p", {}, dom.make("label", { "for": id }, panel.facetLabel(facet.id)), select);
    }
  }

  parts.school = school;
})();
