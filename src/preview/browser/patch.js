// Makes the page what the server now serves, and touches nothing else.
//
// For every node it remembers what was served (`served`). What is served as before is left alone, with all
// that readers and scripts made of it: open details, selections, playing films. Nodes that were never served
// belong to others, such as the theme's script, and are looked past.
//
// A note that is new in the text changes the numbers of all after it. Blocks that are far from the window and differ
// only in numbers may wait, if there are many, until the others have been painted (`waiting`).

import { isElement, isSpace, pair, wordsAlone } from "/_ibid/pair.js";

const served = new WeakMap();
export const isServed = (node) => served.has(node);
const BLOCKS = "p, li, dt, dd, h1, h2, h3, h4, h5, h6, td, th, pre, figure, blockquote, details, table, math, section, article, div";

/** Takes the page for what was served. */
export function adopt() {
  remember(document.documentElement, document.documentElement.cloneNode(true));
}

function remember(node, was) {
  served.set(node, was);
  node.childNodes.forEach((child, i) => remember(child, was.childNodes[i]));
}

/**
 * Makes the page what `now` is, except for blocks that may wait since they are in one of the elements that are `far`;
 * the blocks that changed, in the order in which the walk through the page came to a change in them.
 */
export function patchDocument(now, far) {
  if (needsReload(served.get(document.documentElement), now.documentElement)) {
    location.reload();
    return new Set();
  }
  patchRest();
  const changed = new Set();
  distant = far;
  patch(document.documentElement, now.documentElement, changed);
  distant = new Set();
  if (waiting.length < MANY) patchRest(changed);
  nameAll();
  return changed;
}

const MANY = 50; // blocks that are worth a second round
let distant = new Set(); // elements in which blocks may wait
const waiting = []; // blocks, each with what it becomes
export const isWaiting = () => waiting.length > 0;
export const waitsIn = (element) => waiting.filter(([block]) => element.contains(block)).length;

/** Makes what waits what it should be, and adds the blocks that changed to `changed`. */
export function patchRest(changed = new Set()) {
  for (const [node, now] of waiting.splice(0)) patch(node, now, changed);
  nameAll();
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
  if (areEqual(was, now)) return;
  if (mayWait(node, was, now)) {
    waiting.push([node, now]);
    return;
  }
  served.set(node, now);
  if (isElement(node)) {
    if (node.localName === "noscript") return; // holds text here, elements there
    if (node.localName === "template") {
      node.content.replaceChildren(document.importNode(now.content, true));
      note(node, changed);
    }
    if (node.localName === "link" && node.rel === "stylesheet" && was.getAttribute("href") !== now.getAttribute("href")) {
      return swapStyle(node, now);
    }
    if (patchAttributes(node, was, now)) note(node, changed);
    patchChildren(node, now, changed);
  } else if (node.data !== now.data) {
    patchText(node, now.data);
    note(node, changed);
  }
}

/** Whether a block may wait: it is far away, says the same but for numbers, and is linked already as it will be. */
function mayWait(node, was, now) {
  return (node.localName === "p" || node.localName === "li")
    && isDistant(node) && wordsAlone(was) === wordsAlone(now) && link(node, now);
}

function isDistant(node) {
  for (let around = node; around; around = around.parentElement) if (distant.has(around)) return true;
  return false;
}

/**
 * Gives a block, and what is in it, the ids and the links within the page that it will have, so that scripts and readers
 * find what they look for: whether it could.
 */
function link(block, now) {
  const [ones, others] = [block, now].map((root) => root.querySelectorAll("[id], a[href^='#']"));
  const has = (one, other, name) => one.hasAttribute(name) === other.hasAttribute(name);
  const fit = (one, other) => isServed(one) && has(one, other, "id") && has(one, other, "href");
  if (ones.length !== others.length || !fit(block, now)) return false;
  for (let i = 0; i < ones.length; i += 1) if (!fit(ones[i], others[i])) return false;
  patchAttribute(block, now, "id");
  ones.forEach((one, i) => {
    patchAttribute(one, others[i], "id");
    patchAttribute(one, others[i], "href");
  });
  return true;
}

