// What is far from the window waits until the rest has been painted, and is done before anything needs it.

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { inserted, large, open, paragraphs, PATH, preview, settled } from "./large.js";
import { until } from "./support.js";

const NEW = "A new paragraph [@source-1].";
let page;
beforeEach(async () => {
  await preview.write(PATH, large());
  await until(async () => !(await served()).includes("A new"), "the page as it was", 20_000);
  page = await open(helpers);
  await until(() => page.evaluate(settled), "the page", 20_000);
});
afterEach(() => page.context().close());

const served = async () => (await fetch(`${preview.url}large/`)).text();

/** Runs before the scripts of the page. */
function helpers() {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const isInView = (one) => {
    const { top, bottom, height } = one.getBoundingClientRect();
    return height > 0 && bottom >= 0 && top <= innerHeight;
  };
  /** Markers whose number, or whose note in the margin, is another than their id says. */
  const stale = () => {
    const notes = all(".sidenote-number");
    return all(".prose [role='doc-noteref']").flatMap((marker, i) => {
      const number = marker.id.slice(4);
      return marker.textContent === number && marker.hash === `#note-${number}` ? [notes[i] ?? marker].filter((note) => note.textContent !== number) : [marker];
    });
  };
  /** What is in the window: what it says, where its links lead, and where it stands. */
  const inView = () => all(".prose > p, .prose a, .sidenote, .toc a").filter(isInView).map((one) => {
    const { top, left } = one.getBoundingClientRect();
    return [one.textContent, one.getAttribute("href"), Math.round(top), Math.round(left)].join(" ");
  });
  /** Waits for the first patch: all scripts have done their part then, and nothing is painted. */
  const patched = () => new Promise((resolve) => document.addEventListener("ibid:update", () => queueMicrotask(resolve), { once: true }));
  /** Waits until the page has been scrolled and all scripts have heard of it, before it is painted. */
  const scrolled = () => new Promise((resolve) => addEventListener("scroll", () => requestAnimationFrame(resolve), { once: true }));
  /** The page line by line, without what depends on the window, with where its notes stand. */
  const lines = (node) => {
    if (node.nodeType !== Node.ELEMENT_NODE) return [node.data];
    if (node.matches("p > .permalink")) return []; // comes to the paragraph that has the focus
    const names = node.getAttributeNames().filter((name) => name !== "style" && name !== "aria-current").sort();
    const place = node.matches(".sidenote") ? ` at ${Math.round(node.offsetTop)}, ${node.offsetHeight} high` : "";
    return [`<${[node.localName, ...names.map((name) => `${name}="${node.getAttribute(name)}"`)].join(" ")}>${place}`, ...[...node.childNodes].flatMap(lines)];
  };
  const whole = () => lines(document.body);
  globalThis.look = { stale, isInView, inView, patched, scrolled, whole };
}

/** Saves a new paragraph with a note, and runs `act` in the page when it is patched; what it gave. */
async function saved(act, value) {
  const done = page.evaluate(act, value);
  await preview.write(PATH, inserted(100, NEW));
  const result = await done;
  assert.ok(result.waits > 500, `${result.waits} numbers wait`);
  return result;
}

/** Waits until nothing waits; the page is then as if it were loaded now. */
async function assertWhole() {
  await until(() => page.evaluate(settled), "what was put off", 20_000);
  const fresh = await open(helpers);
  await until(() => fresh.evaluate(settled), "a page", 20_000);
  const [is, should] = [await page.evaluate(() => globalThis.look.whole()), await fresh.evaluate(() => globalThis.look.whole())];
  await fresh.context().close();
  assertSame(is, should);
}

/** The same lines; the first that differ are told. */
function assertSame(is, should) {
  const differing = is.flatMap((line, i) => (line === should[i] ? [] : [[line, should[i]]]));
  assert.deepEqual(differing.slice(0, 5), []);
  assert.equal(is.length, should.length);
}

