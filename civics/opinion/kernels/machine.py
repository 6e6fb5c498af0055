"""How a plain Python loop becomes machine code that gives the same bits on every run."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

from numba import njit

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


def compiled(loop: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Return `loop` as machine code, kept on disk for the next start.

    No fast-math: additions stay in the order they are written, so a map never depends on the machine.
    """
    return cast("Callable[Asked, Answer]", njit(cache=True, nogil=True, error_model="numpy")(loop))
