//! What is in the output folder and is not Ibid's: it stays, as it is, or the build is refused.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use crate::builder::Site;
use crate::faults::{can_mount, can_trace, in_own_mounts, whole};

fn small() -> Site {
    Site::new().page("a.md", "A.").page("b.md", "B.")
}

fn edit(site: &Site, edition: usize) {
    let text = format!("+++\ntitle = \"Edition {edition}\"\ndescription = \"D.\"\n+++\nText.\n");
    site.write("content/a.md", text);
}

#[test]
fn files_that_would_be_lost_are_listed() {
    let site = small();
    site.write("public/index.html", "mine");
    site.write("public/a", "a file where a folder will be");
    symlink("elsewhere", site.path("public/404.html")).unwrap();
    site.write("public/notes.txt", "mine too");
    let run = site.build().fails(2);
    insta::assert_snapshot!(run.stderr, @r"
    error: ROOT/public holds files that no build of Ibid wrote and that the site would replace:
      404.html
      a
      index.html
    help: choose another folder with --output, or replace them with --force
    ");
    assert_eq!(site.read("public/index.html"), "mine");
    site.run(&["build", "--force"]).succeeds().is_clean();
    assert!(site.has("public/a/index.html") && site.read("public/index.html") != "mine");
    assert!(!site.path("public/404.html").is_symlink());
    assert_eq!(site.read("public/notes.txt"), "mine too");
    edit(&site, 1);
    site.build().succeeds().is_clean();
}

#[test]
fn a_folder_with_something_in_it_is_never_replaced() {
    let site = small();
    site.write("public/index.html/mine.txt", "mine");
    let run = site.run(&["build", "--force"]).fails(2);
    insta::assert_snapshot!(run.stderr, @r"
    error: ROOT/public/index.html is in the way of a file of the site, and Ibid did not write what is in it
    help: move it elsewhere, or choose another folder with --output
    ");
    assert_eq!(site.read("public/index.html/mine.txt"), "mine");
}

#[test]
fn a_site_without_its_record_is_not_foreign() {
    let site = small();
    site.build().succeeds().is_clean();
    for damage in ["", "{\"format\":\"ibid record\",\"version\":9}\n"] {
        site.write("public/.ibid-manifest", damage);
        site.build().succeeds().is_clean();
    }
    site.write("public/.ibid-manifest", "");
    edit(&site, 1);
    let run = site.build().fails(2);
    insta::assert_snapshot!(run.stderr, @"
    error: ROOT/public holds files that no build of Ibid wrote and that the site would replace:
      404.html
      a/index.html
      b/index.html
      index.html
      print/index.html
      sources/index.html
      sources-by-group/index.html
    The record of what Ibid wrote there, .ibid-manifest, cannot be read by this version.
    help: choose another folder with --output, or replace them with --force
    ");
}

#[test]
fn a_record_cannot_be_forged() {
    let site = small();
    site.write("public/CNAME", "example.org\n");
    // The name of a file as a line of a record.
    let name = "[\"x\",1,\"0\"]\n[\"CNAME\",12,\"0\"]\n";
    site.write(&format!("static/{name}"), "x");
    let run = site.build().fails(1);
    insta::assert_snapshot!(run.diagnostics(), @r#"
    error[unreadable-file]: the name static/["x",1,"0"]\n["CNAME",12,"0"]\n holds a control character
     |
     = help: rename the file: its name becomes an address
    "#);
    fs::remove_file(site.path("static").join(name)).unwrap();
    site.build().succeeds().is_clean();
    // Nor by an address of the explainer's own.
    for alias in [".ibid-manifest", "/x/\\n/y/", ".ibid-build/lock.html"] {
        site.write(
            "content/b.md",
            format!("+++\ntitle = \"B\"\ndescription = \"B.\"\naliases = [\"{alias}\"]\n+++\n"),
        );
        assert!(
            site.build()
                .fails(1)
                .headlines()
                .contains("error[invalid-value]")
        );
    }
    site.write(
        "content/b.md",
        "+++\ntitle = \"B\"\ndescription = \"B.\"\n+++\n",
    );
    // A record that names what Ibid did not write.
    let record = site.read("public/.ibid-manifest");
    let (body, _) = record.trim_end().rsplit_once('\n').unwrap();
    let (head, rest) = body.split_once('\n').unwrap();
    let body = format!("{head}\n[\"CNAME\",12,\"{:032x}\",\"\"]\n{rest}\n", 7);
    let hash = xxhash_rust::xxh3::xxh3_128(body.as_bytes());
    site.write(
        "public/.ibid-manifest",
        format!("{body}{{\"hash\":\"{hash:032x}\"}}\n"),
    );
    let run = site.build().succeeds();
    assert!(
        run.stderr
            .contains("kept ./public/CNAME: somebody changed it"),
        "{}",
        run.stderr
    );
    assert_eq!(site.read("public/CNAME"), "example.org\n");
    site.build().succeeds().is_clean();
    assert_eq!(site.read("public/CNAME"), "example.org\n");
}

#[test]
fn what_somebody_changed_outlives_its_page() {
    let site = small();
    site.build().succeeds().is_clean();
    site.write(
        "public/b/index.html",
        "An apology for the page that was here.",
    );
    fs::remove_file(site.path("content/b.md")).unwrap();
    let run = site.build().succeeds();
    insta::assert_snapshot!(run.stderr, @"
    kept ./public/b/index.html: somebody changed it since Ibid wrote it
    built 2 pages and 0 sources to ./public in N ms: 7 of 30 files written
    ");
    edit(&site, 1);
    site.build().succeeds().is_clean();
    assert!(site.read("public/b/index.html").starts_with("An apology"));
}

/// What the system says of every foreign file and folder, by path.
fn state(site: &Site, paths: &[&str]) -> BTreeMap<String, String> {
    let state = |path: &str| {
        let full = site.path("public").join(path);
        let meta = full
            .symlink_metadata()
            .unwrap_or_else(|error| panic!("{path}: {error}"));
        let inode = if meta.is_dir() { 0 } else { meta.ino() };
        format!(
            "{:o} {}:{} {}.{:09} {inode} {} {}",
            meta.mode(),
            meta.uid(),
            meta.gid(),
            meta.mtime(),
            meta.mtime_nsec(),
            if meta.is_dir() { 0 } else { meta.nlink() },
            note(&full).unwrap_or_default(),
        )
    };
    let states = paths.iter().map(|path| ((*path).to_owned(), state(path)));
    states.collect()
}

/// An extended attribute.
fn note(path: &Path) -> Option<String> {
    let mut buffer = [0; 100];
    let length = rustix::fs::lgetxattr(path, "user.note", &mut buffer[..]).ok()?;
    Some(String::from_utf8_lossy(&buffer[..length]).into_owned())
}

#[test]
fn foreign_files_keep_what_they_have() {
    let site = small();
    let public = site.path("public");
    for path in ["private/deep", "open", "a"] {
        fs::create_dir_all(public.join(path)).unwrap();
    }
    for path in ["private/deep/key", "open/one", "a/beside", ".hidden"] {
        site.write(&format!("public/{path}"), "mine");
    }
    fs::hard_link(public.join("open/one"), public.join("open/other")).unwrap();
    symlink("../missing", public.join("open/link")).unwrap();
    let fifo = rustix::fs::FileType::Fifo;
    let mode = rustix::fs::Mode::RUSR;
    rustix::fs::mknodat(rustix::fs::CWD, public.join("open/fifo"), fifo, mode, 0).unwrap();
    // The path of a socket must be short.
    let socket = UnixListener::bind(site.path("s")).unwrap();
    fs::rename(site.path("s"), public.join("open/socket")).unwrap();
    let flags = rustix::fs::XattrFlags::empty();
    for path in ["private", ".hidden", "."] {
        let _ = rustix::fs::setxattr(public.join(path), "user.note", b"remember", flags);
    }
    let past = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for path in [
        "private/deep/key",
        "open/one",
        "private/deep",
        "private",
        "open",
    ] {
        fs::File::open(public.join(path))
            .unwrap()
            .set_modified(past)
            .unwrap();
    }
    let modes = [
        (".", 0o2750),
        ("private", 0o700),
        ("private/deep", 0o500),
        ("private/deep/key", 0o400),
        ("open", 0o1777),
        ("a", 0o711),
    ];
    for (path, mode) in modes {
        fs::set_permissions(public.join(path), fs::Permissions::from_mode(mode)).unwrap();
    }
    // Root can have files of others.
    let _ = std::os::unix::fs::chown(public.join("private"), Some(1234), Some(4321));
    let paths = [
        "private",
        "private/deep",
        "private/deep/key",
        "open",
        "open/one",
        "open/other",
        "open/link",
        "open/fifo",
        "open/socket",
        ".hidden",
    ];
    let before = state(&site, &paths);
    let mode = |path: &str| fs::metadata(public.join(path)).unwrap().mode() & 0o7777;
    for edition in 0..3 {
        edit(&site, edition);
        site.build().succeeds().is_clean();
        assert_eq!(state(&site, &paths), before);
        assert_eq!((mode("."), mode("a")), (0o2750, 0o711));
        assert_eq!(note(&public), note(&public.join(".hidden")));
        assert!(
            public
                .join("open/socket")
                .metadata()
                .unwrap()
                .file_type()
                .is_socket()
        );
        assert_eq!(site.read("public/a/beside"), "mine");
    }
    fs::remove_file(site.path("content/a.md")).unwrap();
    site.build().succeeds().is_clean();
    assert_eq!(mode("a"), 0o711, "a folder that is only the author's now");
    assert_eq!(state(&site, &paths), before);
    drop(socket);
    let _ = std::os::unix::fs::chown(public.join("private"), Some(0), Some(0));
    fs::set_permissions(
        public.join("private/deep"),
        fs::Permissions::from_mode(0o700),
    )
    .unwrap();
}

#[test]
fn specials_in_the_places_of_files_do_not_hold_up_a_build() {
    let site = small();
    site.build().succeeds().is_clean();
    let fifo = |path: &str| {
        let _ = fs::remove_file(site.path(path));
        let (kind, mode) = (rustix::fs::FileType::Fifo, rustix::fs::Mode::RUSR);
        rustix::fs::mknodat(rustix::fs::CWD, site.path(path), kind, mode, 0).unwrap();
    };
    fifo("public/a/index.html");
    site.build().succeeds().is_clean();
    assert!(site.read("public/a/index.html").contains("<h1>"));
    fifo("public/.ibid-manifest");
    let run = site.build().fails(2);
    assert!(
        run.stderr.contains(".ibid-manifest is in the way"),
        "{}",
        run.stderr
    );
    fs::remove_file(site.path("public/.ibid-manifest")).unwrap();
    site.build().succeeds().is_clean();
    fifo("static");
    site.build().succeeds().is_clean();
    fs::remove_file(site.path("static")).unwrap();
    fs::create_dir(site.path("static")).unwrap();
    fifo("static/pipe");
    insta::assert_snapshot!(site.build().fails(1).diagnostics(), @r"
    error[unreadable-file]: static/pipe is not a regular file
    --> static/pipe
     = help: move it out of the explainer
    ");
    fs::remove_file(site.path("static/pipe")).unwrap();
    fifo(".public.ibid-build");
    let run = site.build().fails(2);
    assert!(run.stderr.contains(".public.ibid-build"), "{}", run.stderr);
}

#[test]
fn what_is_put_there_at_the_last_moment_stays() {
    if !can_trace() {
        return;
    }
    let site = small();
    site.write("public/CNAME", "old.example\n");
    site.build().succeeds().is_clean();
    edit(&site, 1);
    let build = site.command(&["build"]);
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-o", "/dev/null", "-e", "trace=syncfs"]);
    strace.args(["-e", "inject=syncfs:delay_enter=2s"]);
    strace
        .arg(build.get_program())
        .args(build.get_args())
        .current_dir(site.root());
    let child = strace
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    while !site.has(".public.ibid-build/site/.ibid-manifest") {
        std::thread::sleep(Duration::from_millis(5));
    }
    // The new site is complete, and about to take the old one's place.
    site.write("public/late/file.txt", "late");
    site.write("public/a/late.txt", "late");
    site.write("new", "new.example\n");
    fs::rename(site.path("new"), site.path("public/CNAME")).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    assert!(
        site.read("public/a/index.html").contains("Edition 1"),
        "{said}"
    );
    for path in ["public/late/file.txt", "public/a/late.txt"] {
        assert_eq!(site.read(path), "late");
    }
    assert_eq!(site.read("public/CNAME"), "new.example\n");
    assert!(!site.has(".public.ibid-build"));
}

#[test]
fn where_nothing_can_be_linked_files_are_swapped_one_by_one() {
    if !can_trace() {
        return;
    }
    let site = Site::new().sources(&["smith"]);
    site.write("public/CNAME", "example.org\n");
    let edit = |edition: usize| {
        for page in ["page-a", "page-b"] {
            site.write(
                &format!("content/{page}.md"),
                format!(
                    "+++\ntitle = \"Edition {edition}\"\ndescription = \"D.\"\n+++\nText.[@smith]\n"
                ),
            );
        }
    };
    edit(0);
    site.build().succeeds().is_clean();
    edit(1);
    fs::rename(
        site.path("content/page-b.md"),
        site.path("content/page-c.md"),
    )
    .unwrap();
    let inode = fs::metadata(site.path("public")).unwrap().ino();
    let build = site.command(&["build"]);
    let mut strace = Command::new("strace");
    strace.args([
        "-f",
        "-qq",
        "-o",
        "/dev/null",
        "-e",
        "trace=linkat",
        "-e",
        "inject=linkat:error=EPERM",
    ]);
    strace
        .arg(build.get_program())
        .args(build.get_args())
        .current_dir(site.root());
    site.run_command(strace).succeeds().is_clean();
    assert_eq!(whole(&site, "public"), "Edition 1");
    assert!(!site.has("public/page-b") && site.has("public/page-c/index.html"));
    assert_eq!(fs::metadata(site.path("public")).unwrap().ino(), inode);
    assert!(!site.has(".public.ibid-build"));
    let run = site.build().succeeds();
    assert!(run.stderr.contains("nothing changed"), "{}", run.stderr);
}

#[test]
fn a_volume_in_the_output_folder_is_left_alone() {
    if !can_mount() {
        return;
    }
    let site = small();
    let said = in_own_mounts(
        &site,
        "mkdir -p public/volume public/bound other; echo mine > other/file
         mount -t tmpfs none public/volume; mount --bind other public/bound
         echo mine > public/volume/file; mkdir public/volume/deep; echo mine > public/volume/deep/file
         echo mine > public/CNAME
         $IBID build 2>&1; echo >> content/a.md; echo More. >> content/a.md; rm content/b.md
         $IBID build 2>&1
         cat public/volume/file public/volume/deep/file public/bound/file public/CNAME other/file
         grep -c More public/a/index.html; test ! -e public/b; mountpoint -q public/volume; mountpoint -q public/bound
         ls -A | grep ibid-build || echo clean",
    );
    let is_ours = |line: &&str| line.starts_with("built ") || line.starts_with("note: ");
    let lines: Vec<&str> = said.lines().filter(|line| !is_ours(line)).collect();
    assert_eq!(
        lines,
        ["mine", "mine", "mine", "mine", "mine", "1", "clean"],
        "{said}"
    );
}

#[test]
fn an_output_folder_may_be_a_mount_point() {
    if !can_mount() {
        return;
    }
    let site = small();
    let said = in_own_mounts(
        &site,
        "mkdir -p public; mount -t tmpfs none public; echo mine > public/CNAME
         $IBID build 2>&1; $IBID build 2>&1
         mkdir content/c; mv content/b.md content/c/; echo More. >> content/a.md
         $IBID build 2>&1
         cat public/CNAME; grep -c More public/a/index.html; test ! -e public/b; test -e public/c/b/index.html
         mountpoint -q public; ls -A public . | grep ibid-build || echo clean
         $IBID build --verify 2>&1",
    );
    insta::assert_snapshot!(crate::builder::neutral(&said, site.root()), @"
    built 3 pages and 0 sources to ./public in N ms: 31 files written
    built 3 pages and 0 sources to ./public in N ms: nothing changed
    built 3 pages and 0 sources to ./public in N ms: 8 of 31 files written, 1 removed
    mine
    1
    clean
    built 3 pages and 0 sources to ./public in N ms: nothing changed
    ");
}

#[test]
fn an_output_that_belongs_to_the_explainer_is_refused_however_it_is_written() {
    let site = small();
    fs::create_dir_all(site.path("static/img")).unwrap();
    fs::create_dir_all(site.path("notes")).unwrap();
    symlink("../notes", site.path("content/notes")).unwrap();
    symlink("static/img", site.path("out")).unwrap();
    symlink("content/new", site.path("dangling")).unwrap();
    fs::create_dir(site.path(".git")).unwrap();
    for output in [
        "x/nope/../../content/new",
        "content/../static",
        "out",
        "out/deep",
        "dangling",
        "notes/site",
        ".git",
        ".git/site",
        "public/.git/x",
        "themes/mine",
        "content/a.md/x",
        "./",
        "public/..",
        "/",
    ] {
        let run = site.run(&["build", "--output", output]).fails(2);
        assert!(
            run.stderr.contains("help: choose a folder"),
            "{output}: {}",
            run.stderr
        );
    }
    assert_eq!(fs::read_dir(site.path("static/img")).unwrap().count(), 0);
    assert!(!site.has("content/new") && !site.has("x") && !site.has("public"));
    site.run(&["build", "--output", "x/nope/../out"])
        .succeeds()
        .is_clean();
    assert!(site.has("x/out/index.html") && !site.has("x/nope"));
}

/// The command run as a user who may not read everything.
fn as_nobody(command: &mut Command) -> &mut Command {
    if rustix::process::geteuid().is_root() {
        command.uid(65534).gid(65534);
    }
    command
}

#[test]
fn faults_of_the_machine_are_told_with_path_and_reason() {
    let site = small();
    site.write("static/x.bin", "x");
    site.write("themes/folio/assets/own.css", "x");
    if rustix::process::geteuid().is_root() {
        let all = walkdir::WalkDir::new(site.root()).into_iter();
        for entry in all {
            std::os::unix::fs::chown(entry.unwrap().path(), Some(65534), Some(65534)).unwrap();
        }
    }
    let mode = |path: &str, mode| {
        fs::set_permissions(site.path(path), fs::Permissions::from_mode(mode)).unwrap();
    };
    let build = |arguments: &[&str]| {
        let mut command = site.command(arguments);
        as_nobody(&mut command);
        site.run_command(command)
    };
    build(&["build"]).succeeds();
    mode("static/x.bin", 0);
    mode("themes/folio/assets/own.css", 0);
    insta::assert_snapshot!(build(&["build"]).fails(1).stderr, @r"
    error[unreadable-file]: cannot read static/x.bin: Permission denied (os error 13)
    --> static/x.bin
     = help: check its permissions

    error[unreadable-file]: cannot read themes/folio/assets/own.css: Permission denied (os error 13)
    --> themes/folio/assets/own.css
     = help: check its permissions

    nothing written: 2 errors
    ");
    mode("static/x.bin", 0o600);
    mode("themes/folio/assets/own.css", 0o600);
    mode("ibid.toml", 0);
    insta::assert_snapshot!(build(&["build"]).fails(2).stderr, @"error: cannot read ibid.toml: Permission denied (os error 13)");
    mode("ibid.toml", 0o600);
    edit(&site, 1);
    mode("public", 0o500);
    let said = build(&["build"]).fails(2).stderr;
    assert!(said.contains("public: Permission denied"), "{said}");
    assert!(said.contains("help: check its permissions"), "{said}");
    mode("public", 0o700);
    // The folder around it cannot be written: the site is updated where it is.
    mode(".", 0o500);
    build(&["build"]).succeeds();
    assert!(site.read("public/a/index.html").contains("Edition 1"));
    mode("public", 0o500);
    edit(&site, 2);
    let said = build(&["build"]).fails(2).stderr;
    assert!(said.contains("Permission denied"), "{said}");
    mode("public", 0o700);
    mode(".", 0o700);
    assert_eq!(
        site.files("public")
            .iter()
            .filter(|file| file.contains("ibid-build"))
            .count(),
        0
    );
}
