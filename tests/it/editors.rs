//! What `docs/editors.md` tells writers to put into their editors, tried.

use std::process::Command;

use insta::assert_snapshot;
use serde_json::Value;

use crate::builder::Site;
use crate::formats::fenced;

/// Problems of both levels, in files whose names have a space and a colon, after letters of several bytes.
fn site() -> Site {
    Site::new()
        .sources(&["smith", "jones"])
        .page(
            "digging wells.md",
            "Brünnlein “are” dug.[@smiht]\n\nBy hand.[@smith]",
        )
        .page("a: b.md", "> - See [there](nowhere.md).")
}

/// Goes to each problem as `:cnext` does, and writes where it got to and what stands there.
const VISIT: &str = r#"
for item in getqflist()
  if item.valid
    execute 'cc ' . (index(getqflist(), item) + 1)
    let at = expand('%') . ':' . line('.') . ' <' . matchstr(getline('.')[col('.') - 1 :], '^\S\+') . '>'
    call writefile([at . ' ' . item.type . ' ' . item.text], 'visited.txt', 'a')
  else
    call writefile(['not understood: ' . item.text], 'visited.txt', 'a')
  endif
endfor
qall!
"#;

#[test]
fn vim_goes_from_problem_to_problem() {
    if Command::new("vim").arg("--version").output().is_err() {
        // A machine with Rust only can run all other tests; the one that counts has Vim.
        assert!(std::env::var_os("CI").is_none(), "apt-get install vim");
        return;
    }
    let site = site();
    let [compiler] = &fenced("editors.md", "vim")[..] else {
        panic!("one Vim script in docs/editors.md")
    };
    site.write("vim/compiler/ibid.vim", compiler);
    site.write("visit.vim", VISIT);
    let vim = Command::new("vim")
        .args(["-es", "-N", "-u", "NONE", "-i", "NONE", "-n"])
        .args([
            "-c",
            "set encoding=utf-8 runtimepath^=vim",
            "-c",
            "compiler ibid",
        ])
        .args(["-c", "make!", "-c", "source visit.vim"])
        .env("PATH", path_with_ibid())
        .current_dir(site.root())
        .output()
        .expect("these tests need Vim: apt-get install vim");
    assert!(site.has("visited.txt"), "{vim:?}");
    assert_snapshot!(site.read("visited.txt"));
}

#[test]
fn code_matches_every_line() {
    let [tasks] = &fenced("editors.md", "json")[..] else {
        panic!("one tasks.json in docs/editors.md")
    };
    let tasks: Value = serde_json::from_str(tasks).unwrap();
    let task = &tasks["tasks"][0];
    assert_eq!(task["command"], "ibid");
    let arguments = task["args"].as_array().unwrap().iter();
    let arguments: Vec<&str> = arguments.map(|word| word.as_str().unwrap()).collect();
    let printed = site().run(&arguments).fails(1).stdout;

    let pattern = &task["problemMatcher"]["pattern"];
    let regexp = regex::Regex::new(pattern["regexp"].as_str().unwrap()).unwrap();
    let mut seen = String::new();
    for line in printed.lines() {
        let found = regexp
            .captures(line)
            .unwrap_or_else(|| panic!("no match: {line}"));
        for part in ["file", "line", "column", "severity", "code", "message"] {
            let group = pattern[part].as_u64().unwrap() as usize;
            seen.push_str(&format!("{part}: {}\n", &found[group]));
        }
        seen.push('\n');
    }
    assert_snapshot!(seen);
    assert!(!regexp.is_match("checked 3 pages: 2 errors"));
}

#[test]
fn the_line_in_the_guide_is_one_that_is_printed() {
    let example = &fenced("editors.md", "text")[0];
    let line = site().run(&["check", "--format", "short"]).fails(1).stdout;
    let message = example.split_once(": ").unwrap().1;
    assert!(line.contains(message), "{line}\nnot like\n{example}");
}

/// The search path with the tested program first.
fn path_with_ibid() -> std::ffi::OsString {
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_ibid"));
    let mut folders = vec![program.parent().unwrap().to_owned()];
    folders.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap()));
    std::env::join_paths(folders).unwrap()
}
