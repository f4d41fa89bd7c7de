// What the preview has to say over the page: errors, a page that is gone, a server that does not answer.
// It lives in a shadow tree, where the theme's styles do not reach.

const make = (name, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};
const count = (n, what) => `${n} ${what}${n === 1 ? "" : "s"}`;
const MOST = 200; // errors that are drawn at once

export class Panel {
  #host = make("ibid-preview");
  #errors = make("section", { id: "errors", hidden: true });
  #pill = make("button", { id: "pill", type: "button", hidden: true, onclick: () => this.#open(true) });
  #gone = make("section", { id: "gone", hidden: true });
  #silent = make("p", { id: "silent", hidden: true, textContent: "The preview has stopped; this page is as it was. It will go on when the server does." });
  #shown = "[]";
  #timer = 0;

  constructor() {
    const root = this.#host.attachShadow({ mode: "open" });
    this.#errors.setAttribute("role", "region");
    this.#errors.setAttribute("aria-label", "Errors");
    this.#gone.setAttribute("role", "status");
    this.#silent.setAttribute("role", "status");
    const style = make("link", { rel: "stylesheet", href: "/_ibid/panel.css" });
    root.append(style, this.#silent, this.#gone, this.#errors, this.#pill);
    document.documentElement.append(this.#host);
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      if (!this.#errors.hidden) this.#open(false);
      else this.#gone.hidden = true;
    });
  }

  /** Shows `errors`, or nothing if there is none. What was dismissed comes back only if it changed. */
  errors(errors) {
    const key = JSON.stringify(errors);
    if (key === this.#shown) return;
    this.#shown = key;
    this.#pill.textContent = count(errors.length, "error");
    if (errors.length === 0) {
      this.#errors.hidden = true;
      this.#pill.hidden = true;
      this.#errors.replaceChildren();
      return;
    }
    const close = make("button", { type: "button", id: "close", onclick: () => this.#open(false), textContent: "Dismiss (Esc)" });
    const title = make("h2", { textContent: count(errors.length, "error") });
    title.setAttribute("role", "alert");
    const list = make("div", { id: "list" }, ...errors.slice(0, MOST).map(entry));
    if (errors.length > MOST) {
      const rest = make("button", { type: "button", textContent: `Show all ${errors.length}` });
      rest.onclick = () => list.replaceChildren(...errors.map(entry));
      list.append(rest);
    }
    this.#errors.replaceChildren(make("header", {}, title, close), list);
    this.#open(true);
  }

  #open(open) {
    this.#errors.hidden = !open;
    this.#pill.hidden = open || this.#shown === "[]";
  }

  /** Says that the page is gone, with links to where it went and to the nearest page above; null: it is here. */
  gone(title, moved, parent) {
    this.#gone.hidden = title === null;
    if (title === null) return;
    const link = (words, to) => make("p", {}, `${words} `, make("a", { href: to.href, textContent: to.title }));
    const words = make("p", {}, make("strong", { textContent: `“${title}” is gone.` }), " You see it as it was.");
    this.#gone.replaceChildren(words);
    if (moved) this.#gone.append(link("It seems to be here now:", moved));
    if (parent) this.#gone.append(link("The nearest page above it:", parent));
  }

  /** Notes, for whoever looks into the page, which version it shows. */
  follows(version) {
    this.#host.dataset.version = version;
  }

  /** Says whether the server answers; a short silence is none. */
  connected(connected) {
    if (connected) {
      clearTimeout(this.#timer);
      this.#timer = 0;
      this.#silent.hidden = true;
    } else {
      this.#timer ||= setTimeout(() => { this.#silent.hidden = false; }, 1500);
    }
  }
}

/** An error as the terminal shows it; its places can be copied. */
function entry(text) {
  const pre = make("pre");
  for (const [i, line] of text.split("\n").entries()) {
    if (i > 0) pre.append("\n");
    const place = /^(\s*(?:-->|:::|╭▸|⸬) )(\S.*:\d+:\d+)$/.exec(line);
    if (!place) {
      pre.append(line);
      continue;
    }
    const button = make("button", { type: "button", className: "place", title: "Copy", textContent: place[2] });
    button.onclick = () => copy(button, place[2]);
    pre.append(place[1], button);
  }
  return make("article", {}, pre);
}

async function copy(button, text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch { // no permission: the old way
    const field = make("textarea", { value: text });
    button.after(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  button.dataset.copied = "true";
  setTimeout(() => { delete button.dataset.copied; }, 1500);
}
