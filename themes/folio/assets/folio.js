// folio: comforts for reading. Without this script nothing is missing: notes are links to the end of the page.
// Listeners sit on the document, so they outlive a page that the preview patches; after patching, it may
// dispatch "ibid:update" on the document to have the margin laid out anew.
// Order: 1 what a marker stands for, 2 previews, 3 notes in the margin, 4 the place in the contents, 5 buttons, 6 search.

const wide = matchMedia("(min-width: 75rem)");
const MARKER = 'a[role="doc-noteref"]';
const CITED = '.citation a[href^="#source-"]'; // of a style without notes
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const whenIdle = window.requestIdleCallback ?? setTimeout;
const element = (name, className, ...children) => {
  const made = Object.assign(document.createElement(name), { className });
  made.append(...children);
  return made;
};

// 1 What a marker stands for -----------------------------------------------------------------------------------

/** The id that a link leads to. Most attributes say it as it is, while `hash` makes a whole address of each. */
const idOf = (link) => decodeURIComponent((link.getAttribute?.("href")?.match(/^#.*/)?.[0] ?? link.hash).slice(1));
const target = (link) => document.getElementById(idOf(link));

/** For the id of each marker the references of its sources, as the list at the end of the page has them. */
let references = new Map();

function collectReferences() {
  references = new Map();
  for (const reference of all('[role="doc-bibliography"] li')) {
    for (const use of all(".numbers a", reference)) {
      const id = idOf(use);
      references.set(id, [...(references.get(id) ?? []), reference]);
    }
  }
}

/** A copy that may be shown a second time: without ids, and for the pointer only, since the keyboard has the original. */
function copy(original) {
  const made = original.cloneNode(true);
  made.removeAttribute("id");
  for (const one of all("[id]", made)) one.removeAttribute("id");
  for (const link of all("a, summary", made)) link.tabIndex = -1;
  return made;
}

/** What the note of `marker` says where it stands alone: the first form of its citation, not "Ibid.". */
function textOf(marker) {
  const note = target(marker);
  const whole = note?.querySelector("template.note-full");
  if (whole) return copy(element("span", "note-text", whole.content.cloneNode(true)));
  const text = note?.querySelector(".note-text");
  return text ? copy(text) : null;
}

/** For each source of `marker`: its kind, its archived copy, its other uses. */
function factsOf(marker) {
  return (references.get(marker.id) ?? []).flatMap((reference) => {
    const facts = reference.querySelector(".source-facts");
    return facts ? [copy(facts)] : [];
  });
}

/** What is shown for a marker, a cited source or a page that is pointed at; `null` if there is nothing to show. */
function contentOf(link) {
  if (link.matches(MARKER)) {
    const text = textOf(link);
    return text && [text, ...factsOf(link)];
  }
  const reference = target(link);
  if (!reference) return null;
  const text = copy(reference);
  text.querySelector(".cited-here")?.remove();
  return [element("div", "", ...text.childNodes)];
}

// 2 Previews: on hover, on focus and on the first tap, unless the note stands whole in the margin ----------------

const sidenotes = new Map(); // marker → its note in the margin
const preview = element("div", "note-preview");
preview.hidden = true;
preview.setAttribute("aria-hidden", "true"); // a second copy of what the marker links to
const PAGE = ".prose a[href], .cards a[href], .backlinks a[href]";
const pages = new Map(); // address → what the preview of that page shows
let shown = null;
let timer = 0;
let touch = false;

async function show(link) {
  clearTimeout(timer);
  if (link === shown) return;
  hide();
  const side = sidenotes.get(link);
  shown = link;
  point(link, true);
  if (side) return;
  const content = link.matches(`${MARKER}, ${CITED}`) ? contentOf(link) : await pageContent(link);
  if (!content || shown !== link) return;
  preview.replaceChildren(...content);
  preview.hidden = false;
  document.body.append(preview);
  const at = link.getClientRects()[0];
  const left = Math.max(16, Math.min(at.left - 24, document.documentElement.clientWidth - preview.offsetWidth - 16));
  const below = at.bottom + preview.offsetHeight + 8 < innerHeight || at.top < preview.offsetHeight + 8;
  preview.style.left = `${left + scrollX}px`;
  preview.style.top = `${(below ? at.bottom + 6 : at.top - preview.offsetHeight - 6) + scrollY}px`;
}

/** Title, standfirst and facts of another page of the site; `null` if it cannot be had. */
async function pageContent(link) {
  const address = link.href.split("#")[0];
  if (!pages.has(address)) {
    pages.set(address, fetch(address).then((answer) => (answer.ok ? answer.text() : "")).catch(() => ""));
  }
  const page = new DOMParser().parseFromString(await pages.get(address), "text/html");
  const head = page.querySelector(".page-header");
  const title = head?.querySelector("h1");
  if (!title) return null;
  const parts = [element("p", "preview-title", title.textContent)];
  for (const part of all(".standfirst, .facts", head)) parts.push(copy(part));
  return parts;
}

function hide() {
  clearTimeout(timer);
  if (shown) point(shown, false);
  shown = null;
  preview.hidden = true;
}

/** Marks the words that a note supports, and the note in the margin. */
function point(marker, on) {
  const before = marker.closest(".note-ref, .citation")?.previousElementSibling;
  if (before?.matches(".claim")) before.classList.toggle("is-active", on);
  sidenotes.get(marker)?.classList.toggle("is-active", on);
}

const soon = (action, delay) => { clearTimeout(timer); timer = setTimeout(action, delay); };

/** The marker, or the link to a cited source, that an event is about; words of a claim stand for their marker. */
function hit(event) {
  const claim = event.target.closest?.(".claim");
  const marker = claim?.nextElementSibling?.matches(".note-ref") ? claim.nextElementSibling.firstElementChild : null;
  return event.target.closest?.(`${MARKER}, ${CITED}`) ?? (event.target.closest?.("a") ? null : marker);
}

/** The link to another page of the site that an event is about. */
function page(event) {
  const link = event.target.closest?.(PAGE);
  const inside = link?.origin === location.origin && location.protocol.startsWith("http");
  return inside && link.pathname !== location.pathname && link.pathname.endsWith("/") ? link : null;
}

document.addEventListener("pointerover", (event) => {
  if (event.pointerType !== "mouse") return;
  const link = hit(event) ?? page(event);
  if (link) soon(() => show(link), link.matches(PAGE) ? 350 : 120);
  else if (event.target.closest?.(".note-preview")) clearTimeout(timer);
  else if (shown && shown !== document.activeElement) soon(hide, 250);
  else clearTimeout(timer);
});
document.addEventListener("focusin", (event) => {
  const link = hit(event) ?? page(event);
  if (link?.matches(":focus-visible")) show(link);
});
document.addEventListener("focusout", (event) => { if (event.target === shown) hide(); });
document.addEventListener("pointerdown", (event) => {
  touch = event.pointerType !== "mouse";
  if (!hit(event) && !event.target.closest?.(".note-preview")) hide();
});
document.addEventListener("click", (event) => {
  const link = hit(event);
  if (!link) return;
  if (touch && shown !== link && contentOf(link)) {
    event.preventDefault(); // the second tap goes to the note
    show(link);
  } else if (event.target.closest("a")) hide();
});
document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });

// 3 Notes in the margin ------------------------------------------------------------------------------------------

const DRIFT = 8; // lines that a note may stand from its marker before notes are cut
const CUTS = [6, 4, 3, 2, 1]; // lines that notes are cut to, one after the other, where they would drift too far
const GAP = 6;

/**
 * Tops for notes that want to stand at `want` and are `height` high, in order and without overlap, such that the sum
 * of the squared distances from what they want is least. Notes that touch move as one block.
 */
function spread(notes) {
  const blocks = [];
  for (const note of notes) {
    // Where the first note of the block should stand is the mean of what its notes want of it.
    let block = { notes: [note], sum: note.want, height: note.height + GAP, top: Math.max(0, note.want) };
    while (blocks.length && blocks.at(-1).top + blocks.at(-1).height > block.top) {
      const above = blocks.pop();
      above.sum += block.sum - block.notes.length * above.height;
      above.height += block.height;
      above.notes.push(...block.notes);
      above.top = Math.max(0, above.sum / above.notes.length);
      block = above;
    }
    blocks.push(block);
  }
  for (const { top, notes } of blocks) {
    notes.reduce((at, note) => (note.top = at) + note.height + GAP, top);
  }
  return blocks.map((block) => block.notes);
}

/** Places `notes`; in blocks where one would drift too far all are cut, a bit more each time. */
function place(notes, line) {
  const drifts = (block) => block.some((note) => Math.abs(note.top - note.want) > DRIFT * line);
  for (const lines of CUTS) {
    const far = spread(notes).filter(drifts);
    if (!far.length) break;
    for (const note of far.flat()) note.height = Math.min(note.height, lines * line);
  }
  spread(notes);
  // What is free now below a note that was cut, it takes back.
  notes.forEach((note, i) => {
    const room = (notes[i + 1]?.top ?? Infinity) - GAP - note.top;
    note.height = Math.min(note.full, Math.max(note.height, Math.floor(room / line) * line));
  });
}

/** What the note of `marker` is made of: while that is the same, so is the note. */
function sourceOf(marker) {
  const note = target(marker);
  const text = note?.querySelector("template.note-full") ?? note?.querySelector(".note-text");
  if (!text) return null;
  const facts = (references.get(marker.id) ?? []).map((one) => one.querySelector(".source-facts"));
  return [text, ...facts].map((one) => one?.innerHTML).join("\n");
}

/** The note of `marker` in the margin; the one that is there, if it says the same. */
function noteOf(marker, source) {
  let note = sidenotes.get(marker);
  if (note?.source !== source) {
    // One block, since a box that is cut stacks its children.
    const block = element("div", "", element("span", "sidenote-number"), textOf(marker), ...factsOf(marker));
    note = element("div", "sidenote", block);
    number([{ marker, note }]);
    note.onpointerenter = () => point(marker, true);
    note.onpointerleave = () => point(marker, false);
    note.source = source;
  }
  return note;
}

/** Gives notes the numbers of their markers. */
function number(notes) {
  for (const { marker, note } of notes) {
    if (note.number !== marker.textContent) note.firstChild.firstChild.textContent = note.number = marker.textContent;
  }
}

/** The box of the notes, in which those of `markers` are, in order, and no others; those that are `waiting` as they were. */
function fill(prose, markers, waiting) {
  const there = prose.querySelector(":scope > .sidenotes");
  const box = there ?? element("div", "sidenotes");
  box.setAttribute("aria-hidden", "true");
  const seen = new Set();
  const notes = [];
  for (const marker of markers) {
    if (waiting.has(marker)) {
      notes.push({ marker, note: sidenotes.get(marker) });
      continue;
    }
    const id = idOf(marker);
    if (seen.has(id) || marker.closest("details")) continue;
    const source = sourceOf(marker);
    if (source === null) continue;
    seen.add(id);
    const note = noteOf(marker, source);
    notes.push({ marker, note });
    sidenotes.set(marker, note);
  }
  const kept = new Set(notes.map(({ note }) => note));
  for (const note of [...box.children]) if (!kept.has(note)) note.remove();
  for (const [marker, note] of sidenotes) if (!kept.has(note)) sidenotes.delete(marker);
  notes.forEach(({ note }, i) => { if (box.children[i] !== note) box.insertBefore(note, box.children[i] ?? null); });
  if (box !== prose.lastElementChild) prose.append(box);
  return { box, notes };
}

let measure = ""; // what the heights of notes were measured with
let fonts = 0; // how often fonts have been loaded
let size = null; // of the text whose margin was laid out
const isLaidOut = (box) => size && Math.abs(box.inlineSize - size.width) < 1 && Math.abs(box.blockSize - size.height) < 1;

let rest = null; // notes that wait, since they are far from the window
const isFar = (marker) => Math.abs(marker.getBoundingClientRect().top - innerHeight / 2) > 2 * innerHeight;

/**
 * Lays out the margin. What stands where it should is not touched: on a long page that is most of it after an edit. Notes
 * far from the window that were there wait until the others have been painted, or a reader comes to them.
 */
function layOut(whole = false) {
  if (!whole) hide();
  rest = null;
  const prose = document.querySelector(".page > .prose");
  if (!prose || !wide.matches) {
    for (const box of all(".sidenotes")) box.remove();
    sidenotes.clear();
    prose?.style.removeProperty("min-height");
    size = null;
    return;
  }
  const markers = all(MARKER, prose);
  const waiting = new Set(whole ? [] : markers.filter((marker) => sidenotes.has(marker) && isFar(marker)));
  const { box, notes } = fill(prose, markers, waiting);
  // Everything is measured before anything is moved, so the browser lays the page out once.
  const { lineHeight, width } = getComputedStyle(box);
  const line = parseFloat(lineHeight);
  const isOther = measure !== (measure = `${lineHeight} ${width} ${fonts}`);
  if (isOther) {
    for (const { note } of notes) {
      delete note.full;
      note.classList.remove("is-cut");
    }
  }
  const { top, width: across, height: high } = prose.getBoundingClientRect();
  // The notes at the end have both columns: down to them there is room, and a bit more can be made.
  const more = parseFloat(prose.style.minHeight) ? high - (box.previousElementSibling.getBoundingClientRect().bottom - top) : 0;
  const room = (document.querySelector(".apparatus")?.getBoundingClientRect().top ?? Infinity) - top - more;
  const tables = prose.querySelector(".table") !== null;
  for (const one of notes) {
    const at = one.marker.getBoundingClientRect();
    one.want = at.top - top;
    one.height = one.full = one.note.full ??= one.note.offsetHeight;
    // A marker that a wide table hides has no place of its own.
    const table = tables && one.marker.closest(".table")?.getBoundingClientRect();
    one.lost = table && (at.left > table.right || at.right < table.left);
  }
  const standing = notes.filter((one) => !one.lost);
  place(standing, line);
  for (const { marker, note } of notes.filter((one) => one.lost)) {
    note.remove();
    sidenotes.delete(marker);
  }
  const moving = standing.filter(({ marker }) => isOther || !waiting.has(marker));
  for (const { note, top, height, full } of moving) {
    const lines = height < full ? `${Math.round(height / line)}` : "";
    if (note.top !== top) note.style.top = `${note.top = top}px`;
    if (note.lines !== lines) note.style.setProperty("--lines", note.lines = lines);
    note.classList.toggle("is-cut", height < full);
  }
  number(moving);
  if (waiting.size) layOutLater();
  const last = standing.at(-1);
  const over = last ? last.top + last.height - room : 0;
  const least = over > 0 ? `${high - more + over}px` : "";
  if (prose.style.minHeight !== least) prose.style.minHeight = least;
  size = { width: across, height: high - more + Math.max(0, over) };
}

/** Lays out what waits. */
function layOutLater() {
  const own = rest = { from: scrollY };
  requestAnimationFrame(() => requestAnimationFrame(() => whenIdle(() => { if (rest === own) layOut(true); }, { timeout: 500 })));
}
addEventListener("scroll", () => { if (rest && Math.abs(scrollY - rest.from) > innerHeight) layOut(true); }, { passive: true });

// 4 The table of contents follows the reader ----------------------------------------------------------------------

function follow() {
  const toc = document.querySelector(".toc");
  if (!toc) return;
  const links = all("a", toc);
  // From the first on: what is far below is not measured, since the browser may not have laid it out yet.
  const below = links.findIndex((link) => target(link)?.getBoundingClientRect().top >= innerHeight / 4);
  const current = below < 0 ? links.at(-1) : links[below - 1];
  for (const link of links) if (link !== current) link.removeAttribute("aria-current");
  if (!current) return;
  current.setAttribute("aria-current", "location");
  const outer = toc.getBoundingClientRect();
  const inner = current.getBoundingClientRect();
  if (inner.top < outer.top || inner.bottom > outer.bottom) toc.scrollTop += inner.top - outer.top - outer.height / 2;
}

// 5 Buttons: copying, and the reader's own settings ----------------------------------------------------------------

function addCopy() {
  for (const cite of all(".cite-text")) {
    if (cite.nextElementSibling?.matches(".copy")) continue;
    const button = element("button", "copy", cite.dataset.copy);
    button.type = "button";
    button.setAttribute("aria-live", "polite");
    button.onclick = async () => {
      try {
        await navigator.clipboard.writeText(cite.textContent);
        button.textContent = cite.dataset.copied;
      } catch { // no permission, or not a secure address: select it, so that it can be copied by hand
        getSelection().selectAllChildren(cite);
        button.textContent = cite.dataset.selected;
      }
      setTimeout(() => { button.textContent = cite.dataset.copy; }, 2000);
    };
    cite.after(button);
  }
}

/** settings.js has applied what was chosen before; here the form says so, and remembers what is chosen now. */
function addSettings() {
  const form = document.querySelector(".reader-settings");
  if (!form?.hidden) return;
  form.hidden = false;
  const root = document.documentElement.dataset;
  for (const input of all("input", form)) {
    const name = input.name;
    input.checked = input.type === "checkbox" ? root[name] === "on" : (root[name] ?? "") === input.value;
    input.onchange = () => {
      const value = input.type === "checkbox" ? (input.checked ? "on" : "") : input.value;
      if (value) root[name] = value;
      else delete root[name];
      try {
        localStorage.setItem("folio", JSON.stringify({ theme: root.theme, size: root.size, claims: root.claims }));
      } catch { /* the browser keeps nothing: the choice holds for this page */ }
      update();
    };
  }
}

/** Headings lead to themselves; a paragraph by its first words (text fragments, as browsers know them). */
function addPermalinks() {
  const prose = document.querySelector(".prose[data-permalink]");
  for (const heading of all(":is(h2, h3, h4)[id]", prose ?? document.createElement("p"))) {
    if (heading.querySelector(".permalink")) continue;
    const link = element("a", "permalink", "#");
    link.href = `#${encodeURIComponent(heading.id)}`;
    link.setAttribute("aria-label", `${prose.dataset.permalink}: ${heading.textContent}`);
    heading.append(link);
  }
}
/** One mark for all paragraphs: it comes to the one that is pointed at, that has the focus, or that a finger taps. */
const pilcrow = element("a", "permalink", "¶");
function permalink(event) {
  const paragraph = event.target.closest?.(".prose[data-permalink] > p");
  if (!paragraph || pilcrow.parentElement === paragraph) return;
  const words = element("p", "", ...[...paragraph.childNodes].map((node) => node.cloneNode(true)));
  for (const marker of all(".note-ref, .permalink", words)) marker.replaceWith("\u0000"); // a quotation ends before it
  const start = words.textContent.split("\u0000")[0].trim().split(/\s+/).slice(0, 8).join(" ");
  pilcrow.href = `#:~:text=${encodeURIComponent(start).replaceAll("-", "%2D")}`;
  pilcrow.title = paragraph.parentElement.dataset.permalink;
  pilcrow.setAttribute("aria-label", `${pilcrow.title}: ${start}`);
  paragraph.append(pilcrow);
}
document.addEventListener("pointerover", (event) => { if (event.pointerType === "mouse") permalink(event); });
document.addEventListener("focusin", permalink);
document.addEventListener("click", (event) => { if (touch && !hit(event) && !event.target.closest("a")) permalink(event); });

/** Rows of a table that is wider than the window become blocks in which each cell says what it is. */
function stack() {
  for (const table of all(".table > table")) {
    const box = table.parentElement;
    table.classList.remove("is-stacked");
    const heads = all("thead th", table).map((head) => head.textContent.trim());
    if (innerWidth >= 640 || heads.length < 2 || box.scrollWidth <= box.clientWidth) continue;
    table.classList.add("is-stacked");
    table.setAttribute("role", "table"); // the display of blocks takes the roles of a table away
    for (const row of all("tr", table)) {
      row.setAttribute("role", "row");
      [...row.cells].forEach((cell, i) => {
        cell.setAttribute("role", cell.closest("thead") ? "columnheader" : "cell");
        cell.dataset.label = heads[i] ?? "";
      });
    }
  }
}

/** The ledger's list narrows to the sources that have all the words typed. */
function addFind() {
  const find = document.querySelector(".find[hidden]");
  if (!find) return;
  find.hidden = false;
  const rows = all(".source-list > li").map((row) => [row, row.textContent.toLowerCase()]);
  find.querySelector("input").oninput = ({ target }) => {
    const words = target.value.toLowerCase().split(/\s+/);
    for (const [row, text] of rows) row.hidden = !words.every((word) => text.includes(word));
  };
}

/** The names of languages, in the language of the page, in place of their tags. */
function nameLanguages() {
  const tags = all("[data-language]");
  if (!tags.length) return;
  const names = new Intl.DisplayNames([document.documentElement.lang], { type: "language" });
  for (const one of tags) {
    try { one.textContent = names.of(one.dataset.language); } catch { /* it is not a tag: it stays */ }
    delete one.dataset.language;
  }
}

/** Says that a page's day of review is past, in the reader's own time. */
function notice() {
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
  for (const one of all(".review-notice")) one.hidden = today <= one.dataset.after;
}

/** A link to something folded unfolds it, where the browser does not. */
function unfold() {
  const fold = location.hash && target(location)?.closest("details");
  if (fold) fold.open = true;
}

// 6 Search -----------------------------------------------------------------------------------------------------

/** The search, which is loaded when it is first asked for. */
const search = (event) => {
  const link = document.querySelector(".search-link");
  if (!link || document.querySelector("main .search-box")) return;
  event.preventDefault();
  import(new URL(link.dataset.script, location).href).then((module) => module.open(link.href));
};
document.addEventListener("click", (event) => {
  const plain = !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (plain && event.target.closest?.(".search-link")) search(event);
});
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) search(event);
});

const later = (action) => {
  let frame = 0;
  return () => { cancelAnimationFrame(frame); frame = requestAnimationFrame(action); };
};
const update = () => { stack(); addPermalinks(); collectReferences(); layOut(); follow(); addCopy(); addSettings(); addFind(); unfold(); notice(); };

if (!CSS.supports("selector(::details-content)")) { // else the style sheet unfolds it
  for (const fold of all(".toc details")) fold.open = matchMedia("(min-width: 60rem)").matches;
}
addEventListener("scroll", later(follow), { passive: true });
wide.addEventListener("change", update);
addEventListener("hashchange", unfold);
document.addEventListener("ibid:update", () => { nameLanguages(); update(); });
document.addEventListener("pointerdown", (event) => { // a click elsewhere closes the settings
  const form = document.querySelector(".reader-settings[open]");
  if (form && !form.contains(event.target)) form.open = false;
});
const prose = document.querySelector(".page > .prose");
whenIdle(nameLanguages); // the browser has to load the names
const updateLater = later(update);
if (prose) new ResizeObserver(([{ borderBoxSize: [box] }]) => { if (!isLaidOut(box)) updateLater(); }).observe(prose);
document.fonts.addEventListener("loadingdone", () => { fonts += 1; updateLater(); });
update();
