//! Text of authors who are not trusted: whatever they write and wherever, no script of theirs gets onto a page.
//!
//! Each payload stands in every place that takes text. The pages are read as a browser reads them, and all that
//! could run is looked for, without regard to the policy that would keep it from running.

use scraper::{ElementRef, Html, Selector};

use crate::builder::{PNG, Site, files_below};
use crate::faults::attack;

/// What runs as soon as it is part of a page, or when somebody clicks.
const PAYLOADS: &[&str] = &[
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><img src=x onerror=alert(1)>",
    "'><img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe src=javascript:alert(1)>",
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href=' java&#10;script:alert(1)'>x</a>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<details open ontoggle=alert(1)>",
    "<body onload=alert(1)>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css';</style>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea></textarea><img src=x onerror=alert(1)>",
    "</title><script>alert(1)</script>",
    "--><script>alert(1)</script><!--",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[><img src=x onerror=alert(1)>]]>",
    "<x onclick=alert(1)>x</x>",
    "\" onmouseover=\"alert(1)",
    "' onmouseover='alert(1)",
    "` onmouseover=alert(1) `",
    "\" autofocus onfocus=alert(1) x=\"",
    "[x](javascript:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](data:text/html,<script>alert(1)</script>)",
    "![x](javascript:alert(1))",
    "![x\" onerror=\"alert(1)](x.png)",
    "![x](x.png \"t\\\" onerror=\\\"alert(1)\")",
    "[x]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "$\\href{javascript:alert(1)}{x}$",
    "$\\text{<img src=x onerror=alert(1)>}$",
    "`<script>alert(1)</script>`",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;img src=x onerror=alert(1)&#62;",
    "{{ x | safe }}{% raw %}<script>alert(1)</script>{% endraw %}",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "\u{2028}</script><script>alert(1)//",
    "<scr\0ipt>alert(1)</scr\0ipt>",
    "<img/src=x/onerror=alert(1)//",
    "<<script>alert(1)//<</script>",
];

/// Elements that say when something happens to them, each with a handler that no click is needed for, if it has one.
const ELEMENTS: &[&str] = &[
    "<img src=x onerror=S>",
    "<svg onload=S>",
    "<video src=x onerror=S></video>",
    "<video><source onerror=S></video>",
    "<audio src=x onerror=S></audio>",
    "<input autofocus onfocus=S>",
    "<select autofocus onfocus=S></select>",
    "<textarea autofocus onfocus=S></textarea>",
    "<details open ontoggle=S></details>",
    "<body onpageshow=S>",
    "<marquee onstart=S>x</marquee>",
    "<style onload=S></style>",
    "<iframe onload=S></iframe>",
    "<object onerror=S></object>",
    "<link rel=stylesheet href=x onload=S>",
    "<svg><animate onbegin=S attributeName=x dur=1s></svg>",
    "<svg><set onend=S attributeName=x dur=1s></svg>",
    "<svg><a xlink:href=javascript:S><text y=9>x</text></a></svg>",
    "<math href=javascript:S>x</math>",
    "<p onmouseover=S>x</p>",
    "<p onpointerenter=S>x</p>",
    "<p tabindex=1 onfocus=S>x</p>",
    "<p contenteditable onblur=S>x</p>",
    "<p style=animation:x onanimationstart=S>x</p>",
    "<a href=javascript:S>x</a>",
    "<area href=javascript:S>",
    "<form><button formaction=javascript:S>x</button></form>",
    "<table background=javascript:S><tr><td>x</table>",
    "<isindex action=javascript:S type=submit>",
    "<applet code=S></applet>",
];

/// How a payload is written so that a filter may not know it.
const DISGUISES: &[fn(&str) -> String] = &[
    |html| html.to_owned(),
    |html| html.to_ascii_uppercase(),
    |html| html.replacen(' ', "/", 1),
    |html| html.replacen(' ', "\n", 1),
    |html| html.replace('=', " = "),
    |html| format!("\">{html}"),
    |html| format!("'>{html}"),
    |html| format!("</style></script></title></textarea>{html}"),
    |html| html.replace("javascript:", "java&#x09;script&colon;"),
];

