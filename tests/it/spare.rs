//! The site before the last is kept beside a large site, to become the next one: no reader notices, whatever happens to it.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;

use crate::builder::{Site, files_below};
use crate::faults::{attack, can_trace, edit, rounds, site, start, traced, whole};

const SPARE: &str = ".public.ibid-build/spare";

/// An explainer with pages of one edition, and so many other files that a spare is kept.
fn large(pages: usize) -> Site {
    let site = site(pages);
    for n in 0..1100 {
        let path = format!("static/many/{}/{n}.txt", n % 40);
        site.write(&path, format!("{n}"));
    }
    site
}

/// Builds `edition`; the site is whole and of that edition.
fn build(site: &Site, pages: usize, edition: usize) {
    edit(site, pages, edition);
    site.build().succeeds().is_clean();
    assert_eq!(whole(site, "public"), format!("Edition {edition}"));
}

fn inode(site: &Site, path: &str) -> u64 {
    fs::symlink_metadata(site.path(path)).unwrap().ino()
}

/// What is in the folder of builds.
fn kept(site: &Site) -> Vec<String> {
    let names = fs::read_dir(site.path(".public.ibid-build"));
    let names = names.unwrap();
    let mut names: Vec<_> = names
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn bytes(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let all = files_below(folder).into_iter();
    let all = all.filter(|path| path != "CNAME");
    all.map(|path| (path.clone(), fs::read(folder.join(&path)).unwrap()))
        .collect()
}

#[test]
fn edits_in_sequence_equal_cold_builds() {
    let site = large(2);
    let page = |path: &str, text: &str| {
        let front = "+++\ntitle = \"Page\"\ndescription = \"D.\"\n+++\n";
        site.write(
            &format!("content/{path}"),
            format!("{front}{text}[@smith]\n"),
        );
    };
    let gone = |path: &str| fs::remove_file(site.path(path)).unwrap();
    page("first/a.md", "A.");
    page("second/b.md", "B.");
    site.build().succeeds().is_clean();
    assert!(!site.has(".public.ibid-build"), "a first build leaves none");
    let edits: [&dyn Fn(); 9] = [
        &|| edit(&site, 2, 1),
        &|| page("first/a.md", "Other."),
        // A page moves, and its folder is empty.
        &|| {
            gone("content/second/b.md");
            page("third/b.md", "B.");
        },
        &|| edit(&site, 2, 2),
        // A file where a folder was, and the other way round.
        &|| {
            fs::remove_dir_all(site.path("static/many/7")).unwrap();
            site.write("static/many/7", "7");
            gone("static/many/8/8.txt");
            site.write("static/many/8/8.txt/deep", "8");
        },
        &|| page("first/a.md", "Once more."),
        &|| {
            gone("static/many/7");
            site.write("static/many/7/7.txt", "7");
            fs::remove_dir_all(site.path("static/many/8/8.txt")).unwrap();
        },
        // Everything is another's, as of another program.
        &|| {
            site.write(
                "ibid.toml",
                "title = \"Other\"\n[search]\nenabled = false\n",
            );
        },
        &|| edit(&site, 2, 3),
    ];
    let mut roots = vec![inode(&site, "public")];
    for (n, edit) in edits.iter().enumerate() {
        edit();
        site.build().succeeds().is_clean();
        let cold = format!("cold-{n}");
        site.run(&["build", "--no-sync", "--output", &cold])
            .succeeds();
        assert_eq!(
            bytes(&site.path("public")).keys().collect::<Vec<_>>(),
            bytes(&site.path(&cold)).keys().collect::<Vec<_>>(),
            "edit {n}"
        );
        assert!(
            bytes(&site.path("public")) == bytes(&site.path(&cold)),
            "edit {n}"
        );
        whole(&site, "public");
        roots.push(inode(&site, "public"));
        assert_eq!(
            kept(&site),
            [".gitignore", "CACHEDIR.TAG", "looked", "spare"]
        );
    }
    // Two trees take turns.
    for (n, three) in roots.windows(3).enumerate() {
        assert_eq!(three[0], three[2], "edit {n}");
        assert_ne!(three[0], three[1], "edit {n}");
    }
    let again = site.build().succeeds();
    assert!(again.stderr.contains("nothing changed"), "{}", again.stderr);
}

#[test]
fn a_spare_holds_what_others_put_there_no_more() {
    let site = large(1);
    site.write("public/own/file", "mine");
    build_with_own(&site, 1);
    let own = || fs::metadata(site.path("public/own/file")).unwrap();
    let before = (own().ino(), own().mtime_nsec());
    for edition in 2..6 {
        build_with_own(&site, edition);
        assert_eq!((own().ino(), own().mtime_nsec()), before);
        assert_eq!(own().nlink(), 1, "the spare has no name of it");
        assert!(!site.path(SPARE).join("own").exists());
        assert_eq!(site.read("public/own/file"), "mine");
    }
}

#[test]
fn an_edit_of_a_small_part_leaves_the_spare_as_it_is() {
    let site = large(1);
    // What is made of the words of all pages is somewhere else.
    let config = "title = \"T\"\n[search]\nenabled = false\n[print]\nwhole_site_pages = 0\n";
    site.write("ibid.toml", config);
    let page = |text: &str| {
        let front = "+++\ntitle = \"Page\"\ndescription = \"D.\"\n+++\n";
        site.write("content/first/a.md", format!("{front}{text}\n"));
        site.build().succeeds().is_clean();
        site.run(&["build", "--no-sync", "--output", "cold"])
            .succeeds();
        assert!(
            bytes(&site.path("public")) == bytes(&site.path("cold")),
            "{text}"
        );
        [inode(&site, "public"), inode(&site, SPARE)]
    };
    site.build().succeeds().is_clean();
    build(&site, 1, 1);
    page("Words.");
    let before = page("Words of that part.");
    assert_eq!(page("Other words of that part."), before);
    assert_eq!(page("Words once more."), before);
    edit(&site, 1, 2);
    let after = page("Words of that part, and an edit elsewhere.");
    assert_eq!(after, [before[1], before[0]], "the two took turns");
}

#[test]
fn what_others_put_deep_into_a_large_site_is_found() {
    let site = large(1);
    site.build().succeeds().is_clean();
    for edition in 1..4 {
        build(&site, 1, edition);
    }
    assert!(site.has(".public.ibid-build/looked"));
    site.write("public/many/3/own", "mine");
    site.write("public/many/own/deep/file", "mine");
    for edition in 4..8 {
        edit(&site, 1, edition);
        site.build().succeeds().is_clean();
        for path in ["many/3/own", "many/own/deep/file"] {
            assert_eq!(
                site.read(&format!("public/{path}")),
                "mine",
                "edition {edition}"
            );
            assert!(!site.path(SPARE).join(path).exists(), "edition {edition}");
        }
    }
    // What the author takes away is gone, and stays so.
    fs::remove_file(site.path("public/many/3/own")).unwrap();
    for edition in 8..11 {
        edit(&site, 1, edition);
        site.build().succeeds().is_clean();
        assert!(!site.has("public/many/3/own"), "edition {edition}");
        assert_eq!(site.read("public/many/own/deep/file"), "mine");
    }
    // The note of another folder says nothing of this one.
    let note = site.read(".public.ibid-build/looked");
    let (of, _) = note.rsplit_once(' ').unwrap();
    let notes = [note.replace(' ', " 1"), format!("{of}\n"), String::new()];
    for (n, note) in notes.iter().enumerate() {
        site.write(".public.ibid-build/looked", note);
        site.write("public/many/5/own", "mine");
        edit(&site, 1, 11 + n);
        site.build().succeeds().is_clean();
        assert_eq!(site.read("public/many/5/own"), "mine");
    }
}

/// As `build`, where the author has a folder `own` in the output folder.
fn build_with_own(site: &Site, edition: usize) {
    edit(site, 1, edition);
    site.build().succeeds().is_clean();
    fs::rename(site.path("public/own"), site.path("own")).unwrap();
    assert_eq!(whole(site, "public"), format!("Edition {edition}"));
    fs::rename(site.path("own"), site.path("public/own")).unwrap();
}

#[test]
fn a_spare_that_somebody_changed_does_no_harm() {
    let site = large(1);
    site.build().succeeds().is_clean();
    build(&site, 1, 1);
    let other = large(2);
    other.build().succeeds();
    build(&other, 2, 1);
    let spare = |path: &str| site.path(SPARE).join(path);
    let replace = |path: &str, text: &str| {
        fs::remove_file(spare(path)).unwrap();
        fs::write(spare(path), text).unwrap();
    };
    let mode = |path: &str, mode| {
        fs::set_permissions(spare(path), fs::Permissions::from_mode(mode)).unwrap();
    };
    let changes: [(&str, &dyn Fn()); 15] = [
        ("a file replaced", &|| replace("many/3/3.txt", "x")),
        ("one of the same length", &|| replace("many/3/3.txt", "4")),
        ("a file gone", &|| {
            fs::remove_file(spare("many/3/3.txt")).unwrap()
        }),
        (
            "a file changed, which is also that of the output folder",
            &|| {
                fs::write(spare("many/3/3.txt"), "x").unwrap();
            },
        ),
        ("a folder gone", &|| {
            fs::remove_dir_all(spare("many/3")).unwrap()
        }),
        ("a folder more", &|| fs::create_dir(spare("more")).unwrap()),
        ("a link", &|| {
            fs::remove_file(spare("many/3/3.txt")).unwrap();
            symlink("/etc/hosts", spare("many/3/3.txt")).unwrap();
        }),
        ("a link for a folder", &|| {
            fs::remove_dir_all(spare("many/3")).unwrap();
            symlink("/tmp", spare("many/3")).unwrap();
        }),
        ("another mode", &|| mode("many/3", 0o711)),
        ("another mode of the whole", &|| mode("", 0o711)),
        ("a folder that is closed", &|| mode("many/3", 0o000)),
        ("no record", &|| {
            fs::remove_file(spare(".ibid-manifest")).unwrap()
        }),
        ("a record of another version", &|| {
            replace(
                ".ibid-manifest",
                "{\"format\":\"ibid record\",\"version\":9}\n",
            );
        }),
        ("a record of another site", &|| {
            let record = other.path("public/.ibid-manifest");
            fs::copy(record, spare(".ibid-manifest")).unwrap();
        }),
        ("the spare of another site", &|| {
            fs::remove_dir_all(site.path(SPARE)).unwrap();
            let copied = std::process::Command::new("cp")
                .arg("-r")
                .args([other.path(SPARE), site.path(SPARE)])
                .status();
            assert!(copied.unwrap().success());
        }),
    ];
    let mut edition = 1;
    for (what, change) in changes {
        change();
        println!("{what}");
        for _ in 0..2 {
            edition += 1;
            build(&site, 1, edition);
            assert_eq!(
                kept(&site),
                [".gitignore", "CACHEDIR.TAG", "looked", "spare"]
            );
        }
    }
    // Who stood in the folder when it was shown put something there.
    fs::write(spare("many/late.txt"), "late").unwrap();
    edit(&site, 1, 0);
    site.build().succeeds().is_clean();
    assert_eq!(site.read("public/many/late.txt"), "late");
    fs::remove_file(site.path("public/many/late.txt")).unwrap();
    // Without it all is made anew.
    fs::remove_dir_all(site.path(".public.ibid-build")).unwrap();
    build(&site, 1, 1);
    build(&site, 1, 2);
}

#[test]
fn permissions_of_the_output_folder_last() {
    let site = large(1);
    site.build().succeeds().is_clean();
    build(&site, 1, 1);
    let path = |path: &str| site.path("public").join(path);
    let mode = |of: &str| fs::metadata(path(of)).unwrap().mode() & 0o7777;
    let set = |of: &str, mode| {
        fs::set_permissions(path(of), fs::Permissions::from_mode(mode)).unwrap();
    };
    let usual = (mode(""), mode("many/3"));
    let mut edition = 1;
    for (whole, folder) in [(0o750, 0o711), (0o711, 0o700), usual] {
        set("", whole);
        set("many/3", folder);
        for _ in 0..3 {
            edition += 1;
            build(&site, 1, edition);
            assert_eq!((mode(""), mode("many/3")), (whole, folder));
        }
    }
}

#[test]
fn an_output_folder_in_another_has_no_spare() {
    let (outer, inner) = (large(1), large(1));
    outer.build().succeeds();
    let nested = outer.path("public/nested");
    for edition in 1..4 {
        edit(&inner, 1, edition);
        inner
            .run(&["build", "--no-sync", "--output", nested.to_str().unwrap()])
            .succeeds();
        assert!(!outer.has("public/.nested.ibid-build"));
    }
}

#[test]
fn a_kill_or_a_refusal_while_the_spare_is_changed_leaves_one_whole_site() {
    if !can_trace() {
        return;
    }
    let site = large(2);
    site.build().succeeds().is_clean();
    build(&site, 2, 1);
    let mut edition = 1;
    let calls = [
        ("renameat", 1..8),
        ("renameat2", 1..2),
        ("rename", 1..3),
        ("linkat", 1..4),
        ("unlinkat", 1..6),
        ("rmdir", 1..3),
        ("syncfs", 1..2),
    ];
    for (call, times) in calls {
        for time in times {
            let ends = ["signal=KILL", "error=EIO", "error=EACCES"];
            for (n, end) in ends.into_iter().enumerate() {
                // One end a call is enough for most.
                if attack() == 1 && (call.len() + time) % 3 != n {
                    continue;
                }
                let before = whole(&site, "public");
                edition += 1;
                edit(&site, 2, edition);
                let inject = format!("inject={call}:{end}:when={time}");
                let run = traced(&site, &["-o", "/dev/null", "-e", &inject]);
                assert!(!run.stderr.contains("panicked"), "{inject}: {}", run.stderr);
                let now = format!("Edition {edition}");
                // Where folders cannot be exchanged it goes on file by file, which the next build completes.
                if run.status.code() == Some(2) && run.stderr.contains("/public/") {
                    site.build().succeeds();
                    assert_eq!(whole(&site, "public"), now, "{inject}");
                    continue;
                }
                let shown = whole(&site, "public");
                assert!(shown == before || shown == now, "{inject}: {shown}");
                if run.status.code() == Some(0) {
                    assert_eq!(shown, now, "{inject}: {}", run.stderr);
                }
                // The next build, whatever becomes of it.
                site.write("content/bad.md", "no front matter");
                site.build().fails(1);
                fs::remove_file(site.path("content/bad.md")).unwrap();
                assert_eq!(whole(&site, "public"), shown, "{inject}");
                site.build().succeeds();
                assert_eq!(whole(&site, "public"), now, "{inject}");
                let again = site.build().succeeds();
                let said = &again.stderr;
                assert!(said.contains("nothing changed"), "{inject}: {said}");
            }
        }
    }
}

#[test]
fn builds_of_a_large_site_that_are_stopped_or_overlap_leave_one_whole_site() {
    const PAGES: usize = 20;
    let site = large(PAGES);
    site.build().succeeds().is_clean();
    build(&site, PAGES, 1);
    for edition in 1..=rounds(6) {
        edit(&site, PAGES, edition);
        let first = start(&site, &["build"]);
        edit(&site, PAGES, edition + 1000);
        let mut killed = start(&site, &["build", "--verify"]);
        let third = start(&site, &["build"]);
        std::thread::sleep(std::time::Duration::from_millis(37 * edition as u64 % 300));
        killed.kill().unwrap();
        killed.wait().unwrap();
        for child in [first, third] {
            let output = child.wait_with_output().unwrap();
            let said = String::from_utf8(output.stderr).unwrap();
            assert!(output.status.success(), "{said}");
        }
        let now = format!("Edition {}", edition + 1000);
        assert_eq!(whole(&site, "public"), now);
        // What the killed one left, if it was the last of them, the next build clears away.
        site.build().succeeds();
        assert_eq!(
            kept(&site),
            [".gitignore", "CACHEDIR.TAG", "looked", "spare"]
        );
    }
}
