// A page of 20,000 words and 800 notes in the preview, with the notes in the margin.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, Preview, until } from "./support.js";

const PARAGRAPHS = 400;
const WORDS = "the treaty between both states was signed in autumn after long talks and nobody knew how far it would go".split(" ");
const PATH = "content/large.md";

/** Words that look random and are the same in each run. */
function words(n, count) {
  let state = n * 7919 + 17;
  const word = () => WORDS[(state = (state * 1103515245 + 12345) % 2147483648) % WORDS.length];
  return Array.from({ length: count }, word).join(" ");
}

/** A paragraph of 50 words with a citation and a footnote. */
const paragraph = (n) => `Paragraph ${n} ${words(n, 24)} [@source-${n % 100}, p. ${n}], ${words(n + 1000, 23)}.[^n${n}]`;
const footnote = (n) => `[^n${n}]: Note ${n} says ${words(n + 2000, 12)}.`;
const paragraphs = Array.from({ length: PARAGRAPHS }, (_, n) => (n % 20 ? "" : `## Heading ${n}\n\n`) + paragraph(n));
const footnotes = paragraphs.map((_, n) => footnote(n));
const large = (blocks = paragraphs, notes = footnotes) => `+++\ntitle = "Large"\n+++\n${blocks.join("\n\n")}\n\n${notes.join("\n\n")}\n`;

const source = (n) => `@online{source-${n}, title = {Briefing ${n} on ${words(n, 5)}}, author = {{Office ${n}}}, date = {2024-10-18}, publisher = {Office}, url = {https://example.org/${n}}}\n`;
const files = {
  "ibid.toml": 'title = "Explained"\n',
  "sources.bib": Array.from({ length: 100 }, (_, n) => source(n)).join(""),
  "content/_index.md": '+++\ntitle = "Home"\n+++\nWelcome.\n',
  [PATH]: large(),
};

let browser;
let preview;
before(async () => {
  browser = await openBrowser();
  preview = await Preview.start(files);
});
after(async () => {
  await browser.close();
  await preview.stop();
});

