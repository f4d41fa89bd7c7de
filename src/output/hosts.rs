//! What some hosts read beside the site.

/// `_headers`, in the form that Netlify and Cloudflare Pages share.
///
/// The names of assets carry a hash of their content, so they may be kept for ever. Pages have their policy in
/// themselves; what a page cannot say of itself is here: that no other site frames it, and that browsers take no file for
/// anything but what it is.
pub(super) const HEADERS: &str = "\
/*
  X-Content-Type-Options: nosniff
  X-Frame-Options: SAMEORIGIN
  Referrer-Policy: strict-origin-when-cross-origin

/assets/*
  Cache-Control: public, max-age=31536000, immutable
";
