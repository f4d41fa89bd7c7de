// What citeproc-js, the reference processor, makes of the jobs that `ibid format` reads: one JSON object a line
// on stdin, one answer a line on stdout. A tool for tests; no part of the program.
//
//   npm install citeproc      (anywhere; name its node_modules in NODE_PATH)
//   node oracle.js LOCALES    (a folder of locales-xx-XX.xml: github.com/citation-style-language/locales)
'use strict';
const fs = require('fs'), path = require('path'), readline = require('readline'), CSL = require('citeproc');
CSL.debug = () => {};

const withoutDeclaration = (xml) => xml.replace(/^\uFEFF?\s*<\?xml[^>]*\?>\s*/, '');
const files = {};
const locale = (language) => {
  const file = path.join(process.argv[2], `locales-${language}.xml`);
  files[language] ??= fs.existsSync(file) && withoutDeclaration(fs.readFileSync(file, 'utf8'));
  return files[language];
};

function format(job) {
  const items = Object.fromEntries(job.references.map((item) => [item.id, { ...item, id: String(item.id) }]));
  const sys = { retrieveItem: (id) => JSON.parse(JSON.stringify(items[id])), retrieveLocale: locale };
  const engine = new CSL.Engine(sys, withoutDeclaration(job.csl), job.lang);
  if (job.all) engine.updateItems([...new Set(job.references.map((item) => String(item.id)))]);
  const citations = (job.citations ?? []).map(() => ''), before = [];
  (job.citations ?? []).forEach((citation, at) => {
    if (citation.items.some((item) => item.position)) {
      citations[at] = engine.makeCitationCluster(citation.items.map(withPosition));
      return;
    }
    const note = citation.note ?? 0;
    const cluster = { citationID: `c${at}`, citationItems: citation.items.map((item) => ({ ...item })), properties: { noteIndex: note } };
    for (const [, text, id] of engine.processCitationCluster(cluster, before.slice(), [])[1]) citations[Number(id.slice(1))] = text;
    before.push([`c${at}`, note]);
  });
  return { citations, bibliography: bibliography(engine), warnings: [] };
}

function bibliography(engine) {
  const made = engine.makeBibliography();
  if (!made) return [];
  // What prints nothing has an id, an error and no entry.
  const empty = new Set(made[0].bibliography_errors.map((error) => String(error.itemID)));
  const ids = made[0].entry_ids.map(([id]) => String(id)).filter((id) => !empty.has(id));
  const inner = (html) => html.replace(/^\s*<div class="csl-entry">/, '').replace(/<\/div>\n$/, '');
  return made[1].map((html, at) => ({ id: ids[at], html: inner(html) }));
}

function withPosition({ position, 'near-note': nearNote, ...item }) {
  const number = ['first', 'subsequent', 'ibid', 'ibid-with-locator'].indexOf(position);
  return { ...item, position: number, 'near-note': nearNote ?? false };
}

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  let answer;
  try {
    answer = format(JSON.parse(line));
  } catch (error) {
    answer = { error: String(error) };
  }
  process.stdout.write(JSON.stringify(answer) + '\n');
});
