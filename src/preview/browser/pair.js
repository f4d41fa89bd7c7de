// Finds out which node of the page as it was becomes which of the page as it will be.

export const isElement = (node) => node.nodeType === Node.ELEMENT_NODE;
export const isSpace = (node) => node.nodeType === Node.TEXT_NODE && !node.data.trim();
const kind = (node) => `${node.nodeName} ${node.id ?? ""}`;
const part = (node) => `${kind(node)} ${isElement(node) ? node.getAttribute("class") : ""}`;
const words = (node) => (isSpace(node) ? "" : `${node.nodeName} ${node.textContent}`);
const known = new WeakMap();

/** What a node says, but for numbers. What is compared is never changed in its words, so it is read once. */
export function wordsAlone(node) {
  if (!known.has(node)) known.set(node, words(node).replace(/\d+/g, ""));
  return known.get(node);
}

const whole = (node) => (isSpace(node) ? "" : node.outerHTML ?? words(node));

/**
 * By what nodes are alike, from the surest: no others say the same but for numbers, as when a note before them is new; no
 * others say the same; they are the same; they say the same but for numbers; they are of one kind. Space between elements
 * is alike only as a kind. Words come first since they are read faster than what is around them.
 */
const LIKENESS = [[wordsAlone, unique], [words, unique], [whole, numbered], [wordsAlone, numbered], [kind, numbered]];

/** Which of the nodes that were there becomes which of those that are wanted; pairs never cross. */
export function pair(were, wanted) {
  const pairs = new Map();
  pairAlike(were, wanted, LIKENESS, pairs);
  return pairs;
}

/** Pairs the nodes that are alike by the first of `likeness`, and what is between two pairs by those after it. */
function pairAlike(were, wanted, [likeness, ...others], pairs) {
  if (!likeness || were.length === 0 || wanted.length === 0) return;
  if (areOne(were, wanted) || areOfOneFrame(were, wanted) || saySame(were, wanted)) {
    wanted.forEach((node, i) => pairs.set(node, were[i]));
    return;
  }
  const [name, distinguish] = likeness;
  const places = new Map(distinguish(were.map(name)).map((name, i) => [name, i]));
  const names = distinguish(wanted.map(name));
  const fixed = rising(names.map((name) => (name ? places.get(name) : undefined)));
  let [from, to] = [0, 0];
  for (const [at, place] of [...fixed, [wanted.length, were.length]]) {
    pairAlike(were.slice(from, place), wanted.slice(to, at), others, pairs);
    if (at < wanted.length) pairs.set(wanted[at], were[place]);
    [from, to] = [place + 1, at + 1];
  }
}

/** Whether there is one node on each side, of one kind. */
const areOne = (were, wanted) => were.length === 1 && wanted.length === 1 && kind(were[0]) === kind(wanted[0]);

/** Whether each node is of another kind, and of the same in both lists: the parts of a page, which are long to compare. */
function areOfOneFrame(were, wanted) {
  if (were.length !== wanted.length) return false;
  const kinds = new Set();
  return were.every((was, i) => {
    if (isSpace(was)) return isSpace(wanted[i]);
    const name = part(was);
    return name === part(wanted[i]) && kinds.size < kinds.add(name).size;
  });
}

/** Whether all nodes are words, and the same in both lists but for numbers. */
function saySame(were, wanted) {
  return were.length === wanted.length && were.every((was, i) => (isSpace(was)
    ? isSpace(wanted[i])
    : was.textContent !== "" && wordsAlone(was) === wordsAlone(wanted[i])));
}

/** Names that are there once. */
function unique(names) {
  const counts = new Map();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return names.map((name) => (counts.get(name) === 1 ? name : ""));
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
