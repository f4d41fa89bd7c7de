// How often `ibid format` and citeproc-js say the same, as plain text: each source cited once, in each style.
//
//   npm install citeproc        (anywhere; name its node_modules in NODE_PATH)
//   node tests/csl/compare.js [--show] [--items FILE] [STYLE ...]
//
// The data is where IBID_CSL_DATA says, or in ../shared/csl: `locales/`, `styles/`, and `mixed.json`, the sources
// that are cited unless --items names other CSL-JSON. STYLE is a name in `styles/` or the path of a .csl file; without
// one, the styles that writers use most. --show prints what differs. IBID names the program; target/release/ibid
// if it is not set.
'use strict';
const fs = require('fs'), path = require('path');
const { spawnSync } = require('child_process');

const root = path.join(__dirname, '../..');
const data = process.env.IBID_CSL_DATA ?? path.join(root, '../shared/csl');
const MOST_USED = ['chicago-notes-bibliography', 'chicago-notes-bibliography-17th-edition', 'chicago-author-date', 'apa',
  'modern-language-association', 'ieee', 'nlm-citation-sequence', 'harvard-cite-them-right', 'mhra-notes', 'oscola', 'nature',
  'american-sociological-association', 'bluebook-law-review'];

const words = process.argv.slice(2), show = words.includes('--show');
const itemsAt = words.indexOf('--items');
const items = JSON.parse(fs.readFileSync(itemsAt < 0 ? path.join(data, 'mixed.json') : words[itemsAt + 1], 'utf8'));
const named = words.filter((word, at) => !word.startsWith('--') && (itemsAt < 0 || at !== itemsAt + 1));
const styles = named.length ? named : MOST_USED;

const jobs = styles.map((style) => {
  const csl = fs.readFileSync(style.endsWith('.csl') ? style : path.join(data, 'styles', `${style}.csl`), 'utf8');
  const inNotes = /<style[^>]*class="note"/.test(csl);
  const citations = items.map((item, at) => ({ items: [{ id: item.id }], ...(inNotes && { note: at + 1 }) }));
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

const total = { citations: [0, 0], references: [0, 0] };
const share = ([equal, all]) => `${equal}/${all}`.padStart(9) + (all ? `${Math.round(100 * equal / all)} %` : '').padStart(6);
console.log(`${'style'.padEnd(48)}${'citations'.padStart(15)}${'references'.padStart(15)}`);
styles.forEach((style, at) => {
  const mine = ours[at], other = theirs[at];
  for (const answer of [mine, other]) if (answer.error) console.log(`${style}: ${answer.error}`);
  const entries = (answer) => Object.fromEntries((answer.bibliography ?? []).map(({ id, html }) => [id, html]));
  const cited = Object.fromEntries((mine.citations ?? []).map((html, at) => [items[at].id, html]));
  const expected = Object.fromEntries((other.citations ?? []).map((html, at) => [items[at].id, html]));
  const counts = {
    citations: compare(style, 'citation', cited, expected),
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
