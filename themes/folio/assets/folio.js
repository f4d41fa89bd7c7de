// folio: comforts for reading. Without this script nothing is missing: notes are links to the end of the page.
// Listeners sit on the document, so they outlive a page that the preview patches; after patching, it may
// dispatch "ibid:update" on the document to have the margin laid out anew.

const wide = matchMedia("(min-width: 75rem)");
const MARKER = 'a[role="doc-noteref"]';
const sidenotes = new Map(); // marker → its note in the margin
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

/** A copy of the text of the note that `marker` leads to, fit to be shown a second time. */
function textOf(marker) {
  const note = document.getElementById(decodeURIComponent(marker.hash.slice(1)));
  const text = note?.querySelector(".note-text")?.cloneNode(true);
  if (!text) return null;
  for (const element of all("[id]", text)) element.removeAttribute("id");
  for (const link of all("a, summary", text)) link.tabIndex = -1; // for the pointer; the keyboard has the original
  return text;
}

// Previews: on hover, on focus and on the first tap, unless the note stands in the margin.

const preview = document.createElement("div");
preview.className = "note-preview";
preview.hidden = true;
preview.setAttribute("aria-hidden", "true"); // a second copy of what the marker links to
let shown = null;
let timer = 0;
let touch = false;

function show(marker) {
  clearTimeout(timer);
  if (marker === shown) return;
  hide();
  const side = sidenotes.get(marker);
  const text = !side && textOf(marker);
  if (!side && !text) return;
  shown = marker;
  point(marker, true);
  if (side) return;
  preview.replaceChildren(text);
  preview.hidden = false;
  document.body.append(preview);
  const at = marker.getBoundingClientRect();
  const page = document.documentElement;
  const left = Math.max(16, Math.min(at.left - 24, page.clientWidth - preview.offsetWidth - 16));
  const below = at.bottom + preview.offsetHeight + 8 < innerHeight || at.top < preview.offsetHeight + 8;
  preview.style.left = `${left + scrollX}px`;
  preview.style.top = `${(below ? at.bottom + 6 : at.top - preview.offsetHeight - 6) + scrollY}px`;
}

function hide() {
  clearTimeout(timer);
  if (shown) point(shown, false);
  shown = null;
  preview.hidden = true;
}

/** Marks the words that a note supports, and the note in the margin. */
function point(marker, on) {
  const before = marker.closest(".note-ref")?.previousElementSibling;
  if (before?.matches(".claim")) before.classList.toggle("is-active", on);
  sidenotes.get(marker)?.classList.toggle("is-active", on);
}

const soon = (action, delay) => { clearTimeout(timer); timer = setTimeout(action, delay); };
const hit = (event) => event.target.closest?.(MARKER);

document.addEventListener("pointerover", (event) => {
  if (event.pointerType !== "mouse") return;
  const marker = hit(event);
  if (marker) soon(() => show(marker), 120);
  else if (event.target.closest?.(".note-preview")) clearTimeout(timer);
  else if (shown && shown !== document.activeElement) soon(hide, 250);
});
document.addEventListener("focusin", (event) => {
  const marker = hit(event);
  if (marker?.matches(":focus-visible")) show(marker);
});
document.addEventListener("focusout", (event) => { if (hit(event)) hide(); });
document.addEventListener("pointerdown", (event) => {
  touch = event.pointerType !== "mouse";
  if (!hit(event) && !event.target.closest?.(".note-preview")) hide();
});
document.addEventListener("click", (event) => {
  const marker = hit(event);
  if (!marker) return;
  if (touch && shown !== marker && textOf(marker)) {
    event.preventDefault(); // the second tap goes to the note
    show(marker);
  } else hide();
});
document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });

// Notes in the margin. Each is cut to the lines that are free before the next one, and shown whole on hover;
// one that would land too far from its marker is left to the preview.

function layOut() {
  hide();
  for (const box of all(".sidenotes")) box.remove();
  sidenotes.clear();
  const prose = wide.matches && document.querySelector(".page > .prose");
  if (!prose) return;
  const box = document.createElement("div");
  box.className = "sidenotes";
  box.setAttribute("aria-hidden", "true");
  const seen = new Set();
  const placed = [];
  for (const marker of all(MARKER, prose)) {
    const table = marker.closest(".table");
    if (seen.has(marker.hash) || marker.closest("details") || table?.scrollWidth > table?.clientWidth) continue;
    const text = textOf(marker);
    if (!text) continue;
    seen.add(marker.hash);
    const note = document.createElement("div");
    const number = document.createElement("span");
    note.className = "sidenote";
    number.className = "sidenote-number";
    number.textContent = marker.textContent;
    const inner = document.createElement("div"); // one block, since a cut box stacks its children
    inner.append(number, text);
    note.append(inner);
    box.append(note);
    placed.push({ marker, note });
  }
  prose.append(box);
  const top = prose.getBoundingClientRect().top;
  const line = parseFloat(getComputedStyle(box).lineHeight);
  for (const one of placed) {
    one.want = one.marker.getBoundingClientRect().top - top;
    one.lines = Math.round(one.note.offsetHeight / line);
  }
  let free = 0;
  placed.forEach(({ marker, note, want, lines }, i) => {
    const start = Math.max(want, free);
    if (start - want > 8 * line) return note.remove();
    const room = Math.floor(((placed[i + 1]?.want ?? Infinity) - start) / line);
    const cut = Math.max(1, Math.min(lines, room, 6));
    note.style.top = `${start}px`;
    note.style.setProperty("--lines", cut);
    free = start + cut * line + 4;
    sidenotes.set(marker, note);
    note.onpointerenter = () => point(marker, true);
    note.onpointerleave = () => point(marker, false);
  });
}

// The table of contents follows the reader.

function follow() {
  const toc = document.querySelector(".toc");
  if (!toc) return;
  let current = null;
  for (const link of all("a", toc)) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading && heading.getBoundingClientRect().top < innerHeight / 4) current = link;
    link.removeAttribute("aria-current");
  }
  if (!current) return;
  current.setAttribute("aria-current", "location");
  const outer = toc.getBoundingClientRect();
  const inner = current.getBoundingClientRect();
  if (inner.top < outer.top || inner.bottom > outer.bottom) toc.scrollTop += inner.top - outer.top - outer.height / 2;
}

// "Cite this page" gets a button that copies.

function addCopy() {
  for (const cite of all(".cite-text")) {
    if (cite.nextElementSibling?.matches(".copy")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = cite.dataset.copy;
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

let frame = 0;
const later = (action) => () => { cancelAnimationFrame(frame); frame = requestAnimationFrame(action); };
const update = () => { layOut(); follow(); addCopy(); };

if (!CSS.supports("selector(::details-content)")) { // else the style sheet unfolds it
  for (const fold of all(".toc details")) fold.open = matchMedia("(min-width: 60rem)").matches;
}
addEventListener("scroll", later(follow), { passive: true });
wide.addEventListener("change", update);
document.addEventListener("ibid:update", update);
const prose = document.querySelector(".page > .prose");
if (prose) new ResizeObserver(later(update)).observe(prose);
update();
