"""What every family raises when its input cannot be counted: a named fact, a sentence, the line it is on."""


class Fault(ValueError):  # noqa: N818 - faults are named by the fact (EmptyElectorate), as refusals are
    """Something in the input that no rule may guess about."""

    def __init__(self, sentence: str, *, line: int | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.line = line

    def at_line(self, line: int) -> "Fault":
        """Name the line of the input, unless a nearer place named it first; returns itself, to be raised."""
        if self.line is None:
            self.line = line
        return self

    def __str__(self) -> str:
        return self.sentence if self.line is None else f"line {self.line}: {self.sentence}"
