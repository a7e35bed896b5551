// Serves a site as plain static hosting does, below a folder of its host.

import { createServer } from 'node:http';
import { once } from 'node:events';
import { extname } from 'node:path';

const BASE = '/some/base/';
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.xml': 'application/xml',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** @returns {Promise<{origin: string, close: () => void}>} the site's address, with its folder */
export async function serve(site) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://127.0.0.1');
    // Browsers ask every host for this by themselves; a site in a folder cannot answer it.
    if (pathname === '/favicon.ico') {
      response.writeHead(204).end();
      return;
    }
    const path = decodeURIComponent(pathname.slice(BASE.length));
    if (!pathname.startsWith(BASE) || !site.has(path)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' });
    response.end(site.bytes(path));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${server.address().port}${BASE}`,
    close: () => {
      server.closeAllConnections?.();
      server.close();
    },
  };
}
