// The hostile inputs that end in a site, built: all that can stand together as one programme, the others alone.

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** @returns {{name: string, folder: string, inputs: number}[]} the built sites */
export function buildInputs(catena, folder, scratch) {
  const together = programme(folder, scratch, '_together');
  const sites = [{ name: 'all together', root: together, inputs: 0 }];
  for (const name of readdirSync(folder).sort()) {
    if (name === '_base' || name === 'README.md' || !endsInSite(folder, name)) continue;
    const files = filesOf(folder, name);
    const free = files.every(({ to }) => !existsSync(join(together, to)));
    const root = free ? together : programme(folder, scratch, name);
    for (const { from, to } of files) lay(from, join(root, to));
    if (free) sites[0].inputs += 1;
    else sites.push({ name, root, inputs: 1 });
  }
  return sites.map(({ name, root, inputs }) => ({ name, inputs, folder: build(catena, name, root) }));
}

function programme(folder, scratch, name) {
  const root = join(scratch, name);
  cpSync(join(folder, '_base'), root, { recursive: true });
  return root;
}

function endsInSite(folder, name) {
  const path = join(folder, name);
  const about = statSync(path).isDirectory() ? join(path, 'about.txt') : path;
  return /^(?:# )?Ends: a site$/m.test(readFileSync(about, 'utf8'));
}

/** The files of an input, and where in a programme each goes. */
function filesOf(folder, name) {
  const path = join(folder, name);
  if (!statSync(path).isDirectory()) return [{ from: path, to: `content/${name}` }];
  const visit = (inside) =>
    readdirSync(join(path, inside), { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? visit(`${inside}${entry.name}/`) : [`${inside}${entry.name}`],
    );
  return visit('').filter((each) => each !== 'about.txt').map((each) => ({ from: join(path, each), to: each }));
}

function lay(from, to) {
  mkdirSync(join(to, '..'), { recursive: true });
  cpSync(from, to);
}

function build(catena, name, root) {
  try {
    execFileSync(catena, ['build'], { cwd: root, stdio: 'pipe' });
  } catch (error) {
    throw new Error(`The hostile input “${name}” does not build:\n${String(error.stderr).slice(0, 4000)}`);
  }
  return join(root, 'site');
}
