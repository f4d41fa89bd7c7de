// The reader's own settings, before the page is painted: light or dark, size of the text, claims marked or not.
// folio.js has the form that changes them.
try {
  Object.assign(document.documentElement.dataset, JSON.parse(localStorage.getItem("folio") ?? "{}"));
} catch { /* the browser keeps nothing, or someone else wrote it: the defaults hold */ }
// The page of the search leaves room for what is asked for.
if (new URLSearchParams(location.search).get("q")) document.documentElement.dataset.asked = "";
