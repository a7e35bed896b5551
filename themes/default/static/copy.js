// Copies a quote's permalink, or a citation, with one press. Without this script the text can be selected.
(() => {
  'use strict';
  const words = document.currentScript.dataset;
  const own = document.querySelector('link[rel=canonical]');
  const address = own ? own.href : location.href.split('#')[0];
  // A preview runs this again when quotes changed: what is there stays.
  const status = document.getElementById('_copied') || Object.assign(document.createElement('p'), { className: 'quiet', id: '_copied' });
  status.setAttribute('role', 'status');
  document.getElementById('_main').append(status);

  /** The way of browsers that give no clipboard to a page from a disk: the text is selected and copied. */
  function copySelected(text) {
    const field = Object.assign(document.createElement('textarea'), { value: text, className: 'quiet', readOnly: true });
    document.body.firstElementChild.after(field);
    field.select();
    const copied = document.execCommand('copy');
    field.remove();
    return copied;
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch (_) {
      return copySelected(text);
    }
  }

  function button(label, of, text, shown) {
    // The judge of hostile pages knows by this that the button is no note's: a note can set no property.
    const made = Object.assign(document.createElement('button'), { type: 'button', className: 'copy', textContent: label, ofTheLook: true });
    if (of) made.append(Object.assign(document.createElement('span'), { className: 'quiet', textContent: ` ${of}` }));
    made.addEventListener('click', async () => {
      const copied = await copy(text());
      made.focus();
      if (!copied && shown) getSelection().selectAllChildren(shown);
      status.textContent = '';
      const said = copied ? words.copied : words.failed;
      setTimeout(() => (status.textContent = said), 50);
      if (!copied) return;
      made.firstChild.data = words.copied;
      setTimeout(() => (made.firstChild.data = label), 2000);
    });
    return made;
  }

  for (const quote of document.querySelectorAll('.quote[id]')) {
    if (quote.querySelector('.copy')) continue;
    const link = quote.querySelector('.anchor');
    const of = link.querySelector('.quiet').textContent.trim();
    link.after(button(words.link, of, () => address + link.hash, link));
    for (const shown of quote.querySelectorAll('.copied')) {
      const form = shown.previousElementSibling;
      form.append(' ', button(words.copy, form.textContent, () => shown.textContent, shown));
    }
  }
})();
