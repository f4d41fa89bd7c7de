// Asks Lighthouse about the explainer that the program makes; its exit status is 1 where a page falls short.

import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import * as constants from "lighthouse/core/config/constants.js";
import { serve } from "../server.js";

const LEAST = { performance: 95, accessibility: 100, "best-practices": 100, seo: 100 };
const CATEGORIES = Object.keys(LEAST);
if (process.env.CI) delete LEAST.performance; // shared machines make a page slow: there it is shown, and fails nothing
const TRIES = 3; // a busy machine makes a page slow, never fast
// Lighthouse makes a phone of this machine by slowing it four times, as if its benchmark index were at least this one.
const USUAL_INDEX = 1500;

const program = process.argv[2];
const explainer = new URL("../../..", import.meta.url).pathname;
const site = await mkdtemp(join(tmpdir(), "ibid-lighthouse-"));
execFileSync(program, ["build", "--root", explainer, "--output", site], { stdio: "pipe" });
const [source] = (await readdir(join(site, "sources"), { withFileTypes: true })).filter((entry) => entry.isDirectory());
const pages = ["/", "/developments/arms-and-munitions/", "/sources/", `/sources/${source.name}/`, "/history/print/", "/timeline/"];

const server = await serve(site);
const chrome = await launch({ chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"] });

/** What Lighthouse says of a page on a phone that is `slowdown` times slower: the scores, and what cost some. */
async function ask(path, slowdown) {
  const throttling = { ...constants.throttling.mobileSlow4G, cpuSlowdownMultiplier: slowdown };
  const flags = { port: chrome.port, logLevel: "error", onlyCategories: CATEGORIES, throttling };
  const { lhr } = await lighthouse(server.origin + path, flags);
  const scores = Object.fromEntries(Object.entries(lhr.categories).map(([name, { score }]) => [name, Math.round(score * 100)]));
  const costs = Object.values(lhr.categories).flatMap(({ auditRefs }) => auditRefs)
    .filter(({ id, weight }) => weight && lhr.audits[id].score !== null && lhr.audits[id].score < 0.9)
    .map(({ id }) => `${id} ${lhr.audits[id].displayValue ?? ""}`);
  return { scores, costs, index: lhr.environment.benchmarkIndex, shift: lhr.audits["cumulative-layout-shift"].displayValue, paint: lhr.audits["largest-contentful-paint"].displayValue };
}

const falls = ({ scores }) => Object.entries(LEAST).some(([name, least]) => scores[name] < least);
let short = 0;
try {
  for (const path of pages) {
    let said = await ask(path, 4);
    for (let n = 1; n < TRIES && falls(said); n++) {
      said = await ask(path, Math.min(4, Math.max(1, (4 * said.index) / USUAL_INDEX)));
    }
    const scores = Object.entries(said.scores).map(([name, score]) => `${name} ${score}`).join(", ");
    console.log(`${path}: ${scores}; largest paint ${said.paint}, layout shift ${said.shift}; benchmark index ${said.index}`);
    if (falls(said)) {
      short += 1;
      for (const cost of said.costs) console.log(`  ${cost}`);
    }
  }
} finally {
  chrome.kill();
  server.close();
  await rm(site, { recursive: true, force: true });
}
process.exitCode = short ? 1 : 0;
