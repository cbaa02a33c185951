"""Keeps a fault of ours from ending the program: Qt cannot bear an exception in what it calls back."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_R = TypeVar("_R")


def guarded(otherwise: _R) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
    """Report an exception to the program's handler, and return `otherwise` in its place."""

    def wrap(function: Callable[_P, _R]) -> Callable[_P, _R]:
        @functools.wraps(function)
        def call(*args: _P.args, **kwargs: _P.kwargs) -> _R:
            try:
                return function(*args, **kwargs)
            except Exception:
                sys.excepthook(*sys.exc_info())
                return otherwise

        return call

    return wrap
