// Makes the page what the server now serves, and touches nothing else.
//
// For every node it remembers what was served (`served`). What is served as before is left alone, with all
// that readers and scripts made of it: open details, selections, playing films. Nodes that were never served
// belong to others, such as the theme's script, and are looked past.

const served = new WeakMap();
const BLOCKS = "p, li, dt, dd, h1, h2, h3, h4, h5, h6, td, th, pre, figure, blockquote, details, table, math, section, article, div";

/** Takes the page for what was served. */
export function adopt() {
  remember(document.documentElement, document.documentElement.cloneNode(true));
}

function remember(node, was) {
  served.set(node, was);
  node.childNodes.forEach((child, i) => remember(child, was.childNodes[i]));
}

/** Makes the page what `now` is; the blocks that changed, in the order of the page. */
export function patchDocument(now) {
  const changed = new Set();
  if (needsReload(served.get(document.documentElement), now.documentElement)) {
    location.reload();
    return [];
  }
  patch(document.documentElement, now.documentElement, changed);
  for (const [node, id] of renamed.splice(0)) node.id = id;
  // In the order of the page, which the browser knows without comparing each two.
  return [...document.querySelectorAll(BLOCKS)].filter((block) => changed.has(block));
}

/** Scripts and policies take effect only when a page is loaded. */
function needsReload(was, now) {
  const list = (root) => [...root.querySelectorAll("script, meta[http-equiv]")]
    .filter((element) => !/json/.test(element.type ?? ""))
    .map((element) => element.outerHTML).join("\n");
  return list(was) !== list(now);
}

function patch(node, now, changed) {
  const was = served.get(node);
  if (was.isEqualNode(now)) return;
  served.set(node, now);
  if (node.nodeType === Node.ELEMENT_NODE) {
    if (node.localName === "noscript") return; // holds text here, elements there
    if (node.localName === "link" && node.rel === "stylesheet" && was.getAttribute("href") !== now.getAttribute("href")) {
      return swapStyle(node, now);
    }
    patchAttributes(node, was, now, changed);
    patchChildren(node, now, changed);
  } else if (node.data !== now.data) {
    patchText(node, now.data);
    note(node, changed);
  }
}

/** Nodes that get another id, which they have when all have lost theirs: browsers are slow where two have the same. */
const renamed = [];

function patchAttributes(node, was, now, changed) {
  for (const { name, value } of now.attributes) {
    if (was.getAttribute(name) === value) continue;
    if (name === "id") {
      node.removeAttribute(name);
      renamed.push([node, value]);
    } else node.setAttribute(name, value);
    note(node, changed);
  }
  for (const { name } of was.attributes) {
    if (now.hasAttribute(name)) continue;
    node.removeAttribute(name);
    note(node, changed);
  }
}

