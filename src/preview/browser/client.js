// Keeps the page as the writer's files are: fetches it when they change, and patches what differs.

import { listen } from "/_ibid/listen.js";
import { adopt, patchDocument, patchRest } from "/_ibid/patch.js";
import { Panel } from "/_ibid/panel.js";
import { farElements, farLists, finish, putOff } from "/_ibid/rest.js";

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
  finish(); // else it would wait for what was put off
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
  if (edited) for (const mark of marks.splice(0)) mark.cancel(); // they would be drawn in each frame
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
  const [lists, far] = [farLists(), farElements()]; // while the text is on its way
  const html = await response.text();
  if (html === text) return;
  text = html;
  const changed = patchDocument(new DOMParser().parseFromString(html, "text/html"), far);
  if (!blocksOf(changed).some(isText)) patchRest(changed); // what was edited may be among what waits
  if (changed.size === 0) return;
  const rest = putOff(lists, changed, announce); // before others put off what depends on it
  announce();
  show(blocksOf(changed), edited);
  await rest;
}

const announce = () => document.dispatchEvent(new CustomEvent("ibid:update"));

const blocksOf = (changed) => [...changed].filter((block) => document.body.contains(block));
const APART = "header, footer, nav, aside, [role='doc-endnotes'], [role='doc-bibliography']";
const isText = (block) => !block.closest(APART);
const marks = [];

/** Marks what changed for a moment; if it was edited here and none of it is on the screen, scrolls to it. */
function show(blocks, edited) {
  const text = blocks.filter(isText);
  const main = text.length > 0 ? text : blocks;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  for (const block of main.slice(0, 20)) {
    const mark = "color-mix(in srgb, Highlight 28%, transparent)";
    marks.push(block.animate([{ boxShadow: `0 0 0 .3rem ${mark}`, backgroundColor: mark }, {}], { id: "ibid-changed", duration: 1500, easing: "ease-in" }));
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
