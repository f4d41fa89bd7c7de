//! What writers who come from Word, LaTeX, Org, wikis and other tools get wrong: each mistake is told on its page, with
//! what to write in its place.

use std::collections::BTreeMap;

use crate::builder::{PNG, Site};

/// What is written, and a part of the help that it gets.
const MISTAKES: &[(&str, &str)] = &[
    // Citations.
    ("So {@smith}.", "write [@smith]"),
    ("So [#smith].", "write [@smith]"),
    ("So [smith].", "write [@smith]"),
    ("So [source: smith].", "write [@smith]"),
    ("So [^smith].", "cited with [@smith]"),
    ("So [cite:@smith].", "write [@smith]"),
    ("So cite:smith.", "write [@smith]"),
    ("So \\citep[3]{smith}.", "write [@smith]"),
    ("So [@smith: p. 3].", "write [@smith, p. 3]"),
    ("So [@smith](p. 3).", "write [@smith, p. 3]"),
    ("So @smith (p. 3).", "write @smith [p. 3]"),
    ("So @smith].", "write [@smith]"),
    ("So [[@smith]].", "write [@smith]"),
    ("So @[smith].", "write [@smith]"),
    ("So [@smith][@jones].", "[@smith; @jones]"),
    ("So [@smith, @jones].", "[@key, p. 3; @other]"),
    ("So [@smith; jones].", "after a comma"),
    ("So [@ smith].", "[@key, p. 3; @other]"),
    ("So [@smith, p. 3.", "put `]` after it"),
    ("So [the words] [@smith].", "the claim that it supports"),
    ("So (see @smith).", "write [see @smith]"),
    ("So [@doi:10.1234/abcd].", "write @smith"),
    ("So [@https://example.com/report].", "by its key"),
    ("So doi:10.1234/abcd.", "write [@smith]"),
    (
        "So https://doi.org/10.1234/abcd in words.",
        "write [@smith]",
    ),
    (
        "So https://www.example.com/report/ in words.",
        "write [@smith]",
    ),
    ("So (Smith 2020).", "write [@smith]"),
    ("So Smith and Jones (2020).", "write [@smith]"),
    ("So [1].", "write [@key]"),
    ("So it was.[12] It was.", "write [@key]"),
    ("So it was.¹ It was.", "write [@key]"),
    ("So it was.<sup>1</sup>", "write [@key]"),
    ("So.[citation needed]", "write the citation"),
    ("So.<ref>Smith</ref>", "write [@key]"),
    (
        "See Figure [@fig:x].\n\n![Words](/a.png){#fig:x}",
        "without \"Figure\"",
    ),
    ("So [@smith, p. 3]].", "write [@smith, p. 3]"),
    ("So [[@smith].", "write [@smith]"),
    ("So [＠smith].", "write [@smith]"),
    ("So 【@smith】.", "write [@smith]"),
    ("So （@smith, p. 3）.", "write [@smith, p. 3]"),
    ("So [@smith，p. 3].", "write [@smith, p. 3]"),
    ("So [@smith,].", "write [@smith]"),
    ("So [@smith, pg. 3].", "write [@smith, p. 3]"),
    (
        "So [@smith, p. 3, see also jones-2021].",
        "after a semicolon",
    ),
    ("So it was (ref).", "write the citation"),
    ("So it was (citation needed).", "write the citation"),
    (
        "Table: Words {#fig:t}\n\n| a |\n|---|\n| x |",
        "write {#tbl:t}",
    ),
    ("$$x = y$$ {#fig:e}", "write {#eq:e}"),
    ("## Words {#fig:h}", "write {#sec:h}"),
    ("So [@smith; @smith].", "take one of them out"),
    ("So [@smith, pp. 30-12].", "write 12-30"),
    // Notes.
    ("So ^ [a note].", "write ^[words]"),
    ("So [^a note of words].", "write ^[words]"),
    ("So[^1].\n\n[^1] : words", "right after the bracket"),
    ("So[^1].\n\n[^1]:", "write its words"),
    ("So[fn:1].", "write [^1]"),
    ("So\\footnote{words}.", "write ^[words]"),
    // Headings, lists, tables and other blocks.
    ("##Words", "write `## Words`"),
    ("#Words", "write `## Words`"),
    ("## ", "write its words"),
    ("== Words", "write ## Words"),
    ("h2. Words", "write ## Words"),
    ("\\section{Words}", "write ## Words"),
    ("Words\n^^^^^", "write ## Words"),
    ("## Words {here}", "write {#id}"),
    ("## Words (#here)", "write {#id}"),
    ("#words for a heading", "write `## Words`"),
    ("Words.\n\n=====\n\nWords.", "write ---"),
    ("– one\n– two", "with a hyphen"),
    ("• one\n• two", "write `- words`"),
    ("\u{f0b7} one", "write `- words`"),
    ("o one\no two", "write `- words`"),
    ("-\u{a0}one", "write `- words`"),
    ("*one\n*two", "write `- words`"),
    ("a) one\nb) two", "write `1. words`"),
    ("(1) one\n(2) two", "write `1. words`"),
    ("#. one\n#. two", "write `1. words`"),
    ("Term\n\n:words", "write `: words`"),
    ("| a | b |\n| x | y |", "|---|---|"),
    ("| a | b |\n|---|\n| x | y |", "|---|---|"),
    ("| a | b |\n|---+---|\n| x | y |", "|---|---|"),
    ("+---+---+\n| a | b |\n+---+---+", "|---|---|"),
    ("Name\tBorn\nAnn\tYork", "|---|---|"),
    ("  a       b\n-----   -----\n  x       y", "|---|---|"),
    ("{| class=\"wikitable\"", "|---|---|"),
    (
        "Words.\n\n    They are indented here, as in a letter.",
        "take out the spaces",
    ),
    ("> [NOTE]\n> Words", "write `> [!NOTE]`"),
    ("> [!INFO]\n> Words", "write `> [!NOTE]`"),
    ("!!! note\n    Words", "> [!NOTE]"),
    ("/// note\nWords\n///", "> [!NOTE]"),
    ("{quote}\nWords\n{quote}", "> before each line"),
    ("#+BEGIN_QUOTE\nWords\n#+END_QUOTE", "> before each line"),
    ("#+TITLE: Words", "title = \"Words\""),
    ("#politics #history", "\\# is a plain sign"),
    ("status:: done", "front matter"),
    ("```mermaid\ngraph TD\n```", "a picture of it"),
    ("```dataview\nLIST\n```", "write what it finds"),
    ("% a remark", "<!-- words -->"),
    ("<!- a remark ->", "<!-- words -->"),
    ("<-- a remark -->", "<!-- words -->"),
    ("Words <! -- a remark -->.", "<!-- words -->"),
    ("%%a remark%%", "<!-- words -->"),
    ("Words {.lead}", "::: {.class}"),
    // Marks within lines.
    ("These are * words * here.", "write `*words*`"),
    ("These are *words here.", "write `*words*`"),
    ("These are **words here.", "write `**words**`"),
    ("These are __words_ here.", "as many signs"),
    ("These are **words* here.", "as many signs"),
    ("*These _are* words_ here.", "write `*words*`"),
    ("These are /slanted words/ here.", "write *words*"),
    ("These [words]{lang=english} here.", "lang=en?"),
    ("These are the ministerâ€™s words.", "write ’"),
    ("These are w\u{fffd}rds here.", "write the letter"),
    ("TODO: write these words.", "hide it from readers"),
    ("There were XXX soldiers.", "hide it from readers"),
    ("Lorem ipsum dolor sit amet.", "the text itself"),
    ("See Figure ?? here.", "write @fig:name"),
    ("It is $x^2 here.", "without spaces inside"),
    ("```math\nx = y\n```", "$$x^2$$"),
    ("These are ~~words~ here.", "write `~~words~~`"),
    ("These are //words// here.", "write *words*"),
    ("These are '''words''' here.", "**strong**"),
    ("These are [b]words[/b] here.", "**strong**"),
    ("These are {\\em words} here.", "write *words*"),
    ("These are ++words++ here.", "<ins>words</ins>"),
    ("These are {--words--} here.", "<del>words</del>"),
    ("These are ||words|| here.", "details("),
    ("These are =words= here.", "between backticks"),
    ("These are `words here.", "with a backtick on each side"),
    ("These are ´words´ here.", "with a backtick on each side"),
    ("These are ``words'' here.", "write \"words\""),
    ("These are words :smile: here.", "the character itself"),
    ("These are words &mdash here.", "with a semicolon"),
    ("See Fig.~1 here.", "no-break space"),
    ("These are\\\\\nwords.", "one backslash"),
    ("And so on \\ldots here.", "three full stops"),
    ("It has 10^6 parts.", "write 10^6^"),
    ("It has CO_2 in it.", "CO~2~"),
    ("It is $ x = y $ here.", "without spaces inside"),
    ("It is $$x = y here.", "without spaces inside"),
    ("\\begin{equation}\nx = y\n\\end{equation}", "$$x^2$$"),
    // Links and pictures.
    (
        "See [words] (https://example.org).",
        "write [words](https://example.org)",
    ),
    (
        "See <https://example.org here.",
        "write <https://example.org>",
    ),
    (
        "See words.\n\n[the words]: https://example.org",
        "write [words][the words]",
    ),
    (
        "See (words)[https://example.org].",
        "write [words](https://example.org)",
    ),
    (
        "See [words]{https://example.org}.",
        "write [words](https://example.org)",
    ),
    (
        "See [words]<https://example.org>.",
        "write [words](https://example.org)",
    ),
    (
        "See [https://example.org words].",
        "write [words](https://example.org)",
    ),
    (
        "See [words|https://example.org].",
        "write [words](https://example.org)",
    ),
    (
        "See \"words\":https://example.org here.",
        "write [words](https://example.org)",
    ),
    (
        "See `words <https://example.org>`_ here.",
        "write [words](https://example.org)",
    ),
    (
        "See [[https://example.org][words]].",
        "write [words](https://example.org)",
    ),
    (
        "See https://example.org[words].",
        "write [words](https://example.org)",
    ),
    (
        "See [words](http:/example.org).",
        "write http://example.org",
    ),
    (
        "See [words](https//example.org).",
        "write https://example.org",
    ),
    (
        "See [words](www.example.org).",
        "write https://www.example.org",
    ),
    (
        "See [words](example.org/page).",
        "write https://example.org/page",
    ),
    (
        "See [words](\"https://example.org\").",
        "without quotation marks",
    ),
    (
        "See [words](ann@example.org).",
        "write mailto:ann@example.org",
    ),
    ("See [words](part.html).", "write part.md"),
    ("See [words](#Some Words).", "(#some-words)"),
    ("See [words]().", "between the parentheses"),
    ("![Words](pictures\\a.png)", "pictures/a.png"),
    ("![Words](C:\\a.png)", "its path from this file"),
    ("![Words](/static/a.png)", "write /a.png"),
    ("![Words](/a.png =100x20)", "{width=100 height=20}"),
    ("![Words|100](/a.png)", "{width=100}"),
    ("![a.png]", "write ![description](a.png)"),
    ("[!Words](/a.png)", "write ![Words](/a.png)"),
    ("! [Words](/a.png)", "write ![Words](/a.png)"),
    ("!(Words)[a.png]", "write ![Words](a.png)"),
    ("![[page]]", "include(path=\"content/page.md\")"),
    // HTML and shortcodes.
    ("<div class=\"wide\">\n\nWords", "write </div>"),
    ("Words\n\n</div>", "take it out"),
    ("These <b>words here.", "write </b>"),
    ("These words</b> here.", "take it out"),
    (
        "These <storng>words</storng> here.",
        "did you mean <strong>",
    ),
    ("Run make <name> here.", "between backticks"),
    ("<center>Words</center>", "::: {.align-center}"),
    ("<font color=red>Words</font>", "[words]{.name}"),
    ("<script>go()</script>", "a file in static/"),
    (
        "These <span style=\"color: red\">words</span>.",
        "class=\"name\"",
    ),
    (
        "{% details(sumary=\"A\") %}\n\nWords.\n\n{% end %}",
        "did you mean \"summary\"",
    ),
    ("<div>\nThese **words** here.\n</div>", "put an empty line"),
    (
        "{ figure(src=\"/a.png\") }",
        "write {{ figure(src=\"/a.png\") }}",
    ),
    (
        "{{ figure src=\"/a.png\" alt=\"A\" }}",
        "figure(src=\"/a.png\", alt=\"A\")",
    ),
    (
        "{{ figure(src=\"/a.png\" alt=\"A\") }}",
        "a comma between arguments",
    ),
    ("{{ figure(src=“/a.png”) }}", "write straight ones"),
    ("{{ figur(src=\"/a.png\") }}", "did you mean \"figure\""),
    (
        "{{ include(path=\"../a.md\") }}",
        "from the folder of ibid.toml",
    ),
];

