//! What can be typed: commands and flags, as clap reads them.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::builder::StringValueParser;
use clap::{Args, Parser, Subcommand};

use super::levels::LevelFlags;
use super::names::Known;
use crate::bibliography::bundled::style_names;
use crate::commands::{DataFormat, Described};
use crate::config::normalise_base_url;
use crate::diagnostics::{Format, Lint};
use crate::import::Tool;
use crate::preview::PORT;
use crate::site::Facet;

/// The compiler for cited explainers: Markdown and a bibliography to a site with footnoted citations.
#[derive(Debug, Parser)]
#[command(name = "ibid", version, max_term_width = 100)]
#[command(after_help = "Examples:\n  \
    ibid init my-explainer             make a small explainer to start from\n  \
    ibid build --root my-explainer     write it to my-explainer/public/\n  \
    ibid check --format json           find what is wrong, for an editor\n\n\
    Exit status: 0 fine (warnings allowed), 1 the explainer has errors, 2 wrong use or the machine failed.")]
pub(super) struct Typed {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a small explainer that builds and teaches by example.
    #[command(after_help = "Example:\n  ibid init my-explainer && ibid build --root my-explainer")]
    Init {
        /// The folder to make, or one that holds no more than a repository and a README.
        dir: PathBuf,
        /// The citation style: the name of a bundled one.
        #[arg(long, value_name = "STYLE", value_parser = style_name(), hide_possible_values = true)]
        style: Option<String>,
    },
    /// Copy a site of Zola, Hugo, mdBook, Quarto, Pandoc or Obsidian into a new explainer.
    ///
    /// Nothing of the site is changed. docs/moving.md says what is translated.
    #[command(
        after_help = "Examples:\n  ibid import ../book my-explainer\n  ibid import ../vault my-notes --from obsidian"
    )]
    Import {
        /// The folder of the site.
        source: PathBuf,
        /// The folder to make; without it, one named after the site.
        dir: Option<PathBuf>,
        /// The tool that the site is made with; without it, it is guessed.
        #[arg(long, value_enum, value_name = "TOOL")]
        from: Option<Tool>,
    },
    /// Make a page with front matter.
    #[command(
        after_help = "Examples:\n  ibid new history/summits      content/history/summits.md\n  \
        ibid new history/             the section, content/history/_index.md"
    )]
    New {
        /// The page, by its path below content/; with a slash at the end, a section.
        path: String,
        /// The folder of the explainer.
        #[arg(long, value_name = "DIR")]
        root: Option<PathBuf>,
    },
    /// Write the site, if nothing is wrong with it.
    #[command(after_help = "Examples:\n  \
        ibid build\n  \
        ibid build --root my-explainer --output /tmp/site\n  \
        ibid build --base-url https://example.org/explainer/")]
    Build(BuildArgs),
    /// Show the site in a browser and follow every save.
    #[command(after_help = "Examples:\n  \
        ibid serve --open\n  \
        ibid serve --root my-explainer --port 8080 --drafts")]
    Serve(ServeArgs),
    /// Find all that is wrong and write nothing.
    #[command(after_help = "Examples:\n  \
        ibid check\n  \
        ibid check --root my-explainer --format json\n  \
        ibid check --format sarif > ibid.sarif\n  \
        ibid check --deny warnings --allow unused-source\n  \
        ibid check --coverage\n  \
        ibid check --external --max-age 168")]
    Check(CheckArgs),
    /// List the sources and every use of them.
    #[command(after_help = "Examples:\n  \
        ibid sources                         how many, which are unused, most cited, by kind, outlet and year\n  \
        ibid sources --unused\n  \
        ibid sources --by outlet\n  \
        ibid sources --uses smith-2024       every sentence that rests on it\n  \
        ibid sources --format json | jq -r 'select(.uses == []) | .key'")]
    Sources(SourcesArgs),
    /// Format citations and references: jobs from stdin, answers on stdout, both JSON.
    ///
    /// A job is an object on a line of its own, or all of stdin. It names a style (or gives its CSL),
    /// references in CSL-JSON and what is cited; its answer is one line. docs/format.md has all of it.
    #[command(after_help = FORMAT_HELP)]
    Format,
    /// Say what a lint means, or list all lints.
    #[command(after_help = "Examples:\n  ibid explain\n  ibid explain undefined-source")]
    Explain {
        /// Name of the lint.
        #[arg(value_parser = lint_name(), hide_possible_values = true)]
        lint: Option<String>,
    },
    /// Print the JSON Schema of `ibid.toml` or of front matter, for an editor.
    #[command(after_help = "Example:\n  ibid schema config > ibid.schema.json")]
    Schema {
        /// What it describes.
        of: Described,
    },
    /// Print a script that completes commands in a shell.
    #[command(
        after_help = "Example:\n  ibid completions bash > ~/.local/share/bash-completion/completions/ibid"
    )]
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

const FORMAT_HELP: &str = r#"Example:
  ibid format <<'END' | jq -r '.citations[], .bibliography[].html'
  {"style": "apa", "lang": "en-GB",
   "references": [{"id": "smith", "type": "book", "title": "Wells in figures",
                   "author": [{"family": "Smith", "given": "Ada"}],
                   "issued": {"date-parts": [[2024]]}}],
   "citations": [{"items": [{"id": "smith", "locator": "12-15", "prefix": "see "}]}]}
  END

It prints:
  (see Smith, 2024, pp. 12–15)
  Smith, A. (2024). <i>Wells in figures</i>.

