// Exchanges the style sheets of an open page. The new ones load before the old ones go: nothing flashes.
(function () {
  'use strict';
  var preview = window.metodPreview;
  var SHEETS = 'link[rel~=stylesheet]';

  function address(link) {
    return new URL(link.getAttribute('href'), location.href).href;
  }

  function loaded(link) {
    return new Promise(function (done, fail) {
      link.addEventListener('load', done, { once: true });
      link.addEventListener('error', fail, { once: true });
    });
  }

  // The page itself says which sheets it has now, in which order.
  preview.swapStyles = function () {
    return fetch(location.href, { cache: 'no-store' })
      .then(function (response) { return response.text(); })
      .then(function (text) {
        var page = new DOMParser().parseFromString(text, 'text/html');
        var old = preview.all(SHEETS);
        var sheets = page.querySelectorAll(SHEETS);
        // An answer without any is no page of the site.
        if (!sheets.length) throw new Error('no style sheets');
        var waiting = [];
        var last = null;
        var wanted = Array.prototype.map.call(sheets, function (fresh) {
          var same = old.filter(function (link) { return address(link) === address(fresh); })[0];
          var link = same || document.importNode(fresh, true);
          if (!same) {
            waiting.push(loaded(link));
            if (last) last.after(link);
            else if (old[0]) old[0].before(link);
            else document.head.append(link);
          }
          last = link;
          return link;
        });
        return Promise.all(waiting).then(function () {
          old.forEach(function (link) {
            if (wanted.indexOf(link) < 0) link.remove();
          });
        });
      });
  };
})();
