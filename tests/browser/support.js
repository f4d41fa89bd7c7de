// An explainer in a folder of its own, its preview, and a browser that looks at it.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

export const program = process.env.IBID ?? new URL("../../target/debug/ibid", import.meta.url).pathname;
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"];

/** A paragraph of filler, to make pages long. */
export const filler = (n) => `Paragraph ${n} of the page goes on for a while, so that the page is longer than the window. `.repeat(4);

/** What every explainer of these tests has. */
export const basic = {
  "ibid.toml": 'title = "Explained"\n[lints]\nunused-source = "allow"\n',
  "sources.bib": "@online{nis-2024, title = {Briefing}, author = {{NIS}}, date = {2024-10-18}, publisher = {NIS}, url = {https://example.org/nis}}\n",
  "content/_index.md": '+++\ntitle = "Home"\n+++\nWelcome. See [the summits](@/history/summits.md).\n',
  "content/history/_index.md": '+++\ntitle = "History"\n+++\nHow it came about.\n',
  "content/history/summits.md": `+++\ntitle = "Summits"\n+++\nThe first words. [Ten thousand troops][@nis-2024] arrived.\n\n${
    Array.from({ length: 40 }, (_, n) => filler(n)).join("\n\n")
  }\n\nThe last words.\n`,
};

export class Preview {
  /** Writes `files` into a new folder and serves it. */
  static async start(files = basic, options = []) {
    const preview = new Preview();
    preview.root = await mkdtemp(join(tmpdir(), "ibid-preview-"));
    for (const [path, text] of Object.entries(files)) await preview.write(path, text);
    await preview.serve(["--port", "0", ...options]);
    return preview;
  }

  async serve(options) {
    this.log = "";
    this.process = spawn(program, ["serve", "--root", this.root, ...options], { stdio: ["ignore", "pipe", "pipe"] });
    this.process.stderr.on("data", (data) => { this.log += data; });
    const ended = once(this.process, "exit").then(([status]) => {
      throw new Error(`the preview ended with status ${status}: ${this.log}`);
    });
    [this.url] = await Promise.race([once(createInterface(this.process.stdout), "line"), ended]);
    ended.catch(() => {}); // from now on it may end
  }

  path(name) {
    return join(this.root, name);
  }

  async write(name, text) {
    await mkdir(dirname(this.path(name)), { recursive: true });
    await writeFile(this.path(name), text);
  }

  remove(name) {
    return rm(this.path(name), { recursive: true });
  }

  /** Ends the server as an interrupt does; its exit status. */
  async end(signal = "SIGINT") {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return this.process.exitCode;
    const exited = once(this.process, "exit", { signal: AbortSignal.timeout(10_000) });
    this.process.kill(signal);
    try {
      return (await exited)[0];
    } catch {
      this.process.kill("SIGKILL");
      throw new Error(`the preview did not end: ${this.log}`);
    }
  }

  async stop() {
    await this.end();
    await rm(this.root, { recursive: true, force: true });
  }
}

export const openBrowser = () => chromium.launch({ executablePath, args, headless: true });

/** Waits until `check` gives something true; what it gave. */
export async function until(check, what = check, patience = 5000) {
  const end = performance.now() + patience;
  for (;;) {
    const value = await check();
    if (value) return value;
    if (performance.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
