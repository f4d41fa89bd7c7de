// The explainer as its readers see it: built, served by a plain web server, and read in Chromium.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { serve } from "./server.js";
import { openBrowser, program } from "./support.js";

export const desk = { viewport: { width: 1440, height: 900 } };
export const tablet = { viewport: { width: 900, height: 900 } };
export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
export const ARTICLE = "/developments/arms-and-munitions/";
export let site;
export let origin;
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let server;
let browser;

before(async () => {
  site = await mkdtemp(join(tmpdir(), "ibid-reading-"));
  const explainer = new URL("../..", import.meta.url).pathname;
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
export async function reading(path, options, look) {
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

/** What axe finds on a page as it is now. */
export async function violations(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run());
  return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).slice(0, 3).join(" ")}`);
}

/** One page of every kind. */
export async function kinds() {
  const [source] = (await readdir(join(site, "sources"), { withFileTypes: true })).filter((entry) => entry.isDirectory());
  return ["/", "/history/", ARTICLE, "/timeline/", "/sources/", "/sources-by-group/", `/sources/${source.name}/`, "/history/print/", "/search/", "/404.html"];
}

/** The file of a page of the site. */
export const fileOf = (path) => join(site, path.endsWith("/") ? `${path}index.html` : path);
