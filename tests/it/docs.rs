//! The documents that users and newcomers read say what is so: examples print what they show, lists of keys and
//! variables are complete, paths exist.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;
use serde_json::Value;

use crate::builder::{Site, files_below};
use crate::formats::fenced;

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(repository().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The first block of the README that is fenced as `language` and begins with `start`.
fn readme_block(language: &str, start: &str) -> String {
    let blocks = fenced("../README.md", language);
    let block = blocks.into_iter().find(|block| block.starts_with(start));
    block.expect("the block is in the README")
}

/// What stands in backticks in a Markdown text.
fn code(text: &str) -> Vec<String> {
    let spans = Regex::new("`([^`\n]+)`").unwrap();
    let found = spans.captures_iter(text);
    found.map(|span| span[1].to_owned()).collect()
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn the_readmes_diagnostic_is_what_a_build_prints() {
    let block = readme_block("console", "$ ibid build");
    let (_, shown) = block.split_once('\n').unwrap();
    let place = Regex::new(r"--> (\S+):(\d+):").unwrap();
    let place = place.captures(shown).unwrap();
    let (file, line): (&str, usize) = (place.get(1).unwrap().as_str(), place[2].parse().unwrap());
    let source = Regex::new(&format!(r"(?m)^{line} \| (.*)$")).unwrap();
    let source = &source.captures(shown).unwrap()[1];
    let front = "+++\ntitle = \"Scenarios\"\ndescription = \"What may come.\"\n+++\n";
    let empty = "\n".repeat(line - 1 - front.lines().count());
    let site = Site::new()
        .file(
            "sources.bib",
            "@online{chatham-2024, author = {Chatham House}, title = {After the War}, date = {2024}}",
        )
        .file(
            "content/risks/_index.md",
            "+++\ntitle = \"Risks\"\ndescription = \"What may go wrong.\"\n+++\n",
        )
        .file(file, format!("{front}{empty}{source}\n"));
    assert_eq!(site.build().fails(1).stderr.trim_end(), shown);
}

#[test]
fn the_readmes_commands_make_a_site() {
    let block = readme_block("sh", "cargo install");
    let site = Site::empty();
    let mut run = 0;
    for line in block.lines().filter_map(|line| line.strip_prefix("ibid ")) {
        let line = line.split(" #").next().unwrap_or_default();
        let mut arguments: Vec<&str> = line.split_whitespace().collect();
        if arguments[0] == "serve" {
            // The preview does not end by itself; that it would accept these arguments is enough.
            arguments.push("--help");
        }
        site.run(&arguments).succeeds();
        run += 1;
    }
    assert!(run > 2, "{block}");
    let shown = Regex::new(r"# writes (\S+)").unwrap();
    let folder = &shown.captures(&block).unwrap()[1];
    assert!(site.has(&format!("{folder}index.html")));
}

/// The Markdown files of the repository, relative to it, without the explainer's pages and the tests' fixtures.
fn documents() -> Vec<PathBuf> {
    let walk = walkdir::WalkDir::new(repository()).sort_by_file_name();
    let mine = |entry: &walkdir::DirEntry| {
        let path = entry.path().strip_prefix(repository()).unwrap();
        let others = ["content", "public", "target", "src", "tests/lints"];
        let name = entry.file_name().to_string_lossy();
        let foreign = entry.depth() > 0 && name.starts_with('.') || name == "node_modules";
        !foreign && !others.iter().any(|other| path == Path::new(other))
    };
    let files = walk.into_iter().filter_entry(mine).map(Result::unwrap);
    let documents = files.filter(|file| file.path().extension().is_some_and(|end| end == "md"));
    let relative = |file: walkdir::DirEntry| file.path().strip_prefix(repository()).unwrap().into();
    documents.map(relative).collect()
}

#[test]
fn links_between_documents_lead_to_files() {
    let link = Regex::new(r"\]\(([^)\s]+)\)").unwrap();
    let fences = Regex::new(r"(?s)\n(```|~~~).*?\n(```|~~~)").unwrap();
    let spans = Regex::new("`[^`\n]+`").unwrap();
    let mut checked = 0;
    for document in documents() {
        let text = read(document.to_str().unwrap());
        let text = spans.replace_all(&text, "").into_owned();
        let text = fences.replace_all(&text, "");
        for found in link.captures_iter(&text) {
            let target = found[1].split('#').next().unwrap_or_default();
            if target.is_empty() || target.contains(':') {
                continue;
            }
            let path = repository().join(&document).with_file_name(target);
            assert!(path.exists(), "{}: {target}", document.display());
            checked += 1;
        }
    }
    assert!(checked > 15, "only {checked} links were found");
}

#[test]
fn the_readme_lists_every_document() {
    let readme = read("README.md");
    for entry in fs::read_dir(repository().join("docs")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(readme.contains(&format!("(docs/{name})")), "{name}");
    }
}

/// The first column of the rows of the table below a heading line.
fn first_column(text: &str, head: &str) -> Vec<String> {
    let (_, table) = text.split_once(head).expect("the table is there");
    let rows = table
        .lines()
        .skip(1)
        .skip_while(|line| line.starts_with("|-"));
    let rows = rows.take_while(|line| line.starts_with('|'));
    rows.map(|row| row.split('|').nth(1).unwrap().trim().to_owned())
        .collect()
}

#[test]
fn the_architecture_has_a_row_for_every_module_and_names_what_exists() {
    let text = read("docs/architecture.md");
    let rows = first_column(&text, "| module | what it is |\n");
    let listed: BTreeSet<String> = rows.iter().flat_map(|row| code(row)).collect();
    let src = repository().join("src");
    for entry in fs::read_dir(&src).unwrap() {
        let entry = entry.unwrap();
        let mut name = entry.file_name().into_string().unwrap();
        if entry.path().is_dir() {
            name.push('/');
        }
        let listed = listed.contains(&name) || name == "lib.rs";
        assert!(listed, "src/{name} has no row");
    }
    let paths = code(&text).into_iter().filter(|span| {
        let is_path = span.ends_with(".rs") || span.ends_with('/') || span.starts_with("tests/");
        is_path && !span.contains(|c: char| c.is_uppercase() || "{<:".contains(c))
    });
    for path in paths {
        // Those of sources are written from `src/`, and some from the folder of which the row speaks.
        let from = ["", "src", "src/cli", "src/markdown", "src/diagnostics"];
        let mut places = from.iter().map(|from| repository().join(from).join(&path));
        let is_output = path == "public/";
        assert!(is_output || places.any(|place| place.exists()), "{path}");
    }
}

#[test]
fn the_architecture_names_functions_and_types_that_exist() {
    let text = read("docs/architecture.md");
    let code_of_all: String = walkdir::WalkDir::new(repository().join("src"))
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.path().extension().is_some_and(|end| end == "rs"))
        .map(|entry| fs::read_to_string(entry.path()).unwrap())
        .collect();
    let path = Regex::new(r"^\w+(::\w+)+").unwrap();
    let mut checked = 0;
    for span in code(&text) {
        let Some(found) = path.find(&span) else {
            continue;
        };
        for name in found.as_str().split("::") {
            let declared =
                format!(r"(?m)\b(fn|struct|enum|mod|type|trait|const) {name}\b|^\s+{name}[,(]");
            let declared = Regex::new(&declared).unwrap();
            assert!(declared.is_match(&code_of_all), "`{span}`: {name}");
        }
        checked += 1;
    }
    assert!(checked > 20, "only {checked} names were found");
}

/// The keys that a reader knows, as it says itself when asked for one that there cannot be.
fn known_keys(site: &Site) -> BTreeSet<String> {
    let found = site.run(&["check", "--format", "json"]).fails(1).stdout;
    let lines = found
        .lines()
        .map(|line| serde_json::from_str(line).unwrap());
    let unknown = |line: &Value| line["lint"] == "unknown-key";
    let line = lines.into_iter().find(unknown).expect(&found);
    let help = line["help"].as_str().unwrap();
    let keys = help.strip_prefix("the keys here are ").expect(help);
    keys.split(", ").map(str::to_owned).collect()
}

/// The keys of each table of a TOML example; those before the first table under "".
fn keys_of_example(toml: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut tables = BTreeMap::from([(String::new(), BTreeSet::new())]);
    let mut table = String::new();
    for line in toml.lines() {
        if let Some(name) = line
            .strip_prefix('[')
            .and_then(|rest| rest.split(']').next())
        {
            table = name.to_owned();
            tables
                .entry(String::new())
                .or_default()
                .insert(table.clone());
        } else if let Some((key, _)) = line.split_once(" = ") {
            let keys = tables.entry(table.clone()).or_default();
            keys.insert(key.to_owned());
        }
    }
    tables
}

#[test]
fn the_example_of_a_configuration_has_every_key() {
    let example = fenced("configuration.md", "toml").swap_remove(0);
    let documented = keys_of_example(&example);
    let site = Site::new()
        .file("sources.bib", "")
        .file("ibid.toml", &example);
    site.check().succeeds().is_clean();
    for table in [
        "",
        "citations",
        "markdown",
        "front_matter",
        "print",
        "search",
        "cards",
    ] {
        let head = match table {
            "" => String::new(),
            table => format!("[{table}]\n"),
        };
        let wrong = format!("{head}qqqqqqqqqq = 1\n");
        let known = known_keys(&Site::new().file("ibid.toml", wrong));
        assert_eq!(documented[table], known, "[{table}]");
    }
}

#[test]
fn the_table_of_front_matter_has_every_key() {
    let rows = first_column(&read("docs/writing.md"), "| key | value |\n");
    let documented: BTreeSet<String> = rows.iter().flat_map(|row| code(row)).collect();
    let front = "+++\ntitle = \"A\"\ndescription = \"B\"\nqqqqqqqqqq = 1\n+++\n";
    let site = Site::new().file("content/a.md", front);
    assert_eq!(documented, known_keys(&site));
}

#[test]
fn the_example_of_a_theme_has_every_key() {
    let example = fenced("themes.md", "toml").swap_remove(0);
    let documented = keys_of_example(&example);
    let site = Site::new().file("themes/folio/theme.toml", "qqqqqqqqqq = 1\n");
    assert_eq!(documented[""], known_keys(&site));
}

/// A type of `src/render/context/`: the templates that get it, and its fields with their types.
struct Context {
    templates: Vec<String>,
    fields: Vec<(String, String)>,
}

impl Context {
    fn names(&self) -> BTreeSet<String> {
        self.fields.iter().map(|(name, _)| name.clone()).collect()
    }
}

fn contexts() -> BTreeMap<String, Context> {
    let folder = Path::new("src/render/context");
    let files = files_below(&repository().join(folder)).into_iter();
    let text: String = files
        .map(|file| read(&folder.join(file).to_string_lossy()))
        .collect();
    let declared =
        Regex::new(r"(?s)/// ([^\n]+)\n#\[derive[^\n]+\n[^\n]*struct (\w+)[^{]*\{(.*?)\n\}")
            .unwrap();
    let field = Regex::new(r"pub (\w+): ([^\n]+),").unwrap();
    let template = Regex::new(r"`(\w+\.html)`").unwrap();
    let context = |found: regex::Captures<'_>| {
        let fields = field.captures_iter(found.get(3).unwrap().as_str());
        let templates = template.captures_iter(found.get(1).unwrap().as_str());
        let context = Context {
            templates: templates.map(|found| found[1].to_owned()).collect(),
            fields: fields
                .map(|found| (found[1].to_owned(), found[2].to_owned()))
                .collect(),
        };
        (found[2].to_owned(), context)
    };
    declared.captures_iter(&text).map(context).collect()
}

