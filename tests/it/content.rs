//! What an author writes in one file: front matter, Markdown, shortcodes.

use crate::builder::{PNG, Page, Site};

/// The published HTML of a page that holds `body` and has nothing wrong with it.
fn publish(body: &str) -> Page {
    let site = Site::new().page("page.md", body);
    site.build().succeeds().is_clean();
    site.html("page")
}

fn content(body: &str) -> String {
    publish(body).content()
}

#[test]
fn front_matter_in_toml_and_in_yaml_say_the_same() {
    let site = Site::new()
        .config("authors = [\"The Team\"]\nbase_url = \"https://example.org/\"")
        .file(
            "content/toml.md",
            "+++\ntitle = \"A & <b>\"\ndescription = \"What it \\\"says\\\".\"\nweight = 2\ndate = 2024-01-02\n\
             updated = 2024-03-04\nas_of = \"2024-02-03\"\nslug = \"slug1\"\naliases = [\"/old/slug1/\"]\n\
             authors = [\"Ann\", \"Ben\"]\ntoc = false\n[extra]\nn = 1\n+++\n\nText.\n\n## A\n\n## B\n",
        )
        .file(
            "content/yaml.md",
            "---\ntitle: \"A & <b>\"\ndescription: What it \"says\".\nweight: 2\ndate: 2024-01-02\n\
             updated: 2024-03-04\nas_of: 2024-02-03\nslug: slug2\naliases:\n  - /old/slug2/\n\
             authors: [Ann, Ben]\ntoc: false\nextra:\n  n: 1\n---\n\nText.\n\n## A\n\n## B\n",
        );
    site.build().succeeds().is_clean();
    let main = |address: &str| {
        let page = site.html(address);
        let head = page.part("head").replace(address, "ADDRESS");
        head + &page.part("header.page-header")
    };
    let (one, two) = (main("slug1"), main("slug2"));
    // They stand beside each other, so each has the other for its neighbour.
    let common = |text: &str| -> String {
        let lines = text
            .lines()
            .filter(|line| !line.contains("rel=\"prev\"") && !line.contains("rel=\"next\""));
        lines.collect::<Vec<_>>().join("\n")
    };
    assert_eq!(common(&one), common(&two));
    insta::assert_snapshot!(site.html("slug1").part("header.page-header"), @r#"
    <nav aria-label="Breadcrumbs" class="breadcrumbs">
    <ol>
    <li><a href="../">Home</a></li>
    </ol>
    </nav>
    <h1>A &amp; &lt;b&gt;</h1>
    <p class="standfirst">What it “says”.</p>
    <ul class="facts">
    <li>1 min read</li>
    <li>Evidence as of <time datetime="2024-02-03">February 3, 2024</time></li>
    <li>Updated <time datetime="2024-03-04">March 4, 2024</time></li>
    </ul>
    <details class="dates">
    <summary>What the dates mean</summary>
    <p>“Evidence as of” is the day up to which sources were looked at: what happened later is not in the text. “Published” is the day of the first version, “updated” that of the last change.</p>
    </details>
    "#);
    assert_eq!(site.html("slug1").texts("nav.toc"), [""; 0]);
    assert_eq!(
        site.html("old/slug1")
            .attributes("link[rel=canonical]", "href"),
        ["../../slug1/"]
    );
}

#[test]
fn tables_of_contents_nest() {
    let page = publish("## A\n\n### A *b*\n\n#### A c\n\n## B `x` & y {#own}\n");
    insta::assert_snapshot!(page.part("nav.toc"), @r##"
    <h2 class="toc-title" id="toc-heading">On this page</h2>
    <details>
    <summary>On this page</summary>
    <ul>
    <li><a href="#a">A</a>
    <ul>
    <li><a href="#a-b">A <em>b</em></a>
    <ul>
    <li><a href="#a-c">A c</a></li>
    </ul></li>
    </ul></li>
    <li><a href="#own">B <code>x</code> &amp; y</a></li>
    </ul>
    </details>
    "##);
}

#[test]
fn blocks_of_commonmark_and_its_extensions() {
    insta::assert_snapshot!(content(
        "<!-- ibid: allow(uncited-claim) reason=\"a table of nothing\" -->\n\nOne ~~struck~~ *two* **three** H~2~O and E=mc^2^, a \\* star.  \nNext line\n\n\
         | Left | Right |\n|:-----|------:|\n| a    |  `1`  |\n| b <i>c</i> |  2  |\n\n\
         - [x] done\n- [ ] to do\n\n\
         3. third\n4. fourth\n   - inner\n\n\
         Term\n:   What it means.\n:   And also.\n\n\
         > A quote.\n\n---\n\n    indented code\n"
    ), @r#"
    <p>One <del>struck</del> <em>two</em> <strong>three</strong> H<sub>2</sub>O and E=mc<sup>2</sup>, a * star.<br>
    Next line</p>
    <div aria-label="Table 1: Page" class="table" role="region" tabindex="0"><table>
    <thead><tr><th class="align-left" scope="col">Left</th><th class="align-right" scope="col">Right</th></tr></thead><tbody>
    <tr><td class="align-left">a</td><td class="align-right"><code>1</code></td></tr>
    <tr><td class="align-left">b <i>c</i></td><td class="align-right">2</td></tr>
    </tbody></table></div>
    <ul>
    <li class="task"><input aria-label="done" checked="" disabled="" type="checkbox"> done</li>
    <li class="task"><input aria-label="to do" disabled="" type="checkbox"> to do</li>
    </ul>
    <ol start="3">
    <li>third</li>
    <li>fourth<ul>
    <li>inner</li>
    </ul>
    </li>
    </ol>
    <dl>
    <dt>Term</dt>
    <dd>What it means.</dd>
    <dd>And also.</dd>
    </dl>
    <blockquote>
    <p>A quote.</p>
    </blockquote>
    <hr>
    <pre class="code" tabindex="0"><code>indented code
    </code></pre>
    "#);
}

#[test]
fn alerts_have_a_name() {
    insta::assert_snapshot!(content("> [!WARNING]\n> Wells **cave in**.\n\n> [!NOTE]\n> They do.\n"), @r#"
    <aside class="alert alert-warning" role="note"><p class="alert-title">Warning</p>
    <p>Wells <strong>cave in</strong>.</p>
    </aside>
    <aside class="alert alert-note" role="note"><p class="alert-title">Note</p>
    <p>They do.</p>
    </aside>
    "#);
}

#[test]
fn punctuation_is_smart_unless_it_is_switched_off() {
    let body = "\"It's 'here'\" -- and --- there...";
    assert_eq!(content(body), "<p>“It’s ‘here’” – and — there…</p>");
    let site = Site::new()
        .config("[markdown]\nsmart_punctuation = false")
        .page("page.md", body);
    site.build().succeeds().is_clean();
    assert_eq!(
        site.html("page").texts("div.prose p"),
        ["\"It's 'here'\" -- and --- there..."]
    );
}

#[test]
fn formulas_become_mathml() {
    let page = publish("Inline $a^2 < b$ costs $5 and $7.\n\n$$\\frac{1}{2}$$\n");
    insta::assert_snapshot!(page.content(), @r#"
    <p>Inline <math display="inline"><msup><mi>a</mi><mn>2</mn></msup><mo>&lt;</mo><mi>b</mi></math> costs $5 and $7.</p>
    <p><math display="block"><mfrac><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></mfrac></math></p>
    "#);
    assert_eq!(page.all("math").len(), 2);
    let page = publish("$\\text{<script>alert(1)</script>}$");
    assert_eq!(page.texts("math"), ["<script>alert(1)</script>"]);
}

#[test]
fn code_is_highlighted_without_styles_in_the_page() {
    let page = publish("```rust\nfn main() { let a = \"<b>\"; }\n```\n\n```nolanguage\n<i>\n```\n");
    insta::assert_snapshot!(page.content(), @r#"
    <pre class="code" data-lang="rust" tabindex="0"><code><span class="hl-source hl-rust"><span class="hl-meta hl-function hl-rust"><span class="hl-meta hl-function hl-rust"><span class="hl-storage hl-type hl-function hl-rust">fn</span> </span><span class="hl-entity hl-name hl-function hl-rust">main</span></span><span class="hl-meta hl-function hl-rust"><span class="hl-meta hl-function hl-parameters hl-rust"><span class="hl-punctuation hl-section hl-parameters hl-begin hl-rust">(</span></span><span class="hl-meta hl-function hl-rust"><span class="hl-meta hl-function hl-parameters hl-rust"><span class="hl-punctuation hl-section hl-parameters hl-end hl-rust">)</span></span></span></span><span class="hl-meta hl-function hl-rust"> </span><span class="hl-meta hl-function hl-rust"><span class="hl-meta hl-block hl-rust"><span class="hl-punctuation hl-section hl-block hl-begin hl-rust">{</span> <span class="hl-storage hl-type hl-rust">let</span> a <span class="hl-keyword hl-operator hl-rust">=</span> <span class="hl-string hl-quoted hl-double hl-rust"><span class="hl-punctuation hl-definition hl-string hl-begin hl-rust">"</span>&lt;b&gt;<span class="hl-punctuation hl-definition hl-string hl-end hl-rust">"</span></span><span class="hl-punctuation hl-terminator hl-rust">;</span> </span><span class="hl-meta hl-block hl-rust"><span class="hl-punctuation hl-section hl-block hl-end hl-rust">}</span></span></span>
    </span></code></pre>
    <pre class="code" data-lang="nolanguage" tabindex="0"><code>&lt;i&gt;
    </code></pre>
    "#);
    assert!(
        !page.text.contains("style="),
        "the policy of the page forbids it"
    );
}

#[test]
fn heading_ids_are_unique_and_stable() {
    let body = "## Wells\n\n## Wells\n\n## Wells' *depth*: 2024?\n\n## Mine {#own .wide}\n\n## 井戸\n\n## Note 1\n\n## Main\n\n## !?\n";
    let page = publish(body);
    let ids = page.attributes("div.prose h2", "id");
    assert_eq!(
        ids,
        [
            "wells",
            "wells-1",
            "wells-depth-2024",
            "own",
            "井戸",
            "section-note-1",
            "section-main",
            "section"
        ]
    );
    assert_eq!(page.attributes("#own", "class"), ["wide"]);
    // Another heading in between leaves the others as they were.
    let more = publish(&body.replace("## Mine", "## New\n\n## Mine"));
    let without: Vec<_> = more
        .attributes("div.prose h2", "id")
        .into_iter()
        .filter(|id| *id != "new")
        .collect();
    assert_eq!(without, ids);
}

#[test]
fn ids_of_a_page_are_unique_whatever_its_headings_are_called() {
    let site = Site::new().sources(&["smith"]).page(
        "page.md",
        "## Page notes\n\n## Ref 1\n\n## Source smith\n\n## Notes\n\n## Sources\n\n## Main\n\nA.[@smith] B.[^n]\n\n[^n]: C.\n",
    );
    site.build().succeeds().is_clean();
    for file in site
        .files("public")
        .iter()
        .filter(|file| file.ends_with(".html"))
    {
        let page = site.html(file);
        let mut ids = page.attributes("[id]", "id");
        ids.sort_unstable();
        let all = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), all, "{file} has an id twice");
    }
}

#[test]
fn footnotes_are_numbered_by_their_first_use() {
    let page = publish(
        "A[^b] and B[^a], again A[^b].\n\n[^a]: First *note*.\n[^b]: Second.\n\n    With two paragraphs.\n",
    );
    insta::assert_snapshot!(page.content(), @r##"<p>A<sup class="note-ref"><a href="#note-1" id="ref-1" role="doc-noteref">1</a></sup> and B<sup class="note-ref"><a href="#note-2" id="ref-2" role="doc-noteref">2</a></sup>, again A<sup class="note-ref"><a href="#note-1" id="ref-1-2" role="doc-noteref">1</a></sup>.</p>"##);
    insta::assert_snapshot!(page.part("section[role=doc-endnotes]"), @r##"
    <h2 id="page-notes">Notes</h2>
    <ol>
    <li id="note-1"><div class="note-text"><p>Second.</p>
    <p>With two paragraphs.</p>
    </div> <a aria-label="Back to reference 1, place 1" class="backlink" href="#ref-1" role="doc-backlink">↩︎<sup>1</sup></a> <a aria-label="Back to reference 1, place 2" class="backlink" href="#ref-1-2" role="doc-backlink">↩︎<sup>2</sup></a></li>
    <li id="note-2"><div class="note-text"><p>First <em>note</em>.</p>
    </div> <a aria-label="Back to reference 2" class="backlink" href="#ref-2" role="doc-backlink">↩︎</a></li>
    </ol>
    "##);
}

#[test]
fn built_in_shortcodes() {
    let site = Site::new().file("content/map.png", PNG).page(
        "page.md",
        "{% details(summary=\"More & <more>\") %}\n\nInside *it*.\n\n- a list\n\n{% end %}\n\n\
         {{ figure(src=\"map.png\", alt=\"A map\", caption=\"Where\") }}\n",
    );
    site.build().succeeds().is_clean();
    insta::assert_snapshot!(site.html("page").content(), @r#"
    <details class="fold">
    <summary>More &amp; &lt;more&gt;</summary>
    <p>Inside <em>it</em>.</p>
    <ul>
    <li>a list</li>
    </ul>

    </details>

    <figure>
    <img alt="A map" decoding="async" height="1" loading="lazy" src="../map.png" width="1">
    <figcaption>Where</figcaption>
    </figure>
    "#);
}

#[test]
fn an_explainers_own_shortcodes_add_to_and_override_the_themes() {
    let site = Site::new()
        .file(
            "templates/shortcodes/figure.html",
            "<figure class=\"mine\"><img src=\"{{ src }}\" alt=\"{{ alt }}\"></figure>",
        )
        .file(
            "templates/shortcodes/badge.html",
            "<b>{{ text }}{% if n %} {{ n + 1 }}{% endif %}</b>{{ body_html | safe }}",
        )
        .file("content/map.png", PNG)
        .page(
            "page.md",
            "{{ figure(src=\"map.png\", alt=\"A <map>\") }}\n\n{{ badge(text='x', n=2) }}\n\n{% badge(text=\"y\") %}\nBody\n{% end %}\n",
        );
    site.build().succeeds().is_clean();
    insta::assert_snapshot!(site.html("page").content(), @r#"
    <figure class="mine"><img alt="A &lt;map&gt;" src="../map.png"></figure>
    <b>x 3</b>
    <b>y</b><p>Body</p>
    "#);
}

#[test]
fn shortcodes_in_code_are_code() {
    insta::assert_snapshot!(content("`{{ figure() }}`\n\n```\n{{ nothing() }}\n{% end %}\n```\n"), @r#"
    <p><code>{{ figure() }}</code></p>
    <pre class="code" tabindex="0"><code>{{ nothing() }}
    {% end %}
    </code></pre>
    "#);
}

#[test]
fn an_authors_html_stays() {
    insta::assert_snapshot!(content("<div class=\"x\">\n\nA <kbd>B</kbd>.\n\n</div>\n"), @r#"
    <div class="x">
    <p>A <kbd>B</kbd>.</p>
    </div>
    "#);
}

#[test]
fn pictures_say_what_they_show_and_load_when_needed() {
    let site = Site::new()
        .file("static/maps/a b.png", PNG)
        .page("deep/page.md", "![A *map*](/maps/a%20b.png \"Title\")\n");
    site.build().succeeds().is_clean();
    insta::assert_snapshot!(site.html("deep/page").content(), @r#"<p><img alt="A map" decoding="async" height="1" loading="lazy" src="../../maps/a%20b.png" title="Title" width="1"></p>"#);
}

#[test]
fn pictures_have_their_size_and_a_build_sees_that_it_changed() {
    let gif = |width: u8| [b"GIF89a", &[width, 0, 5, 0, 0, 0, 0][..]].concat();
    let site = Site::new().file("static/a.gif", gif(7)).page(
        "page.md",
        "![A](/a.gif)\n\n![B](/a.gif){width=3}\n\n{{ figure(src=\"/a.gif\", alt=\"C\") }}\n",
    );
    site.build().succeeds();
    let sizes = |width: u8| {
        let html = site.read("public/page/index.html");
        html.matches(&format!(" width=\"{width}\" height=\"5\""))
            .count()
    };
    assert_eq!((sizes(7), sizes(3)), (2, 0));
    site.write("static/a.gif", gif(9));
    site.build().succeeds();
    assert_eq!((sizes(7), sizes(9)), (0, 2));
}
