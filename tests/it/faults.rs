//! Whatever happens to a build (it is killed, two run at once, the system refuses a call, the disk is full):
//! the output folder holds one whole site, the old one or the new one.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::builder::{Run, Site};

/// How often to do something that is usually done so often: `ATTACK=7` makes it seven times as much.
pub(crate) fn rounds(usual: usize) -> usize {
    usual * attack()
}

pub(crate) fn attack() -> usize {
    std::env::var("ATTACK").map_or(1, |factor| factor.parse().unwrap())
}

/// An explainer with so many pages, each with the number of its edition as its title.
pub(crate) fn site(pages: usize) -> Site {
    let site = Site::new().sources(&["smith"]);
    site.write("public/CNAME", "example.org\n");
    edit(&site, pages, 0);
    site
}

/// Gives every page the title `Edition N`.
pub(crate) fn edit(site: &Site, pages: usize, edition: usize) {
    let text =
        format!("+++\ntitle = \"Edition {edition}\"\ndescription = \"D.\"\n+++\n\nText.[@smith]\n");
    for page in 0..pages {
        // Whoever reads it meanwhile reads the old page or the new one.
        site.write("content/.new", &text);
        let page = site.path(&format!("content/page-{page}.md"));
        fs::rename(site.path("content/.new"), page).unwrap();
    }
}

/// The edition of the site in `public/`, which must be whole: it holds what its record says and nothing else, all
/// pages are of one edition, and what the author put there is there.
pub(crate) fn whole(site: &Site, folder: &str) -> String {
    let record = site.read(&format!("{folder}/.ibid-manifest"));
    let lines = record.lines().filter(|line| line.starts_with('['));
    let mut known = BTreeSet::from([".ibid-manifest".to_owned(), "CNAME".to_owned()]);
    let mut editions = BTreeSet::new();
    for line in lines {
        let (path, length, hash, _): (String, usize, String, String) =
            serde_json::from_str(line).unwrap();
        let bytes =
            fs::read(site.path(folder).join(&path)).unwrap_or_else(|e| panic!("{path}: {e}"));
        assert_eq!(bytes.len(), length, "{path}");
        let own = xxhash_rust::xxh3::xxh3_128(&bytes);
        assert_eq!(format!("{own:032x}"), hash, "{path}");
        if path.starts_with("page-") {
            let text = String::from_utf8(bytes).unwrap();
            let at = text.find("<h1>").expect("a page");
            editions.insert(text[at + 4..].split("</h1>").next().unwrap().to_owned());
        }
        known.insert(path);
    }
    let there: BTreeSet<String> = site.files(folder).into_iter().collect();
    assert_eq!(there, known, "files of the site and of the author");
    assert_eq!(site.read(&format!("{folder}/CNAME")), "example.org\n");
    assert_eq!(editions.len(), 1, "pages of one site: {editions:?}");
    editions.pop_first().unwrap()
}

/// Names in the root that are no part of the explainer.
fn leftovers(site: &Site) -> Vec<String> {
    let names = fs::read_dir(site.root()).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.starts_with('.')).collect()
}

pub(crate) fn start(site: &Site, arguments: &[&str]) -> Child {
    let mut command = site.command(arguments);
    command
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Numbers that look random and are the same in each run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end.max(1)
    }
}

#[test]
fn a_build_that_is_killed_leaves_one_whole_site() {
    const PAGES: usize = 60;
    let site = site(PAGES);
    let begin = Instant::now();
    site.build().succeeds().is_clean();
    let whole_build = begin.elapsed();
    let mut random = Random(11);
    let mut seen = BTreeSet::new();
    let mut left = 0;
    for edition in 1..=rounds(30) {
        edit(&site, PAGES, edition);
        let mut child = start(&site, &["build"]);
        std::thread::sleep(whole_build.mul_f64(random.below(120) as f64 / 100.0));
        child.kill().unwrap();
        child.wait().unwrap();
        seen.insert(whole(&site, "public"));
        left = left.max(leftovers(&site).len());
    }
    assert!(left <= 1, "a build removes what the one before it left");
    edit(&site, PAGES, 0);
    site.build().succeeds().is_clean();
    assert_eq!(whole(&site, "public"), "Edition 0");
    assert_eq!(leftovers(&site), [""; 0]);
}

