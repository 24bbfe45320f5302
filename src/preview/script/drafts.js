// Drafts are marked: links to them, and their own pages.
(function () {
  'use strict';
  var preview = window.metodPreview;
  var drafts = new Set();
  var words = null;
  var watching = false;

  preview.isDraft = function (address) {
    return drafts.has(preview.pathOf(address));
  };

  function mark() {
    preview.all('a[href]:not([data-draft-seen])').forEach(function (link) {
      link.setAttribute('data-draft-seen', '');
      var isHere = link.getAttribute('href').charAt(0) === '#';
      if (!isHere && preview.isDraft(link.href)) link.after(label());
    });
  }

  function label() {
    return preview.make('span', { 'data-draft': '' }, [words.draft]);
  }

  preview.markDrafts = function (state) {
    drafts = new Set(state.drafts);
    words = state.words;
    if (!drafts.size) return;
    mark();
    if (watching) return;
    var heading = preview.all('h1')[0];
    if (heading && preview.isDraft(location.href)) heading.after(label());
    // Lists that scripts draw later get their marks, too.
    watching = true;
    var waiting = 0;
    new MutationObserver(function () {
      clearTimeout(waiting);
      waiting = setTimeout(mark, 100);
    }).observe(document.querySelector('main') || document.body, { childList: true, subtree: true });
  };
})();
