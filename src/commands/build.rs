//! `ibid build`: write the site, if nothing is wrong with it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::interrupt::Interrupt;
use super::last_build::{self, Counts, LastBuild, inputs};
use super::progress::Progress;
use super::{Failure, Outcome, leave, memory, print_problems};
use crate::config::{CONFIG_FILE, Config};
use crate::diagnostics::{Extent, Files, Format, Report, count};
use crate::explainer::{Explainer, Lifetime, Options};
use crate::manuscript::Manuscript;
use crate::output::{self, BuildFolder, Holder, Patience, Staging, Step, Target, Writing, Written};
use crate::search;
use crate::terminal::say;
use crate::timings::Timings;

/// What `build` is asked for.
pub(crate) struct Build {
    /// The folder of the explainer.
    pub root: PathBuf,
    /// The folder that is written.
    pub output: PathBuf,
    /// What is compiled.
    pub options: Options,
    /// How the site is written.
    pub writing: Writing,
    /// How many problems are printed.
    pub extent: Extent,
    /// Whether to say how long the stages took.
    pub timings: bool,
    /// Whether to wait while another build writes to the same folder.
    pub wait: bool,
}

impl Build {
    /// Writes the site.
    ///
    /// # Errors
    /// If the explainer has errors, when nothing is written, or the system refuses.
    pub(crate) fn run(&self) -> Outcome {
        let start = Instant::now();
        memory::begin();
        // What is built is asked for first: a wrong `--root` must not make folders.
        Manuscript::look_for(&self.root).map_err(Failure::machine)?;
        let target = Target::new(&self.root, &self.output).map_err(Failure::machine)?;
        let interrupt = Interrupt::watch();
        let waiting = |holder: &Holder| {
            let output = self.output.display();
            say(format!("waiting: {holder} is writing {output}"));
        };
        let patience = match self.wait {
            true => Patience::Wait(&waiting),
            false => Patience::Fail,
        };
        // The lock comes before reading: a build that waited must not write what was true before.
        let folder = interrupt.clear_away(|| BuildFolder::open(&target, &patience));
        let folder = folder.map_err(Failure::machine)?;
        let outcome = self.write(&target, folder, start);
        interrupt.let_it_end();
        outcome
    }

    fn write(&self, target: &Target, folder: Arc<BuildFolder>, start: Instant) -> Outcome {
        let mut timings = Timings::default();
        let load = || Manuscript::load_telling(&self.root, &memory::suit);
        let manuscript = timings.time("load", load);
        let manuscript = manuscript.map_err(Failure::machine)?;
        let links = manuscript.files.links().map(|(_, target)| target);
        target.keeps_clear_of(links).map_err(Failure::machine)?;
        let inputs = timings.time("compare", || inputs(&manuscript, &self.options));
        if let Some(last) = LastBuild::of(target.path(), inputs) {
            let staging = Staging::begin(folder.clone(), self.writing);
            let staging = staging.map_err(Failure::machine)?;
            if timings.time("look", || staging.holds(last.made.record)) {
                return self.repeat(&last, &manuscript, &timings, start);
            }
        }
        let found = timings.time("recall", || last_build::found(target.path()));
        let lifetime = Lifetime::Run(Some(&found));
        let explainer = Explainer::timed(manuscript, &self.options, lifetime, None, timings);
        self.publish(target, folder, explainer, inputs, start)
    }

    /// Says again what the last build said, since all is as it was.
    fn repeat(
        &self,
        last: &LastBuild,
        manuscript: &Manuscript,
        timings: &Timings,
        start: Instant,
    ) -> Outcome {
        let files = Files {
            texts: manuscript,
            root: &manuscript.root,
            main: CONFIG_FILE,
        };
        Format::Human.print(&last.report, self.extent, &files)?;
        self.tell(
            &Written::default(),
            last.made.counts,
            &last.report,
            (timings, 0),
            start,
        );
        Ok(())
    }

