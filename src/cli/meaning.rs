//! What was typed, as what the commands are told: defaults filled in, paths joined, the clock read.

use std::path::PathBuf;
use std::time::Duration;

use super::root;
use super::typed::{
    BuildArgs, CheckArgs, Common, ExternalArgs, ServeArgs, Shown, SourcesArgs, Strictness, ViewArgs,
};
use crate::commands::{Build, Check, Serve, Sources, View};
use crate::diagnostics::Extent;
use crate::explainer::Options;
use crate::output::Writing;
use crate::{external, preview};

impl From<BuildArgs> for Build {
    fn from(typed: BuildArgs) -> Self {
        let (output, root) = (typed.output, typed.common.root());
        Self {
            output: output.unwrap_or_else(|| root.join("public")),
            options: options(&typed.common, typed.strictness, typed.base_url),
            root,
            extent: extent(&typed.shown),
            wait: !typed.no_wait,
            timings: typed.timings,
            writing: Writing {
                durable: !typed.no_sync,
                verify: typed.verify,
                force: typed.force,
            },
        }
    }
}

impl From<ServeArgs> for Serve {
    fn from(typed: ServeArgs) -> Self {
        Self {
            settings: preview::Settings {
                options: options(&typed.common, typed.strictness, None),
                host: typed.host,
                port: typed.port,
                open: typed.open,
            },
            root: typed.common.root(),
        }
    }
}

impl From<CheckArgs> for Check {
    fn from(typed: CheckArgs) -> Self {
        Self {
            options: options(&typed.common, typed.strictness, None),
            root: typed.common.root(),
            format: typed.format,
            extent: extent(&typed.shown),
            coverage: typed.coverage,
            external: external_options(&typed.external),
        }
    }
}

impl From<SourcesArgs> for Sources {
    fn from(typed: SourcesArgs) -> Self {
        Self {
            options: Options {
                drafts: typed.common.drafts,
                ..Options::default()
            },
            root: typed.common.root(),
            view: typed.view.into(),
            format: typed.format,
        }
    }
}

impl Common {
    /// The folder of the explainer.
    fn root(&self) -> PathBuf {
        let typed = self.root.as_ref().or(self.dir.as_ref());
        root::find(typed.cloned())
    }
}

fn extent(shown: &Shown) -> Extent {
    match shown.all {
        true => Extent::All,
        false => Extent::First,
    }
}

impl From<ViewArgs> for View {
    fn from(typed: ViewArgs) -> Self {
        match typed {
            ViewArgs {
                uses: Some(key), ..
            } => Self::Uses(key),
            ViewArgs {
                by: Some(facet), ..
            } => Self::By(facet),
            ViewArgs { unused: true, .. } => Self::Unused,
            ViewArgs { all: true, .. } => Self::All,
            _ => Self::Overview,
        }
    }
}

/// How the explainer is compiled. The clock is read here alone.
fn options(common: &Common, strictness: Strictness, base_url: Option<String>) -> Options {
    let today = || {
        let now = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC);
        now.date()
    };
    Options {
        drafts: common.drafts,
        base_url,
        levels: strictness.levels.0,
        today: Some(strictness.today.unwrap_or_else(today)),
    }
}

/// How the web is asked, if it is.
fn external_options(typed: &ExternalArgs) -> Option<external::ExternalOptions> {
    typed.external.then(|| external::ExternalOptions {
        timeout: Duration::from_secs(typed.timeout),
        retries: typed.retries,
        max_age: Duration::from_secs(u64::from(typed.max_age) * 60 * 60),
    })
}