#[test]
fn a_build_that_is_told_to_stop_clears_away_at_once() {
    const PAGES: usize = 60;
    let site = site(PAGES);
    let begin = Instant::now();
    site.build().succeeds().is_clean();
    let whole_build = begin.elapsed();
    for (edition, signal) in (1..=12).zip([2, 15, 1].into_iter().cycle()) {
        edit(&site, PAGES, edition);
        let mut child = start(&site, &["build"]);
        std::thread::sleep(whole_build.mul_f64(f64::from(edition as u32) / 12.0));
        let pid = rustix::process::Pid::from_child(&child);
        let kinds = [
            (1, rustix::process::Signal::HUP),
            (2, rustix::process::Signal::INT),
            (15, rustix::process::Signal::TERM),
        ];
        let kind = kinds
            .iter()
            .find(|(number, _)| *number == signal)
            .unwrap()
            .1;
        let _ = rustix::process::kill_process(pid, kind);
        let told = Instant::now();
        let status = child.wait().unwrap();
        assert!(
            told.elapsed() < Duration::from_secs(5),
            "{:?}",
            told.elapsed()
        );
        // Before it listens it dies by the signal; after its end there is nobody to hear.
        let ends = [Some(0), Some(128 + signal), None];
        assert!(ends.contains(&status.code()), "{status:?}");
        whole(&site, "public");
        if status.signal().is_none() {
            assert_eq!(leftovers(&site), [""; 0], "{status:?}");
        }
    }
}

#[test]
fn builds_that_overlap_make_one_whole_site() {
    const PAGES: usize = 30;
    let site = site(PAGES);
    site.build().succeeds().is_clean();
    for edition in 1..=rounds(8) {
        edit(&site, PAGES, edition);
        let first = start(&site, &["build"]);
        edit(&site, PAGES, edition + 1000);
        let second = start(&site, &["build", "--verify"]);
        let third = start(&site, &["build", "--output", "content/../public/."]);
        for child in [first, second, third] {
            let output = child.wait_with_output().unwrap();
            let said = String::from_utf8(output.stderr).unwrap();
            assert!(output.status.success(), "{said}");
        }
        // The last that began to read came after the edit, however they took turns.
        assert_eq!(
            whole(&site, "public"),
            format!("Edition {}", edition + 1000)
        );
        assert_eq!(leftovers(&site), [""; 0]);
    }
}

#[test]
fn an_output_folder_in_another_is_kept_and_waits() {
    const PAGES: usize = 40;
    let (outer, inner) = (site(PAGES), site(PAGES));
    let nested = outer.path("public/nested");
    fs::create_dir_all(&nested).unwrap();
    fs::write(nested.join("CNAME"), "example.org\n").unwrap();
    let to = nested.to_str().unwrap();
    outer.build().succeeds();
    for edition in 1..=12 {
        edit(&outer, PAGES, edition);
        edit(&inner, PAGES, edition);
        let both = [
            start(&outer, &["build"]),
            start(&inner, &["build", "--output", to]),
        ];
        for child in both {
            let ended = child.wait_with_output().unwrap();
            let said = String::from_utf8_lossy(&ended.stderr);
            assert!(ended.status.success(), "{said}");
        }
        let _ = fs::remove_dir_all(inner.path("public"));
        let copied = Command::new("cp")
            .arg("-a")
            .arg(&nested)
            .arg(inner.path("public"))
            .status();
        assert!(copied.unwrap().success());
        assert_eq!(whole(&inner, "public"), format!("Edition {edition}"));
        // What is in the outer folder and not of it is the author's.
        let moved = outer.path("aside");
        fs::rename(&nested, &moved).unwrap();
        assert_eq!(whole(&outer, "public"), format!("Edition {edition}"));
        fs::rename(&moved, &nested).unwrap();
        assert!(leftovers(&outer).is_empty());
    }
}

