//! How far a command is, on a terminal; and Ctrl-C, which stops it.

use std::cell::RefCell;
use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use signal_hook::consts::SIGINT;
use signal_hook::flag;
use yusuan::{Progress, Stage};

use crate::exit;

/// What takes less shows no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// A bar on standard error, where that is a terminal; hidden while anything else is written.
#[derive(Clone)]
pub(crate) struct Bar(Rc<RefCell<Drawn>>);

struct Drawn {
    is_terminal: bool,
    /// Since when nothing was written.
    since: Instant,
    bar: Option<(Stage, ProgressBar)>,
}

impl Bar {
    pub(crate) fn new() -> Self {
        Self(Rc::new(RefCell::new(Drawn {
            is_terminal: io::stderr().is_terminal(),
            since: Instant::now(),
            bar: None,
        })))
    }

    /// Show how far the command is.
    fn show(&self, progress: &Progress) {
        let mut drawn = self.0.borrow_mut();
        if !drawn.is_terminal || drawn.since.elapsed() < PATIENCE {
            return;
        }
        let bar = match drawn.bar.take() {
            Some((stage, bar)) if stage == progress.stage => bar,
            before => {
                if let Some((_, bar)) = before {
                    bar.finish_and_clear();
                }
                begin(progress)
            }
        };
        if let Some(total) = progress.total {
            bar.set_length(total);
        }
        bar.set_position(progress.done);
        bar.tick();
        drawn.bar = Some((progress.stage, bar));
    }

    /// Take the bar away, until the command works on.
    fn hide(&self) {
        let mut drawn = self.0.borrow_mut();
        if let Some((_, bar)) = drawn.bar.take() {
            bar.finish_and_clear();
        }
        drawn.since = Instant::now();
    }
}

fn begin(progress: &Progress) -> ProgressBar {
    let (length, template) = match progress.total {
        Some(total) => (Some(total), "{msg} {wide_bar} {human_pos}/{human_len}"),
        None if progress.done > 0 => (None, "{spinner} {msg} {human_pos}"),
        None => (None, "{spinner} {msg}"),
    };
    let bar = ProgressBar::with_draw_target(length, ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template(template);
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.set_message(format!("{} {}", progress.stage.name_zh(), progress.stage));
    bar
}

/// A stream that takes the bar away before it writes.
pub(crate) struct Behind<W> {
    bar: Bar,
    stream: W,
}

impl<W> Behind<W> {
    pub(crate) const fn new(bar: Bar, stream: W) -> Self {
        Self { bar, stream }
    }
}

impl<W: Write> Write for Behind<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bar.hide();
        self.stream.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

/// Whether Ctrl-C was pressed.
///
/// The first one is looked at wherever the work can be stopped. The second ends the process at once;
/// then whoever opens the file next undoes what was not kept.
#[derive(Clone)]
pub(crate) struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Listen from now on.
    pub(crate) fn listen() -> Self {
        let is_pressed = Arc::new(AtomicBool::new(false));
        // In this order: the second one finds the flag that the first has set. Where the system does
        // not let us listen, its own reaction stays.
        let (code, flag) = (exit::STOPPED, is_pressed.clone());
        let listening = flag::register_conditional_shutdown(SIGINT, code, flag)
            .and_then(|_| flag::register(SIGINT, is_pressed.clone()));
        drop(listening);
        Self(is_pressed)
    }

    fn is_pressed(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// What a command says of what it did is shorter, and is said whole.
const LONG: usize = 1 << 16;

/// A stream of data that nobody reads any more once Ctrl-C was pressed while something long was
/// printed.
pub(crate) struct Left<W> {
    stop: Stop,
    stream: W,
    written: usize,
}

impl<W> Left<W> {
    pub(crate) const fn new(stop: Stop, stream: W) -> Self {
        Self {
            stop,
            stream,
            written: 0,
        }
    }
}

impl<W: Write> Write for Left<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.written > LONG && self.stop.is_pressed() {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        // Piece by piece: a long list comes as one text.
        let piece = bytes.get(..LONG).unwrap_or(bytes);
        let count = self.stream.write(piece)?;
        self.written = self.written.saturating_add(count);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

/// Return whoever watches a command for a person: shows the bar, and stops at Ctrl-C.
pub(crate) fn watcher(bar: Bar, stop: Stop) -> impl FnMut(&Progress) -> ControlFlow<()> {
    move |progress| {
        bar.show(progress);
        if stop.is_pressed() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}
