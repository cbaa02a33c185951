"""Long jobs off the GUI thread; their results come back to it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal
from shiboken6 import isValid

T = TypeVar("T")


@contextmanager
def paused_collector() -> Iterator[None]:
    """Keep the garbage collector from looking again and again through all that a long job makes, which is no garbage.

    It would hold up the window each time, for as long as a second on a large map.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


class Job(QObject):
    """One job; `stop` makes that nobody hears of its result."""

    finished = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.stopped = False

    def stop(self) -> None:
        """Want the result no more."""
        self.stopped = True


class Background(QObject):
    """Runs functions one after the other in a thread of its own; they must not touch widgets or open sessions."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
        owner: QObject | None = None,
    ) -> Job:
        """Run `work`, then call `done` with its result, or `failed` with what it raised; both on the GUI thread.

        Nobody is called any more once the `owner` of the job is gone.
        """
        job = Job(self)

        def hear(result: Any, error: Any) -> None:
            # No child any more: what hears may be the last that holds this object, which would then, on its way out,
            # destroy the job that is being destroyed.
            job.setParent(None)
            job.deleteLater()
            if job.stopped or (owner is not None and not isValid(owner)):
                return
            if error is None:
                done(result)
            elif failed is not None:
                failed(error)
            else:
                raise error

        job.finished.connect(hear)
        self._pool.start(_Task(work, job))
        return job

    def finish(self) -> None:
        """Wait for the jobs that run, and drop those that wait; to be called before the program ends."""
        self._pool.clear()
        self._pool.waitForDone()


class _Task(QRunnable):
    def __init__(self, work: Callable[[], object], job: Job) -> None:
        super().__init__()
        self._work, self._job = work, job

    def run(self) -> None:
        result: object = None
        error: Exception | None = None
        try:
            if not self._job.stopped:
                with paused_collector():
                    result = self._work()
        except Exception as raised:  # every error is told on the GUI thread
            error = raised
        if isValid(self._job):
            self._job.finished.emit(result, error)
