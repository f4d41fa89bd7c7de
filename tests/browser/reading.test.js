// What readers do on the pages of the explainer.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ARTICLE, desk, kinds, origin, phone, reading, tablet, violations } from "./explainer.js";
import { median } from "./support.js";

/** The number of the first note on the page whose end note is only "Ibid.". */
const ibid = (page) => page.evaluate(() => [...document.querySelectorAll('[role="doc-endnotes"] li')]
  .find((note) => note.querySelector(".note-text").textContent.startsWith("Ibid."))?.id.replace("note-", ""));

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
    assert.deepEqual(await violations(page), []);
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
    assert.deepEqual(await violations(page), []);
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
