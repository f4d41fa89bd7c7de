// What is far from the window waits until what is near has been painted, or until a reader goes on: a note that is new in
// the text changes the numbers of all after it, and on a long page the browser needs longer for those than for the rest.

import { isServed, isWaiting, patchRest, waitsIn } from "/_ibid/patch.js";

const AWAY = 2; // how many windows above and below count as near
const MANY = 50; // blocks whose layout is not to be waited for
const LISTS = "[role='doc-endnotes'], [role='doc-bibliography']";

/** The outermost elements of the page that are far from the window. */
export function farElements(parent = document.body, far = new Set()) {
  for (const child of parent.children) {
    if (!isServed(child) || (child.localName === "details" && !child.open)) continue; // what is folded has no place
    const { top, bottom } = child.getBoundingClientRect();
    if (top > (1 + AWAY) * innerHeight || bottom < -AWAY * innerHeight) far.add(child);
    else farElements(child, far);
  }
  return far;
}

/** Long lists after the text, far below what is on the screen, each with its height. */
export function farLists() {
  return [...document.querySelectorAll(LISTS)]
    .map((list) => ({ list, box: list.getBoundingClientRect() }))
    .filter(({ box }) => box.top > AWAY * innerHeight && box.height > innerHeight);
}

/** Keeps the browser from laying out those of the lists in which many blocks change, unless a reader comes to them; these. */
function hold(lists, changed) {
  return lists.filter(({ list, box }) => {
    const inside = [...changed].filter((block) => list.contains(block)).length;
    if (inside + waitsIn(list) < MANY || (inside === changed.size && !isWaiting())) return false;
    list.style.contentVisibility = "auto";
    list.style.containIntrinsicHeight = `${box.height}px`;
    return true;
  });
}

function release(lists) {
  for (const { list } of lists) {
    list.style.contentVisibility = list.style.containIntrinsicHeight = "";
    if (!list.getAttribute("style")) list.removeAttribute("style");
  }
}

/** Puts off what may wait; when that has been done. `announce` tells scripts that the page is another then. */
export async function putOff(lists, changed, announce) {
  const held = hold(lists, changed);
  if (held.length === 0 && !isWaiting()) return;
  await whenPainted(async () => {
    const waited = isWaiting();
    patchRest();
    release(held);
    if (waited) announce();
  });
}

/** Does what is put off, at once. */
export let finish = () => {};
let start = 0; // where the page was scrolled to when it was put off

/** Puts `action` off until the page has been painted; when it has been done. */
function whenPainted(action) {
  return new Promise((resolve) => {
    const own = () => {
      if (finish !== own) return;
      finish = () => {};
      resolve(action());
    };
    finish = own;
    start = scrollY;
    if (document.hidden) own(); // it is not painted
    else requestAnimationFrame(() => requestAnimationFrame(() => whenIdle(own)));
  });
}

/** Does something when there is time, of which there may be some before a frame, too; Safari cannot tell. */
function whenIdle(action) {
  if (globalThis.requestIdleCallback) requestIdleCallback(action, { timeout: 500 });
  else setTimeout(action);
}

for (const event of ["pointerdown", "keydown", "hashchange", "beforeprint", "visibilitychange"]) {
  addEventListener(event, () => finish(), { capture: true });
}
addEventListener("scroll", () => { if (Math.abs(scrollY - start) > innerHeight) finish(); }, { passive: true });
