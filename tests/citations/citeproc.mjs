// Writes expected/*.txt: every entry and label of the test's references as citeproc-js prints them.
//
// 1. cargo test --test citations -- --ignored        writes target/citations: the references, styles and locale
// 2. npm install --prefix /tmp/citeproc citeproc@2.4.63
// 3. NODE_PATH=/tmp/citeproc/node_modules node tests/citations/citeproc.mjs
//
// The tests themselves need neither node nor a network.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const CSL = createRequire(import.meta.url)("citeproc");
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const input = (name) => readFileSync(here(`../../target/citations/${name}`), "utf8");

// hayagriva writes styles and locales with another root, and names some terms otherwise, than the CSL specification does.
const TERMS = { "and-others": "and others", "editor-translator": "editortranslator", "sub-verbo": "sub verbo" };
const locale = (lang) =>
  input(`locale-${lang === "en-GB" ? lang : "en-US"}.xml`)
    .replace(/^<style |<\/style>$/g, (root) => root.replace("style", "locale"))
    .replace(/term name="([^"]*)"/g, (all, name) => (name in TERMS ? `term name="${TERMS[name]}"` : all));

// CSL has no sign for authors who are left out. Enough names of this one set off the style's own “et al.”; the
// names themselves are taken out of what it prints.
const FILLER = "OTHERS";
const withFillers = (item) => {
  const last = item.author?.at(-1);
  if (last?.literal !== "others") return item;
  const fillers = Array.from({ length: 30 }, () => ({ literal: FILLER }));
  return { ...item, author: [...item.author.slice(0, -1), ...fillers] };
};
const withoutFillers = (text) =>
  text.replace(/(, OTHERS)*, (… |\. \. \. |&#38; )?OTHERS\b/g, ", et al.").replace(/(, OTHERS)+/g, "").replace(/(, et al\.)+\.?/g, ", et al.");

const plain = (html) =>
  html
    .replace(/<\/?(div|span)[^>]*>/g, "")
    .replace(/&#38;|&amp;/g, "&")
    .replace(/&#60;|&lt;/g, "<")
    .replace(/&#62;|&gt;/g, ">")
    .replace(/\s+/g, " ")
    .trim();

const items = JSON.parse(input("items.json")).map(withFillers);
const byId = new Map(items.map((item) => [item.id, item]));

// Every label of every item, cited together so that they tell each other apart.
const KINDS = {
  label: [{}],
  located: [{ locator: "3-5", label: "page" }],
  suppressed: [{ "suppress-author": true }],
  textual: [{}, "composite"],
};
const labels = (engine) => {
  const names = items.flatMap(({ id }) => Object.keys(KINDS).map((kind) => ({ id, kind })));
  const citations = names.map(({ id, kind }) => {
    const [extra, mode] = KINDS[kind];
    return { citationItems: [{ id, ...extra }], properties: { noteIndex: 0, ...(mode && { mode }) } };
  });
  return engine.rebuildProcessorState(citations, "html").map(([, , html], at) => {
    const { id, kind } = names[at];
    const text = plain(html);
    return `${id} ${kind}: ${withoutFillers(kind === "textual" ? text : text.replace(/^\((.*)\)$/, "$1"))}`;
  });
};

for (const style of ["vancouver", "apa", "harvard-cite-them-right"]) {
  const sys = { retrieveLocale: locale, retrieveItem: (id) => structuredClone(byId.get(id)) };
  const engine = new CSL.Engine(sys, input(`${style}.csl`).replaceAll('term="et al"', 'term="et-al"'), "en-GB", true);
  engine.opt.development_extensions.wrap_url_and_doi = false;
  engine.updateItems(items.map((item) => item.id));
  const lines = [];
  const [params, bodies] = engine.makeBibliography();
  params.entry_ids.forEach(([id], at) => {
    const entry = bodies[at].replace(/<div class="csl-left-margin">.*?<\/div>/s, "");
    lines.push(`${id} entry: ${withoutFillers(plain(entry))}`);
  });
  if (style !== "vancouver") lines.push(...labels(engine));
  writeFileSync(here(`expected/${style}.txt`), `${lines.join("\n")}\n`);
}
