// Follows the author: asks what changed, reloads the page or its style sheets, shows what is wrong.
//
// It asks for the version twice a second while its tab is in sight. A stream of events would tell
// sooner, but holds one of the six connections that a browser gives a host for as long as a tab is
// open: the seventh tab would hang. A question costs a millisecond and leaves nothing behind.
(function () {
  'use strict';
  var preview = window.metodPreview;
  var ASK_MS = 500;
  var ASK_AGAIN_MS = 2000;
  var PATIENCE_MS = 15000;
  var own = versionOfThisPage();
  var shown = '';
  var panel = preview.restore();
  var timer = 0;
  var busy = false;

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
    if (document.hidden || busy) return;
    busy = true;
    var patience = new AbortController();
    var limit = setTimeout(function () { patience.abort(); }, PATIENCE_MS);
    fetch('/__metod/version', { cache: 'no-store', signal: patience.signal })
      .then(function (response) { return response.text(); })
      .then(function (version) {
        clearTimeout(limit);
        return compare(version);
      })
      .then(function () { again(ASK_MS); }, function () {
        clearTimeout(limit);
        if (preview.words && !document.hidden) preview.tell(preview.words.lost);
        again(ASK_AGAIN_MS);
      });
  }

  function again(pause) {
    busy = false;
    clearTimeout(timer);
    timer = setTimeout(ask, pause);
  }

  // A version is run, pages, styles, load: another run or other pages are a reload, other styles an exchange.
  function part(version, from, to) {
    return version.split('.').slice(from, to).join('.');
  }

  // The promise of a page that reloads never ends, so it does so once.
  function reload() {
    preview.keep();
    location.reload();
    return new Promise(function () {});
  }

  function compare(version) {
    if (!own) own = version;
    if (part(own, 0, 2) !== part(version, 0, 2)) return reload();
    if (part(own, 2, 3) !== part(version, 2, 3)) {
      return preview.swapStyles().then(function () {
        own = version;
        return compare(version);
      }, reload);
    }
    preview.tell('');
    if (shown === version) return null;
    return preview.ask('state').then(function (state) {
      shown = version;
      preview.markDrafts(state);
      preview.showBar(state, panel);
      panel = '';
    });
  }
})();
