//! Long work under the eyes of Python: a callable that is told how far it is, and signals as Ctrl-C.

use std::cell::RefCell;
use std::ops::ControlFlow;
use std::rc::Rc;
use std::time::{Duration, Instant};

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyAny;
use yusuan::Stage;

use crate::value::value;
use crate::words::Stage as StageWord;

/// How long Python is left alone: it is asked for its lock each time.
const PAUSE: Duration = Duration::from_millis(100);

value! {
    /// How far long work is.
    ///
    /// Example:
    ///     >>> told = []
    ///     >>> ledger.progress = told.append
    ///     >>> files = ledger.export_parquet("lake")
    ///     >>> told[0]
    ///     Progress(stage='exporting', done=0, total=None)
    Progress(yusuan::Progress) {
        /// What it is doing.
        stage: StageWord = |it, _| StageWord(it.stage);
        /// How much of this stage is done.
        done: u64 = |it, _| it.done;
        /// How much there is to do; None where that is not known.
        total: Option<u64> = |it, _| it.total;
    }
}

/// A callable that is told how far work is.
pub(crate) struct Watcher(Py<PyAny>);

impl Watcher {
    pub(crate) fn clone_ref(&self, py: Python<'_>) -> Self {
        Self(self.0.clone_ref(py))
    }

    pub(crate) const fn object(&self) -> &Py<PyAny> {
        &self.0
    }
}

impl<'py> FromPyObject<'_, 'py> for Watcher {
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr =
        pyo3::type_hint_identifier!("yusuan.words", "Watcher");

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if given.is_callable() {
            return Ok(Self(given.to_owned().unbind()));
        }
        let name = given.get_type().name()?;
        let text = format!("progress is told to a callable, not to {name}");
        Err(PyTypeError::new_err(text))
    }
}

impl<'py> IntoPyObject<'py> for Watcher {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = std::convert::Infallible;

    #[cfg(feature = "stubs")]
    const OUTPUT_TYPE: pyo3::inspect::PyStaticExpr =
        pyo3::type_hint_identifier!("yusuan.words", "Watcher");

    fn into_pyobject(self, py: Python<'py>) -> Result<Self::Output, Self::Error> {
        Ok(self.0.into_bound(py))
    }
}

/// Run work without Python's lock, and let Python stop it: by a signal, as Ctrl-C, whose handler
/// raises, or by an exception of the watcher. What was raised is the error, and nothing was written.
pub(crate) fn watching<T: Send, E: Send + Into<PyErr>>(
    py: Python<'_>,
    watcher: Option<Watcher>,
    work: impl FnOnce() -> Result<T, E> + Send,
) -> PyResult<T> {
    let (done, raised) = py.detach(|| {
        let raised = Rc::new(RefCell::new(None));
        let mut caller = Caller::new(watcher, Rc::clone(&raised));
        let done = yusuan::watched(move |progress| caller.ask(progress), work);
        (done, raised.take())
    });
    match raised {
        Some(error) => Err(error),
        None => done.map_err(Into::into),
    }
}

/// Asks Python, not too often.
struct Caller {
    watcher: Option<Watcher>,
    raised: Rc<RefCell<Option<PyErr>>>,
    asked: Instant,
    stage: Option<Stage>,
}

impl Caller {
    fn new(watcher: Option<Watcher>, raised: Rc<RefCell<Option<PyErr>>>) -> Self {
        Self {
            watcher,
            raised,
            asked: Instant::now(),
            stage: None,
        }
    }

    /// Tell a watcher of every stage and of its end, and of what lies between a few times a second.
    fn ask(&mut self, progress: &yusuan::Progress) -> ControlFlow<()> {
        let is_turn = self.watcher.is_some()
            && (self.stage != Some(progress.stage) || progress.total == Some(progress.done));
        if !is_turn && self.asked.elapsed() < PAUSE {
            return ControlFlow::Continue(());
        }
        self.stage = Some(progress.stage);
        // None when Python is about to end: then nobody wants the answer.
        let answered = Python::try_attach(|py| -> PyResult<()> {
            py.check_signals()?;
            if let Some(watcher) = &self.watcher {
                watcher.0.call1(py, (Progress(*progress),))?;
            }
            Ok(())
        });
        self.asked = Instant::now();
        match answered {
            Some(Ok(())) => ControlFlow::Continue(()),
            Some(Err(error)) => {
                *self.raised.borrow_mut() = Some(error);
                ControlFlow::Break(())
            }
            None => ControlFlow::Break(()),
        }
    }
}
