// A page of 20,000 words and 800 notes in the preview, with the notes in the margin.

import { after, before } from "node:test";
import { openBrowser, Preview, until } from "./support.js";

export const PARAGRAPHS = 400;
const WORDS = "the treaty between both states was signed in autumn after long talks and nobody knew how far it would go".split(" ");
export const PATH = "content/large.md";

/** Words that look random and are the same in each run. */
function words(n, count) {
  let state = n * 7919 + 17;
  const word = () => WORDS[(state = (state * 1103515245 + 12345) % 2147483648) % WORDS.length];
  return Array.from({ length: count }, word).join(" ");
}

/** A paragraph of 50 words with a citation and a footnote. */
const paragraph = (n) => `Paragraph ${n} ${words(n, 24)} [@source-${n % 100}, p. ${n}], ${words(n + 1000, 23)}.[^n${n}]`;
const footnote = (n) => `[^n${n}]: Note ${n} says ${words(n + 2000, 12)}.`;
export const paragraphs = Array.from({ length: PARAGRAPHS }, (_, n) => (n % 20 ? "" : `## Heading ${n}\n\n`) + paragraph(n));
export const footnotes = paragraphs.map((_, n) => footnote(n));
/** The page, of these paragraphs and notes. */
export const large = (blocks = paragraphs, notes = footnotes) => `+++\ntitle = "Large"\n+++\n${blocks.join("\n\n")}\n\n${notes.join("\n\n")}\n`;

const source = (n) => `@online{source-${n}, title = {Briefing ${n} on ${words(n, 5)}}, author = {{Office ${n}}}, date = {2024-10-18}, publisher = {Office}, url = {https://example.org/${n}}}\n`;
/** The explainer around it. */
const files = {
  "ibid.toml": 'title = "Explained"\n',
  "sources.bib": Array.from({ length: 100 }, (_, n) => source(n)).join(""),
  "content/_index.md": '+++\ntitle = "Home"\n+++\nWelcome.\n',
  [PATH]: large(),
};

export const swap = (list, at, change) => list.map((text, n) => (n === at ? change(text) : text));
/** The page with one more paragraph. */
export const inserted = (at, text) => large([...paragraphs.slice(0, at), text, ...paragraphs.slice(at)]);

/** Whether what was put off until there is time has been done: the numbers of the text, the notes of the margin, the layout of the lists. */
export const settled = async () => {
  await new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(then, { timeout: 1000 }))));
  const numbers = (selector) => [...document.querySelectorAll(selector)].map((one) => one.textContent).join();
  const ids = [...document.querySelectorAll(".prose [role='doc-noteref']")].map((marker) => marker.id.replace("ref-", "")).join();
  return numbers(".prose [role='doc-noteref']") === ids && numbers(".sidenote-number") === ids && !document.querySelector("section[style]");
};

export let preview;
let browser;
before(async () => {
  browser = await openBrowser();
  preview = await Preview.start(files);
});
after(async () => {
  await browser?.close();
  await preview?.stop();
});

/** Opens the page with its margin laid out; `prepare` runs before its scripts. */
export async function open(prepare) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  if (prepare) await page.addInitScript(prepare);
  await page.goto(`${preview.url}large/`);
  await until(() => page.evaluate(() => document.querySelector("ibid-preview")?.dataset.version), "a page", 20_000);
  return page;
}
