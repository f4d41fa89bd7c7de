// The explainer as its readers see it: built, served by a plain web server, and read in Chromium.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { serve } from "./server.js";
import { median, openBrowser, program } from "./support.js";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const explainer = new URL("../..", import.meta.url).pathname;
const ARTICLE = "/developments/arms-and-munitions/";
let site;
let server;
let origin;
let browser;

before(async () => {
  site = await mkdtemp(join(tmpdir(), "ibid-reading-"));
  execFileSync(program, ["build", "--root", explainer, "--output", site], { stdio: "pipe" });
  server = await serve(site);
  origin = server.origin;
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  server?.close();
  await rm(site, { recursive: true, force: true });
});

/** Opens a page, runs `look` on it, and fails if the page said something to the console or asked another host. */
async function reading(path, options, look) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(error.message));
  page.on("request", (request) => { if (!request.url().startsWith(origin)) said.push(request.url()); });
  try {
    await page.goto(origin + path);
    await look(page);
    assert.deepEqual(said, [], path);
  } finally {
    await context.close();
  }
}

const desk = { viewport: { width: 1440, height: 900 } };
const tablet = { viewport: { width: 900, height: 900 } };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** One page of every kind. */
async function kinds() {
  const [source] = (await readdir(join(site, "sources"), { withFileTypes: true })).filter((entry) => entry.isDirectory());
  return ["/", "/history/", ARTICLE, "/timeline/", "/sources/", "/sources-by-group/", `/sources/${source.name}/`, "/history/print/", "/search/", "/404.html"];
}

test("axe finds nothing, light and dark, narrow and wide, and nothing is wider than the window", async () => {
  for (const path of await kinds()) {
    for (const [width, colorScheme] of [[320, "light"], [390, "dark"], [1280, "dark"], [2560, "light"]]) {
      await reading(path, { viewport: { width, height: 900 }, colorScheme }, async (page) => {
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => window.axe.run());
        const found = violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).slice(0, 3).join(" ")}`);
        assert.deepEqual(found, [], `${path} at ${width} px, ${colorScheme}`);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(over <= 0, `${path} is ${over} px wider than ${width} px`);
      });
    }
  }
});

test("nothing moves while a page comes, even if its fonts are late", async (t) => {
  const moved = [];
  for (const path of [...await kinds(), "/search/?q=Kursk"]) {
    for (const { viewport } of [phone, desk]) {
      await reading(path, { viewport }, async (page) => {
        await page.route("**/*.woff2", async (route) => { await new Promise((later) => setTimeout(later, 700)); await route.continue(); });
        await page.addInitScript(() => {
          window.moved = 0;
          new PerformanceObserver((list) => { for (const { value } of list.getEntries()) window.moved += value; })
            .observe({ type: "layout-shift", buffered: true });
        });
        await page.reload();
        await page.evaluate(() => document.fonts.ready);
        await page.waitForTimeout(200);
        moved.push([await page.evaluate(() => window.moved), `${path} at ${viewport.width} px`]);
      });
    }
  }
  moved.sort(([a], [b]) => b - a);
  t.diagnostic(`layout shift, the largest: ${moved.slice(0, 3).map(([value, where]) => `${value.toFixed(4)} ${where}`).join(", ")}`);
  assert.deepEqual(moved.filter(([value]) => value >= 0.02), []);
});

test("a first visit is small", async (t) => {
  const zipped = (bytes) => gzipSync(bytes, { level: 9 }).length;
  const asset = async (pattern, size) => {
    const names = (await readdir(join(site, "assets"))).filter((name) => pattern.test(name));
    assert.ok(names.length, String(pattern));
    const sizes = await Promise.all(names.map(async (name) => size(await readFile(join(site, "assets", name)))));
    return sizes.reduce((a, b) => a + b);
  };
  const css = await asset(/\.css$/, zipped);
  const js = await asset(/^(folio|settings)\..*\.js$/, zipped);
  const bytes = ({ length }) => length;
  const latin = await asset(/^libertinus-(regular|italic|semibold)\..*\.woff2$/, bytes);
  const cyrillic = await asset(/^libertinus-cyrillic-.*\.woff2$/, bytes);
  t.diagnostic(`${css} B of CSS, ${js} B of JavaScript without the search, ${latin} B of fonts, ${cyrillic} B for Cyrillic script`);
  assert.ok(css <= 25_000 && js <= 10_000 && latin <= 60_000 && cyrillic <= 60_000);
  // The ledger's lists and the timeline hold the whole, and grow with it.
  const long = ["/timeline/", "/sources/", "/sources-by-group/"];
  for (const path of await kinds()) {
    const html = zipped(await readFile(join(site, path.endsWith("/") ? `${path}index.html` : path)));
    const all = html + css + js;
    t.diagnostic(`${path}: ${html} B, with its style and scripts ${all} B`);
    assert.ok(all <= 60_000 || long.includes(path), `${path} has ${all} B`);
  }
});

test("the Nu checker finds no errors", async () => {
  const files = (await kinds()).map((path) => join(site, path.endsWith("/") ? `${path}index.html` : path));
  const jar = createRequire(import.meta.url)("vnu-jar");
  const { stdout, stderr } = spawnSync("java", ["-jar", jar, "--errors-only", "--format", "gnu", ...files], { encoding: "utf8" });
  assert.equal(stdout + stderr, "");
});

/** The number of the first note on the page whose end note is only "Ibid.". */
const ibid = (page) => page.evaluate(() => [...document.querySelectorAll('[role="doc-endnotes"] li')]
  .find((note) => note.querySelector(".note-text").textContent.startsWith("Ibid."))?.value);

const shown = (page) => page.locator(".note-preview:visible");

test("a note that is shown alone says its source in full, by hover, focus, tap and Escape", async () => {
  await reading("/implications/south-korea-and-japan/", tablet, async (page) => {
    const number = await ibid(page);
    assert.ok(number, "the page has a note that is only Ibid.");
    const marker = page.locator(`#ref-${number}`);
    await marker.hover();
    await shown(page).waitFor();
    const text = await shown(page).innerText();
    assert.doesNotMatch(text, /Ibid/);
    assert.match(text, /\d{4}/, "it has a date");
    assert.match(text, /\d+ uses?/, "it leads to the ledger");
    await shown(page).hover(); // it stays while it is pointed at, so that its words can be selected
    await page.waitForTimeout(400);
    assert.equal(await shown(page).count(), 1);
    await page.keyboard.press("Escape");
    assert.equal(await shown(page).count(), 0);
    await page.keyboard.press("Tab"); // the keyboard is in use
    await marker.focus();
    await shown(page).waitFor();
  });
  await reading(ARTICLE, phone, async (page) => {
    await page.locator("#ref-2").tap();
    await shown(page).waitFor();
    await page.locator("h1").tap();
    assert.equal(await shown(page).count(), 0);
  });
});

