// The preview as a writer sees it: each test saves files and looks at a page in Chromium.

import assert from "node:assert/strict";
import { rename } from "node:fs/promises";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { basic, median, openBrowser, Preview, until } from "./support.js";

const summits = basic["content/history/summits.md"];
let browser;
let context;
let preview;
let faults;

before(async () => { browser = await openBrowser(); });
after(() => browser.close());
beforeEach(async () => {
  preview = await Preview.start();
  context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
  faults = [];
});
afterEach(async () => {
  await context.close();
  await preview.stop();
  assert.deepEqual(faults, [], "the pages have no faults of their own");
});

/** Opens a page, and waits until it follows the preview. */
async function open(path) {
  const page = await context.newPage();
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => { if (message.type() === "error" && !/404/.test(message.text())) faults.push(message.text()); });
  await page.goto(preview.url + path);
  await when(page, () => document.querySelector("ibid-preview")?.dataset.version);
  return page;
}

/** Waits until `check` holds in the page. Its policy forbids what Playwright's own way of waiting needs. */
const when = (page, check, value) => until(() => page.evaluate(check, value), check);
const shows = (page, text) => when(page, (text) => document.body.textContent.includes(text), text);
const edit = (text) => preview.write("content/history/summits.md", text);

test("a save is on the screen within 50 ms", async () => {
  const page = await open("history/summits/");
  await page.evaluate(() => {
    globalThis.arrivals = {};
    new MutationObserver(() => {
      const found = /Edit number (\d+)\./.exec(document.querySelector(".prose p").textContent);
      if (found) globalThis.arrivals[found[1]] ??= Date.now();
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  const times = [];
  for (let n = 0; n < 20; n += 1) {
    const saved = Date.now();
    await edit(summits.replace("The first words.", `Edit number ${n}.`));
    const arrived = await when(page, (n) => globalThis.arrivals[n], n);
    times.push(arrived - saved);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  console.log(`save to changed page: median ${median(times)} ms, slowest ${Math.max(...times)} ms`);
  // A shared machine doubles it, as with Lighthouse: there the quickest is bounded, and loosely.
  if (process.env.CI) assert.ok(Math.min(...times) < 250, `the quickest of ${times}`);
  else assert.ok(median(times) < 50, `median of ${times}`);
});

test("scroll, selection, focus and open details stay", async () => {
  const folded = summits.replace("The last words.", '{% details(summary="More") %}\nInside.\n{% end %}\n\nThe last words.');
  await edit(folded);
  const page = await open("history/summits/");
  // The page may have been opened before the save was seen.
  await page.waitForSelector(".prose details", { state: "attached" });
  await page.evaluate(() => {
    globalThis.marker = "the same document";
    document.querySelector(".prose details").open = true;
    const chosen = [...document.querySelectorAll(".prose > p")].find((p) => p.textContent.startsWith("Paragraph 20 "));
    chosen.scrollIntoView({ block: "center" });
    const range = document.createRange();
    range.setStart(chosen.firstChild, 3);
    range.setEnd(chosen.firstChild, 30);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    document.querySelector(".prose details summary").focus({ preventScroll: true });
  });
  const state = () => page.evaluate(() => ({
    marker: globalThis.marker,
    open: document.querySelector(".prose details").open,
    selection: String(getSelection()),
    focus: document.activeElement.localName,
    at: Math.round(document.querySelectorAll(".prose > p")[20].getBoundingClientRect().top),
  }));
  const was = await state();
  // A paragraph in sight changes, and one above it grows.
  await edit(folded.replace("Paragraph 21 of", "Changed paragraph 21 of").replace("Paragraph 2 of", `${"More words. ".repeat(60)} 2 of`));
  await shows(page, "Changed paragraph 21 of");
  const is = await state();
  assert.ok(Math.abs(is.at - was.at) <= 2, `the text stays where it was: ${was.at}, ${is.at}`);
  assert.deepEqual({ ...is, at: was.at }, was);
});

test("the selection stays even inside the paragraph that changes", async () => {
  const page = await open("history/summits/");
  await page.evaluate(() => {
    const words = document.querySelector(".prose p").firstChild;
    getSelection().setBaseAndExtent(words, 4, words, 15);
  });
  await edit(summits.replace("The first words.", "The first words. And one more sentence."));
  await shows(page, "And one more sentence.");
  assert.equal(await page.evaluate(() => String(getSelection())), "first words");
});

test("only what differs is touched, and the edited block is brought into sight and marked", async () => {
  const page = await open("history/summits/");
  await page.evaluate(() => {
    globalThis.kept = [...document.querySelectorAll(".prose > p")];
    globalThis.touched = [];
    new MutationObserver((records) => {
      for (const { target } of records) globalThis.touched.push((target.closest?.("p") ?? target.parentElement.closest("p"))?.textContent);
    }).observe(document.querySelector(".prose"), { subtree: true, childList: true, characterData: true, attributes: true });
  });
  await edit(summits.replace("The last words.", "The very last words."));
  await shows(page, "The very last words.");
  assert.deepEqual(await page.evaluate(() => globalThis.touched), ["The very last words."]);
  assert.ok(await page.evaluate(() => globalThis.kept.every((p) => p.isConnected)));
  assert.ok(await page.evaluate(() => globalThis.kept.at(-1).getAnimations().some(({ id }) => id === "ibid-changed")));
  await when(page, () => {
    const { top, bottom } = globalThis.kept.at(-1).getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });
});

test("an error shows as in the terminal over the last good page, and goes when it is fixed", async () => {
  const page = await open("history/summits/");
  const errors = page.locator("ibid-preview #errors");
  await edit(summits.replace("@nis-2024", "@nis-2042").replace("The first words.", "Broken words."));
  await errors.waitFor();
  const text = await errors.locator("pre").textContent();
  assert.match(text, /^error\[undefined-source\]: no source has the key "nis-2042"\n/);
  assert.match(text, /content\/history\/summits\.md:4:\d+/);
  assert.match(text, /did you mean "nis-2024"\?/);
  for (const line of text.split("\n")) assert.ok(preview.log.includes(line), `the terminal says it too: ${line}`);
  assert.ok((await page.locator(".prose").textContent()).includes("The first words."), "the last good page stays");
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await errors.locator("button.place").click();
  const place = await errors.locator("button.place").textContent();
  assert.match(place, /^content\/history\/summits\.md:4:\d+$/);
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), place);
  await page.keyboard.press("Escape");
  await errors.waitFor({ state: "hidden" });
  const pill = page.locator("ibid-preview #pill");
  await pill.click();
  await errors.waitFor();
  await edit(summits.replace("The first words.", "Mended words."));
  await errors.waitFor({ state: "hidden" });
  await pill.waitFor({ state: "hidden" });
  await shows(page, "Mended words.");
});

test("all errors are shown, of pages, templates and sources", async () => {
  const page = await open("");
  await edit(summits.replace("@nis-2024", "@a") + "\n[x](@/nowhere.md)\n");
  await preview.write("templates/page.html", "{% extends \"base.html\" %}{% block main %}{{ page.nothing.at.all }}{% endblock %}\n");
  const entries = page.locator("ibid-preview article");
  await until(async () => (await entries.count()) === 2, "two errors");
  const other = await open("history/summits/"); // whose template fails when it is rendered
  await until(async () => (await entries.count()) === 3, "the template's error, in the first tab too");
  assert.match(await entries.allTextContents().then((all) => all.join("\n")), /templates\/page\.html:1:\d+/);
  assert.ok((await other.locator(".prose").textContent()).includes("The first words."), "the last good page");
  await preview.remove("templates/page.html");
  await edit(summits);
  await until(async () => (await entries.count()) === 0, "no errors");
});

test("with errors at the start the best page is shown below them", async () => {
  await preview.end();
  await preview.write("templates/page.html", "{% if %}\n");
  await preview.serve(["--port", "0"]);
  const page = await open("history/summits/");
  await page.locator("ibid-preview #errors").waitFor();
  assert.ok((await page.locator("main").textContent()).includes("The first words."));
  await preview.remove("templates/page.html");
  await page.locator("ibid-preview #errors").waitFor({ state: "hidden" });
  await page.locator(".prose").waitFor();
});

test("two tabs on two pages follow, each its own", async () => {
  const one = await open("history/summits/");
  const two = await open("");
  await edit(summits.replace("The first words.", "New words."));
  await preview.write("content/_index.md", basic["content/_index.md"].replace("Welcome.", "Hello."));
  await Promise.all([shows(one, "New words."), shows(two, "Hello.")]);
});

test("ten tabs at once", async () => {
  const pages = [];
  for (let n = 0; n < 10; n += 1) pages.push(await open(n % 2 ? "history/summits/" : "history/"));
  await edit(summits.replace("The first words.", "Words for all.").replace('"Summits"', '"Summits for all"'));
  await Promise.all(pages.map((page, n) => shows(page, n % 2 ? "Words for all." : "Summits for all")));
});

test("a renamed page says so and leads on", async () => {
  const page = await open("history/summits/");
  await rename(preview.path("content/history/summits.md"), preview.path("content/history/meetings.md"));
  await preview.write("content/_index.md", basic["content/_index.md"].replace("summits.md", "meetings.md"));
  const gone = page.locator("ibid-preview #gone");
  await gone.waitFor();
  assert.match(await gone.textContent(), /“Summits” is gone/);
  assert.ok((await page.locator(".prose").textContent()).includes("The first words."), "what was there stays readable");
  const links = await gone.locator("a").evaluateAll((links) => links.map((link) => [link.textContent, new URL(link.href).pathname]));
  assert.deepEqual(links, [["Summits", "/history/meetings/"], ["History", "/history/"]]);
  await gone.locator("a").first().click();
  await page.waitForURL("**/history/meetings/");
});

test("a page that comes back is shown again", async () => {
  const page = await open("history/summits/");
  await preview.write("content/_index.md", basic["content/_index.md"].replace(/See.*/, ""));
  await preview.remove("content/history/summits.md");
  await page.locator("ibid-preview #gone").waitFor();
  await edit(summits.replace("The first words.", "Back again."));
  await page.locator("ibid-preview #gone").waitFor({ state: "hidden" });
  await shows(page, "Back again.");
});

test("a style sheet changes without a reload", async () => {
  const page = await open("history/summits/");
  await page.evaluate(() => { globalThis.marker = "kept"; scrollTo(0, 500); });
  await preview.write("themes/folio/assets/folio.css", ".prose { color: rgb(1, 2, 3); }\nbody { min-height: 9000px; }\n");
  await when(page, () => getComputedStyle(document.querySelector(".prose")).color === "rgb(1, 2, 3)");
  assert.equal(await page.evaluate(() => globalThis.marker), "kept");
  await until(() => page.evaluate(() => document.querySelectorAll("link[rel=stylesheet]").length === 1), "one style sheet");
});

test("templates, configuration and sources are followed", async () => {
  const page = await open("history/summits/");
  await page.evaluate(() => { globalThis.marker = "kept"; });
  await preview.write("templates/partials/footer.html", "<footer>A footer of our own</footer>\n");
  await shows(page, "A footer of our own");
  await preview.write("ibid.toml", basic["ibid.toml"].replace("Explained", "Another name"));
  await shows(page, "Another name");
  await preview.write("sources.bib", basic["sources.bib"].replace("Briefing", "Press conference"));
  await shows(page, "Press conference");
  assert.equal(await page.evaluate(() => globalThis.marker), "kept");
});

test("what stands in templates is followed, such as the whole of a note that names its source in short", async () => {
  const sources = basic["sources.bib"] + basic["sources.bib"].replace("nis-2024", "kim-2024").replaceAll("NIS", "KIM");
  await preview.write("sources.bib", sources);
  await edit(summits.replace("The last words.", "The last words.[@kim-2024]\n\nAnd again.[@nis-2024]"));
  const page = await open("history/summits/");
  const whole = () => page.evaluate(() => [...document.querySelectorAll("template.note-full")].map(({ content }) => content.textContent));
  await until(async () => (await whole()).some((text) => text.includes("Briefing")), "a note in short");
  await preview.write("sources.bib", sources.replace("2024-10-18", "2023-11-19"));
  await until(async () => (await whole()).every((text) => text.includes("2023")), "the whole of the note");
});

test("pictures are loaded again when their files change", async () => {
  const picture = (width) => `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="10"/>`;
  await preview.write("static/map.svg", picture(10));
  await edit(`${summits}\n![A map](/map.svg)\n`);
  const page = await open("history/summits/");
  const width = () => page.evaluate(() => document.querySelector(".prose img").naturalWidth);
  await page.evaluate(() => document.querySelector(".prose img").scrollIntoView()); // pictures out of sight are loaded later
  await until(async () => (await width()) === 10, "the picture");
  await preview.write("static/map.svg", picture(20));
  await until(async () => (await width()) === 20, "the new picture");
});

test("the page is right again after the server was away", async () => {
  const page = await open("history/summits/");
  await preview.end("SIGKILL");
  await page.locator("ibid-preview #silent").waitFor();
  await edit(summits.replace("The first words.", "Written meanwhile."));
  const port = new URL(preview.url).port;
  await preview.serve(["--port", port]);
  assert.equal(new URL(preview.url).port, port);
  await shows(page, "Written meanwhile.");
  await page.locator("ibid-preview #silent").waitFor({ state: "hidden" });
});

test("an interrupt ends the server though tabs are open", async () => {
  await open("history/summits/");
  const start = performance.now();
  assert.equal(await preview.end(), 0);
  assert.ok(performance.now() - start < 2000);
});
