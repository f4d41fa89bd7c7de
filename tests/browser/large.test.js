// How long a save takes until a long page shows it, and that it touches only what differs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { footnotes, inserted, large, open, PARAGRAPHS, paragraphs, PATH, preview, settled, swap } from "./large.js";
import { until } from "./support.js";

/** Runs before the scripts of the page: when the server told of a version, what was touched, when all of it was painted. */
function observe() {
  delete globalThis.SharedWorker; // else the events arrive in a thread of their own
  globalThis.told = globalThis.took = 0;
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
    const { told } = globalThis;
    if (!told) return; // what is far from the window comes later
    globalThis.told = 0;
    queueMicrotask(() => { // all scripts have done their part, and nothing is painted yet
      globalThis.late = [...document.querySelectorAll("[role='doc-endnotes'], [role='doc-bibliography']")].filter((list) => list.style.contentVisibility).length;
      globalThis.numbered = globalThis.numbers.takeRecords().filter(({ target }) => target.closest?.(".sidenote-number")).length;
    });
    requestAnimationFrame(() => requestAnimationFrame(() => { globalThis.took = performance.now() - told; }));
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

/** Saves a text, and waits until the page shows it, then for what was put off: how long the first took, and what was touched. */
async function save(page, text, word) {
  await page.evaluate(() => {
    Object.assign(globalThis, { took: 0, touched: new Set() });
    for (const note of document.querySelectorAll(".sidenote")) note.wasThere = true;
  });
  await preview.write(PATH, text);
  await until(() => page.evaluate(() => globalThis.took), "a patch", 20_000);
  const shown = await page.evaluate((word) => document.body.textContent.includes(word), word);
  assert.ok(shown, `the page shows ${word}`);
  await until(() => page.evaluate(settled), "what was put off", 20_000);
  return page.evaluate(() => ({
    time: globalThis.took,
    blocks: globalThis.touched.size,
    notes: [...document.querySelectorAll(".sidenote")].filter((note) => !note.wasThere).length,
    late: globalThis.late,
    numbered: globalThis.numbered,
  }));
}

const LISTS = 1; // the notes; the sources are folded
const NEAR = 100; // notes of the margin that are near what is on the screen

/** What is saved; how many blocks may be touched, how many notes of the margin made, and how many lists laid out after the paint. */
const SAVES = {
  "a word at the top": [(word) => large(swap(paragraphs, 1, (text) => text.replace("Paragraph", word))), 2, 0, 0],
  "a word in the middle": [(word) => large(swap(paragraphs, 200, (text) => text.replace("Paragraph", word))), 2, 0, 0],
  "a word in a note": [(word) => large(paragraphs, swap(footnotes, 200, (text) => text.replace("Note", word))), 2, 1, 0],
  "a paragraph that comes": [(word) => inserted(100, word), 2, 0, 0],
  // The 300 paragraphs, 600 notes and 100 references after it have other numbers, and what they say is the same.
  "a paragraph with a note that comes": [(word) => inserted(100, `${word} [@source-1].`), 1010, 5, LISTS],
};

test("a save on a page of 800 notes touches what differs, and is painted soon", async (t) => {
  const page = await open(observe);
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
      const { overlaps, notes: shown } = await page.evaluate(margin);
      assert.equal(overlaps, 0, what);
      assert.ok(shown >= 2 * PARAGRAPHS, what);
      await save(page, large(), "Paragraph 1 ");
    }
    t.diagnostic(`${what}: ${times.map((time) => Math.round(time)).join(", ")} ms`);
  }
  await page.context().close();
});
