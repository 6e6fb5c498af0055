"""The core of listening, on real messages.

    python bench/listen_text.py [--data ../shared/data/messages] [--sizes 4326 43260]

Larger sets are made of the real messages again, with every name of a place replaced by another and the dates moved
on, so that a repeated message is about another place. Figures are processor seconds of one thread, per message, over
the last 2 000 placed; "compared" counts pairs, which no other load can blur. The classifier learns four fifths of
labelled.csv and is measured on the rest.
"""

import argparse
import hashlib
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from civics.text import Classifier, Message, TopicIndex, group, one_text
from civics.text.normal import fold
from civics.text.places import find_places
from civics.text.scoring import score
from civics.text.tables import labelled_texts, messages, read_lines
from civics.text.training import fit

ROOT = Path(__file__).resolve().parents[1]
SYLLABLES = "景湖华龙锦和瑞泰安宁嘉盛云岭松溪"
MONTH = 30 * 86_400.0
LAST = 2_000


def elsewhere(message: Message, turn: int) -> Message:
    """The same message about other places, some months later; turn 0 leaves it as it is."""
    if turn == 0:
        return message
    title, text = fold(message.title), fold(message.text)
    for name in sorted({*find_places(title), *find_places(text[:150])}, key=len, reverse=True):
        lot = hashlib.sha256(f"{name} {turn}".encode()).digest()
        other = "".join(SYLLABLES[byte % len(SYLLABLES)] for byte in lot[:3])
        title, text = title.replace(name, other + name[-2:]), text.replace(name, other + name[-2:])
    at = message.at + turn * MONTH
    return Message(f"{message.id}-{turn}", f"{message.author}-{turn}", title, text, "", message.likes, at)


def many(real: list[Message], size: int) -> Iterator[Message]:
    """As many messages as asked, made before the clock runs for each."""
    in_order = sorted(real, key=lambda one: (one.at, str(one.id)))
    for number in range(size):
        yield elsewhere(in_order[number % len(real)], number // len(real))


def placing(real: list[Message], size: int) -> None:
    index, spent, waited, before = TopicIndex(), [], [], 0
    for number, message in enumerate(many(real, size)):
        if number == size - LAST:
            before = index.compared
        begin, seen = time.process_time(), time.perf_counter()
        index.add(message)
        if number >= size - LAST:
            spent.append(time.process_time() - begin)
            waited.append(time.perf_counter() - seen)
    begin = time.process_time()
    for message in real[:200]:
        index.similar(message.title, message.text)
    asked = (time.process_time() - begin) / 200
    blob = index.dumps()
    begin = time.process_time()
    TopicIndex.loads(blob)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{size:>8} messages: placing {1000 * sum(spent) / LAST:.2f} ms each, 99th of 100 waited"
        f" {1000 * sorted(waited)[-LAST // 100]:.0f} ms, {(index.compared - before) / LAST:.0f} compared;"
        f" asking for similar ones {1000 * asked:.2f} ms; saved {len(blob) / 1e6:.0f} MB,"
        f" read again in {time.process_time() - begin:.2f} s; peak {memory:.0f} MB",
        flush=True,
    )


def grouping(real: list[Message]) -> None:
    begin = time.process_time()
    topics = group(real, at=max(one.at for one in real))
    print(
        f"{len(real)} messages grouped at once in {time.process_time() - begin:.1f} s: {len(topics)} topics"
    )


def classes(path: Path) -> None:
    lines = labelled_texts(read_lines(str(path), needed=("text", "label")))
    pairs = [(one_text(line.words("title"), line.words("text")), label) for line, label in lines]
    held = pairs[::5]
    begin = time.process_time()
    model = fit(pair for number, pair in enumerate(pairs) if number % 5)
    learnt = time.process_time() - begin
    begin = time.process_time()
    measured = score(model, held)
    each = (time.process_time() - begin) / len(held)
    blob = model.dumps()
    begin = time.process_time()
    Classifier.loads(blob)
    print(
        f"learnt {model.examples} texts in {learnt:.1f} s: macro-F1 {measured.macro_f1:.4f}, accuracy"
        f" {measured.accuracy:.4f}, top2 {measured.top2:.4f}, at 80 % {measured.accuracy_at_80:.4f};"
        f" suggesting {1000 * each:.2f} ms; {len(blob) / 1e6:.2f} MB, read in {time.process_time() - begin:.3f} s"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data" / "messages")
    parser.add_argument("--sizes", type=int, nargs="+", default=[4_326, 43_260])
    asked = parser.parse_args()
    if not asked.data.is_dir():
        sys.exit(f"There are no real messages in {asked.data}; name their folder with --data.")
    real = messages(read_lines(str(asked.data / "附件3.xlsx"), needed=("id", "author", "text")))
    classes(asked.data / "labelled.csv")
    grouping(real)
    for size in asked.sizes:
        placing(real, size)


if __name__ == "__main__":
    main()