#[test]
fn a_build_waits_for_another_or_fails_by_choice() {
    let site = site(1);
    site.build().succeeds().is_clean();
    let folder = site.path(".public.ibid-build");
    fs::create_dir(&folder).unwrap();
    let lock = fs::File::create(folder.join("lock")).unwrap();
    lock.lock().unwrap();
    fs::write(folder.join("lock"), "process \u{1b}[31mevil\n").unwrap();
    let said = site.run(&["build", "--no-wait"]).fails(2).stderr;
    insta::assert_snapshot!(said, @r"
    error: another build is writing ./public
    help: let it end and build again; without --no-wait, Ibid waits for it
    ");
    fs::write(folder.join("lock"), "process 7\n").unwrap();
    let mut waiting = start(&site, &["build"]);
    let mut said = BufReader::new(waiting.stderr.take().unwrap());
    let mut line = String::new();
    said.read_line(&mut line).unwrap();
    assert_eq!(
        line,
        "waiting: another build (process 7) is writing ./public\n"
    );
    std::thread::sleep(Duration::from_millis(300));
    assert!(waiting.try_wait().unwrap().is_none(), "it waits");
    drop(lock);
    said.read_to_string(&mut line).unwrap();
    assert!(waiting.wait().unwrap().success(), "{line}");
    assert_eq!(leftovers(&site), [""; 0]);
}

#[test]
fn a_preview_beside_builds_changes_nothing() {
    const PAGES: usize = 10;
    let site = site(PAGES);
    let mut preview = start(&site, &["serve", "--port", "0"]);
    for edition in 1..=5 {
        edit(&site, PAGES, edition);
        site.build().succeeds().is_clean();
        assert_eq!(whole(&site, "public"), format!("Edition {edition}"));
    }
    assert!(preview.try_wait().unwrap().is_none(), "the preview lives");
    preview.kill().unwrap();
    preview.wait().unwrap();
}

#[test]
fn damage_is_noticed() {
    let site = site(2);
    site.build().succeeds().is_clean();
    let path = site.path("public/page-0/index.html");
    let good = fs::read(&path).unwrap();
    let damage = |bytes: &[u8], keep_time: bool| {
        let time = fs::metadata(&path).unwrap().modified().unwrap();
        fs::write(&path, bytes).unwrap();
        if keep_time {
            let file = fs::File::options().write(true).open(&path).unwrap();
            file.set_modified(time).unwrap();
        }
    };
    // Emptied, and changed in its length's bounds, each with its old time.
    let other = vec![b'x'; good.len()];
    for bytes in [&b""[..], &other] {
        damage(bytes, true);
        let run = site.build().succeeds();
        assert!(run.stderr.contains("1 of "), "{}", run.stderr);
        assert_eq!(fs::read(&path).unwrap(), good);
    }
    // A copy of the site is what it was, though all its times are new.
    let copy = Command::new("cp")
        .args(["-r", "public", "copy"])
        .current_dir(site.root())
        .status();
    assert!(copy.unwrap().success());
    fs::remove_dir_all(site.path("public")).unwrap();
    fs::rename(site.path("copy"), site.path("public")).unwrap();
    let run = site.build().succeeds();
    assert!(run.stderr.contains("nothing changed"), "{}", run.stderr);
    let run = site.run(&["build", "--verify"]).succeeds();
    assert!(run.stderr.contains("nothing changed"), "{}", run.stderr);
    whole(&site, "public");
}

#[test]
fn a_death_between_the_two_steps_of_a_swap_is_repaired() {
    use std::os::unix::fs::MetadataExt;
    let site = site(3);
    site.build().succeeds().is_clean();
    let other = Site::new();
    other.write("public/CNAME", "example.org\n");
    for page in 0..3 {
        other.write(
            &format!("content/page-{page}.md"),
            "+++\ntitle = \"Edition 1\"\ndescription = \"D.\"\n+++\nNew.\n",
        );
    }
    other.build().succeeds();
    // The old site has been moved aside, the new one is not in its place yet.
    let folder = site.path(".public.ibid-build");
    fs::create_dir(&folder).unwrap();
    fs::rename(site.path("public"), folder.join("old")).unwrap();
    fs::rename(other.path("public"), folder.join("site")).unwrap();
    let inode = fs::metadata(folder.join("site")).unwrap().ino();
    fs::write(folder.join("swap"), format!("{inode}\n")).unwrap();
    // A file that somebody put into the old site at the last moment.
    fs::write(folder.join("old/late.txt"), "late").unwrap();
    // The build itself fails: what it repaired is there all the same.
    site.write("content/bad.md", "no front matter");
    site.build().fails(1);
    assert_eq!(site.read("public/late.txt"), "late");
    fs::remove_file(site.path("public/late.txt")).unwrap();
    assert_eq!(whole(&site, "public"), "Edition 1");
    assert_eq!(leftovers(&site), [""; 0]);

    // Only the old site is whole.
    fs::create_dir(&folder).unwrap();
    fs::rename(site.path("public"), folder.join("old")).unwrap();
    fs::create_dir(folder.join("site")).unwrap();
    fs::write(folder.join("site/half"), "").unwrap();
    site.build().fails(1);
    assert_eq!(whole(&site, "public"), "Edition 1");
    assert_eq!(leftovers(&site), [""; 0]);
}

/// A system call of a build that has to do with the output folder: its name, and which of its kind in its thread.
type Call = (String, usize);

/// The calls of a build in `site` on paths that hold `public`, each once.
fn calls(site: &Site) -> Vec<Call> {
    let log = site.path("strace.log");
    let run = traced(
        site,
        &["-y", "-o", log.to_str().unwrap(), "-e", "trace=%file,%desc"],
    );
    run.succeeds();
    let mut counts = std::collections::BTreeMap::<(String, String), usize>::new();
    let mut found = BTreeSet::new();
    for line in fs::read_to_string(&log).unwrap().lines() {
        let Some((thread, call)) = line.trim().split_once(' ') else {
            continue;
        };
        let Some((name, rest)) = call.trim().split_once('(') else {
            continue;
        };
        if !name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        {
            continue;
        }
        let count = counts
            .entry((thread.to_owned(), name.to_owned()))
            .or_default();
        *count += 1;
        // Messages name the folder too, but are not about it.
        let is_message = name == "write" && rest.starts_with("2<");
        if rest.contains("public") && name != "close" && !is_message {
            found.insert((name.to_owned(), *count));
        }
    }
    fs::remove_file(log).unwrap();
    found.into_iter().collect()
}

pub(crate) fn traced(site: &Site, arguments: &[&str]) -> Run {
    let build = site.command(&["build"]);
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq"]).args(arguments);
    strace.arg(build.get_program()).args(build.get_args());
    strace
        .current_dir(site.root())
        .env("RAYON_NUM_THREADS", "1")
        .stdin(Stdio::null());
    site.run_command(strace)
}

/// Whether a program works here. A machine with Rust only can run all other tests, and a container may forbid what
/// the program does.
pub(crate) fn works(program: &str, arguments: &[&str]) -> bool {
    let run = Command::new(program).args(arguments).output();
    let there = run.is_ok() || std::env::var_os("CI").is_none();
    assert!(there, "apt-get install {program}");
    let works = run.is_ok_and(|run| run.status.success());
    if !works {
        eprintln!(
            "skipped: {program} {} does not work here",
            arguments.join(" ")
        );
    }
    works
}

/// Whether system calls can be watched and made to fail.
pub(crate) fn can_trace() -> bool {
    works("strace", &["-f", "-o", "/dev/null", "true"])
}

#[test]
fn every_system_call_may_fail() {
    if !can_trace() {
        return;
    }
    let site = site(1);
    site.write("public/own/file", "mine");
    fs::remove_file(site.path("public/own/file")).unwrap();
    fs::remove_dir(site.path("public/own")).unwrap();
    let mut edition = 0;
    let mut next = || {
        edition += 1;
        edit(&site, 1, edition);
        edition
    };
    site.build().succeeds().is_clean();
    next();
    let calls = calls(&site);
    assert!(calls.len() > 60, "{calls:?}");
    let mut failed = 0;
    for (name, count) in calls {
        for error in ["EIO", "ENOSPC", "EACCES"] {
            // One error a call is enough for most; the costly ones are spread over the calls.
            let spread = attack() == 1;
            if spread
                && (count + name.len()) % 3
                    != ["EIO", "ENOSPC", "EACCES"]
                        .iter()
                        .position(|one| *one == error)
                        .unwrap()
            {
                continue;
            }
            let before = whole(&site, "public");
            let now = format!("Edition {}", next());
            let trace = format!("trace={name}");
            let inject = format!("inject={name}:error={error}:when={count}");
            let run = traced(&site, &["-o", "/dev/null", "-e", &inject, "-e", &trace]);
            let code = run.status.code();
            // Calls are counted in each thread, so the first may also be one of the loader, before the program runs.
            if code == Some(127) && run.stderr.contains("loading shared libraries") {
                continue;
            }
            assert!(
                matches!(code, Some(0..=2)),
                "{inject}: {:?} {}",
                run.status,
                run.stderr
            );
            assert!(!run.stderr.contains("panicked"), "{inject}: {}", run.stderr);
            // A refusal may mean that folders cannot be exchanged. Then it goes on file by file, and where calls
            // of another thread are refused there, too, the next build completes it.
            if code == Some(2) && run.stderr.contains("/public/") {
                site.build().succeeds();
                assert_eq!(whole(&site, "public"), now, "{inject}");
                continue;
            }
            let shown = whole(&site, "public");
            assert!(shown == before || shown == now, "{inject}: {shown}");
            if code == Some(0) {
                assert_eq!(shown, now, "{inject}: {}", run.stderr);
            } else {
                failed += 1;
                // The call of the same number in the main thread may be the one that says so.
                let says = run.stderr.contains("error") || name == "write";
                assert!(says, "{inject}: {}", run.stderr);
            }
        }
    }
    assert!(failed > 20, "{failed} builds failed");
    next();
    site.build().succeeds().is_clean();
    assert_eq!(whole(&site, "public"), format!("Edition {edition}"));
    assert_eq!(leftovers(&site), [""; 0]);
}

#[test]
fn a_kill_at_any_renaming_leaves_one_whole_site() {
    if !can_trace() {
        return;
    }
    let site = site(1);
    site.build().succeeds().is_clean();
    let mut edition = 0;
    // The exchange of two folders refused, the program dies at one of the two steps in its place.
    for (exchange, deadly) in [
        ("error=EINVAL", "rename:signal=KILL:when=1"),
        ("error=EINVAL", "rename:signal=KILL:when=2"),
        ("signal=KILL", "rename:when=9999"),
        ("error=EINVAL", "unlinkat:signal=KILL:when=1"),
        ("error=EINVAL", "unlinkat:signal=KILL:when=3"),
    ] {
        edition += 1;
        edit(&site, 1, edition);
        let exchange = format!("inject=renameat2:{exchange}");
        let deadly = format!("inject={deadly}");
        let run = traced(&site, &["-o", "/dev/null", "-e", &exchange, "-e", &deadly]);
        assert_ne!(
            run.status.code(),
            Some(0),
            "{deadly}: it was killed\n{}",
            run.stderr
        );
        // The next build, whatever becomes of it.
        site.write("content/bad.md", "no front matter");
        site.build().fails(1);
        fs::remove_file(site.path("content/bad.md")).unwrap();
        whole(&site, "public");
        assert_eq!(leftovers(&site), [""; 0], "{deadly}");
    }
    site.build().succeeds();
    assert_eq!(whole(&site, "public"), format!("Edition {edition}"));
}

/// A site with a section of two pages; `edition` is in the text of both.
fn site_with_a_section() -> Site {
    let site = Site::new().sources(&["smith"]);
    // Without a print view of the whole, all that an edit changes is in the section.
    let site = site.config("[print]\nwhole_site_pages = 0\n");
    let site = site.page("other.md", "Text.[@smith]");
    let site = site.page("dig/_index.md", "To dig.");
    site.write("public/CNAME", "example.org\n");
    edit_section(&site, 0);
    site
}

fn edit_section(site: &Site, edition: usize) {
    for page in ["a", "b"] {
        let front = format!("title = \"{page}\"\ndescription = \"D.\"");
        let text = format!("+++\n{front}\n+++\n\nEdition {edition}.\n");
        site.write(&format!("content/dig/{page}.md"), &text);
    }
}

/// The edition that all pages of the section show.
fn edition_of_section(site: &Site) -> String {
    let pages = ["a", "b", "print"].map(|page| site.read(&format!("public/dig/{page}/index.html")));
    let editions = pages.iter().flat_map(|page| {
        let found = page.match_indices("<p>Edition ").collect::<Vec<_>>();
        assert!(!found.is_empty());
        let text = found.into_iter().map(|(at, _)| &page[at + 3..]);
        text.map(|text| text.split('.').next().unwrap().to_owned())
    });
    let editions: BTreeSet<String> = editions.collect();
    assert_eq!(editions.len(), 1, "pages of one site: {editions:?}");
    assert_eq!(site.read("public/CNAME"), "example.org\n");
    editions.into_iter().next().unwrap()
}

#[test]
fn a_folder_in_which_all_differs_is_exchanged_alone() {
    let site = site_with_a_section();
    site.write("public/dig/mine.txt", "mine");
    site.build().succeeds().is_clean();
    let inode = |path: &str| {
        use std::os::unix::fs::MetadataExt;
        fs::metadata(site.path(path)).unwrap().ino()
    };
    let paths = [
        "public",
        "public/other",
        "public/dig",
        "public/dig/mine.txt",
    ];
    let before = paths.map(inode);
    edit_section(&site, 1);
    site.build().succeeds().is_clean();
    assert_eq!(edition_of_section(&site), "Edition 1");
    let after = paths.map(inode);
    let same = [0, 1, 2, 3].map(|i| before[i] == after[i]);
    assert_eq!(same, [true, true, false, true]);
    assert_eq!(leftovers(&site), [""; 0]);
    // The record says what is there: the next build has nothing to do.
    let again = site.build().succeeds();
    assert!(again.stderr.contains("nothing changed"), "{}", again.stderr);
    // A page that goes is gone, with its folder.
    fs::remove_file(site.path("content/dig/b.md")).unwrap();
    site.build().succeeds().is_clean();
    assert!(!site.path("public/dig/b").exists());
}

#[test]
fn a_kill_while_a_folder_is_exchanged_leaves_one_whole_site() {
    if !can_trace() {
        return;
    }
    let site = site_with_a_section();
    site.build().succeeds().is_clean();
    let mut edition = 0;
    for deadly in [
        "renameat2:signal=KILL",
        "renameat2:error=EINVAL",
        "unlinkat:signal=KILL:when=1",
        "unlinkat:signal=KILL:when=2",
        "unlinkat:signal=KILL:when=5",
        "renameat:signal=KILL:when=1",
        "renameat:error=EIO:when=1",
        "linkat:signal=KILL:when=1",
    ] {
        edition += 1;
        edit_section(&site, edition);
        let inject = format!("inject={deadly}");
        let run = traced(&site, &["-o", "/dev/null", "-e", &inject]);
        let shown = edition_of_section(&site);
        let is_old = shown == format!("Edition {}", edition - 1);
        assert!(
            is_old || shown == format!("Edition {edition}"),
            "{deadly}: {shown}"
        );
        if run.status.code() == Some(0) {
            assert!(!is_old, "{deadly}");
        }
        // The next build, whatever becomes of it.
        site.write("content/bad.md", "no front matter");
        site.build().fails(1);
        fs::remove_file(site.path("content/bad.md")).unwrap();
        assert_eq!(edition_of_section(&site), shown, "{deadly}");
        assert_eq!(leftovers(&site), [""; 0], "{deadly}");
        site.build().succeeds().is_clean();
        assert_eq!(
            edition_of_section(&site),
            format!("Edition {edition}"),
            "{deadly}"
        );
        let again = site.build().succeeds();
        assert!(
            again.stderr.contains("nothing changed"),
            "{deadly}: {}",
            again.stderr
        );
    }
}

/// Runs a script with mounts of its own, as root of its own; its output. `IBID` is the program.
pub(crate) fn in_own_mounts(site: &Site, script: &str) -> String {
    let run = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-euc", script])
        .current_dir(site.root())
        .env("IBID", env!("CARGO_BIN_EXE_ibid"))
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, err) = (text(&run.stdout), text(&run.stderr));
    assert!(run.status.success(), "{script}\n{out}\n{err}");
    out
}

