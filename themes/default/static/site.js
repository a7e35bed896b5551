// Colours that a reader chooses, kept on the device, and small help for previews. Nothing is lost without this file.
(function () {
  'use strict';
  var KEY = 'catena-colours';
  var root = document.documentElement;

  // A browser may refuse to keep anything: in private windows, or for files on a disk.
  function kept() {
    try {
      return localStorage.getItem(KEY);
    } catch (refused) {
      return null;
    }
  }

  function keep(choice) {
    try {
      if (choice === 'auto') localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, choice);
    } catch (refused) {
      // The choice then holds for this page.
    }
  }

  function show(choice) {
    var known = choice === 'light' || choice === 'dark';
    if (known) root.setAttribute('data-colours', choice);
    else root.removeAttribute('data-colours');
    document.querySelectorAll('[data-choose-colours]').forEach(function (button) {
      var chosen = button.getAttribute('data-choose-colours') === (known ? choice : 'auto');
      button.setAttribute('aria-pressed', String(chosen));
    });
  }

  // Before anything is drawn, so that no page flashes.
  show(kept());

  document.addEventListener('DOMContentLoaded', function () {
    document.querySelectorAll('.colours[data-needs-script]').forEach(function (group) {
      group.hidden = false;
    });
    show(kept());
  });
  // The same page in another tab follows.
  addEventListener('storage', function (event) {
    if (event.key === KEY) show(event.newValue);
  });

  var opener = null;
  document.addEventListener('click', function (event) {
    var button = event.target.closest('button');
    if (!button) return;
    var choice = button.getAttribute('data-choose-colours');
    if (choice) {
      keep(choice);
      show(choice);
    }
    if (button.hasAttribute('popovertarget')) opener = button;
  });

  // Where a browser cannot put a preview beside its words, it is a sheet at the edge that is farther from them.
  if (!(window.CSS && CSS.supports('position-area', 'block-end'))) {
    document.addEventListener('toggle', function (event) {
      if (!opener || !event.target.matches('.preview')) return;
      var low = opener.getBoundingClientRect().bottom > innerHeight / 2;
      event.target.classList.toggle('at-top', low);
    }, true);
  }
  // A link inside a preview leads away from it.
  addEventListener('hashchange', function () {
    document.querySelectorAll('.preview').forEach(function (preview) {
      if (preview.hidePopover && preview.matches(':popover-open')) preview.hidePopover();
    });
  });
})();
