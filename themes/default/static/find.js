/* The search box at the top of every page: without script a link to the search page. `/` goes to it, Esc leaves it. */
(function () {
  'use strict';
  var link = document.querySelector('[data-find]');
  var field = document.querySelector('[data-search-field]');
  var before = null;

  if (link && !field) field = box();

  function box() {
    var form = document.createElement('form');
    form.className = 'search-box';
    form.setAttribute('role', 'search');
    var input = document.createElement('input');
    input.type = 'search';
    input.autocomplete = 'off';
    input.maxLength = 300;
    input.placeholder = link.textContent.trim();
    input.setAttribute('aria-label', link.dataset.label);
    input.setAttribute('aria-keyshortcuts', '/');
    form.appendChild(input);
    form.addEventListener('submit', function (event) {
      event.preventDefault();
      var query = input.value.trim();
      location.assign(link.href + (query ? '?q=' + encodeURIComponent(query) : ''));
    });
    input.addEventListener('keydown', function (event) {
      if (event.key !== 'Escape' || event.isComposing) return;
      event.preventDefault();
      input.value = '';
      if (before && before.isConnected && before !== document.body) before.focus();
      else input.blur();
    });
    link.replaceWith(form);
    return input;
  }

  document.addEventListener('keydown', function (event) {
    var at = event.target;
    var typing = at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName);
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing || !field) return;
    event.preventDefault();
    before = document.activeElement;
    field.focus();
    field.select();
  });
})();
