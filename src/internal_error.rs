//! Faults of Ibid itself: what to say of a panic, and that it stops only what met it.

use std::any::Any;
use std::backtrace::{Backtrace, BacktraceStatus};
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use crate::terminal::say;

/// Stack of the threads that read, link and render. What may nest is limited everywhere, so that no input needs
/// as much; an overflow could not be caught.
pub(crate) const STACK: usize = 16 << 20;

/// Where the last panic was, of whatever thread: one that is handed on says only with which words.
static LAST: Mutex<Option<String>> = Mutex::new(None);

/// A fault of Ibid itself.
#[derive(Debug)]
pub(crate) struct InternalError {
    words: String,
    place: Option<String>,
}

impl fmt::Display for InternalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "internal error: {}", self.words)?;
        if let Some(place) = &self.place {
            write!(f, " ({place})")?;
        }
        write!(
            f,
            "\nhelp: this is a mistake in Ibid, not in your files; please report these lines with \"ibid {}\" and, \
             if you may, the file that you changed last; RUST_BACKTRACE=1 tells more",
            env!("CARGO_PKG_VERSION")
        )
    }
}

/// From now on, panics are told by whoever [catches](catch) them; with `RUST_BACKTRACE`, where they happen, too.
pub(crate) fn tell_of_panics() {
    set_hook(Box::new(|panic| {
        *last() = panic.location().map(ToString::to_string);
        let backtrace = Backtrace::capture();
        if backtrace.status() == BacktraceStatus::Captured {
            say(format!("{panic}\n{backtrace}"));
        }
    }));
    // It fails only where threads were made before, by a test.
    let _ = rayon::ThreadPoolBuilder::new()
        .stack_size(STACK)
        .build_global();
}

/// Does something on a thread with a large [stack](STACK).
///
/// # Errors
/// If it panics.
pub(crate) fn on_large_stack<T: Send>(act: impl FnOnce() -> T + Send) -> Result<T, InternalError> {
    thread::scope(|scope| {
        let thread = thread::Builder::new().name("main".to_owned());
        match thread.stack_size(STACK).spawn_scoped(scope, act) {
            Ok(thread) => thread.join().map_err(|panic| told(&*panic)),
            Err(error) => Err(InternalError {
                words: format!("the system gives no thread: {error}"),
                place: None,
            }),
        }
    })
}

/// Does something that must leave everything sound if it panics.
///
/// # Errors
/// If it panics.
pub(crate) fn catch<T>(act: impl FnOnce() -> T) -> Result<T, InternalError> {
    catch_unwind(AssertUnwindSafe(act)).map_err(|panic| told(&*panic))
}

/// What a panic says.
pub(crate) fn told(panic: &(dyn Any + Send)) -> InternalError {
    InternalError {
        words: words(panic).to_owned(),
        place: last().take(),
    }
}

fn last() -> MutexGuard<'static, Option<String>> {
    LAST.lock().unwrap_or_else(PoisonError::into_inner)
}

fn words(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("a fault without words")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_says_what_to_report() {
        let error = catch(|| -> u8 { panic!("no {}", "such thing") }).unwrap_err();
        let text = error.to_string();
        assert!(text.starts_with("internal error: no such thing"), "{text}");
        assert!(text.contains("please report"), "{text}");
        let error = on_large_stack(|| -> u8 { panic!("elsewhere") }).unwrap_err();
        assert!(error.to_string().contains("elsewhere"));
        assert_eq!(catch(|| 7).unwrap(), 7);
    }
}