function patchAttribute(node, now, name) {
  const value = now.getAttribute(name);
  const was = served.get(node);
  if (was.getAttribute(name) === value) return;
  setAttribute(node, name, value);
  was.setAttribute(name, value); // it remains what the page has
}

/** Whether two nodes are equal, and what is in templates, too, which `isEqualNode` looks past. */
function areEqual(was, now) {
  if (!was.isEqualNode(now)) return false;
  if (!isElement(was)) return true;
  if (was.localName === "template") return was.content.isEqualNode(now.content);
  const [theirs, ours] = [was.getElementsByTagName("template"), now.getElementsByTagName("template")];
  for (let i = 0; i < theirs.length; i += 1) if (!theirs[i].content.isEqualNode(ours[i].content)) return false;
  return true;
}

/** Nodes that get another id, which they have when all have lost theirs: browsers are slow where two have the same. */
const renamed = [];

function setAttribute(node, name, value) {
  if (name !== "id") return node.setAttribute(name, value);
  node.removeAttribute(name);
  renamed.push([node, value]);
}

function nameAll() {
  for (const [node, id] of renamed.splice(0)) node.id = id;
}

/** Whether an attribute differed. Names and values are read as strings, since an object for each attribute is slow. */
function patchAttributes(node, was, now) {
  let differs = false;
  for (const name of now.getAttributeNames()) {
    const value = now.getAttribute(name);
    if (was.getAttribute(name) === value) continue;
    differs = true;
    setAttribute(node, name, value);
  }
  for (const name of was.getAttributeNames()) {
    if (now.hasAttribute(name)) continue;
    node.removeAttribute(name);
    differs = true;
  }
  return differs;
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
  const there = children(parent).filter((node) => served.has(node));
  const wanted = children(now);
  const { head, tail } = equalEnds(there, wanted);
  const differing = wanted.slice(head, wanted.length - tail);
  if (differing.length === 0 && there.length === wanted.length) return;
  const old = new Map(there.slice(head, there.length - tail).map((node) => [served.get(node), node]));
  const pairs = pair([...old.keys()], differing);
  const gone = new Set(old.values());
  for (const was of pairs.values()) gone.delete(old.get(was));
  const neighbours = takeOut(parent, there, gone);
  let before = there[head - 1]; // the last node that is in its place
  for (const next of differing) {
    let node = old.get(pairs.get(next));
    if (node) {
      if (neighbours.has(node)) note(node, changed);
      patch(node, next, changed);
    } else {
      node = document.importNode(next, true);
      remember(node, next);
      insertAfter(parent, node, before);
      if (!isSpace(node)) note(node, changed);
    }
    before = node;
  }
  for (const node of neighbours) note(node, changed); // what is after the last that differs
}

/** The nodes in `parent`, read one after the other: a list that follows changes is slower. */
function children(parent) {
  const list = [];
  for (let node = parent.firstChild; node; node = node.nextSibling) list.push(node);
  return list;
}

/** How many nodes at the start and at the end are served as before. */
function equalEnds(there, wanted) {
  const equal = (a, b) => areEqual(served.get(a), b);
  const most = Math.min(there.length, wanted.length);
  let [head, tail] = [0, 0];
  while (head < most && equal(there[head], wanted[head])) head += 1;
  while (tail < most - head && equal(there.at(-1 - tail), wanted.at(-1 - tail))) tail += 1;
  return { head, tail };
}

/** Takes out the nodes that are `gone`; the elements next to what a reader saw of them. */
function takeOut(parent, there, gone) {
  const neighbours = new Set();
  let [last, gap] = [null, false];
  for (const node of there) {
    if (gone.has(node)) {
      gap ||= !isSpace(node);
      node.remove();
    } else if (isElement(node)) {
      if (gap) neighbours.add(node);
      [last, gap] = [node, false];
    }
  }
  if (gap) neighbours.add(last ?? parent);
  return neighbours;
}

function insertAfter(parent, node, before) {
  if (before) before.after(node);
  else parent.prepend(node);
}

/** Notes the block that `node` is in. */
function note(node, changed) {
  const element = isElement(node) ? node : node.parentElement;
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