/// Front matter, and a part of the help that it gets.
const FRONT_MATTER: &[(&str, &str)] = &[
    (
        "date = 2024-05-02\nupdated = 2024-05-01",
        "the day of publication",
    ),
    ("draft = \"true\"", "without quotation marks"),
    ("weight = \"3\"", "without quotation marks"),
    ("date = \"19.06.2024\"", "year-month-day"),
    ("Title = \"A\"", "did you mean"),
    ("authors = \"Ann Lee, Bo Roe\"", "[\"Ann Lee\", \"Bo Roe\"]"),
    ("authors = [\"Lee, Ann\"]", "[\"Ann Lee\"]"),
];

/// Fields of an entry, and a part of the help that it gets.
const FIELDS: &[(&str, &str)] = &[
    (
        "title={RUSSIA SIGNS A TREATY WITH KOREA}",
        "as in a sentence",
    ),
    ("author={SMITH, JANE}", "as it is read"),
    ("url={https://example.org/a b}", "%20"),
    ("doi={example.org}", "begins with 10."),
    ("isbn={12-34}", "10 or 13 digits"),
    ("pages={12 to 15}", "12--15"),
    (
        "date={2024-05-01}, urldate={2023-01-01}",
        "look both up again",
    ),
    (
        "title={T}, url={https://example.com/report}",
        "in its place",
    ),
];

