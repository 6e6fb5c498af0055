"""What is published at the close: question, rules, outcome and seals, so that anyone recounts it at home."""

from typing import Any

from civics import canonical
from civics.voting.ballots import Outcome
from civics.voting.question import Question

FORMAT = 1


def published(question: Question, outcome: Outcome, *, papers_root: str | None = None) -> dict[str, Any]:
    """Put question and outcome into one document with the hashes that seal roll and papers.

    `python -m civics.verify` recounts it with code of its own. `papers_root`: the root, in hexadecimal, of an
    RFC 6962 tree over `paper_leaves`, for those who can prove that one paper is in the count. Of a named vote
    a bundle is for the tellers and for those who contest it; what the public gets is the outcome.

    Raises:
        NotCanonical: a name has no canonical form.
    """
    asked = question.document()
    roll = {word: asked[word] for word in ("units", "served_units", "voters", "size")}
    seals = {"roll_sha256": canonical.digest(roll), "papers_sha256": canonical.digest(asked["ballots"])}
    if papers_root is not None:
        seals["papers_root"] = papers_root
    return {"format": FORMAT, "question": asked, "document": outcome.document, "seals": seals}


def paper_leaves(question: Question) -> list[bytes]:
    """Give the bytes of each paper in the order in which they are leaves below `papers_root`.

    Raises:
        NotCanonical: a name has no canonical form.
    """
    return [canonical.dumps(ballot) for ballot in question.document()["ballots"]]
