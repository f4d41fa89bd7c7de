// What holds for a page of every kind: for all eyes, valid, still, small.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { desk, fileOf, kinds, phone, reading, site, violations } from "./explainer.js";

test("axe finds nothing, light and dark, narrow and wide, and nothing is wider than the window", async () => {
  for (const path of await kinds()) {
    for (const [width, colorScheme] of [[320, "light"], [390, "dark"], [1280, "dark"], [2560, "light"]]) {
      await reading(path, { viewport: { width, height: 900 }, colorScheme }, async (page) => {
        assert.deepEqual(await violations(page), [], `${path} at ${width} px, ${colorScheme}`);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(over <= 0, `${path} is ${over} px wider than ${width} px`);
      });
    }
  }
});

test("nothing moves while a page comes, and hardly anything if its fonts are late", async (t) => {
  // A title that has a line more in the stand-in of its font moves what is below it, by 0.034 in the window of a desk.
  const ways = [[phone, 0, 0.02], [desk, 0, 0.02], [desk, 700, 0.05]];
  const moved = [];
  for (const path of [...await kinds(), "/search/?q=Kursk"]) {
    for (const [{ viewport }, late, limit] of ways) {
      await reading(path, { viewport }, async (page) => {
        await page.route("**/*.woff2", async (route) => { await new Promise((then) => setTimeout(then, late)); await route.continue(); });
        await page.addInitScript(() => {
          window.moved = 0;
          new PerformanceObserver((list) => { for (const { value } of list.getEntries()) window.moved += value; })
            .observe({ type: "layout-shift", buffered: true });
        });
        await page.reload();
        await page.evaluate(() => document.fonts.ready);
        await page.waitForTimeout(200);
        const value = await page.evaluate(() => window.moved);
        moved.push({ value, limit, where: `${path} at ${viewport.width} px, fonts ${late} ms late` });
      });
    }
  }
  moved.sort((a, b) => b.value - a.value);
  t.diagnostic(`layout shift, the largest: ${moved.slice(0, 3).map(({ value, where }) => `${value.toFixed(4)} ${where}`).join("; ")}`);
  assert.deepEqual(moved.filter(({ value, limit }) => value >= limit), []);
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
    const html = zipped(await readFile(fileOf(path)));
    const all = html + css + js;
    t.diagnostic(`${path}: ${html} B, with its style and scripts ${all} B`);
    assert.ok(all <= 60_000 || long.includes(path), `${path} has ${all} B`);
  }
});

test("the Nu checker finds no errors", async () => {
  const files = (await kinds()).map(fileOf);
  const jar = createRequire(import.meta.url)("vnu-jar");
  const { stdout, stderr } = spawnSync("java", ["-jar", jar, "--errors-only", "--format", "gnu", ...files], { encoding: "utf8" });
  assert.equal(stdout + stderr, "");
});
