//! What can be typed, and what it means.

mod levels;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::commands::{self, Facet, Failure, SourcesView};
use crate::config::normalise_base_url;
use crate::explainer::Options;
use crate::external::Settings;
use levels::LevelFlags;

/// The compiler for cited explainers: Markdown and a bibliography to a site with footnoted citations.
#[derive(Debug, Parser)]
#[command(name = "ibid", version, max_term_width = 100)]
#[command(after_help = "Examples:\n  \
    ibid init my-explainer             make a small explainer to start from\n  \
    ibid build --root my-explainer     write it to my-explainer/public/\n  \
    ibid check --format json           find what is wrong, for an editor\n\n\
    Exit status: 0 fine (warnings allowed), 1 the explainer has errors, 2 wrong use or the machine failed.")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a small explainer that builds and teaches by example.
    #[command(after_help = "Example:\n  ibid init my-explainer && ibid build --root my-explainer")]
    Init {
        /// The folder to make; it must not exist or be empty.
        dir: PathBuf,
    },
    /// Write the site, if nothing is wrong with it.
    #[command(after_help = "Examples:\n  \
        ibid build\n  \
        ibid build --root my-explainer --output /tmp/site\n  \
        ibid build --base-url https://example.org/explainer/")]
    Build {
        #[command(flatten)]
        common: Common,
        #[command(flatten)]
        strictness: Strictness,
        /// The folder to write, in place of `public` in the root.
        #[arg(long, value_name = "DIR")]
        output: Option<PathBuf>,
        /// The address of the site, in place of the configured one.
        #[arg(long, value_name = "URL", value_parser = base_url)]
        base_url: Option<String>,
    },
    /// Show the site in a browser and follow every save.
    #[command(after_help = "Examples:\n  \
        ibid serve --open\n  \
        ibid serve --root my-explainer --port 8080 --drafts")]
    Serve {
        #[command(flatten)]
        common: Common,
        #[command(flatten)]
        strictness: Strictness,
        /// The port; if it is taken, the next free one.
        #[arg(long, value_name = "N", default_value_t = crate::preview::PORT)]
        port: u16,
        /// The address to listen on; others than this computer's let other computers in.
        #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
        host: std::net::IpAddr,
        /// Show the site in your browser.
        #[arg(long)]
        open: bool,
    },
    /// Find all that is wrong and write nothing.
    #[command(after_help = "Examples:\n  \
        ibid check\n  \
        ibid check --root my-explainer --format json\n  \
        ibid check --format sarif > ibid.sarif\n  \
        ibid check --deny warnings --allow unused-source\n  \
        ibid check --coverage\n  \
        ibid check --external --max-age 168")]
    Check {
        #[command(flatten)]
        common: Common,
        #[command(flatten)]
        strictness: Strictness,
        /// How problems are printed: for people on stderr, all else on stdout.
        #[arg(long, value_enum, default_value_t = Format::Human)]
        format: Format,
        /// Print which share of the claims is cited, by page and section, on stdout.
        #[arg(long)]
        coverage: bool,
        #[command(flatten)]
        external: ExternalFlags,
    },
    /// List the sources and every use of them.
    #[command(after_help = "Examples:\n  \
        ibid sources                         how many, which are unused, most cited, by kind, outlet and year\n  \
        ibid sources --unused\n  \
        ibid sources --by outlet\n  \
        ibid sources --uses smith-2024       every sentence that rests on it\n  \
        ibid sources --format json | jq -r 'select(.uses == []) | .key'")]
    Sources {
        #[command(flatten)]
        common: Common,
        #[command(flatten)]
        view: SourcesFlags,
        /// For people, or as one JSON object a line.
        #[arg(long, value_enum, default_value_t = DataFormat::Human)]
        format: DataFormat,
    },
    /// Say what a lint means, or list all lints.
    #[command(after_help = "Examples:\n  ibid explain\n  ibid explain undefined-source")]
    Explain {
        /// Name of the lint.
        lint: Option<String>,
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

#[derive(Debug, Args)]
struct Common {
    /// The folder of the explainer.
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Show drafts.
    #[arg(long)]
    drafts: bool,
}

/// Whether and how the web is asked.
#[derive(Debug, Args)]
struct ExternalFlags {
    /// Also ask the web whether links and sources are still there; nothing else uses the network.
    #[arg(long)]
    external: bool,
    /// How long to wait for an answer.
    #[arg(
        long,
        value_name = "SECONDS",
        default_value_t = 20,
        requires = "external"
    )]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=3600))]
    timeout: u64,
    /// How often to ask again after a failure that may pass.
    #[arg(long, value_name = "TIMES", default_value_t = 2, requires = "external")]
    #[arg(value_parser = clap::value_parser!(u32).range(..=10))]
    retries: u32,
    /// How long a good answer counts; 0 asks for every link anew.
    #[arg(
        long,
        value_name = "HOURS",
        default_value_t = 24,
        requires = "external"
    )]
    max_age: u32,
}

