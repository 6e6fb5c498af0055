"""What a failed call over the network tells about whether the request had left."""

from collections.abc import Iterator
from ssl import SSLCertVerificationError

from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

_BEFORE_THE_REQUEST = (NewConnectionError, ConnectTimeoutError, SSLCertVerificationError)


def never_left(fault: BaseException) -> bool:
    """Say whether a call failed before anything was sent: nobody answered the door, or it was the wrong house.

    Both carriers' packages wrap what urllib3 said, each in its own way; the faults behind a fault are looked through.
    """
    return any(isinstance(one, _BEFORE_THE_REQUEST) for one in _behind(fault))


def _behind(fault: BaseException) -> Iterator[BaseException]:
    waiting, seen = [fault], set[int]()
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        wrapped = (one.__cause__, one.__context__, getattr(one, "inner_exception", None), *one.args)
        waiting += [other for other in wrapped if isinstance(other, BaseException)]