#[test]
fn the_table_of_templates_says_what_each_is_given() {
    let text = read("docs/themes.md");
    let (_, table) = text.split_once("| template | renders | gets |\n").unwrap();
    let contexts = contexts();
    let mut rows = BTreeMap::new();
    for row in table
        .lines()
        .skip(1)
        .take_while(|line| line.starts_with('|'))
    {
        let columns: Vec<&str> = row.split('|').collect();
        rows.insert(code(columns[1]).swap_remove(0), code(columns[3]));
    }
    let mut given: BTreeSet<String> = set(&["shortcodes/NAME.html"]);
    for context in contexts.values() {
        for template in &context.templates {
            let row: BTreeSet<String> = rows[template].iter().cloned().collect();
            assert_eq!(row, context.names(), "{template}");
            given.insert(template.clone());
        }
    }
    assert_eq!(rows.into_keys().collect::<BTreeSet<_>>(), given);
}

#[test]
fn the_lists_of_variables_are_those_of_the_contexts() {
    let text = read("docs/themes.md");
    let (_, rest) = text.split_once("## Templates").unwrap();
    let (lists, _) = rest.split_once("\n## ").unwrap();
    let contexts = contexts();
    let head = Regex::new(r"\*\*(\w+)\*\*(?:, \*\*\w+\*\*)?: ").unwrap();
    let starts: Vec<_> = head.captures_iter(lists).collect();
    let ends = starts
        .iter()
        .skip(1)
        .map(|found| found.get(0).unwrap().start());
    let ends: Vec<usize> = ends.chain([lists.len()]).collect();
    let types = BTreeMap::from([
        ("site", "SiteView"),
        ("page", "PageView"),
        ("section", "LinkView"),
        ("pages", "CardView"),
        ("sources", "SourceRow"),
        ("source", "SourceView"),
        ("mix", "MixView"),
        ("most_cited", "MemberView"),
        ("chapters", "Chapter"),
        ("map", "MapView"),
        ("corrections", "MadeCorrection"),
    ]);
    let name = Regex::new("^[a-z_]+$").unwrap();
    let values = set(&["ltr", "rtl"]);
    let (mut everywhere, mut listed) = (BTreeSet::new(), BTreeSet::new());
    for (found, end) in starts.iter().zip(ends) {
        let list = &lists[found.get(0).unwrap().end()..end];
        let list = list.split("\n\n").next().unwrap_or_default();
        let documented: BTreeSet<String> = code(list)
            .into_iter()
            .filter(|span| name.is_match(span) && !values.contains(span))
            .collect();
        let own = &contexts[types[&found[1]]];
        let missing: Vec<_> = own.names().difference(&documented).cloned().collect();
        assert!(
            missing.is_empty(),
            "{}: {missing:?} are not described",
            &found[1]
        );
        listed.insert(found[1].to_owned());
        everywhere.extend(documented);
    }
    assert_eq!(
        listed,
        types.keys().map(|name| (*name).to_owned()).collect()
    );
    // Types of fields are described where they are met first.
    let fields = contexts
        .iter()
        .filter(|(name, _)| !name.ends_with("Context"));
    let fields: BTreeSet<String> = fields.flat_map(|(_, context)| context.names()).collect();
    let contexts = contexts
        .iter()
        .filter(|(name, _)| name.ends_with("Context"));
    let variables: BTreeSet<String> = contexts.flat_map(|(_, context)| context.names()).collect();
    let unknown: Vec<_> = everywhere
        .difference(&fields)
        .filter(|name| !variables.contains(*name))
        .collect();
    assert!(unknown.is_empty(), "{unknown:?} do not exist");
    let missing: Vec<_> = fields.difference(&everywhere).collect();
    assert!(missing.is_empty(), "{missing:?} are not described");
}

#[test]
fn the_readme_begins_with_the_facts_of_the_manifest() {
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    let package = &manifest["package"];
    let version = package["rust-version"].as_str().unwrap();
    let licence = package["license"].as_str().unwrap().replace(" OR ", " or ");
    assert_eq!(
        manifest["lints"]["rust"]["unsafe_code"].as_str(),
        Some("forbid")
    );
    let facts = format!("**Rust {version} or newer · {licence} · no unsafe code · ");
    assert!(read("README.md").contains(&facts), "{facts}");
}
