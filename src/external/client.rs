//! One request, and what its answer means.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::time::{Duration, SystemTime};

use ureq::http::{Response, StatusCode, header};
use ureq::{Agent, Body, Error};

use super::anchors::Anchors;
use super::{Dead, Question, Verdict};

/// Redirects that are followed; browsers give up at 20, but nobody means more than a few.
const REDIRECTS: u32 = 10;
/// Longer pages are not searched for ids.
const LONGEST_PAGE: u64 = 20 << 20;

/// What one request came to.
pub(super) enum Attempt {
    /// An answer that another request would not change.
    Final(Verdict),
    /// A failure that may pass: the verdict if it does not.
    Passing(Verdict),
    /// The host asks to be left alone for a time, if it says how long.
    Busy(Option<Duration>, Verdict),
}

pub(super) struct Client {
    agent: Agent,
    timeout: Duration,
}

impl Client {
    /// A client that waits `timeout` for an answer.
    pub(super) fn new(timeout: Duration) -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(timeout))
            .max_redirects(REDIRECTS)
            .http_status_as_error(false)
            .user_agent(concat!("ibid/", env!("CARGO_PKG_VERSION"), " (link check)"))
            .accept("text/html, */*;q=0.8")
            .build();
        Self {
            agent: config.new_agent(),
            timeout,
        }
    }

    /// Asks once. The page itself is read only if ids have to be found in it.
    pub(super) fn ask(&self, question: &Question) -> Attempt {
        match self.agent.get(question.url.as_str()).call() {
            Ok(response) => self.answer(question, response),
            Err(error) => self.failure(&error),
        }
    }

    fn answer(&self, question: &Question, response: Response<Body>) -> Attempt {
        let status = response.status();
        let dead = || {
            let reason = status.canonical_reason().unwrap_or_default();
            let words = format!("the server answers {} {reason}", status.as_u16());
            Verdict::Dead(Dead::Because(words.trim_end().to_owned()))
        };
        match status.as_u16() {
            200..=299 => match missing(question, response) {
                Ok(missing) => Attempt::Final(Verdict::Alive(missing)),
                Err(error) => self.failure(&error),
            },
            429 => Attempt::Busy(retry_after(&response), Verdict::Closed),
            503 => Attempt::Busy(retry_after(&response), dead()),
            // Paywalls, robots kept out, barred for legal reasons; 999 is what one large host says.
            401 | 402 | 403 | 407 | 451 | 999 => Attempt::Final(Verdict::Closed),
            408 | 425 | 500..=599 => Attempt::Passing(dead()),
            _ => Attempt::Final(dead()),
        }
    }

    fn failure(&self, error: &Error) -> Attempt {
        let dead = |words: &str| Verdict::Dead(Dead::Because(words.to_owned()));
        match error {
            Error::HostNotFound => Attempt::Passing(Verdict::Dead(Dead::NoHost)),
            Error::Timeout(_) => Attempt::Passing(dead(&format!(
                "no answer within {} s",
                self.timeout.as_secs()
            ))),
            Error::TooManyRedirects => Attempt::Final(dead("it redirects without end")),
            Error::RedirectFailed => Attempt::Final(dead("it redirects to no address")),
            Error::ConnectionFailed => Attempt::Passing(dead("no connection can be made")),
            Error::Io(error) => Attempt::Passing(match error.kind() {
                ErrorKind::ConnectionRefused => dead("the server refuses the connection"),
                ErrorKind::ConnectionReset
                | ErrorKind::ConnectionAborted
                | ErrorKind::BrokenPipe
                | ErrorKind::UnexpectedEof => dead("the server breaks off the connection"),
                ErrorKind::TimedOut => dead("no connection can be made"),
                _ => dead(&error.to_string()),
            }),
            other => Attempt::Final(dead(&other.to_string())),
        }
    }
}

/// The fragments that the page lacks. What is not HTML, or too long, is taken at its word.
fn missing(
    question: &Question,
    mut response: Response<Body>,
) -> Result<BTreeMap<String, Option<String>>, Error> {
    let kind = response.headers().get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let html = kind.starts_with("text/html") || kind.starts_with("application/xhtml+xml");
    if question.fragments.is_empty() || !html || response.status() == StatusCode::NO_CONTENT {
        return Ok(BTreeMap::new());
    }
    let body = response.body_mut().with_config().limit(LONGEST_PAGE);
    let html = match body.lossy_utf8(true).read_to_string() {
        Err(Error::BodyExceedsLimit(_)) => return Ok(BTreeMap::new()),
        read => read?,
    };
    let anchors = Anchors::of(&html);
    let lost = question.fragments.iter().filter(|id| !anchors.contains(id));
    Ok(lost.map(|id| (id.clone(), anchors.nearest(id))).collect())
}

/// How long the host wants to be left alone: seconds, or until a date (RFC 9110, 10.2.3).
fn retry_after(response: &Response<Body>) -> Option<Duration> {
    let value = response.headers().get(header::RETRY_AFTER)?.to_str().ok()?;
    let until = || httpdate::parse_http_date(value).ok();
    match value.trim().parse() {
        Ok(seconds) => Some(Duration::from_secs(seconds)),
        Err(_) => Some(
            until()?
                .duration_since(SystemTime::now())
                .unwrap_or_default(),
        ),
    }
}