test("what is in the window is painted as it remains, and the version is told when all is done", async () => {
  await page.evaluate(() => document.querySelectorAll(".prose > p")[100].scrollIntoView({ block: "center" }));
  const { view, left } = await saved(async () => {
    const { stale, inView, patched } = globalThis.look;
    await patched();
    const [waits, view] = [stale().length, inView()];
    const left = await new Promise((resolve) => {
      const markers = () => stale().filter((one) => one.closest(".prose > p")).length;
      new MutationObserver(() => resolve(markers())).observe(document.querySelector("ibid-preview"), { attributes: true });
    });
    return { waits, view, left };
  });
  assert.ok(view.some((text) => text.includes("A new paragraph")), "the new paragraph is in the window");
  assert.equal(left, 0, "numbers that are wrong when the version is told");
  await assertWhole();
  assertSame(view, await page.evaluate(() => globalThis.look.inView()));
});

test("who scrolls away, or goes to an anchor, right after a save sees what is right", async () => {
  for (const [place, hash] of [["the end of the text"], ["a marker", "#ref-700"], ["a note", "#note-650"]]) {
    const { wrong, at } = await saved(async (hash) => {
      const { stale, isInView, patched, scrolled } = globalThis.look;
      await patched();
      const waits = stale().length;
      if (hash) location.hash = hash;
      else document.querySelector(".prose > p:nth-last-of-type(3)").scrollIntoView({ behavior: "instant" });
      await scrolled();
      const target = document.getElementById(hash?.slice(1));
      return { waits, wrong: stale().filter(isInView).length, at: target && [target.id, isInView(target)] };
    }, hash);
    assert.equal(wrong, 0, `wrong numbers at ${place}`);
    if (hash) assert.deepEqual(at, [hash.slice(1), true]);
    await assertWhole();
    if (hash) assert.ok(await page.evaluate((hash) => globalThis.look.isInView(document.getElementById(hash.slice(1))), hash), place);
    await preview.write(PATH, large());
    await until(() => page.evaluate(() => !document.body.textContent.includes("A new")), "the page as it was", 20_000);
    await until(() => page.evaluate(settled), "what was put off", 20_000);
  }
});

test("numbers that are edited far from the window are shown, though they might wait", async () => {
  await page.evaluate(() => scrollTo(0, 0));
  await preview.write(PATH, large(paragraphs.map((text, n) => (n < 200 ? text : text.replace("Paragraph ", "Paragraph 1")))));
  await until(() => page.evaluate(() => {
    const edited = [...document.querySelectorAll(".prose > p")].find((one) => one.textContent.startsWith("Paragraph 1200 "));
    return edited && globalThis.look.isInView(edited);
  }), "the first of the paragraphs", 20_000);
  await assertWhole();
});

test("a page that is printed right after a save is whole", async () => {
  const { left, held } = await saved(async () => {
    const { stale, patched } = globalThis.look;
    await patched();
    const waits = stale().length;
    dispatchEvent(new Event("beforeprint"));
    return { waits, left: stale().filter((one) => one.closest(".prose > p")).length, held: document.querySelectorAll("section[style]").length };
  });
  assert.deepEqual([left, held], [0, 0]);
  await assertWhole();
});

test("saves that follow each other without a pause end as the last of them", async () => {
  const texts = [inserted(100, NEW), inserted(50, `${NEW} [@source-2]`), large(), inserted(300, NEW), inserted(20, `A newer one.[^new]\n\n[^new]: Its note.`)];
  for (const pause of [0, 40]) {
    for (const text of texts) {
      await preview.write(PATH, text);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    await until(() => page.evaluate(() => document.body.textContent.includes("A newer one")), "the last", 20_000);
    await assertWhole();
    await preview.write(PATH, large());
    await until(() => page.evaluate(() => !document.body.textContent.includes("A newer one")), "the page as it was", 20_000);
  }
});