test("notes in the margin say their source in full, in order, without overlap and near their markers", async () => {
  for (const path of [ARTICLE, "/timeline/"]) {
    await reading(path, desk, async (page) => {
      const notes = await page.evaluate(() => [...document.querySelectorAll(".sidenote")].map((note) => {
        const { top, bottom } = note.getBoundingClientRect();
        const number = note.querySelector(".sidenote-number").textContent;
        const marker = document.querySelector(`.prose a[href="#note-${number}"]`).getBoundingClientRect();
        return { number, top, bottom, drift: Math.abs(top - marker.top), text: note.textContent };
      }));
      assert.ok(notes.length > 20, `${path} has notes in the margin`);
      notes.forEach((note, i) => {
        assert.doesNotMatch(note.text, /Ibid/, `note ${note.number}`);
        const next = notes[i + 1];
        assert.ok(!next || note.bottom <= next.top + 0.5, `${path}: notes ${note.number} and ${next?.number} overlap`);
        assert.ok(note.drift < 250, `${path}: note ${note.number} stands ${note.drift} px from its marker`);
      });
    });
  }
});

test("a link to another page shows its title and standfirst", async () => {
  await reading(ARTICLE, tablet, async (page) => {
    const link = page.locator('.prose p > a[href^="../"]:not([download])').first();
    await link.hover();
    await shown(page).waitFor();
    assert.notEqual(await page.locator(".note-preview .standfirst").innerText(), "");
  });
});

test("what the reader sets is kept from page to page", async () => {
  await reading("/", desk, async (page) => {
    await page.locator(".reader-settings summary").click();
    await page.locator('input[name="theme"][value="dark"]').check();
    await page.locator('input[name="claims"]').check();
    await page.goto(origin + ARTICLE);
    const kept = await page.evaluate(() => {
      const { theme, size, claims } = document.documentElement.dataset;
      return [theme, size, claims, getComputedStyle(document.body).backgroundColor];
    });
    assert.deepEqual(kept.slice(0, 3), ["dark", undefined, "on"]);
    assert.match(kept[3], /rgb\(2\d, 2\d, 2\d\)/);
  });
});

