"""The port for text messages: one function, and the carrier that settings name behind it."""

from importlib import import_module
from typing import Protocol, cast

from django.conf import settings


class NotSent(Exception):
    """The carrier did not take the message; the words say what it answered, without the number."""


class MaybeSent(Exception):
    """The message went to the carrier and no clear answer came back: it may have been sent, so it is not sent again."""


class Carrier(Protocol):
    """What a module of this room offers to carry text messages."""

    def send(self, phone: str, template: str, facts: dict[str, str]) -> None:
        """Send one message of a registered template to an E.164 number.

        Raises:
            NotSent: the carrier refused or could not be reached.
            MaybeSent: it was asked, and nobody knows what it did.
        """


def carrier() -> Carrier:
    """Return the carrier named by LINLI_SMS_CARRIER: console, aliyun or tencent."""
    return cast("Carrier", import_module(f"linli.ground.carriers.{settings.SMS_CARRIER}"))


def send_code(phone: str, code: str) -> None:
    """Send a sign-in code.

    Raises:
        NotSent, MaybeSent: as in `Carrier.send`.
    """
    carrier().send(phone, "code", {"code": code})


def send_notice(phone: str, receipt: str, helper: str) -> None:
    """Tell a person that a neighbour has spoken for them.

    Raises:
        NotSent, MaybeSent: as in `Carrier.send`.
    """
    carrier().send(phone, "spoken_for", {"receipt": receipt, "helper": helper})
