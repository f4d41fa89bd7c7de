// How often `ibid format` and citeproc-js say the same, as plain text, in each style.
//
//   npm install citeproc        (anywhere; name its node_modules in NODE_PATH)
//   node tests/csl/compare.js [--show] [--items FILE] [--citations FILE] [STYLE ...]
//
// The data is where IBID_CSL_DATA says, or in ../shared/csl: `locales/`, `styles/`, and `mixed.json`, the sources
// that are cited unless --items names other CSL-JSON. Each is cited once, in a note of its own if the style is for
// notes, unless --citations names a list of citations as in a job. STYLE is a name in `styles/` or the path of a .csl file;
// without one, the styles that writers use most. --show prints what differs. IBID names the program;
// target/release/ibid if it is not set.
'use strict';
const fs = require('fs'), path = require('path');
const { spawnSync } = require('child_process');

const root = path.join(__dirname, '../..');
const data = process.env.IBID_CSL_DATA ?? path.join(root, '../shared/csl');
const MOST_USED = ['chicago-notes-bibliography', 'chicago-notes-bibliography-17th-edition', 'chicago-author-date', 'apa',
  'modern-language-association', 'ieee', 'nlm-citation-sequence', 'harvard-cite-them-right', 'mhra-notes', 'oscola', 'nature',
  'american-sociological-association', 'bluebook-law-review'];

const words = process.argv.slice(2), styles = [];
let show = false, itemsFile = path.join(data, 'mixed.json'), citationsFile;
while (words.length) {
  const word = words.shift();
  if (word === '--show') show = true;
  else if (word === '--items') itemsFile = words.shift();
  else if (word === '--citations') citationsFile = words.shift();
  else styles.push(word);
}
if (!styles.length) styles.push(...MOST_USED);
const json = (file) => JSON.parse(fs.readFileSync(file, 'utf8'));
const items = json(itemsFile);
const sequence = citationsFile ? json(citationsFile) : items.map(({ id }, at) => ({ items: [{ id }], note: at + 1 }));

const jobs = styles.map((style) => {
  const csl = fs.readFileSync(style.endsWith('.csl') ? style : path.join(data, 'styles', `${style}.csl`), 'utf8');
  const inNotes = /<style[^>]*class="note"/.test(csl);
  const citations = sequence.map(({ note, ...citation }) => (inNotes ? { ...citation, note } : citation));
  return JSON.stringify({ csl, references: items, citations });
});

function answers(program, ...words) {
  const options = { input: jobs.join('\n') + '\n', encoding: 'utf8', maxBuffer: 1 << 28 };
  const { stdout, error } = spawnSync(program, words, options);
  if (error) throw error;
  return stdout.trim().split('\n').map((line) => JSON.parse(line));
}

const plain = (html = '') => html
  .replace(/<[^>]*>/g, '')
  .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(code))
  .replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&amp;/g, '&')
  .replace(/\s+/g, ' ').trim();

const ours = answers(process.env.IBID ?? path.join(root, 'target/release/ibid'), 'format');
const theirs = answers('node', path.join(__dirname, 'oracle.js'), path.join(data, 'locales'));

const name = (at) => `${at + 1} ${sequence[at].items.map((item) => item.id).join(', ')}`;
const total = { citations: [0, 0], references: [0, 0] };
const share = ([equal, all]) => `${equal}/${all}`.padStart(9) + (all ? `${Math.round(100 * equal / all)} %` : '').padStart(6);
console.log(`${'style'.padEnd(48)}${'citations'.padStart(15)}${'references'.padStart(15)}`);
styles.forEach((style, at) => {
  const mine = ours[at], other = theirs[at];
  for (const answer of [mine, other]) if (answer.error) console.log(`${style}: ${answer.error}`);
  const entries = (answer) => Object.fromEntries((answer.bibliography ?? []).map(({ id, html }) => [id, html]));
  const cited = (answer) => Object.fromEntries((answer.citations ?? []).map((html, at) => [name(at), html]));
  const counts = {
    citations: compare(style, 'citation', cited(mine), cited(other)),
    references: compare(style, 'reference', entries(mine), entries(other)),
  };
  for (const kind in total) for (const side of [0, 1]) total[kind][side] += counts[kind][side];
  console.log(path.basename(style).padEnd(48) + share(counts.citations) + share(counts.references));
});
console.log('all'.padEnd(48) + share(total.citations) + share(total.references));

function compare(style, what, mine, other) {
  const ids = [...new Set([...Object.keys(other), ...Object.keys(mine)])];
  const different = ids.filter((id) => plain(mine[id]) !== plain(other[id]));
  if (show) for (const id of different) console.log(`${style}: ${what} ${id}\n  ibid     ${plain(mine[id])}\n  citeproc ${plain(other[id])}`);
  return [ids.length - different.length, ids.length];
}