    fn publish(
        &self,
        target: &Target,
        folder: Arc<BuildFolder>,
        mut explainer: Explainer,
        inputs: u128,
        start: Instant,
    ) -> Outcome {
        if explainer.report.has_errors() {
            return self.stop(&explainer);
        }
        let mut timings = std::mem::take(&mut explainer.timings);
        let staging = Staging::begin(folder, self.writing).map_err(Failure::machine)?;
        let bar = Progress::new("rendering", start);
        let images = explainer.site.published.with_copies().count();
        bar.begin(explainer.site.routes.pages() + images);
        let published = timings.time("render", || {
            output::publish(&explainer, &staging, &|step| {
                if step == Step::Image {
                    bar.go_on_with("making images smaller");
                }
                bar.step();
            })
        });
        bar.finish();
        let publication = published.map_err(Failure::machine)?;
        if !publication.faults.is_empty() {
            explainer.report_more(publication.faults);
            return self.stop(&explainer);
        }
        if let (images @ 1.., time) = publication.images {
            timings.add("images", time);
            say(format!("made smaller copies of {}", count(images, "image")));
        }
        if let Some(time) = publication.search {
            timings.add("search", time);
        }
        timings.time("report", || {
            print_problems(&explainer, Format::Human, self.extent)
        })?;
        let written = timings.time("write", || staging.commit());
        let written = written.map_err(Failure::machine)?;
        for path in &written.kept {
            let path = self.output.join(path);
            let path = path.display();
            say(format!(
                "kept {path}: somebody changed it since Ibid wrote it"
            ));
        }
        if let Some(left) = &written.left {
            say(format!("the old site could not be removed wholly: {left}"));
        }
        let counts = Counts {
            pages: explainer.site.tree.pages.len(),
            sources: explainer.site.bibliography.len(),
            made: explainer.site.routes.pages(),
        };
        let timings = (&timings, publication.rendered);
        self.tell(&written, counts, &explainer.report, timings, start);
        tell_what_lacks(&explainer.manuscript.config, written.changed > 0);
        last_build::keep_found(target.path(), &explainer.found());
        let report = std::mem::take(&mut explainer.report);
        leave(explainer);
        LastBuild::new(target.path(), inputs, written.record, counts, report).keep();
        Ok(())
    }

    /// Says what came of the build.
    fn tell(
        &self,
        written: &Written,
        counts: Counts,
        report: &Report,
        (timings, rendered): (&Timings, usize),
        start: Instant,
    ) {
        if self.timings {
            let made = counts.made;
            say(format!("{timings}rendered {rendered} of {made} pages"));
        }
        say(summary(
            counts,
            report,
            written,
            &self.output,
            start.elapsed(),
        ));
    }

    /// Says why nothing was written. That is a failure whatever the levels are: there is no site.
    fn stop(&self, explainer: &Explainer) -> Outcome {
        let outcome = print_problems(explainer, Format::Human, self.extent);
        say(format!("nothing written: {}", explainer.report.counts()));
        outcome.and(Err(Failure::Explainer))
    }
}

/// Says what the site is without, and why.
fn tell_what_lacks(config: &Config, changed: bool) {
    if config.base_url.is_none() && changed {
        say(NO_BASE_URL);
    }
    if let Some(note) = search::missing(config) {
        say(note);
    }
}

/// What a site lacks that does not know its own address.
const NO_BASE_URL: &str = "note: no `base_url` in ibid.toml: the site works anywhere, but pages have no canonical address and no \
    picture for link previews, and addresses in the sitemap and the feeds have no host";

fn summary(
    Counts { pages, sources, .. }: Counts,
    report: &Report,
    written: &Written,
    output: &Path,
    time: Duration,
) -> String {
    let mut changes = match written.changed {
        0 => "nothing changed".to_owned(),
        n if n == written.total => format!("{} written", count(n, "file")),
        n => format!("{n} of {} files written", written.total),
    };
    if written.removed > 0 {
        changes.push_str(&format!(", {} removed", written.removed));
    }
    let counts = report.counts();
    let warnings = if counts.warnings > 0 {
        format!("; {counts}")
    } else {
        String::new()
    };
    format!(
        "built {} and {} to {} in {} ms: {changes}{warnings}",
        count(pages, "page"),
        count(sources, "source"),
        output.display(),
        time.as_millis()
    )
}
