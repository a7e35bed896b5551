// The Nu Html Checker over every page and style sheet.

import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const jar = join(dirname(createRequire(import.meta.url).resolve('vnu-jar/package.json')), 'build/dist/vnu.jar');

/** CSS that browsers know and the checker does not yet: a preview's place beside its words, and words found in a quote. Each name is looked for in full. */
const AHEAD = /^[^:]*\.css:\d+: CSS: (“position-(anchor|area|try|visibility)”: Property|“align-self”: “anchor-center”|“inset-inline”: Parse Error\..*anchor\(start\)|Parse Error\..*::?highlight\(found\)|Parse Error\..*“highlight\(found\))/;

/** @returns {Promise<{errors: string[], warnings: string[]}>} */
export async function validity({ folder, paths }) {
  const files = paths.filter((path) => /\.(html|css)$/.test(path)).map((path) => join(folder, path));
  const { stdout } = await run(
    'java',
    ['-jar', jar, '--also-check-css', '--format', 'json', '--stdout', '--exit-zero-always', ...files],
    { maxBuffer: 64 * 1024 * 1024 },
  );
  const messages = JSON.parse(stdout).messages.map((message) => ({
    error: message.type !== 'info',
    line: `${path(folder, message.url)}:${message.lastLine ?? '?'}: ${message.message}${extract(message)}`,
  }));
  return {
    errors: messages.filter(({ error, line }) => error && !AHEAD.test(line)).map(({ line }) => line),
    warnings: messages.filter(({ error }) => !error).map(({ line }) => line),
  };
}

function path(folder, url) {
  return url?.startsWith('file:') ? relative(folder, fileURLToPath(url)) : 'the checker';
}

function extract({ extract: near }) {
  return near ? ` (near “${near.replace(/\s+/g, ' ').trim()}”)` : '';
}
