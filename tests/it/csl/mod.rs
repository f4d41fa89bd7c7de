//! The CSL test suite, run through `ibid format`.
//!
//! `tests/csl/failing.txt` lists the fixtures that fail, each with its reason. To see what differs, name a part
//! of the fixtures' names; to make the list anew, which keeps the reasons it has:
//!
//! ```text
//! IBID_CSL_SHOW=name_ cargo test --test it csl
//! IBID_CSL_UPDATE=1 cargo test --test it csl
//! ```

mod fixture;
mod job;
mod list;

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write as _;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use fixture::Fixture;
use list::Failing;

const HOW_TO_GET_THE_DATA: &str = "csl: the CSL test suite is skipped. To run it, download \
    github.com/citation-style-language/test-suite, put its fixtures (processor-tests/humans/*.txt) into a folder \
    `suite`, and name the folder around that in IBID_CSL_DATA.\n";

#[test]
fn fixtures_of_the_csl_test_suite() {
    let Some(fixtures) = data().map(|data| fixture::all(&data.join("suite"))) else {
        // Not `eprintln!`, which is not seen when a test passes.
        let _ = io::stderr().write_all(HOW_TO_GET_THE_DATA.as_bytes());
        return;
    };
    let results = run(&fixtures);
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/csl/failing.txt");
    let mut failing = Failing::read(&list);
    if env::var_os("IBID_CSL_UPDATE").is_some() {
        failing.update(&results);
        failing.write(&list);
    }
    if let Ok(part) = env::var("IBID_CSL_SHOW") {
        let _ = io::stderr().write_all(report(&results, &part).as_bytes());
    }
    let changes = failing.changes(&results);
    assert!(changes.is_empty(), "{changes}");
}

/// What came of a fixture.
pub(crate) struct Outcome {
    pub name: String,
    pub expected: String,
    pub got: String,
}

impl Outcome {
    pub(crate) fn passes(&self) -> bool {
        self.expected == self.got
    }
}

/// The folder of the suite's data, if it is there.
fn data() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/csl");
    let folder = env::var_os("IBID_CSL_DATA").map_or_else(beside, PathBuf::from);
    folder.join("suite").is_dir().then_some(folder)
}

/// The program that is tested: `ibid format`, or what `IBID_FORMAT` names, a program and its arguments.
fn program() -> Command {
    let Ok(other) = env::var("IBID_FORMAT") else {
        let mut ibid = Command::new(env!("CARGO_BIN_EXE_ibid"));
        ibid.arg("format");
        return ibid;
    };
    let mut words = other.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or_default());
    command.args(words);
    command
}

/// Formats all fixtures in one process.
fn run(fixtures: &[Fixture]) -> Vec<Outcome> {
    let mut child = program()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let jobs: Vec<String> = fixtures
        .iter()
        .map(|fixture| job::job(fixture).to_string())
        .collect();
    let writer = thread::spawn(move || {
        for job in jobs {
            writeln!(stdin, "{job}").unwrap();
        }
    });
    let answers = BufReader::new(child.stdout.take().unwrap()).lines();
    let outcomes: Vec<_> = fixtures
        .iter()
        .zip(answers)
        .map(|(fixture, answer)| Outcome {
            name: fixture.name.clone(),
            expected: fixture.expected(),
            got: job::printed(fixture, &answer.unwrap()),
        })
        .collect();
    writer.join().unwrap();
    child.wait().unwrap();
    assert_eq!(outcomes.len(), fixtures.len(), "an answer for each job");
    outcomes
}

/// How many fixtures of each category pass, and what differs in those whose name has a part.
fn report(outcomes: &[Outcome], part: &str) -> String {
    let mut report = String::new();
    let mut categories: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for outcome in outcomes {
        let category = outcome.name.split('_').next().unwrap_or_default();
        let (passing, all) = categories.entry(category).or_default();
        *passing += usize::from(outcome.passes());
        *all += 1;
        if !outcome.passes() && outcome.name.contains(part) {
            let Outcome {
                name,
                expected,
                got,
            } = outcome;
            let _ = writeln!(
                report,
                "=== {name}\n--- expected\n{expected}\n--- got\n{got}\n"
            );
        }
    }
    for (category, (passing, all)) in categories {
        let _ = writeln!(report, "{category} {passing}/{all}");
    }
    let passing = outcomes.iter().filter(|outcome| outcome.passes()).count();
    let _ = writeln!(report, "all {passing}/{}", outcomes.len());
    report
}
