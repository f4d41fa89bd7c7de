//! Everything that is published.

use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::{Staging, WriteError, data_file};
use crate::diagnostics::Diagnostic;
use crate::explainer::Explainer;
use crate::site::Route;

/// What publishing a site came to.
#[derive(Debug, Default)]
pub(crate) struct Publication {
    /// The faults of templates, one for each page that shows one; if there are any, the staging folder must not be
    /// committed.
    pub faults: Vec<Diagnostic>,
    /// How many pages were rendered; the others are those of the last build.
    pub rendered: usize,
}

/// Makes every file of the site in `staging`, on all cores, except pages that the last build made of the same.
/// `progress` is called once for every page done.
///
/// # Errors
/// If a file cannot be written.
pub(crate) fn publish(
    explainer: &Explainer,
    staging: &Staging,
    progress: &(dyn Fn() + Sync),
) -> Result<Publication, WriteError> {
    let renderer = explainer.renderer();
    let site = &explainer.site;
    let rendered = AtomicUsize::new(0);
    let files: Vec<(&str, Route)> = site.routes.files().collect();
    let put = |(path, route): (&str, Route)| {
        let put = |bytes: &[u8]| staging.put(path, bytes, None).map(|()| None);
        match route {
            Route::Html(page) => {
                progress();
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
                let inputs = renderer.all_inputs();
                match staging.keep(path, inputs)? {
                    true => Ok(None),
                    false => {
                        let put = staging.put(path, &data_file(explainer, data), Some(inputs));
                        put.map(|()| None)
                    }
                }
            }
            Route::File(i) => {
                let file = &site.published.files()[i].on_disk;
                put(&fs::read(file).map_err(|error| WriteError::reading(file, error))?)
            }
            Route::Asset(i) => put(explainer.asset(i)),
        }
    };
    let faults = files.into_par_iter().map(put);
    let faults: Vec<Option<Diagnostic>> = faults.collect::<Result<_, _>>()?;
    Ok(Publication {
        faults: faults.into_iter().flatten().collect(),
        rendered: rendered.into_inner(),
    })
}
