//! Everything that is published.

use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use super::{Staging, WriteError, data_file, images, pictures};
use crate::diagnostics::Diagnostic;
use crate::explainer::Explainer;
use crate::search::Searched;
use crate::site::{Data, Html, Route, SEARCH, Volume};

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// A page.
    Page,
    /// The copies of an image.
    Image,
}

/// What publishing a site came to.
#[derive(Debug, Default)]
pub(crate) struct Publication {
    /// The faults of templates, one for each page that shows one, and of images; if there are any, the staging folder must not be
    /// committed.
    pub faults: Vec<Diagnostic>,
    /// How many pages were rendered; the others are those of the last build.
    pub rendered: usize,
    /// How long the index of the search took, beside the rest; nothing where there is none.
    pub search: Option<Duration>,
    /// Of how many images copies were made, and how long that took.
    pub images: (usize, Duration),
}

/// Makes every file of the site in `staging`, on all cores, except pages that the last build made of the same.
/// `progress` is called once for every page and every image done.
///
/// # Errors
/// If a file cannot be written.
pub(crate) fn publish(
    explainer: &Explainer,
    staging: &Staging,
    progress: &(dyn Fn(Step) + Sync),
) -> Result<Publication, WriteError> {
    // The index needs the texts, and nothing that is rendered. It is made in a thread of the pool: called from another thread,
    // the parallel parts of Pagefind would stay in the queue until all pages are rendered.
    let (search, publication) = rayon::join(
        || index(explainer, staging),
        || -> Result<_, WriteError> {
            let mut publication = render(explainer, staging, progress)?;
            let start = Instant::now();
            let (made, faults) = images::publish(explainer, staging, &|| progress(Step::Image))?;
            publication.faults.extend(faults);
            publication.images = (made, start.elapsed());
            staging.nearly_all_made()?;
            Ok(publication)
        },
    );
    Ok(Publication {
        search: search?,
        ..publication?
    })
}

/// Makes the index of the search, unless the last build made one of the same texts. How long that took.
fn index(explainer: &Explainer, staging: &Staging) -> Result<Option<Duration>, WriteError> {
    if explainer.site.routes.find_url(Route::Search).is_none() {
        return Ok(None);
    }
    let start = Instant::now();
    let searched = Searched::of(explainer);
    let inputs = searched.digest();
    if !staging.keep_folder(SEARCH, inputs)? {
        let files = searched
            .index()
            .map_err(WriteError::Search)?
            .into_par_iter();
        files.try_for_each(|(name, bytes)| {
            staging.put(&format!("{SEARCH}{name}"), &bytes, Some(inputs))
        })?;
    }
    Ok(Some(start.elapsed()))
}

/// So many files a thread makes one after the other while another may have none left.
const AT_ONCE: usize = 8;

/// Whether a file holds something of all pages or sources, so that it takes as long as hundreds of others.
fn is_long(route: Route) -> bool {
    let all = [
        Html::Sources,
        Html::SourceGroups,
        Html::Print(Volume::Whole),
    ];
    match route {
        Route::Html(page) => all.contains(&page),
        Route::Data(data) => data == Data::Sources,
        _ => false,
    }
}

/// All but the index of the search.
fn render(
    explainer: &Explainer,
    staging: &Staging,
    progress: &(dyn Fn(Step) + Sync),
) -> Result<Publication, WriteError> {
    let renderer = explainer.renderer();
    let site = &explainer.site;
    let rendered = AtomicUsize::new(0);
    let mut files: Vec<(&str, Route)> = site.routes.files().collect();
    // No core is to wait for the longest at the end.
    files.sort_by_key(|(_, route)| !is_long(*route));
    let put = |(path, route): (&str, Route)| {
        let put = |bytes: &[u8]| staging.put(path, bytes, None).map(|()| None);
        match route {
            Route::Html(page) => {
                progress(Step::Page);
                let inputs = renderer.inputs(page);
                if staging.keep(path, inputs)? {
                    return Ok(None);
                }
                rendered.fetch_add(1, Ordering::Relaxed);
                match renderer.render(page) {
                    Ok(html) => {
                        let put = staging.put(path, html.as_bytes(), Some(inputs));
                        put.map(|()| None)
                    }
                    Err(fault) => Ok(Some(*fault)),
                }
            }
            Route::Data(data) => {
                let inputs = match data {
                    Data::Sources => renderer.ledger_inputs(),
                    data => pictures::inputs(explainer, &renderer, data)
                        .unwrap_or_else(|| renderer.all_inputs()),
                };
                match staging.keep(path, inputs)? {
                    true => Ok(None),
                    false => {
                        let put =
                            staging.put(path, &data_file(explainer, &renderer, data), Some(inputs));
                        put.map(|()| None)
                    }
                }
            }
            Route::File(i) => {
                let file = &site.published.files()[i].on_disk;
                put(&fs::read(file).map_err(|error| WriteError::reading(file, error))?)
            }
            Route::Asset(i) => put(explainer.asset(i)),
            Route::Copy(..) | Route::Search => Ok(None),
        }
    };
    let faults = files.into_par_iter().with_max_len(AT_ONCE).map(put);
    let faults: Vec<Option<Diagnostic>> = faults.collect::<Result<_, _>>()?;
    Ok(Publication {
        faults: faults.into_iter().flatten().collect(),
        rendered: rendered.into_inner(),
        ..Publication::default()
    })
}
