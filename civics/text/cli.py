"""The command line of understanding text: evaluate and train a classifier, classify, and group messages into topics."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from civics.console import Parser
from civics.text.archive import UnreadableArchive
from civics.text.classes import Classifier
from civics.text.grouping import group
from civics.text.lines import one_text
from civics.text.scheme import default_scheme, starter_examples
from civics.text.scoring import score
from civics.text.tables import BadTable, Line, labelled_texts, messages, read_lines
from civics.text.training import fit

__all__ = ["run"]

SHOWN = 20
STARTER = "starter"


def run(arguments: Sequence[str]) -> int:
    """Read the command line, do what it asks, and give the exit status.

    Raises:
        Fault: the command line, a file or a line of it cannot be used.
    """
    asked = _parser().parse_args(arguments)
    commands = {"evaluate": _evaluate, "topics": _topics, "train": _train, "classify": _classify}
    return commands[asked.command](asked)


def _parser() -> Parser:
    parser = Parser(prog="python -m civics.text", description="Classes and topics of what neighbours write.")
    commands = parser.add_subparsers(dest="command", required=True)
    evaluate = commands.add_parser("evaluate", help="train on one labelled file, measure on another")
    evaluate.add_argument("train", help=".csv or .xlsx with title, detail and label")
    evaluate.add_argument("test", help="another such file")
    topics = commands.add_parser("topics", help="group messages, hottest topic first")
    topics.add_argument("file", help=".csv or .xlsx with id, user, title, time, detail and likes")
    train = commands.add_parser("train", help="write a classifier learnt from a labelled file")
    train.add_argument("file", help=f".csv or .xlsx with title, detail and label, or the word {STARTER}")
    train.add_argument("out", help="where to write the classifier")
    train.add_argument("--version", default="1", help="the name it is known by")
    classify = commands.add_parser("classify", help="suggest two classes for each line of standard input")
    classify.add_argument("model", help=f"a file that train wrote, or the word {STARTER}")
    for command in (evaluate, topics, classify):
        command.add_argument("--json", action="store_true", help="answer as JSON")
    return parser


def _evaluate(asked: argparse.Namespace) -> int:
    train, test = _pairs(asked.train), _pairs(asked.test)
    measured = score(fit(train), test)
    shares = {
        "macro_f1": measured.macro_f1,
        "accuracy": measured.accuracy,
        "top2": measured.top2,
        "accuracy_at_80": measured.accuracy_at_80,
    }
    if asked.json:
        print(json.dumps(shares))
        return 0
    print(f"{measured.texts} texts, learnt from {len(train)}")
    for name, share in shares.items():
        print(f"{name:<16}{share:8.4f}")
    for label, texts, f1 in measured.by_class:
        print(f"F1 {f1:.3f}  {texts:>6}  {label}")
    return 0


def _topics(asked: argparse.Namespace) -> int:
    with _naming(asked.file):
        found = messages(read_lines(asked.file, needed=("id", "author", "text")))
    topics = group(found, at=max(message.at for message in found))
    if asked.json:
        listed = [
            {
                "members": [member.id for member in topic.members],
                "people": topic.people,
                "heat": round(topic.heat, 3),
                "words": list(topic.words),
                "places": list(topic.places),
            }
            for topic in topics
        ]
        print(json.dumps({"topics": listed}, ensure_ascii=False))
        return 0
    titles = {message.id: message.title or message.text[:30] for message in found}
    print(f"{len(found)} messages, {len(topics)} topics; the hottest {min(SHOWN, len(topics))}:")
    for topic in topics[:SHOWN]:
        about = " ".join((*topic.places, *topic.words))
        print(f"{topic.heat:7.1f}  {topic.people:>4} people  {len(topic.members):>4} messages  {about}")
        print(f"         {titles[topic.key]}")
    return 0


def _train(asked: argparse.Namespace) -> int:
    if asked.file == STARTER:
        model = fit(starter_examples(), version=asked.version, beginner=True)
    else:
        model = fit(_pairs(asked.file), version=asked.version)
    try:
        Path(asked.out).write_bytes(model.dumps())
    except OSError as closed:
        raise BadTable(f"{asked.out} cannot be written: {closed.strerror or closed}.") from closed
    print(f"{asked.out}: {len(model.labels)} classes from {model.examples} texts, sha256 {model.digest}")
    if model.beginner:
        print("A beginner: it has seen only made-up examples and never assigns a class alone.")
    return 0


def _classify(asked: argparse.Namespace) -> int:
    model = _model(asked.model)
    names = {kind.key: kind.zh for kind in default_scheme().kinds}
    for line in sys.stdin:
        if not line.strip():
            continue
        one = model.suggest(line.strip())
        if asked.json:
            answer = {
                "first": one.first,
                "second": one.second,
                "margin": round(one.margin, 3),
                "sure": one.sure,
            }
            shares = {"confidence": one.confidence, "confidence_second": one.confidence_second}
            print(json.dumps({**answer, **shares, "words": list(one.words)}, ensure_ascii=False))
        else:
            first, second = names.get(one.first, one.first), names.get(one.second, one.second)
            print(f"{first} {one.confidence} %  {second} {one.confidence_second} %  {' '.join(one.words)}")
    return 0


def _model(path: str) -> Classifier:
    if path == STARTER:
        return fit(starter_examples(), beginner=True)
    try:
        return Classifier.loads(Path(path).read_bytes())
    except OSError as closed:
        raise UnreadableArchive(f"{path} cannot be read: {closed.strerror or closed}.") from closed


def _pairs(path: str) -> list[tuple[str, str]]:
    with _naming(path):
        lines = labelled_texts(read_lines(path, needed=("text", "label")))
    return [(_text(line), label) for line, label in lines]


@contextmanager
def _naming(path: str) -> Iterator[None]:
    """Put the name of the file before a complaint about one of its lines."""
    try:
        yield
    except BadTable as wrong:
        raise (BadTable(f"{path}, {wrong}") if wrong.line else wrong) from wrong


def _text(line: Line) -> str:
    return one_text(line.words("title"), line.words("text"))
