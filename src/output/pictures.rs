//! Icons, the manifest that lists them, and cards for link previews.

use serde_json::json;

use super::feeds::pretty;
use crate::address::relative;
use crate::digest::Digest;
use crate::drawing;
use crate::explainer::Explainer;
use crate::program;
use crate::render::Renderer;
use crate::site::{Data, PageId};

/// A digest of what a picture is made of; `None` for other files.
pub(super) fn inputs(explainer: &Explainer, renderer: &Renderer<'_>, data: Data) -> Option<u128> {
    let theme = explainer.theme();
    let drawn = Digest::default()
        .number(program::digest())
        .text(theme.icon().unwrap_or_default())
        .shown(&theme.manifest.colours);
    let digest = match data {
        Data::Favicon | Data::Icon(_) => drawn.shown(&data),
        Data::Card => drawn.shown(&renderer.preview_card(None)),
        Data::PageCard(page) => drawn.shown(&renderer.preview_card(Some(page))),
        _ => return None,
    };
    Some(digest.finish())
}

/// The theme's icon in another size. A theme whose icon cannot be drawn has an empty one.
pub(super) fn icon(explainer: &Explainer, size: u16) -> Vec<u8> {
    let icon = explainer.theme().icon();
    let png = icon.and_then(|svg| drawing::icon(svg, size.into()));
    png.unwrap_or_default()
}

/// The icon for browsers that know no other.
pub(super) fn favicon(explainer: &Explainer) -> Vec<u8> {
    let icon = explainer.theme().icon();
    icon.and_then(|svg| drawing::ico(svg, 32))
        .unwrap_or_default()
}

/// The card of the explainer or of a page.
pub(super) fn card(
    explainer: &Explainer,
    renderer: &Renderer<'_>,
    page: Option<PageId>,
) -> Vec<u8> {
    let card = renderer.preview_card(page);
    let colours = &explainer.theme().manifest.colours;
    // Without the icon, there is nothing that could not be drawn.
    let plain = || {
        drawing::Card {
            icon: None,
            ..card.clone()
        }
        .draw(colours)
    };
    card.draw(colours).or_else(plain).unwrap_or_default()
}

/// The manifest.
pub(super) fn manifest(explainer: &Explainer) -> Vec<u8> {
    let config = &explainer.manuscript.config;
    let colours = &explainer.theme().manifest.colours;
    let own = explainer.site.url(Data::Manifest);
    let icons = Data::ICONS.map(|size| {
        json!({
            "src": relative(own, explainer.site.url(Data::Icon(size))),
            "sizes": format!("{size}x{size}"),
            "type": "image/png",
        })
    });
    pretty(&json!({
        "name": config.title,
        "description": config.description,
        "lang": config.language.as_str(),
        "dir": config.language.direction().as_str(),
        "start_url": "./",
        "scope": "./",
        "display": "browser",
        "background_color": colours.paper,
        "theme_color": colours.paper,
        "icons": icons,
    }))
}
