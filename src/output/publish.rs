//! Everything that is published.

use std::fs;

use rayon::prelude::*;

use super::{Staging, WriteError, data_file};
use crate::diagnostics::Diagnostic;
use crate::explainer::Explainer;
use crate::site::Route;

/// Makes every file of the site in `staging`, on all cores. `progress` is called once for every page done.
///
/// The result is the faults of templates, one for each page that shows one; if there are any, the staging
/// folder must not be committed.
///
/// # Errors
/// If a file cannot be written.
pub(crate) fn publish(
    explainer: &Explainer,
    staging: &Staging,
    progress: &(dyn Fn() + Sync),
) -> Result<Vec<Diagnostic>, WriteError> {
    let renderer = explainer.renderer();
    let site = &explainer.site;
    let files: Vec<(&str, Route)> = site.routes.files().collect();
    let put = |(path, route): (&str, Route)| {
        let put = |bytes: &[u8]| staging.put(path, bytes).map(|()| None);
        match route {
            Route::Html(page) => {
                let rendered = renderer.render(page);
                progress();
                match rendered {
                    Ok(html) => put(html.as_bytes()),
                    Err(fault) => Ok(Some(*fault)),
                }
            }
            Route::Data(data) => put(&data_file(explainer, data)),
            Route::File(i) => {
                let file = &site.published.files()[i].on_disk;
                put(&fs::read(file).map_err(|error| WriteError::reading(file, error))?)
            }
            Route::Asset(i) => put(explainer.asset(i)),
        }
    };
    let faults = files.into_par_iter().map(put);
    let faults: Vec<Option<Diagnostic>> = faults.collect::<Result<_, _>>()?;
    Ok(faults.into_iter().flatten().collect())
}
