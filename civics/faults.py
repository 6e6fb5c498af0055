"""What every family raises when its input cannot be counted: a named fact, a sentence, the line it is on."""


class Fault(ValueError):
    """Something in the input that no rule may guess about.

    `about` names the thing by kind and id (("unit", "3-501")), so that whoever read the file can find its line.
    """

    def __init__(
        self, sentence: str, *, line: int | None = None, about: tuple[str, str] | None = None
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.line = line
        self.about = about

    def at_line(self, line: int) -> "Fault":
        """Name the line of the input, unless a nearer place named it first; returns itself, to be raised."""
        if self.line is None:
            self.line = line
        return self

    def __str__(self) -> str:
        return self.sentence if self.line is None else f"line {self.line}: {self.sentence}"
