"""What the tools say when they cannot go on."""


class Trouble(Exception):
    """An expected no: the message is one sentence that says what to do."""