/// Whether scripts can have mounts of their own.
pub(crate) fn can_mount() -> bool {
    let script = "mount -t tmpfs none /mnt";
    works(
        "unshare",
        &["--user", "--map-root-user", "--mount", "sh", "-c", script],
    )
}

#[test]
fn a_full_disk_leaves_the_old_site() {
    if !can_mount() {
        return;
    }
    let site = site(3);
    site.write("static/large.bin", vec![b'x'; 300_000]);
    let said = in_own_mounts(
        &site,
        "mkdir disk; mount -t tmpfs -o size=1m none disk; mkdir disk/site; cp public/CNAME disk/site/
         $IBID build --output disk/site 2>&1; sha256sum disk/site/*.html disk/site/large.bin > before
         head -c 900000 /dev/zero > static/large.bin
         $IBID build --output disk/site 2>&1 && exit 1 || echo status $?
         sha256sum -c --quiet before; ls -A disk disk/site",
    );
    assert!(said.contains("No space left on device"), "{said}");
    assert!(
        said.contains("help: make room on that disk, then build again"),
        "{said}"
    );
    let (_, listing) = said.split_once("status 2\n").expect("a failure");
    assert!(!listing.contains("ibid-build"), "{said}");
    assert!(listing.contains("CNAME"), "{said}");
}

#[test]
fn a_disk_that_cannot_be_written_is_named() {
    if !can_mount() {
        return;
    }
    let site = site(1);
    let said = in_own_mounts(
        &site,
        "mkdir disk; mount -t tmpfs none disk; mkdir disk/site; mount -o remount,ro disk
         $IBID build --output disk/site 2>&1 && exit 1 || echo status $?
         $IBID build --output disk/new/site 2>&1 && exit 1 || echo status $?",
    );
    let root = site.root().canonicalize().unwrap();
    insta::assert_snapshot!(said.replace(&*root.to_string_lossy(), "ROOT"), @r"
    error: cannot write ROOT/disk/.site.ibid-build: Read-only file system (os error 30)
    help: the disk cannot be written; choose another folder with --output
    status 2
    error: cannot write ROOT/disk/new: Read-only file system (os error 30)
    help: the disk cannot be written; choose another folder with --output
    status 2
    ");
}
