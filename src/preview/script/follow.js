// The preview's script: reloads an open page after a save, keeps its place, shows mistakes over it.
//
// It asks for the version twice a second while its tab is in sight. A stream of events would tell
// sooner, but holds one of the six connections that a browser gives a host for as long as a tab is
// open: the seventh tab would hang. A question costs a millisecond and leaves nothing behind.
(function () {
  'use strict';
  if (window.metodPreview) return;
  window.metodPreview = true;

  var ASK_MS = 500;
  var ASK_AGAIN_MS = 2000;
  var KEPT = 'metod-preview';
  var own = versionOfThisPage();
  var shown = '';
  var folded = false;
  var timer = 0;

  restore();
  document.addEventListener('visibilitychange', ask);
  window.addEventListener('pageshow', ask);
  ask();

  // The server names the version in a header, so a save between page and first question is not missed.
  function versionOfThisPage() {
    try {
      var entry = performance.getEntriesByType('navigation')[0];
      var named = (entry.serverTiming || []).filter(function (timing) { return timing.name === 'metod'; })[0];
      return named ? named.description : '';
    } catch (error) {
      return '';
    }
  }

  function ask() {
    clearTimeout(timer);
    if (document.hidden) return;
    fetch('/__metod/version', { cache: 'no-store' })
      .then(function (response) { return response.text(); })
      .then(function (version) {
        compare(version);
        timer = setTimeout(ask, ASK_MS);
      })
      .catch(function () { timer = setTimeout(ask, ASK_AGAIN_MS); });
  }

  // A version is run, publication, load: a page is outdated when one of the first two changed.
  function bytesOf(version) {
    return version.split('.').slice(0, 2).join('.');
  }

  function compare(version) {
    if (!own) own = version;
    if (bytesOf(own) !== bytesOf(version)) {
      keep();
      location.reload();
    } else if (shown !== version) {
      fetch('/__metod/state?path=' + encodeURIComponent(decodedPath()), { cache: 'no-store' })
        .then(function (response) { return response.json(); })
        .then(function (state) {
          shown = state.version;
          showMistakes(state);
          showBar(state);
          markDrafts(state);
        })
        .catch(function () {});
    }
  }

  function decodedPath() {
    try {
      return decodeURIComponent(location.pathname);
    } catch (error) {
      return location.pathname;
    }
  }

  // The place on the page and the text being typed.

  function searchFields() {
    return Array.prototype.slice.call(document.querySelectorAll('input[name=q]'));
  }

  function keep() {
    var fields = searchFields();
    var kept = {
      path: location.pathname,
      x: window.scrollX,
      y: window.scrollY,
      texts: fields.map(function (field) { return field.value; }),
      focus: fields.indexOf(document.activeElement)
    };
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(kept));
    } catch (error) {
      // Without storage the page reloads all the same, at its top.
    }
  }

  function restore() {
    var kept = null;
    try {
      kept = JSON.parse(sessionStorage.getItem(KEPT) || 'null');
      sessionStorage.removeItem(KEPT);
    } catch (error) {
      return;
    }
    if (!kept || kept.path !== location.pathname) return;
    var scroll = function () { window.scrollTo({ left: kept.x, top: kept.y, behavior: 'instant' }); };
    var whenLoaded = function () {
      // The page's own scripts have run: they see the text as if it had just been typed.
      searchFields().forEach(function (field, index) {
        var text = kept.texts[index];
        if (text !== undefined && field.value !== text) {
          field.value = text;
          field.dispatchEvent(new Event('input', { bubbles: true }));
        }
        if (index === kept.focus) field.focus({ preventScroll: true });
      });
      scroll();
      // Results that a search draws a moment later change the height of the page.
      setTimeout(scroll, 150);
    };
    if (document.readyState === 'complete') whenLoaded();
    else window.addEventListener('load', whenLoaded);
  }

  // Everything below builds elements from texts, never from markup, and sets styles through
  // properties: the policy of the pages allows no inline styles.

  function element(name, text, style) {
    var made = document.createElement(name);
    if (text) made.textContent = text;
    if (style) Object.assign(made.style, style);
    return made;
  }

  function showMistakes(state) {
    var last = document.querySelector('[data-mistakes]');
    if (!state.mistakes.length) {
      if (last) last.remove();
      folded = false;
      return;
    }
    var box = element('div', '', {
      position: 'fixed', left: '0', right: '0', bottom: '0', zIndex: '2147483647', maxHeight: '60vh',
      overflow: 'auto', boxSizing: 'border-box', padding: '1rem 1.25rem', background: '#2b1114', color: '#ffffff',
      borderTop: '0.25rem solid #ff8a80', font: '1rem/1.5 system-ui, sans-serif', textAlign: 'left'
    });
    box.setAttribute('data-mistakes', String(state.mistakes.length));
    box.setAttribute('role', 'alert');
    box.lang = document.documentElement.lang;
    var heading = element('strong', state.words.title + ' (' + state.mistakes.length + ')', { fontSize: '1.125rem' });
    var fold = element('button', state.words.close, {
      float: 'right', font: 'inherit', color: '#ffffff', background: 'transparent', border: '1px solid #ffffff',
      borderRadius: '0.25rem', padding: '0.25rem 0.75rem', cursor: 'pointer'
    });
    fold.type = 'button';
    var list = element('ol', '', { margin: '0.75rem 0 0', paddingLeft: '1.5rem' });
    state.mistakes.forEach(function (mistake) {
      var row = element('li', '', { margin: '0.5rem 0' });
      row.appendChild(element('span', mistake.message));
      if (mistake.file) {
        var place = mistake.file + ':' + mistake.line + ':' + mistake.column;
        row.appendChild(element('code', place, {
          display: 'block', color: '#ffd6d2', background: 'transparent', overflowWrap: 'anywhere'
        }));
      }
      if (mistake.hint) row.appendChild(element('span', mistake.hint, { display: 'block', color: '#b9f6ca' }));
      list.appendChild(row);
    });
    var rest = element('div');
    rest.appendChild(element('p', state.words.lead, { margin: '0.25rem 0 0' }));
    rest.appendChild(list);
    var setFolded = function (value) {
      folded = value;
      rest.hidden = value;
      fold.textContent = value ? state.words.show : state.words.close;
      fold.setAttribute('aria-expanded', String(!value));
    };
    fold.addEventListener('click', function () { setFolded(!folded); });
    box.addEventListener('keydown', function (event) { if (event.key === 'Escape') setFolded(true); });
    box.appendChild(fold);
    box.appendChild(heading);
    box.appendChild(rest);
    setFolded(folded);
    if (last) last.replaceWith(box);
    else document.body.appendChild(box);
  }

  function pathOfAddress(address) {
    try {
      return decodeURIComponent(new URL(address, location.href).pathname).replace(/^\//, '').replace(/index\.html$/, '');
    } catch (error) {
      return null;
    }
  }

  function isDraft(state, address) {
    return state.drafts.indexOf(pathOfAddress(address)) !== -1;
  }

  // Which file to open in the editor, and that a draft is one.
  function showBar(state) {
    var last = document.querySelector('[data-preview-bar]');
    var texts = [];
    if (isDraft(state, location.href)) texts.push(state.words.draftPage);
    if (state.words.source) texts.push(state.words.source);
    if (last) last.remove();
    if (!texts.length) return;
    var bar = element('aside', texts.join(' · '), {
      position: 'fixed', right: '0.5rem', bottom: '0.5rem', zIndex: '2147483646', maxWidth: 'calc(100vw - 1rem)',
      boxSizing: 'border-box', padding: '0.25rem 0.75rem', background: '#14181d', color: '#ffffff',
      border: '1px solid #b4bec8', borderRadius: '0.25rem', font: '0.875rem/1.4 system-ui, sans-serif',
      overflowWrap: 'anywhere', pointerEvents: 'none'
    });
    bar.setAttribute('data-preview-bar', '');
    bar.setAttribute('aria-label', state.words.label);
    document.body.appendChild(bar);
  }

  function markDrafts(state) {
    if (!state.drafts.length) return;
    var mark = function () {
      Array.prototype.forEach.call(document.querySelectorAll('main a[href]'), function (link) {
        if (link.hasAttribute('data-draft-seen')) return;
        link.setAttribute('data-draft-seen', '');
        if (!isDraft(state, link.href)) return;
        var label = element('span', state.words.draft, {
          marginInlineStart: '0.5em', padding: '0 0.4em', border: '1px solid currentColor', borderRadius: '0.25em',
          fontSize: '0.8em', fontWeight: '400', whiteSpace: 'nowrap'
        });
        label.setAttribute('data-draft', '');
        link.insertAdjacentElement('afterend', label);
      });
    };
    mark();
    // Lists that scripts draw later get their marks, too.
    var waiting = 0;
    new MutationObserver(function () {
      clearTimeout(waiting);
      waiting = setTimeout(mark, 100);
    }).observe(document.querySelector('main') || document.body, { childList: true, subtree: true });
  }

  // Paper shows the site, not the preview.
  function setPrinting(printing) {
    Array.prototype.forEach.call(document.querySelectorAll('[data-mistakes], [data-preview-bar]'), function (part) {
      part.style.display = printing ? 'none' : '';
    });
  }
  window.addEventListener('beforeprint', function () { setPrinting(true); });
  window.addEventListener('afterprint', function () { setPrinting(false); });
})();
