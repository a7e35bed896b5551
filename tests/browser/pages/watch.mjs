// Listens to a page: errors in its console, requests that fail, requests that leave the site.

export function watch(page, origin) {
  let faults = [];
  const add = (fault) => faults.push(fault);
  page.on('console', (message) => message.type() === 'error' && add(`console: ${message.text()}`));
  page.on('pageerror', (error) => add(`script: ${error.message}`));
  page.on('requestfailed', (request) => add(`request failed: ${request.url()}`));
  page.on('request', (request) => !request.url().startsWith(origin) && !isInline(request) && add(`request outside the site: ${request.url()}`));
  page.on('response', (response) => response.status() >= 400 && add(`status ${response.status()}: ${response.url()}`));
  return {
    /** The faults since the last call. */
    take() {
      const taken = faults;
      faults = [];
      return taken;
    },
  };
}

function isInline(request) {
  return request.url().startsWith('data:');
}
