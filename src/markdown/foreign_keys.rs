//! Keys of front matter that other tools know: what says the same here.

/// Keys of Zola, Hugo, Jekyll, Quarto, Obsidian and Docusaurus, each with what to do.
const KEYS: &[(&[&str], &str)] = &[
    (
        &[
            "lastmod",
            "last_modified_at",
            "modified",
            "date-modified",
            "last_update",
            "last-modified",
        ],
        "write `updated`",
    ),
    (
        &[
            "publishdate",
            "published_at",
            "pubdate",
            "pub_date",
            "created",
            "published",
        ],
        "write `date`, and `draft = true` for a page that is not to be published",
    ),
    (&["author", "by"], "write `authors`, a list of names"),
    (
        &["summary", "excerpt", "abstract", "subtitle", "desc", "lead"],
        "write `description`, one sentence on the page",
    ),
    (
        &["lang", "locale", "languagecode"],
        "write `language`, such as \"en-GB\"",
    ),
    (
        &["layout", "page_template", "page-layout"],
        "write `template`, or delete it",
    ),
    (
        &["url", "permalink", "path", "id"],
        "write `slug` for the last part of the address; `aliases` are former addresses",
    ),
    (
        &["alias", "redirect_from", "redirects"],
        "write `aliases`, a list of addresses",
    ),
    (
        &[
            "nav_order",
            "order",
            "position",
            "sidebar_position",
            "menu_order",
            "rank",
        ],
        "write `weight`: small comes first",
    ),
    (
        &[
            "toc-depth",
            "table-of-contents",
            "tableofcontents",
            "toc-title",
            "showtoc",
            "number-sections",
        ],
        "write `toc`, true or false",
    ),
    (
        &["expirydate", "expires", "review_date"],
        "write `review_by`, the day by which the page is to be reviewed",
    ),
    (
        &["bibliography", "references", "nocite"],
        "name the file in ibid.toml: `bibliography` under [citations]",
    ),
    (
        &[
            "csl",
            "citation-style",
            "link-citations",
            "cite-method",
            "biblio-style",
        ],
        "name the style in ibid.toml: `style` under [citations]",
    ),
    (
        &["sort_by", "paginate_by", "paginate_reversed", "sort_order"],
        "delete it: pages are sorted by `weight`, then by the name of their file",
    ),
    (
        &[
            "tags",
            "categories",
            "keywords",
            "taxonomies",
            "series",
            "topics",
            "tag",
            "category",
        ],
        "there are no taxonomies: pages are grouped by the folders they stand in; what a template needs goes into `extra`",
    ),
    (
        &["parent", "grand_parent", "has_children", "nav_parent"],
        "delete it: a page belongs to the section whose folder it stands in",
    ),
    (
        &["math", "mathjax", "katex", "usemathjax", "html_math"],
        "delete it: formulas are read on every page, unless `math = false` in [markdown] of ibid.toml",
    ),
    (
        &[
            "format",
            "output",
            "execute",
            "knitr",
            "editor",
            "jupyter",
            "engine",
            "editor_options",
            "header-includes",
            "documentclass",
            "classoption",
            "site",
            "always_allow_html",
            "github-repo",
            "filters",
            "code-fold",
        ],
        "delete it: Ibid runs no code and writes one format",
    ),
    (
        &[
            "insert_anchor_links",
            "in_search_index",
            "transparent",
            "render",
            "generate_feeds",
            "generate_feed",
            "redirect_to",
            "page-title",
            "cascade",
            "outputs",
            "build",
            "_build",
            "headless",
            "resources",
            "menu",
            "menus",
            "sitemap",
            "robots",
            "private",
            "hide_table_of_contents",
            "pagination_next",
            "pagination_prev",
            "custom_edit_url",
        ],
        "delete it: there is nothing like it here",
    ),
    (
        &[
            "cssclasses",
            "cssclass",
            "css",
            "classes",
            "image",
            "images",
            "cover",
            "thumbnail",
            "banner",
            "featured_image",
            "header",
            "params",
            "icon",
            "comments",
            "type",
            "status",
            "linktitle",
            "sidebar_label",
            "short_title",
            "kind",
            "publish",
        ],
        "a template that needs it finds it in `extra`: put it there, or delete it",
    ),
];

/// What to do with a key that front matter does not have here.
pub(super) fn proposal(key: &str) -> Option<&'static str> {
    let key = key.to_lowercase();
    let known = KEYS.iter().find(|(names, _)| names.contains(&&*key));
    known.map(|(_, proposal)| *proposal)
}