/// Schemes that run what follows, as links of Markdown.
const SCHEMES: &[&str] = &[
    "JaVaScRiPt:S",
    "javascript&colon;S",
    "&#106;avascript:S",
    "%6aavascript:S",
    "\u{1}javascript:S",
    " javascript:S",
    "java\\script:S",
    "//javascript:S",
    "vbscript:S",
    "data:text/html;base64,PHNjcmlwdD4=",
    "view-source:javascript:S",
];

/// The payloads: when more is wanted than a usual run does, more than 300.
fn payloads() -> Vec<String> {
    let mut payloads: Vec<String> = PAYLOADS.iter().copied().map(str::to_owned).collect();
    if attack() > 1 {
        let disguised = ELEMENTS
            .iter()
            .flat_map(|html| DISGUISES.iter().map(|disguise| disguise(html)));
        payloads.extend(disguised);
        for scheme in SCHEMES {
            payloads.push(format!("[x]({scheme})"));
            payloads.push(format!("[x](<{scheme}> \"t\")"));
            payloads.push(format!("![x]({scheme})"));
            payloads.push(format!("<{scheme}>"));
        }
    }
    payloads
        .iter()
        .map(|payload| payload.replace('S', "alert(1)"))
        .collect()
}

/// The places of Markdown, with `X` for the payload.
const PLACES: &[&str] = &[
    "X",
    "Words X words.",
    "## X",
    "## A {#a X}",
    "## A {#a x=X}",
    "## A {.X}",
    "- X",
    "> X",
    "> [!NOTE]\n> X",
    "1. X",
    "| a | X |\n|---|---|\n| X | b |",
    "~~X~~",
    "*X*",
    "[X](https://example.org/)",
    "[a](https://example.org/?X)",
    "[a](X)",
    "[a](x \"X\")",
    "[a](page.md#X)",
    "![X](a.png)",
    "![a](X)",
    "[^n].\n\n[^n]: X",
    "[^X]",
    "Term\n: X",
    "`X`",
    "```X\ncode\n```",
    "```html\nX\n```",
    "    X",
    "$X$",
    "$$X$$",
    "So [@smith, X].",
    "So [X @smith].",
    "So [@smith, p. 3 X].",
    "So [@X].",
    "[X][@smith]",
    "@smith [X]",
    "<!-- X -->",
    "<!-- ibid: allow(X) reason=\"X\" -->\n\nA.",
    "^X^ ~X~",
    "{{ figure(src=\"a.png\", alt=\"X\", caption=\"X\", credit=\"X\") }}",
    "{{ figure(src=\"X\", alt=\"a\") }}",
    "{% details(summary=\"X\") %}\n\nX\n\n{% end %}",
    "{{ X }}",
    "<div>\nX\n</div>",
    "<b X>a</b>",
    "<https://example.org/X>",
    "https://example.org/X",
    "www.example.org/X",
    "^[X]",
    "[X]{.a}",
    "[a]{X}",
    "[a]{.a x=\"X\" lang=X width=X}",
    "![a](a.png){X}",
    "![a](a.png){width=X title=\"X\" #X}",
    "![X](a.png){#fig:a}",
    "[a](page.md){X}",
    "`a`{X}",
    "```{X}\ncode\n```",
    "::: X\nA.\n:::",
    "::: {X}\nA.\n:::",
    "::: {.note title=\"X\"}\nA.\n:::",
    "| X\n| b",
    "| a |\n|---|\n| b |\n\nTable: X {#tbl:a X}",
    "$$a$$ {#eq:X}",
    "@fig:X and [-@tbl:X]",
    "[[X]] and [[page|X]]",
    "![[X]]",
];