/** Runs before the scripts of the page: when the server told of a version, what was touched, when all of it was painted. */
function observe() {
  delete globalThis.SharedWorker; // else the events arrive in a thread of their own
  globalThis.told = globalThis.painted = 0;
  globalThis.touched = new Set();
  globalThis.EventSource = class extends EventSource {
    constructor(...all) {
      super(...all);
      this.addEventListener("message", () => { globalThis.told = performance.now(); });
    }
  };
  const look = () => {
    if (document.querySelector(".sidenote")) globalThis.ready = performance.now();
    else requestAnimationFrame(look);
  };
  look();
  document.addEventListener("ibid:update", () => {
    queueMicrotask(() => { // all scripts have done their part, and nothing is painted yet
      globalThis.late = [...document.querySelectorAll("[role='doc-endnotes'], [role='doc-bibliography']")].filter((list) => list.style.contentVisibility).length;
      globalThis.numbered = globalThis.numbers.takeRecords().filter(({ target }) => target.closest?.(".sidenote-number")).length;
    });
    requestAnimationFrame(() => requestAnimationFrame(() => { globalThis.painted = performance.now(); }));
  });
  globalThis.numbers = new MutationObserver(() => {});
  addEventListener("DOMContentLoaded", () => {
    globalThis.numbers.observe(document.body, { subtree: true, childList: true });
    new MutationObserver((records) => {
      for (const { target } of records) {
        const element = target.closest ? target : target.parentElement;
        if (element && !element.closest(".sidenotes")) globalThis.touched.add(element.closest("p, li, .prose") ?? element);
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["id", "href", "value"] });
  });
}

/** Whether each note of the margin stands below the one before, none over another. */
const margin = () => {
  const boxes = [...document.querySelectorAll(".sidenote")].map((note) => note.getBoundingClientRect());
  return { notes: boxes.length, overlaps: boxes.filter(({ top }, i) => i && top < boxes[i - 1].bottom - 0.5).length };
};

/** Whether what was put off until there was time has been done: the numbers of the margin, the layout of the lists. */
const settled = () => {
  const markers = [...document.querySelectorAll(".prose [role='doc-noteref']")].map((marker) => marker.textContent);
  const numbers = [...document.querySelectorAll(".sidenote-number")].map((number) => number.textContent);
  return String(numbers) === String(markers) && !document.querySelector("section[style]");
};

/** Opens the page with its margin laid out. */
async function open() {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(observe);
  await page.goto(`${preview.url}large/`);
  await until(() => page.evaluate(() => document.querySelector("ibid-preview")?.dataset.version));
  return page;
}

/** Saves a text, and waits until the page shows it: how long that took, and what was touched. */
async function save(page, text, word) {
  await page.evaluate(() => {
    Object.assign(globalThis, { painted: 0, touched: new Set() });
    for (const note of document.querySelectorAll(".sidenote")) note.wasThere = true;
  });
  await preview.write(PATH, text);
  await until(() => page.evaluate(() => globalThis.painted), "a patch", 20_000);
  const shown = await page.evaluate((word) => document.body.textContent.includes(word), word);
  assert.ok(shown, `the page shows ${word}`);
  return page.evaluate(() => ({
    time: globalThis.painted - globalThis.told,
    blocks: globalThis.touched.size,
    notes: [...document.querySelectorAll(".sidenote")].filter((note) => !note.wasThere).length,
    late: globalThis.late,
    numbered: globalThis.numbered,
  }));
}

const swap = (list, at, change) => list.map((text, n) => (n === at ? change(text) : text));
const inserted = (at, text) => [...paragraphs.slice(0, at), text, ...paragraphs.slice(at)];

const LISTS = 1; // the notes; the sources are folded
const NEAR = 100; // notes of the margin that are near what is on the screen

/** What is saved; how many blocks may be touched, how many notes of the margin made, and how many lists laid out after the paint. */
const SAVES = {
  "a word at the top": [(word) => large(swap(paragraphs, 1, (text) => text.replace("Paragraph", word))), 2, 0, 0],
  "a word in the middle": [(word) => large(swap(paragraphs, 200, (text) => text.replace("Paragraph", word))), 2, 0, 0],
  "a word in a note": [(word) => large(paragraphs, swap(footnotes, 200, (text) => text.replace("Note", word))), 2, 1, 0],
  "a paragraph that comes": [(word) => large(inserted(100, word)), 2, 0, 0],
  // The 300 paragraphs, 600 notes and 100 references after it have other numbers, and what they say is the same.
  "a paragraph with a note that comes": [(word) => large(inserted(100, `${word} [@source-1].`)), 1010, 5, LISTS],
};

test("a save on a page of 800 notes touches what differs, and is painted soon", async (t) => {
  const page = await open();
  assert.deepEqual(await page.evaluate(margin), { notes: 2 * PARAGRAPHS, overlaps: 0 });
  t.diagnostic(`notes in the margin after ${Math.round(await page.evaluate(() => globalThis.ready))} ms`);
  for (const [what, [text, blocks, notes, late]] of Object.entries(SAVES)) {
    const times = [];
    for (let n = 0; n < 5; n += 1) {
      const word = `Saved${n}`;
      const took = await save(page, text(word), word);
      times.push(took.time);
      assert.ok(took.blocks <= blocks, `${what}: ${took.blocks} blocks were touched`);
      assert.ok(took.notes <= notes, `${what}: ${took.notes} notes of the margin were made`);
      assert.equal(took.late, late, `${what}: lists that are laid out after the paint`);
      assert.ok(took.numbered <= NEAR, `${what}: ${took.numbered} notes of the margin were numbered before the paint`);
      await until(() => page.evaluate(settled), "what was put off");
      const { overlaps, notes: shown } = await page.evaluate(margin);
      assert.equal(overlaps, 0, what);
      assert.ok(shown >= 2 * PARAGRAPHS, what);
      await save(page, large(), "Paragraph 1 ");
    }
    t.diagnostic(`${what}: ${times.map((time) => Math.round(time)).join(", ")} ms`);
  }
  await page.context().close();
});