/** Changes only the letters that differ, so that a selection around them stays. */
function patchText(node, now) {
  const was = node.data;
  let start = 0;
  let end = 0;
  const most = Math.min(was.length, now.length);
  while (start < most && was[start] === now[start]) start += 1;
  while (end < most - start && was[was.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  node.replaceData(start, was.length - start - end, now.slice(start, now.length - end));
}

function patchChildren(parent, now, changed) {
  const old = [...parent.childNodes].filter((node) => served.has(node));
  const wanted = [...now.childNodes];
  const pairs = pair(old, wanted);
  const kept = new Set(pairs.values());
  for (const node of old) {
    if (kept.has(node)) continue;
    if (node.nodeType === Node.ELEMENT_NODE || node.data.trim()) {
      note(node.nextElementSibling ?? node.previousElementSibling ?? parent, changed);
    }
    node.remove();
  }
  let before = null; // the last node that is in its place
  for (const next of wanted) {
    let node = pairs.get(next);
    if (node) {
      patch(node, next, changed);
    } else {
      node = document.importNode(next, true);
      remember(node, next);
      insertAfter(parent, node, before);
      if (node.nodeType === Node.ELEMENT_NODE || node.data?.trim()) note(node, changed);
    }
    before = node;
  }
}

function insertAfter(parent, node, before) {
  if (before) before.after(node);
  else parent.prepend(node);
}

/** Which of the `old` nodes becomes which of the `wanted`; pairs never cross. */
function pair(old, wanted) {
  const pairs = new Map();
  const equal = (a, b) => served.get(a).isEqualNode(b);
  let head = 0;
  while (head < old.length && head < wanted.length && equal(old[head], wanted[head])) {
    pairs.set(wanted[head], old[head]);
    head += 1;
  }
  let tail = 0;
  const most = Math.min(old.length, wanted.length) - head;
  while (tail < most && equal(old.at(-1 - tail), wanted.at(-1 - tail))) {
    pairs.set(wanted.at(-1 - tail), old.at(-1 - tail));
    tail += 1;
  }
  pairAlike(old.slice(head, old.length - tail), wanted.slice(head, wanted.length - tail), LIKENESS, pairs);
  return pairs;
}

const kind = (node) => `${node.nodeName} ${node.id ?? ""}`;
const isSpace = (node) => node.nodeType !== Node.ELEMENT_NODE && !node.data.trim();

/**
 * By what nodes are alike, from the surest: they are the same; they say the same but for numbers, as when a note before
 * them is new; they are of one kind. Space between elements is alike only as a kind.
 */
const LIKENESS = [
  (node) => !isSpace(node) && (node.outerHTML ?? `${node.nodeName} ${node.data}`),
  (node) => !isSpace(node) && `${node.nodeName} ${node.textContent.replace(/\d+/g, "")}`,
  kind,
];

/** Pairs the nodes that are alike by the first of `likeness`, and what is between two pairs by those after it. */
function pairAlike(old, wanted, [likeness, ...others], pairs) {
  if (!likeness || old.length === 0 || wanted.length === 0) return;
  if (old.length === 1 && wanted.length === 1 && kind(served.get(old[0])) === kind(wanted[0])) {
    pairs.set(wanted[0], old[0]);
    return;
  }
  const places = new Map(numbered(old.map((node) => likeness(served.get(node)))).map((name, i) => [name, i]));
  const names = numbered(wanted.map(likeness));
  const fixed = rising(names.map((name) => (name ? places.get(name) : undefined)));
  let [from, to] = [0, 0];
  for (const [at, place] of [...fixed, [wanted.length, old.length]]) {
    pairAlike(old.slice(from, place), wanted.slice(to, at), others, pairs);
    if (at < wanted.length) pairs.set(wanted[at], old[place]);
    [from, to] = [place + 1, at + 1];
  }
}

/** Names that are there more than once, told apart by their number. */
function numbered(names) {
  const counts = new Map();
  return names.map((name) => {
    if (!name) return "";
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return `${count} ${name}`;
  });
}

/** The longest series of `numbers` that rises, each with its index; some are undefined. */
function rising(numbers) {
  const ends = []; // for each length, the index at which a series of it ends lowest
  const before = [];
  numbers.forEach((number, i) => {
    if (number === undefined) return;
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (numbers[ends[middle]] < number) low = middle + 1;
      else high = middle;
    }
    before[i] = ends[low - 1];
    ends[low] = i;
  });
  const series = [];
  for (let i = ends.at(-1); i !== undefined; i = before[i]) series.push([i, numbers[i]]);
  return series.reverse();
}

/** Notes the block that `node` is in. */
function note(node, changed) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  const block = element?.closest(BLOCKS);
  if (block) changed.add(block);
}

/** Puts the new style sheet in before it takes the old one out, so that the page is never without. */
function swapStyle(old, now) {
  const link = document.importNode(now, true);
  remember(link, now);
  served.delete(old);
  const done = () => old.remove();
  link.addEventListener("load", () => { done(); document.dispatchEvent(new CustomEvent("ibid:update")); }, { once: true });
  link.addEventListener("error", done, { once: true });
  old.after(link);
}