#[test]
fn each_mistake_in_a_bibliography_is_told() {
    for (fields, words) in FIELDS {
        let site = Site::new().file(
            "sources.bib",
            format!("@online{{first, title={{T}}, url={{https://example.com/report}}}}\n@online{{a, {fields}}}\n"),
        );
        let checked = site.run(&["check", "--format", "json"]);
        assert!(
            checked.stdout.contains(words),
            "{fields}: {}",
            checked.stdout
        );
    }
}

/// Configuration, and a part of the help that it gets.
const CONFIG: &[(&str, &str)] = &[
    ("title: S", "after an equals sign"),
    ("title = “S”", "write straight ones"),
    ("title = \"S", "is not closed"),
    ("title = My words", "between quotation marks"),
    (
        "title = \"S\"\n[lints]\ndeny = [\"uncited-claim\"]",
        "a line for each lint",
    ),
];

#[test]
fn each_mistake_in_the_configuration_is_told() {
    for (text, words) in CONFIG {
        let site = Site::new().file("ibid.toml", format!("{text}\n"));
        let checked = site.run(&["check", "--format", "json"]);
        let helps = checked.stdout.lines().filter_map(|line| {
            let found: serde_json::Value = serde_json::from_str(line).ok()?;
            Some(found["help"].as_str()?.to_owned())
        });
        let helps: Vec<String> = helps.collect();
        assert!(
            helps.iter().any(|help| help.contains(words)),
            "{text}: {helps:?}"
        );
    }
}

