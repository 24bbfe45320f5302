// A reload gives back what the visitor had: the place on the page, open parts, typed text, the caret.
(function () {
  'use strict';
  var preview = window.metodPreview;
  var KEPT = 'metod-preview';
  var FIELDS = 'input:not([type=password]):not([type=file]):not([type=hidden]), textarea, select';
  var FOCUSED = 'a[href], button, input, select, textarea, summary, [tabindex]';
  // Results that scripts draw a moment after the page are waited for so long.
  var AGAIN_MS = [0, 150, 600];

  function nameOf(element) {
    if (element.id) return '#' + element.id;
    var said = element.name || element.getAttribute('href') || element.textContent;
    if (element.localName === 'details') {
      var summary = element.querySelector('summary');
      said = summary ? summary.textContent : '';
    }
    if (isTicked(element)) said += '=' + element.value;
    return element.localName + ' ' + said.trim().replace(/\s+/g, ' ').slice(0, 200);
  }

  function isTicked(element) {
    return element.type === 'checkbox' || element.type === 'radio';
  }

  // Elements of a kind with the names by which they are found again on another version of the page.
  function register(selector) {
    var elements = preview.all(selector);
    return { elements: elements, names: elements.map(nameOf) };
  }

  function identify(register, element) {
    var at = register.elements.indexOf(element);
    var name = register.names[at];
    var before = register.names.slice(0, at).filter(function (other) { return other === name; });
    return { name: name, nth: before.length, at: at, of: register.elements.length };
  }

  // By the name; by the place when the name is gone and nothing else came or went.
  function find(register, kept) {
    var same = register.elements.filter(function (element, at) { return register.names[at] === kept.name; });
    if (same.length) return same[kept.nth] || null;
    return register.elements.length === kept.of ? register.elements[kept.at] : null;
  }

  // As the page was delivered, before its own scripts ran.
  var delivered = new Map(preview.all('details').map(function (part) { return [part, part.open]; }));

  function isChanged(field) {
    if (isTicked(field)) return field.checked !== field.defaultChecked;
    if (field.localName !== 'select') return field.value !== field.defaultValue;
    var options = Array.prototype.slice.call(field.options);
    var chosen = options.map(function (option) { return option.defaultSelected; }).lastIndexOf(true);
    return field.selectedIndex !== Math.max(chosen, 0);
  }

  function caretOf(field) {
    try {
      return [field.selectionStart, field.selectionEnd, field.selectionDirection];
    } catch (error) {
      return null;
    }
  }

  preview.keep = function () {
    var details = register('details');
    var fields = register(FIELDS);
    var focused = register(FOCUSED);
    var active = document.activeElement;
    var kept = {
      path: location.pathname,
      x: window.scrollX,
      y: window.scrollY,
      panel: preview.openPanel(),
      details: details.elements.filter(function (part) {
        return part.open !== Boolean(delivered.get(part));
      }).map(function (part) { return { open: part.open, is: identify(details, part) }; }),
      fields: fields.elements.filter(isChanged).map(function (field) {
        return { value: field.value, ticked: field.checked, is: identify(fields, field) };
      }),
      focus: focused.elements.indexOf(active) < 0 ? null : { is: identify(focused, active), caret: caretOf(active) }
    };
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(kept));
    } catch (error) {
      // Without storage the page reloads all the same, at its top.
    }
  };

  function take() {
    try {
      var kept = JSON.parse(sessionStorage.getItem(KEPT) || 'null');
      sessionStorage.removeItem(KEPT);
      return kept && kept.path === location.pathname && kept.details ? kept : null;
    } catch (error) {
      return null;
    }
  }

  // The page's own scripts see a text as if it had just been typed.
  function fill(field, kept) {
    if (isTicked(field) ? field.checked === kept.ticked : field.value === kept.value) return;
    if (isTicked(field)) field.checked = kept.ticked;
    else field.value = kept.value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    if (isTicked(field) || field.localName === 'select') field.dispatchEvent(new Event('change', { bubbles: true }));
  }

  function focus(kept) {
    var element = find(register(FOCUSED), kept.is);
    if (!element) return false;
    element.focus({ preventScroll: true });
    try {
      if (kept.caret && kept.caret[0] !== null) element.setSelectionRange.apply(element, kept.caret);
    } catch (error) {
      // A field of another type has no caret to place.
    }
    return document.activeElement === element;
  }

  // What was given back is left alone afterwards: the visitor goes on with it.
  function give(kept, selector, back) {
    if (!kept.length) return kept;
    var found = register(selector);
    return kept.filter(function (one) {
      var element = find(found, one.is);
      if (element) back(element, one);
      return !element;
    });
  }

  preview.restore = function () {
    var kept = take();
    if (!kept) return '';
    var moved = false;
    ['wheel', 'touchstart', 'keydown', 'pointerdown'].forEach(function (name) {
      window.addEventListener(name, function () { moved = true; }, { capture: true, once: true, passive: true });
    });
    var attempt = function () {
      kept.details = give(kept.details, 'details', function (part, one) { part.open = one.open; });
      kept.fields = give(kept.fields, FIELDS, fill);
      if (moved) return;
      if (kept.focus && focus(kept.focus)) kept.focus = null;
      window.scrollTo({ left: kept.x, top: kept.y, behavior: 'instant' });
    };
    var whenLoaded = function () {
      AGAIN_MS.forEach(function (pause) { setTimeout(attempt, pause); });
    };
    if (document.readyState === 'complete') whenLoaded();
    else window.addEventListener('load', whenLoaded);
    return kept.panel;
  };
})();
