// What Zotero and search engines find on pages: tags and linked data, and that both say what the page says.

export const title = 'Save a page to a reference manager';
export const script = 'off';

const TYPES = {
  'index.html': ['WebSite'],
  'glossary.html': ['WebPage', 'DefinedTermSet', 'DefinedTerm', 'BreadcrumbList'],
  'themes/index.html': ['CollectionPage', 'DefinedTermSet', 'BreadcrumbList'],
  'data/index.html': ['WebPage', 'Dataset', 'DataDownload', 'BreadcrumbList'],
  'studies/interview-study.html': ['WebPage', 'ScholarlyArticle', 'BreadcrumbList'],
  'themes/co-location.html': ['WebPage', 'Quotation', 'DefinedTerm', 'BreadcrumbList'],
  'findings/integration-takes-time.html': ['WebPage', 'Claim', 'BreadcrumbList'],
};
const NEEDED = {
  Quotation: ['text', '@id', 'spokenByCharacter'],
  ScholarlyArticle: ['name', 'author', 'datePublished', 'sameAs'],
  DefinedTerm: ['name', 'description', 'url'],
  DefinedTermSet: ['name', 'hasDefinedTerm'],
  Dataset: ['name', 'description', 'license', 'distribution'],
  DataDownload: ['contentUrl', 'encodingFormat'],
  BreadcrumbList: ['itemListElement'],
  WebSite: ['name', 'url'],
};

export async function run({ page, open, check, site }) {
  for (const [path, types] of Object.entries(TYPES)) {
    await open(path);
    const nodes = await linkedData(page, check, path);
    for (const type of types) {
      const found = nodes.filter((node) => node['@type'] === type);
      check(found.length > 0, `${path} has a ${type}`);
      for (const node of found.filter((each) => Object.keys(each).length > 2)) {
        for (const name of (NEEDED[type] ?? []).filter((each) => each !== 'spokenByCharacter' || !node.isBasedOn)) {
          check(name in node || (name === 'author' && /scoping/i.test(node.name)), `${path}: a ${type} has no ${name}`);
        }
      }
    }
  }

  await open('themes/co-location.html');
  const quotes = (await linkedData(page, check, 'a theme')).filter((node) => node['@type'] === 'Quotation');
  const words = await page.locator('figure.quote blockquote').allTextContents();
  for (const { text } of quotes) check(words.some((each) => same(each) === same(text)), `the page shows “${text.slice(0, 40)}”`);

  await open('data/index.html');
  const files = (await linkedData(page, check, 'the data')).filter((node) => node['@type'] === 'DataDownload');
  for (const { contentUrl } of files) check(site.paths().includes(contentUrl.replace('../', '')), `${contentUrl} is a file of the site`);

  await open('studies/interview-study.html');
  const tags = await namesOf(page);
  check(tags.citation_title?.[0].startsWith('Integrating primary care'), 'a study’s page is saved as its version of record');
  check(tags.citation_author?.length === 10, 'with all its authors');
  check(tags.citation_journal_title?.[0] === 'British Journal of General Practice', 'as an article of its journal');
  check(tags.citation_doi?.[0] === '10.3399/BJGP.2020.1100', 'with its DOI');
  check(tags['og:type']?.[0] === 'article', 'and Open Graph makes no web page of it');

  await open('themes/co-location.html');
  const own = await namesOf(page);
  check(!Object.keys(own).some((name) => name.startsWith('citation_')), 'a theme is saved as a page of this site');
  check(own['DC.title']?.[0] === 'Co-location and collaboration' && own['og:type']?.[0] === 'website', 'under its own title');
  check(own['og:image'] === undefined, 'no picture without an address of the site');
}

/** Every node of the linked data of a page, nested ones too. */
async function linkedData(page, check, name) {
  const texts = await page.locator('script[type="application/ld+json"]').allTextContents();
  check(texts.length === 1, `${name} has linked data once`);
  const nodes = [];
  const walk = (value) => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (value && typeof value === 'object') {
      if ('@type' in value) nodes.push(value);
      Object.values(value).forEach(walk);
    }
  };
  for (const text of texts) {
    const data = JSON.parse(text);
    check(data['@context'] === 'https://schema.org', `${name} says whose words it uses`);
    walk(data['@graph']);
  }
  return nodes;
}

async function namesOf(page) {
  return page.evaluate(() => {
    const found = {};
    for (const meta of document.querySelectorAll('meta[name], meta[property]')) {
      const name = meta.getAttribute('name') ?? meta.getAttribute('property');
      (found[name] ??= []).push(meta.content);
    }
    return found;
  });
}

const same = (text) => text.replace(/\s+/g, ' ').trim();
