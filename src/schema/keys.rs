//! The keys of `ibid.toml` and of front matter.

/// A key: its name, what it may hold, and what it says.
pub(super) struct Key {
    pub name: &'static str,
    pub shape: Shape,
    pub says: &'static str,
}

/// What a key may hold.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    Text,
    /// A list of text, or one.
    Texts,
    Boolean,
    Integer,
    /// A whole number, not below zero.
    Count,
    Date,
    OneOf(&'static [&'static str]),
    /// A citation style.
    Style,
    /// The levels of the lints.
    Lints,
    /// A table of the author's own.
    Free,
    Table(&'static [Key]),
    /// A list of tables.
    Tables(&'static [Key]),
}

const fn key(name: &'static str, shape: Shape, says: &'static str) -> Key {
    Key { name, shape, says }
}

/// `ibid.toml`.
pub(super) const CONFIG: &[Key] = &[
    key("title", Shape::Text, "The title of the explainer."),
    key(
        "description",
        Shape::Text,
        "One sentence, for search results and previews.",
    ),
    key(
        "base_url",
        Shape::Text,
        "Where the site will stand; canonical links, feeds and the sitemap need it.",
    ),
    key(
        "language",
        Shape::Text,
        "A tag of BCP 47, such as \"en-GB\"; plain \"en\" is American.",
    ),
    key("authors", Shape::Texts, "Names of the authors."),
    key(
        "theme",
        Shape::Text,
        "\"folio\", or the name of a folder in themes/.",
    ),
    key(
        "citations",
        Shape::Table(&[
            key(
                "bibliography",
                Shape::Texts,
                "Bibliography files: .bib, .json or .yml.",
            ),
            key(
                "style",
                Shape::Style,
                "A bundled style, or the path of an independent .csl file.",
            ),
        ]),
        "Where the sources are and how they are cited.",
    ),
    key(
        "markdown",
        Shape::Table(&[
            key(
                "smart_punctuation",
                Shape::Boolean,
                "Straight quotes to curly ones, -- to a dash, ... to an ellipsis.",
            ),
            key("math", Shape::Boolean, "Whether $x^2$ is a formula."),
            key(
                "autolinks",
                Shape::Boolean,
                "Whether bare addresses are links, as in GFM.",
            ),
            key(
                "wikilinks",
                Shape::Boolean,
                "Whether [[page]] is a link, as in Obsidian.",
            ),
            key(
                "heading_ids",
                Shape::OneOf(&["github", "zola"]),
                "How the ids of headings are made, for the anchors of moved texts.",
            ),
            key(
                "raw_html",
                Shape::OneOf(&["allow", "escape", "sanitize"]),
                "What becomes of HTML in pages.",
            ),
        ]),
        "How Markdown is read.",
    ),
    key(
        "cross_references",
        Shape::Table(&[key(
            "number",
            Shape::OneOf(&["page", "section", "site"]),
            "Where figures and the like are numbered, and references reach.",
        )]),
        "How figures, tables, equations and sections are numbered.",
    ),
    key(
        "front_matter",
        Shape::Table(&[key(
            "unknown",
            Shape::OneOf(&["allow", "warn", "deny"]),
            "The level of keys that Ibid does not know.",
        )]),
        "How strictly front matter is read.",
    ),
    key(
        "print",
        Shape::Table(&[
            key(
                "whole_site_pages",
                Shape::Count,
                "Up to how many pages the whole explainer is also put on one.",
            ),
            key(
                "section_pages",
                Shape::Count,
                "Up to how many pages a section is also put on one.",
            ),
        ]),
        "What can be printed.",
    ),
    key(
        "search",
        Shape::Table(&[key(
            "enabled",
            Shape::Boolean,
            "Whether readers can search the site.",
        )]),
        "The search.",
    ),
    key(
        "cards",
        Shape::Table(&[key(
            "pages",
            Shape::Boolean,
            "Whether each page has a picture of its own for link previews.",
        )]),
        "Pictures for link previews.",
    ),
    key("lints", Shape::Lints, "Levels of the checks."),
    key(
        "extra",
        Shape::Free,
        "Values of your own, for templates: site.extra.",
    ),
];

/// The front matter of a page.
pub(super) const FRONT_MATTER: &[Key] = &[
    key(
        "title",
        Shape::Text,
        "The title; the text needs no heading of the first level.",
    ),
    key(
        "description",
        Shape::Text,
        "One sentence, for cards, search results and previews.",
    ),
    key(
        "weight",
        Shape::Integer,
        "Place among its siblings: small comes first.",
    ),
    key("date", Shape::Date, "First published, such as 2024-06-19."),
    key("updated", Shape::Date, "Last changed."),
    key("as_of", Shape::Date, "The evidence holds as of this day."),
    key("review_by", Shape::Date, "To be reviewed by this day."),
    key(
        "corrections",
        Shape::Tables(&[
            key("date", Shape::Date, "When it was made."),
            key(
                "text",
                Shape::Text,
                "What was wrong, and what is right, in Markdown.",
            ),
        ]),
        "What was changed since the page was published.",
    ),
    key(
        "draft",
        Shape::Boolean,
        "Whether the page is not to be published yet.",
    ),
    key(
        "slug",
        Shape::Text,
        "Last part of the address, in place of the file's name.",
    ),
    key(
        "aliases",
        Shape::Texts,
        "Former addresses, which redirect here.",
    ),
    key(
        "authors",
        Shape::Texts,
        "Names, in place of the explainer's.",
    ),
    key(
        "language",
        Shape::Text,
        "A tag of BCP 47, where the page is not in the explainer's language.",
    ),
    key(
        "template",
        Shape::Text,
        "A template in place of page.html or section.html.",
    ),
    key(
        "toc",
        Shape::Boolean,
        "Whether to show the table of contents.",
    ),
    key(
        "extra",
        Shape::Free,
        "Values of your own, for templates: page.extra.",
    ),
];
