//! The command line: what can be typed, and what is said when it is wrong.

use crate::builder::Site;

#[test]
fn every_command_explains_itself_with_an_example() {
    let site = Site::empty();
    let help = site.run(&["--help"]).succeeds().stdout;
    assert!(
        help.contains("Examples:") && help.contains("Exit status:"),
        "{help}"
    );
    let commands: Vec<&str> = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| line.starts_with("  "))
        .filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert!(commands.len() >= 5, "{commands:?}");
    for command in commands {
        let help = site.run(&[command, "--help"]).succeeds().stdout;
        let examples = help
            .lines()
            .filter(|line| line.trim_start().starts_with(&format!("ibid {command}")));
        assert!(examples.count() >= 1, "an example in\n{help}");
    }
}

#[test]
fn wrong_use_ends_with_2_and_a_hint() {
    let site = Site::new();
    for (arguments, hint) in [
        (&["bulid"][..], "build"),
        (&["build", "--outptu", "x"], "--output"),
        (
            &["build", "--base-url", "example.org"],
            "https://example.org",
        ),
        (&["build", "--root"], "--root"),
        (&["check", "--format", "xml"], "json"),
        (&["explain", "broken-lnik"], "broken-link"),
        (&["completions", "fihs"], "fish"),
        (&["init"], "DIR"),
        (&["build", "extra"], "ibid init extra"),
        (&[], "Usage"),
    ] {
        let run = site.run(arguments).fails(2);
        assert!(run.stderr.contains(hint), "{arguments:?}: {}", run.stderr);
        assert_eq!(run.stdout, "", "{arguments:?}");
    }
}

#[test]
fn a_folder_that_is_no_explainer() {
    let site = Site::empty();
    insta::assert_snapshot!(site.build().fails(2).stderr, @"
    error: . is not the folder of an explainer: it has no ibid.toml
    help: name another folder with --root, or make a new explainer with `ibid init DIR`
    ");
    insta::assert_snapshot!(site.run(&["build", "--root", "no/where"]).fails(2).stderr, @"
    error: cannot read no/where: no such folder
    help: name the folder of an explainer, or make a new one with `ibid init no/where`
    ");
    insta::assert_snapshot!(site.run(&["check"]).fails(2).stderr, @"
    error: . is not the folder of an explainer: it has no ibid.toml
    help: name another folder with --root, or make a new explainer with `ibid init DIR`
    ");
}

#[test]
fn check_writes_nothing() {
    let site = Site::new().page("a.md", "A.");
    let run = site.check().succeeds();
    insta::assert_snapshot!(run.stderr, @"checked 2 pages: no problems");
    assert!(!site.has("public"));
}

#[test]
fn colours_only_where_they_are_wanted() {
    let site = Site::new().page("a.md", "A [@nobody].");
    let coloured = |variables: &[(&str, &str)]| {
        let mut command = site.command(&["check"]);
        command.envs(variables.iter().copied());
        site.run_command(command).fails(1).stderr.contains('\u{1b}')
    };
    assert!(!coloured(&[]), "no terminal");
    assert!(coloured(&[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[("NO_COLOR", "1")]));
    assert!(!coloured(&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "0")]));
    assert!(
        !coloured(&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")]),
        "no means no"
    );
}

#[test]
fn messages_go_to_stderr_and_data_to_stdout() {
    let site = Site::new().page("a.md", "A [@nobody].");
    let human = site.check().fails(1);
    assert_eq!(human.stdout, "");
    let json = site.run(&["check", "--format", "json"]).fails(1);
    insta::assert_snapshot!(json.stdout, @r#"{"lint":"undefined-source","level":"deny","message":"no source has the key \"nobody\"","file":"content/a.md","line":5,"column":4,"end_line":5,"end_column":11,"help":"there is no bibliography: make sources.bib, or name your file under [citations] in ibid.toml; for a plain at sign write \\@","labels":[]}"#);
    insta::assert_snapshot!(json.stderr, @"checked 2 pages: 1 error");
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let site = Site::new().page("a.md", &"A [@nobody].\n".repeat(5_000));
    let mut command = site.command(&["check", "--format", "json"]);
    command
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"));
}

#[test]
fn lints_are_explained() {
    let site = Site::empty();
    insta::assert_snapshot!(site.run(&["explain", "broken-anchor"]).succeeds().stdout, @r#"
    broken-anchor (deny by default)

    The page that a link leads to has no heading (or other element) with this id. A heading has the id that is written
    after it, or one made of its words.

    Wrong:

        See [why](@/motives.md#moneys).

    Right:

        See [why](@/motives.md#money).

    An id of its own keeps a heading's links sound when its words change: `## Money and arms {#money}`.

    To change its level, write in ibid.toml:

        [lints]
        broken-anchor = "allow"  # or "warn" or "deny"

    or, for one run, `ibid check --allow broken-anchor`, `--warn` or `--deny`.
    "#);
    let all = site.run(&["explain"]).succeeds().stdout;
    assert!(
        all.lines().count() > 30 && all.contains("undefined-source"),
        "{all}"
    );
}

#[test]
fn shells_get_completions() {
    let site = Site::empty();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = site.run(&["completions", shell]).succeeds().stdout;
        assert!(
            script.contains("ibid") && script.contains("base-url"),
            "{shell}"
        );
    }
}