impl ExternalFlags {
    fn settings(&self) -> Option<Settings> {
        self.external.then(|| Settings {
            timeout: Duration::from_secs(self.timeout),
            retries: self.retries,
            max_age: Duration::from_secs(u64::from(self.max_age) * 60 * 60),
        })
    }
}

/// What counts as a problem in this run.
#[derive(Debug, Args)]
struct Strictness {
    #[command(flatten)]
    levels: LevelFlags,
    /// The day to take for today, which decides what is stale.
    #[arg(long, value_name = "DATE")]
    today: Option<jiff::civil::Date>,
}

impl Strictness {
    /// What the commands are told; the clock is read here alone.
    fn options(self, common: &Common, base_url: Option<String>) -> Options {
        let now = || {
            let now = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC);
            now.date()
        };
        Options {
            drafts: common.drafts,
            base_url,
            levels: self.levels.0,
            today: Some(self.today.unwrap_or_else(now)),
        }
    }
}

/// What of the sources is shown; the overview if nothing is asked for.
#[derive(Debug, Args)]
#[group(multiple = false)]
struct SourcesFlags {
    /// Every source with the number of its uses.
    #[arg(long)]
    all: bool,
    /// Only the sources that are cited nowhere.
    #[arg(long)]
    unused: bool,
    /// Count sources and uses in groups.
    #[arg(long, value_enum, value_name = "FACET")]
    by: Option<Facet>,
    /// Every use of one source, with its sentence and place.
    #[arg(long, value_name = "KEY")]
    uses: Option<String>,
}

impl From<SourcesFlags> for SourcesView {
    fn from(flags: SourcesFlags) -> Self {
        match flags {
            SourcesFlags {
                uses: Some(key), ..
            } => Self::Uses(key),
            SourcesFlags {
                by: Some(facet), ..
            } => Self::By(facet),
            SourcesFlags { unused: true, .. } => Self::Unused,
            SourcesFlags { all: true, .. } => Self::All,
            _ => Self::Overview,
        }
    }
}

/// How data is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DataFormat {
    /// As a table or a list.
    Human,
    /// One object a line.
    Json,
}

/// How diagnostics are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// With the lines of the file, in the look of rustc.
    Human,
    /// One object a line.
    Json,
    /// One SARIF 2.1.0 log, for code scanning.
    Sarif,
    /// Workflow commands, which GitHub shows beside the lines of a pull request.
    Github,
    /// One line each, `file:line:column: level[lint]: message`, for editors.
    Short,
}

fn base_url(text: &str) -> Result<String, String> {
    normalise_base_url(text).ok_or_else(|| {
        "write an http or https address, such as https://example.org/explainer/".to_owned()
    })
}

/// Runs the command that was typed.
pub fn run() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Init { dir } => commands::init(&dir),
        Command::Build {
            common,
            strictness,
            output,
            base_url,
        } => {
            let options = strictness.options(&common, base_url);
            commands::build(&common.root, output.as_deref(), &options)
        }
        Command::Serve {
            common,
            strictness,
            port,
            host,
            open,
        } => {
            let settings = crate::preview::Settings {
                options: strictness.options(&common, None),
                host,
                port,
                open,
            };
            commands::serve(&common.root, settings)
        }
        Command::Check {
            common,
            strictness,
            format,
            coverage,
            external,
        } => {
            let options = strictness.options(&common, None);
            let asked = commands::CheckOptions {
                format,
                coverage,
                external: external.settings(),
            };
            commands::check(&common.root, &asked, &options)
        }
        Command::Sources {
            common,
            view,
            format,
        } => {
            let options = Options {
                drafts: common.drafts,
                ..Options::default()
            };
            commands::sources(&common.root, &view.into(), format, &options)
        }
        Command::Explain { lint } => commands::explain(lint.as_deref()),
        Command::Completions { shell } => {
            let mut command = <Cli as clap::CommandFactory>::command();
            clap_complete::generate(shell, &mut command, "ibid", &mut std::io::stdout());
            Ok(())
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Explainer) => ExitCode::from(1),
        Err(Failure::Machine(message)) => {
            commands::say(format!("error: {message}"));
            ExitCode::from(2)
        }
    }
}
