// What unfolds over the bar: mistakes, warnings, and the pages that lead here.
(function () {
  'use strict';
  var preview = window.metodPreview;
  var make = preview.make;

  // A file's place: a link that opens it where the editor can, a text that can be copied everywhere.
  preview.place = function (text, address, words) {
    var code = make('code', {}, [text]);
    return address ? make('a', { href: address, title: words.open }, [code]) : code;
  };

  function finding(found, words) {
    var place = found.file && found.file + ':' + found.line + ':' + found.column;
    return make('li', { 'data-severity': found.severity }, [
      make('span', { class: 'preview-said' }, [found.message]),
      place && make('span', { class: 'preview-place' }, [preview.place(place, found.open, words)]),
      found.hint && make('span', { class: 'preview-hint' }, [found.hint])
    ]);
  }

  preview.findings = function (list, words) {
    return make('ol', {}, list.map(function (found) { return finding(found, words); }));
  };

  // A heading, a button that folds it again, and what it is about.
  function panel(attributes, title, close, parts) {
    var button = make('button', { type: 'button', 'data-action': 'fold' }, [close]);
    var heading = make('strong', { class: 'preview-title' }, [title]);
    var head = make('div', { class: 'preview-head' }, [heading, button]);
    return make('div', attributes, [head].concat(parts));
  }

  preview.mistakes = function (state) {
    var words = state.words;
    return panel({ 'data-mistakes': state.mistakes.length, role: 'alert' }, words.title + ' (' + state.mistakes.length + ')', words.close, [
      make('p', {}, [words.lead]),
      preview.findings(state.mistakes, words)
    ]);
  };

  preview.warnings = function (state) {
    var words = state.words;
    return panel({ 'data-warnings': state.warnings.length, role: 'region', 'aria-label': words.warnings }, words.warnings, words.close, [
      make('p', {}, [words.warningsLead]),
      preview.findings(state.warnings, words),
      words.warningsLeft && make('p', {}, [words.warningsLeft])
    ]);
  };

  function link(one) {
    var about = [one.kind, one.measures].filter(Boolean).join(', ');
    return make('li', {}, [
      make('a', { href: one.address }, [one.title]),
      preview.isDraft(one.address) && make('span', { 'data-draft': '' }, [preview.words.draft]),
      about && make('span', { class: 'preview-about' }, [about])
    ]);
  }

  // Found only when somebody asks.
  preview.links = function (words) {
    var about = make('div', { 'aria-live': 'polite' }, [make('p', {}, [words.wait])]);
    var made = panel({ 'data-links': '', role: 'region', 'aria-label': words.links }, words.links, words.close, [about]);
    preview.ask('links').then(function (answer) {
      var rows = answer.links.map(link);
      about.replaceChildren(rows.length ? make('ul', {}, rows) : make('p', {}, [answer.words.none]));
      if (answer.words.left) about.append(make('p', {}, [answer.words.left]));
      made.setAttribute('data-links', rows.length);
    }).catch(function () {
      about.replaceChildren(make('p', {}, [words.lost]));
    });
    return made;
  };
})();