/// What a payload is in a string of TOML.
fn quoted(payload: &str) -> String {
    let mut out = String::from("\"");
    for c in payload.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out + "\""
}

/// An explainer with a payload in every place that is not Markdown, and a page for each place that is.
fn site(payload: &str, raw_html: &str) -> Site {
    let q = quoted(payload);
    let config = format!(
        "title = {q}\ndescription = {q}\nbase_url = \"https://example.org/\"\nauthors = [{q}]\n\
         [markdown]\nraw_html = \"{raw_html}\"\nwikilinks = true\n[extra]\nx = {q}\n[lints]\n{}",
        // What is wrong is to be published all the same.
        ibid::diagnostics::Lint::ALL
            .iter()
            .map(|lint| format!("{lint} = \"allow\"\n"))
            .collect::<String>()
    );
    let braced = payload.replace(['{', '}'], "");
    let bib = format!(
        "@online{{smith, title = {{T}}, author = {{{braced} Smith}}, date = {{2020}}, url = {{https://example.org/}}}}\n\
         @online{{b, title = {{{braced}}}, author = {{A, B}}, date = {{2020}}, publisher = {{{braced}}}, url = {{{braced}}}, \
         note = {{{braced}}}, annotation = {{{braced}}}, keywords = {{{braced}}}, archiveurl = {{{braced}}}, doi = {{{braced}}}}}\n"
    );
    let name: String = payload
        .chars()
        .filter(|c| !c.is_control() && *c != '/')
        .collect();
    let front = format!(
        "+++\ntitle = {q}\ndescription = {q}\nauthors = [{q}]\nextra = {{ x = {q} }}\n\
         corrections = [{{ date = 2025-01-01, text = {q} }}]\n+++\n"
    );
    let mut site = Site::new()
        .file("ibid.toml", config)
        .file("sources.bib", bib)
        .file("content/front.md", format!("{front}So [@b]. @b says.\n"))
        .file(&format!("content/{name}.png"), "png")
        .file("content/a.png", PNG)
        .file(
            &format!("content/files/{name}.md"),
            "+++\ntitle = \"N\"\n+++\nN.\n",
        );
    for (n, place) in PLACES.iter().enumerate() {
        site = site.page(&format!("places/p{n}.md"), &place.replace('X', payload));
    }
    site
}

/// What could run on a page.
fn dangers(html: &str) -> Vec<String> {
    let page = Html::parse_document(html);
    let all = Selector::parse("*").unwrap();
    let mut found = Vec::new();
    for element in page.select(&all) {
        found.extend(danger(element));
        // Templates are put into the page by the theme's script.
        if element.value().name() == "template" {
            found.extend(dangers(&element.inner_html()));
        }
    }
    found
}

fn danger(element: ElementRef<'_>) -> Option<String> {
    let value = element.value();
    let shown = || Some(element.html().chars().take(200).collect());
    let own_script = |element: ElementRef<'_>| {
        let is = |name, wanted| element.value().attr(name) == Some(wanted);
        let text: String = element.text().collect();
        let own =
            |src: &str| src.contains("assets/") && src.ends_with(".js") && !src.contains("//");
        match element.value().attr("src") {
            Some(src) => own(src),
            None => {
                is("type", "application/ld+json")
                    && serde_json::from_str::<serde_json::Value>(&text).is_ok()
            }
        }
    };
    match value.name() {
        "script" if !own_script(element) => return shown(),
        "iframe" | "object" | "embed" | "base" | "style" | "animate" | "set" | "use" | "frame"
        | "applet" => {
            return shown();
        }
        "meta"
            if value
                .attr("http-equiv")
                .is_some_and(|what| !what.eq_ignore_ascii_case("content-security-policy")) =>
        {
            let to = value.attr("content").unwrap_or_default();
            if !to.starts_with("0; url=") || to.contains("script:") {
                return shown();
            }
        }
        "form" if value.attr("action").is_some() => return shown(),
        "link"
            if value
                .attr("href")
                .is_some_and(|href| href.starts_with("//")) =>
        {
            return shown();
        }
        _ => {}
    }
    for (name, text) in value.attrs() {
        let clean: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && !c.is_control())
            .collect();
        let clean = clean.to_ascii_lowercase();
        let scripted = ["javascript:", "vbscript:", "data:text"];
        if name.starts_with("on")
            || matches!(name, "style" | "srcdoc" | "formaction")
            || (matches!(
                name,
                "href"
                    | "src"
                    | "action"
                    | "data"
                    | "xlink:href"
                    | "poster"
                    | "srcset"
                    | "background"
            ) && scripted.iter().any(|scheme| clean.starts_with(scheme)))
        {
            return shown();
        }
    }
    None
}

