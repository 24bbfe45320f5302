// What the preview's parts share. Elements are built from texts, never from markup.
(function () {
  'use strict';
  var preview = window.metodPreview = window.metodPreview || {};

  preview.make = function (name, attributes, parts) {
    var made = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    (parts || []).forEach(function (part) {
      if (part) made.append(part);
    });
    return made;
  };

  // The page's own elements, those of the preview left out.
  preview.all = function (selector) {
    return Array.prototype.filter.call(document.querySelectorAll(selector), function (element) {
      return !element.closest('[data-preview]');
    });
  };

  // The address as the server writes it: without its leading slash and the name of the file.
  preview.pathOf = function (address) {
    try {
      return decodeURIComponent(new URL(address, location.href).pathname).slice(1).replace(/index\.html$/, '');
    } catch (error) {
      return null;
    }
  };

  preview.ask = function (what) {
    var path = preview.pathOf(location.href);
    var query = '?path=' + encodeURIComponent('/' + (path === null ? '' : path));
    return fetch('/__metod/' + what + query, { cache: 'no-store' }).then(function (response) {
      if (!response.ok) throw new Error(String(response.status));
      return response.json();
    });
  };
})();