test("the search opens with a key, finds sections and sources, and is walked by keyboard", async (t) => {
  await reading(ARTICLE, desk, async (page) => {
    await page.keyboard.press("/");
    const box = page.locator(".search-dialog .search-box");
    await box.locator("input").waitFor();
    await page.keyboard.type("artillery shells");
    await box.locator(".search-results li").first().waitFor();
    // From the press of a key to the results on the screen. How long that takes is told: a machine that is busy has no say
    // in whether the search is right.
    await page.evaluate(() => {
      window.times = [];
      const list = document.querySelector(".search-dialog .search-results ol");
      let start = 0;
      document.querySelector(".search-dialog input").addEventListener("keydown", () => { start = performance.now(); }, true);
      new MutationObserver(() => requestAnimationFrame(() => window.times.push(performance.now() - start)))
        .observe(list, { childList: true });
    });
    for (const word of ["Kursk", "veto", "treaty of 2024"]) {
      await box.locator("input").fill("");
      for (const key of word) {
        const before = await page.evaluate(() => window.times.length);
        await page.keyboard.press(key === " " ? "Space" : key);
        await page.waitForFunction((before) => window.times.length > before, before);
      }
    }
    const times = await page.evaluate(() => window.times);
    t.diagnostic(`search, from a key to its results: ${Math.round(median(times))} ms in the median of ${times.length}, ${Math.round(Math.max(...times))} ms at most`);
    const found = await box.locator(".search-results a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    assert.ok(found.some((href) => href.includes("#")), `sections: ${found}`);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run());
    assert.deepEqual(violations.map((one) => one.id), []);
    await page.keyboard.press("ArrowDown");
    const first = await page.evaluate(() => document.activeElement.href);
    assert.equal(first, origin + found[0]);
    await page.keyboard.press("Enter");
    await page.waitForURL(first);
    await page.keyboard.press("/");
    await box.locator("input").waitFor();
    await page.keyboard.press("Escape");
    assert.equal(await page.locator(".search-dialog:visible").count(), 0);
  });
});

test("the page of the search has an address for what is looked for, and a map without JavaScript", async () => {
  await reading("/search/?q=Kursk", desk, async (page) => {
    await page.locator(".search-results li").first().waitFor();
  });
  await reading("/search/", { ...desk, javaScriptEnabled: false }, async (page) => {
    assert.match(await page.locator("noscript").innerText(), /JavaScript/);
    assert.equal(await page.locator('.site-map a[href="../timeline/"]').count(), 1);
  });
});

test("a table that is too wide for a phone stacks its rows, and its cells say what they are", async () => {
  await reading("/implications/south-korea-and-japan/", { viewport: { width: 300, height: 700 } }, async (page) => {
    const table = page.locator("table.is-stacked:visible").first();
    await table.waitFor();
    const cell = table.locator("tbody tr").first().locator("[role=cell]").first();
    assert.notEqual(await cell.getAttribute("data-label"), "");
    const over = await page.evaluate(() => [...document.querySelectorAll(".table")].filter((box) => box.scrollWidth > box.clientWidth).length);
    assert.equal(over, 0);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run());
    assert.deepEqual(violations.map((one) => one.id), []);
  });
});

test("headings and paragraphs have addresses, and a source can be cited", async () => {
  await reading(ARTICLE, desk, async (page) => {
    const heading = page.locator(".prose h2[id]").first();
    await heading.locator(".permalink").focus();
    assert.equal(await heading.locator(".permalink").getAttribute("href"), `#${await heading.getAttribute("id")}`);
    const paragraph = page.locator(".prose > p").nth(1);
    await paragraph.hover();
    assert.match(await paragraph.locator(".permalink").getAttribute("href"), /^#:~:text=\S+/);
    const cited = page.locator(".prose > p:has(.note-ref)").nth(3);
    await cited.locator(".note-ref a").last().focus();
    await page.keyboard.press("Tab");
    assert.equal(await cited.locator(".permalink:focus").count(), 1, "the next stop after the last note of a paragraph");
    assert.match(await cited.locator(".permalink").getAttribute("aria-label"), /: \S/);
  });
  await reading(ARTICLE, phone, async (page) => {
    const paragraph = page.locator(".prose > p").nth(1);
    assert.equal(await paragraph.locator(".permalink").count(), 0);
    await paragraph.tap({ position: { x: 20, y: 10 } });
    assert.match(await paragraph.locator(".permalink:visible").getAttribute("href"), /^#:~:text=\S+/);
  });
  const source = (await kinds()).find((path) => /^\/sources\/./.test(path));
  await reading(source, desk, async (page) => {
    await page.locator(".export summary").first().click();
    const text = await page.locator(".export pre").first().innerText();
    assert.match(text, /^@\w+\{/);
    const [file] = await Promise.all([page.waitForEvent("download"), page.locator(".export a[download]").first().click()]);
    assert.match(file.suggestedFilename(), /\.bib$/);
  });
});

test("without JavaScript everything can be read", async () => {
  await reading(ARTICLE, { ...desk, javaScriptEnabled: false }, async (page) => {
    await page.locator("#ref-3").click();
    assert.match(page.url(), /#note-3$/);
    assert.equal(await page.locator("#note-3").isVisible(), true);
    assert.equal(await page.locator(".reader-settings").isVisible(), false);
    await page.locator(".references summary").click();
    assert.equal(await page.locator(".references li").first().isVisible(), true);
  });
});
