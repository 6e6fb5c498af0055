"""A refusal is an expected no: a class with a code for machines, a status for HTTP and words for people."""

from typing import ClassVar

from django.utils.functional import Promise


class Refusal(Exception):
    """The base of every expected no; each action keeps its own beside it."""

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 409
    reason: ClassVar[str | Promise]

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(facts)

    def __str__(self) -> str:
        """The words for people, in the language in force."""
        return str(self.reason) % self.facts
