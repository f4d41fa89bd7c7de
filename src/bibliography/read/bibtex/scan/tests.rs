//! Entries in every form, and files with mistakes.

use super::*;

/// `kind key: name=value, …` of each entry, then the problems with what is underlined.
fn shown(text: &str) -> String {
    let scanned = scan(text);
    let field = |field: &RawField| {
        let part = |part: &Part| match part {
            Part::Text(text) => format!("{{{text}}}"),
            Part::Name(name) => name.text.to_owned(),
        };
        let value: Vec<_> = field.value.iter().map(part).collect();
        format!(" {}={}", field.name.text, value.join("#"))
    };
    let mut lines: Vec<String> = Vec::new();
    for item in &scanned.items {
        lines.push(match item {
            Item::Entry(entry) => {
                let fields: String = entry.fields.iter().map(field).collect();
                format!("{} {}:{fields}", entry.kind.text, entry.key.text)
            }
            Item::Strings(fields) => {
                format!("string:{}", fields.iter().map(field).collect::<String>())
            }
        });
    }
    for problem in &scanned.problems {
        lines.push(format!(
            "! `{}` {}",
            &text[problem.range.clone()],
            problem.message
        ));
    }
    lines.join("\n")
}

#[test]
fn entries_in_every_form() {
    let text = "Free text, me@example.org.\n% @article{no, a = 1}\n@comment{@article{no, a = {1}}}\n@comment % free\n\
        @preamble{\"\\newcommand{\\x}{}\"}\n@STRING( j = \"J\" # { of \"X\"} )\n\
        @ article ( k:1/é, title = \"a {\"}b{\"} {}\", year=2024, x-y = j # { b } # mar,, )\n@misc{only}@misc{two,}";
    insta::assert_snapshot!(shown(text), @r#"
    string: j={J}#{ of "X"}
    article k:1/é: title={a {"}b{"} {}} year={2024} x-y=j#{ b }#mar
    misc only:
    misc two:
    "#);
}

#[test]
fn one_bad_entry_costs_only_itself() {
    let text = "@online{a, title = {A},}\n\n@online{b, title = {B,}\n\n@online{c title = {C}}\n@online{d, title = {D}}\n\
        @online{e, title = }\n@online{title = {F}}\n@online{g, title {G}}\n@online h\n@online{i, title = \"I,\n}\n@online{j, t={J} u={K}}";
    insta::assert_snapshot!(shown(text), @r#"
online a: title={A}
online d: title={D}
online j: t={J} u={K}
! `@online{b, title = {B,}` this entry does not end
! `t` this entry cannot be read: expected a comma after the key
! `}` this entry cannot be read: expected a value
! `online` this entry has no key, so that nothing can cite it
! `{` this entry cannot be read: expected an equals sign
! `h` this entry cannot be read: expected an opening brace after the type
! `@online{i, title = "I,` this entry does not end
! `` a comma is missing after this field
"#);
    assert_eq!(scan(text).unread, ["b", "c", "e", "g", "i"]);
}

#[test]
fn the_field_that_lacks_a_brace_is_shown() {
    let text =
        "@a{a,\n  title = {T},\n  publisher = {Taylor {{\\&} Francis},\n  year = {2009},\n}\n@a{b}";
    assert_eq!(
        shown(text),
        "a b:\n! `publisher = {Taylor {{\\&} Francis},` this entry does not end: a brace is not closed here"
    );
}

#[test]
fn backslashes_hide_braces_where_that_makes_an_entry() {
    let text = "@a{a, x = {an open \\{ brace}, y = \"a \\\" mark\"}\n@a{b, file = {C:\\path\\}, x = {1}}\n@a{c, x = {A\n@b{c}}}";
    insta::assert_snapshot!(shown(text), @r#"
    a a: x={an open \{ brace} y={a \" mark}
    a b: file={C:\path\} x={1}
    a c: x={A
    @b{c}}
    "#);
}

#[test]
fn limits() {
    let deep = format!(
        "@a{{deep, x = {}{}}}\n@a{{b}}",
        "{".repeat(200),
        "}".repeat(200)
    );
    let long = format!("@a{{long, x = {{{}}}}}\n@a{{b}}", "x".repeat(MAX_ENTRY));
    assert_eq!(
        shown(&deep),
        "a b:\n! `{` braces nest deeper than 100 levels here"
    );
    assert_eq!(
        shown(&long)
            .lines()
            .next_back()
            .and_then(|line| line.rsplit_once("` "))
            .map(|(_, message)| message),
        Some("this entry is longer than 1024 KiB, or does not end")
    );
}
