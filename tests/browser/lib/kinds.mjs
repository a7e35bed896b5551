// One page of each kind. Which page it is comes from the disk, so the tests follow the content.

const ONE = '[^/]+\\.html';

/** The kinds that a programme's site must have, with the paths that hold them. */
export function kinds(programme) {
  return [
    ['home', /^index\.html$/],
    ...['studies', 'themes', 'findings', 'recommendations'].flatMap((folder) => [
      [folder, new RegExp(`^${folder}/index\\.html$`)],
      [`one-of-${folder}`, new RegExp(`^${folder}/(?!index\\.html|confidence|[^/]+\\.print\\.html)${ONE}$`)],
    ]),
    ['confidence', /^findings\/confidence\.html$/],
    ['quotes', /^quotes\/index\.html$/],
    ...programme.quoteWays().map((way) => [`quotes-by-${way}`, new RegExp(`^quotes/${way}[-/]${ONE}$`)]),
    ['map', /^map\.html$/],
    ['one-of-map', new RegExp(`^map/${ONE}`)],
    ['voices', /^quotes\/voices\.html$/],
    ['participants', new RegExp(`^participants/${ONE}$`)],
    ['references', /^references\.html$/],
    ['glossary', /^glossary\.html$/],
    ['evidence', /^evidence\.html$/],
    ['search', /^search\.html$/],
    ['pack', /^print\.html$/],
    ['theme-pack', /^themes\/[^/]+\.print\.html$/],
    ['data', /^data\/index\.html$/],
    ['accessibility', /^accessibility\.html$/],
    ['not-found', /^404\.html$/],
    ['sitemap', /^sitemap\.html$/],
    ['about', /^about\.html$/],
  ];
}

/**
 * The largest page of each kind, because most can go wrong on it; kinds that only the pages' own
 * `kind-…` class knows come last.
 */
export function samples(site, programme) {
  const chosen = new Map();
  const missing = [];
  for (const [kind, pattern] of kinds(programme)) {
    const page = largest(site, site.readPages().filter((each) => pattern.test(each.path)));
    if (page) chosen.set(kind, page.path);
    else missing.push(`no page of the kind “${kind}”: nothing matches ${pattern}`);
  }
  const seen = new Set([...chosen.values()].map((path) => site.page(path).kind));
  for (const { kind } of site.readPages()) {
    if (kind === undefined || seen.has(kind)) continue;
    seen.add(kind);
    chosen.set(kind, largest(site, site.readPages().filter((page) => page.kind === kind)).path);
  }
  return { chosen: [...chosen].map(([kind, path]) => ({ kind, path })), missing };
}

function largest(site, pages) {
  return pages.reduce(
    (best, page) => (!best || site.bytes(page.path).length > site.bytes(best.path).length ? page : best),
    undefined,
  );
}