fn nothing_runs(raw_html: &str) {
    let mut pages = 0;
    let mut found = Vec::new();
    let payloads = payloads();
    for payload in &payloads {
        let site = site(payload, raw_html);
        site.build().succeeds();
        for path in files_below(&site.path("public")) {
            if path.ends_with(".html") {
                pages += 1;
                let dangers = dangers(&site.read(&format!("public/{path}")));
                found.extend(
                    dangers
                        .iter()
                        .map(|danger| format!("{payload:?} on {path}: {danger}")),
                );
            }
        }
    }
    assert!(pages > payloads.len() * PLACES.len(), "{pages} pages");
    assert!(
        found.is_empty(),
        "{} of {pages} pages:\n{}",
        found.len(),
        found.join("\n")
    );
}

#[test]
fn what_would_run_is_recognised() {
    let found = PAYLOADS.iter().filter(|payload| {
        let page = format!("<!doctype html><title>T</title><p>{payload}");
        !dangers(&page).is_empty()
    });
    assert_eq!(found.count(), 36);
    assert_eq!(dangers("<p>a<a href=x>b</a>"), [""; 0]);
}

#[test]
fn nothing_runs_when_html_is_escaped() {
    nothing_runs("escape");
}

#[test]
fn nothing_runs_when_html_is_sanitized() {
    nothing_runs("sanitize");
}

#[test]
fn what_is_harmless_is_shown() {
    let body = "A <b>bold</b> word & <kbd>x</kbd>.<!-- not for readers -->\n\n<div class=\"box\">\n\n**In** it.\n\n</div>\n";
    for (raw_html, shown) in [
        (
            "allow",
            "<p>A <b>bold</b> word &amp; <kbd>x</kbd>.</p>\n<div class=\"box\">\n<p><strong>In</strong> it.</p>\n</div>",
        ),
        (
            "sanitize",
            "<p>A <b>bold</b> word &amp; <kbd>x</kbd>.</p>\n<div class=\"box\">\n<p><strong>In</strong> it.</p>\n</div>",
        ),
        (
            "escape",
            "<p>A &lt;b&gt;bold&lt;/b&gt; word &amp; &lt;kbd&gt;x&lt;/kbd&gt;.</p>\n<p>&lt;div class=\"box\"&gt;</p>\n<p><strong>In</strong> it.</p>\n<p>&lt;/div&gt;</p>",
        ),
    ] {
        let site = Site::new().page("a.md", body);
        let site = site.config(&format!("[markdown]\nraw_html = \"{raw_html}\""));
        site.build().succeeds().is_clean();
        let content = site.html("a").content();
        assert!(content.contains(shown), "{raw_html}: {content}");
    }
}

#[test]
fn a_wrong_setting_says_what_there_is() {
    let site = Site::new().config("[markdown]\nraw_html = \"sanitise\"");
    insta::assert_snapshot!(site.build().fails(1).headlines(), @r#"ibid.toml:4:12: error[invalid-value]: `raw_html` cannot be "sanitise""#);
}
