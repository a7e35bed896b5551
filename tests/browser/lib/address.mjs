// Where a link leads: inside the site, to another host, or somewhere it must not.

import { posix } from 'node:path';

/** @returns {{place: 'inside', file, fragment} | {place: 'external', scheme} | {place: 'wrong', why}} */
export function resolve(from, written) {
  const address = written.trim();
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1].toLowerCase();
  if (scheme) return { place: 'external', scheme };
  if (address.startsWith('/')) return { place: 'wrong', why: 'is not relative' };
  if (address.includes('\\')) return { place: 'wrong', why: 'holds a backslash' };

  const [beforeFragment, ...fragments] = address.split('#');
  const [encoded] = beforeFragment.split('?');
  let path;
  let fragment;
  try {
    path = decodeURIComponent(encoded);
    fragment = decodeURIComponent(fragments.join('#'));
  } catch {
    return { place: 'wrong', why: 'has a broken % escape' };
  }
  if (path === '') return { place: 'inside', file: from, fragment };
  const file = posix.join(posix.dirname(from), path);
  if (file === '..' || file.startsWith('../')) return { place: 'wrong', why: 'leaves the site' };
  return { place: 'inside', file: file === '.' || file === './' ? '' : file, fragment };
}