#[test]
fn each_mistake_is_told_with_what_to_write() {
    let mut site = Site::new()
        .file("static/a.png", PNG)
        .file(
            "sources.bib",
            "@online{smith, title={T}, author={Smith, A.}, date={2020}, url={https://example.com/report}, doi={10.1234/abcd}}\n\
             @online{jones, title={U}, author={Jones, B.}, date={2021}, url={https://example.com/other}}\n\
             @online{jones-2021, title={V}, author={Jones, C.}, date={2021}, url={https://example.com/third}}\n",
        );
    let front = "title = \"T\"\ndescription = \"D\"\n";
    for (i, (written, _)) in MISTAKES.iter().enumerate() {
        let text = format!("+++\n{front}+++\n{written}\n");
        site = site.file(&format!("content/m{i}.md"), text);
    }
    for (i, (written, _)) in FRONT_MATTER.iter().enumerate() {
        let text = format!("+++\n{front}{written}\n+++\nWords.\n");
        site = site.file(&format!("content/f{i}.md"), text);
    }
    let checked = site.run(&[
        "check",
        "--format",
        "json",
        "--all",
        "--today",
        "2026-06-01",
    ]);
    let mut helps: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in checked.stdout.lines() {
        let found: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| found[key].as_str().unwrap_or_default().to_owned();
        helps.entry(text("file")).or_default().push(text("help"));
    }
    let all = MISTAKES
        .iter()
        .enumerate()
        .map(|(i, it)| (format!("m{i}"), it));
    let front = FRONT_MATTER.iter().enumerate();
    let front = front.map(|(i, it)| (format!("f{i}"), it));
    let wrong = all.chain(front).filter_map(|(name, (written, words))| {
        let told = helps.get(&format!("content/{name}.md"));
        let told = told.map_or(&[][..], Vec::as_slice);
        let said = told.iter().any(|help| help.contains(words));
        (!said).then(|| format!("{written}\n    wants: {words}\n    has: {told:?}"))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