Exit status: 0 fine, 1 a job could not be done (its answer is {"error": …}), 2 wrong use or the
machine failed."#;

#[derive(Debug, Args)]
pub(super) struct BuildArgs {
    #[command(flatten)]
    pub common: Common,
    #[command(flatten)]
    pub strictness: Strictness,
    /// The folder to write, in place of `public` in the root.
    #[arg(long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// The address of the site, in place of the configured one.
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<String>,
    #[command(flatten)]
    pub shown: Shown,
    /// Replace files in the output folder that no build of Ibid wrote.
    #[arg(long)]
    pub force: bool,
    /// Compare the content of what is there, not only length and time, and write what was damaged.
    #[arg(long)]
    pub verify: bool,
    /// Do not wait until the site is on the disk: after a power failure it may not be whole.
    #[arg(long)]
    pub no_sync: bool,
    /// Say how long each stage took, and how many pages were rendered.
    #[arg(long)]
    pub timings: bool,
    /// Fail at once if another build writes to the output folder, in place of waiting for it.
    #[arg(long)]
    pub no_wait: bool,
}

#[derive(Debug, Args)]
pub(super) struct ServeArgs {
    #[command(flatten)]
    pub common: Common,
    #[command(flatten)]
    pub strictness: Strictness,
    /// The port; if it is taken, the next free one.
    #[arg(long, value_name = "N", default_value_t = PORT)]
    pub port: u16,
    /// The address to listen on; others than this computer's let other computers in.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub host: IpAddr,
    /// Show the site in your browser.
    #[arg(long)]
    pub open: bool,
}

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub common: Common,
    #[command(flatten)]
    pub strictness: Strictness,
    /// How problems are printed: for people on stderr, all else on stdout.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    #[command(flatten)]
    pub shown: Shown,
    /// Print which share of the claims is cited, by page and section, on stdout.
    #[arg(long)]
    pub coverage: bool,
    #[command(flatten)]
    pub external: ExternalArgs,
}

#[derive(Debug, Args)]
pub(super) struct SourcesArgs {
    #[command(flatten)]
    pub common: Common,
    #[command(flatten)]
    pub view: ViewArgs,
    /// For people, or as one JSON object a line.
    #[arg(long, value_enum, default_value_t = DataFormat::Human)]
    pub format: DataFormat,
}

#[derive(Debug, Args)]
pub(super) struct Common {
    /// The folder of the explainer; without it, the current one or the nearest above with an `ibid.toml`.
    #[arg(value_name = "DIR", conflicts_with = "root")]
    pub dir: Option<PathBuf>,
    /// The folder of the explainer, or its `ibid.toml`.
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// Show drafts.
    #[arg(long)]
    pub drafts: bool,
}

/// Whether and how the web is asked.
#[derive(Debug, Args)]
pub(super) struct ExternalArgs {
    /// Also ask the web whether links and sources are still there; nothing else uses the network.
    #[arg(long)]
    pub external: bool,
    /// How long to wait for an answer.
    #[arg(
        long,
        value_name = "SECONDS",
        default_value_t = 20,
        requires = "external"
    )]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub timeout: u64,
    /// How often to ask again after a failure that may pass.
    #[arg(long, value_name = "TIMES", default_value_t = 2, requires = "external")]
    #[arg(value_parser = clap::value_parser!(u32).range(..=10))]
    pub retries: u32,
    /// How long a good answer counts; 0 asks for every link anew.
    #[arg(
        long,
        value_name = "HOURS",
        default_value_t = 24,
        requires = "external"
    )]
    pub max_age: u32,
}

/// How much of what is wrong is printed.
#[derive(Debug, Args)]
pub(super) struct Shown {
    /// Print all problems, not only the first 50 of each lint. JSON, SARIF and `short` always have all.
    #[arg(long)]
    pub all: bool,
}

/// What counts as a problem in this run.
#[derive(Debug, Args)]
pub(super) struct Strictness {
    #[command(flatten)]
    pub levels: LevelFlags,
    /// The day to take for today, which decides what is stale.
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub today: Option<jiff::civil::Date>,
}

/// What of the sources is shown; the overview if nothing is asked for.
#[derive(Debug, Args)]
#[group(multiple = false)]
pub(super) struct ViewArgs {
    /// Every source with the number of its uses.
    #[arg(long)]
    pub all: bool,
    /// Only the sources that are cited nowhere.
    #[arg(long)]
    pub unused: bool,
    /// Count sources and uses in groups.
    #[arg(long, value_enum, value_name = "FACET")]
    pub by: Option<Facet>,
    /// Every use of one source, with its sentence and place.
    #[arg(long, value_name = "KEY")]
    pub uses: Option<String>,
}

/// Text for which completions know the names of lints.
fn lint_name() -> Known<StringValueParser> {
    Known {
        inner: StringValueParser::new(),
        names: || Lint::ALL.iter().map(|lint| lint.name()).collect(),
    }
}

/// Text for which completions know the names of the bundled styles.
fn style_name() -> Known<StringValueParser> {
    Known {
        inner: StringValueParser::new(),
        names: || style_names().collect(),
    }
}

fn date(text: &str) -> Result<jiff::civil::Date, String> {
    let form = "write a day as year-month-day, such as 2024-06-19";
    text.parse().map_err(|_| form.to_owned())
}

fn base_url(text: &str) -> Result<String, String> {
    normalise_base_url(text).ok_or_else(|| {
        "write an http or https address, such as https://example.org/explainer/".to_owned()
    })
}
