// folio: the search. It is loaded when a reader first asks for it, or on the page of the search, whose box it uses.
// Pagefind looks for the words: the module, its WebAssembly and the index lie beside the page of the search.

const SHOWN = { page: 6, source: 5 }; // so many pages and sources are shown
const SECTIONS = 4; // and so many sections of a page

const element = (name, className, ...children) => {
  const made = Object.assign(document.createElement(name), { className });
  made.append(...children);
  return made;
};

/** Words around what was found. Pagefind gives them as HTML in which it marks words; nothing else is taken as HTML. */
function excerpt(html) {
  const text = (part) => part.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
  const parts = html.split(/<mark>(.*?)<\/mark>/);
  return element("p", "", ...parts.map((part, i) => (i % 2 ? element("mark", "", text(part)) : text(part))));
}

function entry(page) {
  const link = element("a", "", page.meta.title);
  link.href = page.url;
  const item = element("li", "", link);
  // What was found before the first heading belongs to the page as a whole.
  const sections = page.sub_results.filter((one) => one.url !== page.url).slice(0, SECTIONS);
  if (!sections.length) item.append(excerpt(page.excerpt));
  else {
    const list = element("ul", "", ...sections.map((one) => {
      const place = element("a", "", one.title);
      place.href = one.url;
      return element("li", "", place, excerpt(one.excerpt));
    }));
    item.append(list);
  }
  return item;
}

/** Makes a box search; `address` is that of the page of the search. */
async function start(box, address) {
  const [input, status] = ["input", ".search-status"].map((one) => box.querySelector(one));
  const lists = [...box.querySelectorAll("[data-kind]")];
  const root = new URL("..", address).pathname;
  let pagefind;
  let latest = 0;
  const find = async () => {
    const mine = ++latest;
    const text = input.value.trim();
    try {
      const found = await Promise.all(lists.map(async ({ dataset: { kind } }) => {
        const { results } = text ? await pagefind.search(text, { filters: { kind } }) : { results: [] };
        return { count: results.length, pages: await Promise.all(results.slice(0, SHOWN[kind]).map((one) => one.data())) };
      }));
      if (mine !== latest) return; // more has been typed since
      lists.forEach((list, i) => {
        list.hidden = !found[i].count;
        list.querySelector(".search-count").textContent = found[i].count;
        list.querySelector("ol").replaceChildren(...found[i].pages.map(entry));
      });
      const none = found.every(({ count }) => !count);
      status.textContent = text && none ? box.dataset.none : "";
      if (none) delete document.documentElement.dataset.asked;
    } catch {
      status.textContent = box.dataset.failed;
      delete document.documentElement.dataset.asked;
    }
  };
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [input, ...box.querySelectorAll("ol a")];
    const at = stops.indexOf(document.activeElement);
    if (step && stops[at + step]) {
      event.preventDefault();
      stops[at + step].focus();
    } else if (event.key === "Enter" && !at && stops[1]) stops[1].click();
  });
  input.addEventListener("input", find);
  input.focus();
  try {
    pagefind = await import(new URL("pagefind.js", address).href);
    await pagefind.options({ baseUrl: root, excerptLength: 24 });
    await pagefind.init();
    await find();
  } catch {
    status.textContent = box.dataset.failed;
  }
}

let dialog;

/** Shows the search over the page; its box is that of the page of the search. */
export async function open(address) {
  if (!dialog) {
    const answer = await fetch(address);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const box = page.querySelector(".search-box");
    if (!box) {
      location = address;
      return;
    }
    dialog = element("dialog", "search-dialog", box);
    dialog.setAttribute("aria-label", page.querySelector("h1").textContent);
    // A click beside the dialog, or on a result on this very page, closes it.
    dialog.addEventListener("click", (event) => { if (event.target === dialog || event.target.closest("a")) dialog.close(); });
    document.body.append(dialog);
    dialog.showModal();
    start(box, address);
    return;
  }
  dialog.showModal();
  dialog.querySelector("input").select();
}

const own = document.querySelector("main .search-box");
if (own) {
  own.querySelector("input").value = new URLSearchParams(location.search).get("q") ?? "";
  start(own, location.href.split(/[?#]/)[0]);
}
