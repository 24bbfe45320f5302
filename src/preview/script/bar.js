// The bar at the lower edge: the file behind the page, what is wrong, who leads here.
(function () {
  'use strict';
  var preview = window.metodPreview;
  var make = preview.make;
  var PANELS = ['mistakes', 'warnings', 'links'];

  var dock = null;
  var status = null;
  var open = '';
  var state = null;
  var isPlain = false;
  // Mistakes unfold by themselves once; who folded them away has read them.
  var folded = false;
  var shown = { bar: '', panel: '' };

  preview.openPanel = function () { return open; };

  function build() {
    status = make('span', { role: 'status', class: 'preview-status' });
    dock = make('div', { id: 'metod-preview', 'data-preview': '', lang: state.language }, [
      make('div', { class: 'preview-panels' }),
      make('aside', { 'data-preview-bar': '', 'aria-label': state.words.label }, [make('div', { class: 'preview-items' }), status])
    ]);
    dock.addEventListener('click', onClick);
    dock.addEventListener('keydown', function (event) {
      if (event.key === 'Escape' && open) fold();
    });
    var style = make('link', { rel: 'stylesheet', href: '/__metod/preview.css', 'data-preview': '' });
    var place = function () { document.body.append(dock); };
    style.addEventListener('load', place);
    style.addEventListener('error', place);
    document.head.append(style);
    // The end of the page can be scrolled to above the bar, whatever it unfolds.
    new ResizeObserver(function () {
      document.documentElement.style.setProperty('--preview-room', dock.offsetHeight + 'px');
    }).observe(dock);
  }

  function onClick(event) {
    var button = event.target.closest('button');
    if (!button) return;
    var name = button.getAttribute('data-panel');
    if (!name || name === open) fold();
    else unfold(name);
  }

  function fold() {
    var last = open;
    if (last === 'mistakes') folded = true;
    unfold('');
    var button = dock.querySelector('[data-panel=' + last + ']');
    if (button) button.focus();
  }

  function unfold(name) {
    open = name;
    drawPanel();
    Array.prototype.forEach.call(dock.querySelectorAll('[data-panel]'), function (button) {
      button.setAttribute('aria-expanded', String(button.getAttribute('data-panel') === name));
    });
  }

  function drawPanel() {
    var seen = open + JSON.stringify(open === 'links' ? state.version : state[open] || null);
    if (seen === shown.panel) return;
    shown.panel = seen;
    var panels = dock.querySelector('.preview-panels');
    var top = panels.firstElementChild ? panels.firstElementChild.scrollTop : 0;
    var made = open === 'links' ? preview.links(state.words) : open && preview[open](state);
    panels.replaceChildren.apply(panels, made ? [made] : []);
    if (made) made.scrollTop = top;
  }

  function button(name, text) {
    return make('button', { type: 'button', 'data-panel': name, 'aria-expanded': String(open === name) }, [text]);
  }

  function drawBar() {
    var words = state.words;
    var hasMistakes = state.mistakes.length > 0;
    var items = [
      preview.isDraft(location.href) && make('span', { 'data-draft-page': '' }, [words.draftPage]),
      state.source && make('span', { class: 'preview-file' }, [words.file + ' ', preview.place(state.source, state.open, words)]),
      hasMistakes && !isPlain ? button('mistakes', words.mistakes) : make('span', {}, [words.mistakes]),
      state.warnings.length > 0 && button('warnings', words.warningsCount),
      state.page && button('links', words.links)
    ].filter(Boolean);
    var seen = items.map(function (item) { return item.outerHTML; }).join('');
    if (seen === shown.bar) return;
    shown.bar = seen;
    var bar = dock.querySelector('.preview-items');
    var focused = bar.contains(document.activeElement) && document.activeElement.getAttribute('data-panel');
    bar.replaceChildren.apply(bar, items);
    var again = focused && bar.querySelector('[data-panel=' + focused + ']');
    if (again) again.focus();
  }

  // The plain page that only lists mistakes gets its links in its own list, and nothing over it.
  function drawPlain() {
    var plain = preview.all('[data-mistakes]')[0];
    var list = plain && plain.querySelector('ol');
    if (list) list.replaceWith(preview.findings(state.mistakes, state.words));
    return Boolean(plain);
  }

  preview.showBar = function (next, wanted) {
    // A page inside another one is looked at there.
    if (window.top !== window) return;
    state = next;
    preview.words = state.words;
    if (!dock) build();
    isPlain = drawPlain();
    if (!state.mistakes.length) folded = false;
    var name = open || wanted;
    if (state.mistakes.length && !folded && !isPlain) name = 'mistakes';
    // A panel whose findings are mended has nothing to show.
    if (PANELS.indexOf(name) < 0 || state[name] && !state[name].length) name = '';
    drawBar();
    unfold(name);
    preview.tell('');
  };

  // One line about the preview itself.
  preview.tell = function (text) {
    if (status && status.textContent !== text) status.textContent = text;
  };
})();
