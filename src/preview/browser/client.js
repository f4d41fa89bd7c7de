// Keeps the page as the writer's files are: fetches it when they change, and patches what differs.

import { listen } from "/_ibid/listen.js";
import { adopt, patchDocument } from "/_ibid/patch.js";
import { Panel } from "/_ibid/panel.js";

adopt(); // before anything is added to the page

const panel = new Panel();
let session = null; // the run of the server
let seen = 0; // the version that is shown
let text = null; // the page as fetched last
let latest = null; // the newest message
let queue = Promise.resolve();

function connect() {
  if (globalThis.SharedWorker) {
    const { port } = new SharedWorker("/_ibid/worker.js", { name: "ibid", type: "module" });
    port.onmessage = ({ data }) => hear(data);
    addEventListener("pagehide", () => port.postMessage("bye"), { once: true });
    return;
  }
  const server = listen(hear);
  addEventListener("pagehide", () => server.close(), { once: true });
}

function hear({ message, connected }) {
  panel.connected(connected);
  if (!message) return;
  latest = message;
  panel.errors(message.errors);
  take(message);
}

/** Shows a version when those before it are shown; one that cannot be fetched is tried again, unless there is a newer one. */
function take(message, pause = 1_000) {
  queue = queue.then(() => follow(message)).catch((error) => {
    console.error("ibid preview:", error);
    setTimeout(() => { if (message === latest) take(message, Math.min(2 * pause, 30_000)); }, pause);
  });
}

/** Shows the version that `message` tells of. */
async function follow(message) {
  if (message.session === session && message.version < seen) return;
  const known = message.session === session;
  const news = known ? message.changes.filter(({ version }) => version > seen) : [];
  const here = decodeURIComponent(location.pathname).slice(1).replace(/index\.html$/, "");
  refreshFiles(news.flatMap(({ files }) => files), message.version);
  const edited = news.some(({ pages }) => pages.includes(here));
  await refreshPage(edited);
  session = message.session;
  seen = message.version;
  panel.follows(message.version);
}

async function refreshPage(edited) {
  const response = await fetch(location.pathname + location.search, { headers: { accept: "text/html" }, cache: "no-store" });
  if (response.status === 404) {
    const word = (name) => decodeURIComponent(response.headers.get(name) ?? "");
    const link = (name) => response.headers.has(name) && { href: response.headers.get(name), title: word(`${name}-title`) };
    if (response.headers.has("ibid-gone")) return panel.gone(word("ibid-gone"), link("ibid-moved"), link("ibid-parent"));
  } else if (!response.ok) {
    throw new Error(`${response.status} ${await response.text()}`);
  }
  panel.gone(null);
  const html = await response.text();
  if (html === text) return;
  text = html;
  const far = farLists();
  const changed = patchDocument(new DOMParser().parseFromString(html, "text/html"));
  if (changed.length === 0) return;
  putOff(far, changed);
  document.dispatchEvent(new CustomEvent("ibid:update"));
  show(changed, edited);
}

const whenIdle = globalThis.requestIdleCallback ?? setTimeout; // Safari lacks it
/** Does something when there is time for it after the next frame; before that frame there may be time, too. */
const afterPaint = (action) => requestAnimationFrame(() => requestAnimationFrame(() => whenIdle(action)));

const LISTS = "[role='doc-endnotes'], [role='doc-bibliography']";

/** Long lists after the text, far below what is on the screen, each with its height. */
function farLists() {
  return [...document.querySelectorAll(LISTS)]
    .map((list) => ({ list, box: list.getBoundingClientRect() }))
    .filter(({ box }) => box.top > 2 * innerHeight && box.height > innerHeight);
}

const MANY = 50; // blocks whose layout is not to be waited for

/**
 * Lets the browser lay out a far list when the rest has been painted, or when a reader comes to it: a note that is new in
 * the text changes the numbers of all after it.
 */
function putOff(far, changed) {
  for (const { list, box } of far) {
    const inside = changed.filter((block) => list.contains(block)).length;
    if (inside < MANY || inside === changed.length) continue;
    list.style.contentVisibility = "auto";
    list.style.containIntrinsicHeight = `${box.height}px`;
    afterPaint(() => {
      list.style.contentVisibility = list.style.containIntrinsicHeight = "";
      if (!list.getAttribute("style")) list.removeAttribute("style");
    });
  }
}

/** Marks what changed for a moment; if it was edited here and none of it is on the screen, scrolls to it. */
function show(changed, edited) {
  const apart = "header, footer, nav, aside, [role='doc-endnotes'], [role='doc-bibliography']";
  const blocks = changed.filter((block) => block.isConnected && document.body.contains(block));
  const text = blocks.filter((block) => !block.closest(apart));
  const main = text.length > 0 ? text : blocks;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  for (const block of main.slice(0, 20)) {
    const mark = "color-mix(in srgb, Highlight 28%, transparent)";
    block.animate([{ boxShadow: `0 0 0 .3rem ${mark}`, backgroundColor: mark }, {}], { id: "ibid-changed", duration: 1500, easing: "ease-in" });
  }
  const visible = (block) => {
    const { top, bottom } = block.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  };
  if (edited && main.length > 0 && !main.some(visible)) {
    main[0].scrollIntoView({ block: "center", behavior: calm ? "instant" : "smooth" });
  }
}

/** Loads pictures, sounds and style sheets again whose files changed. */
function refreshFiles(files, version) {
  if (files.length === 0) return;
  const changed = new Set(files.map((file) => `/${file}`));
  for (const element of document.querySelectorAll("[src], [href], [poster], [data]")) {
    if (element.matches("a, base, script")) continue;
    for (const name of ["src", "href", "poster", "data"]) {
      const value = element.getAttribute(name);
      if (!value) continue;
      const url = new URL(value, location.href);
      if (url.origin !== location.origin || !changed.has(decodeURIComponent(url.pathname))) continue;
      // Smaller copies are made by a build.
      if (element.parentElement?.localName === "picture") element.parentElement.querySelectorAll("source").forEach((source) => source.remove());
      url.searchParams.set("ibid", version);
      element.setAttribute(name, url.href);
    }
  }
}

// A page that comes back from the browser's memory has missed what happened.
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
connect();
