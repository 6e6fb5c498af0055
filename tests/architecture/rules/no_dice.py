"""Chance has one address, ground/lib/chance.py; elsewhere a seed is an argument and is published."""

from collections.abc import Iterator

from tests.architecture.house import Breach, Rule, Source, calls, example, imported, is_code

DICE = {"random", "secrets", "numpy.random"}
THROWS = {"uuid.uuid1", "uuid.uuid4", "uuid4", "uuid1", "os.urandom", "urandom", "get_random_string", "np.random.seed",
          "np.random.rand", "np.random.default_rng", "random.default_rng", "default_rng"}  # fmt: skip


def find(source: Source) -> Iterator[Breach]:
    for line, name in imported(source.tree):
        if name in DICE or name.rpartition(".")[0] in DICE - {"numpy.random"}:
            yield line, f"`import {name}`; take a seed, or ask ground/lib/chance"
    for call, name in calls(source.tree):
        unseeded = name.endswith("default_rng") and call.args
        if name in THROWS and not unseeded:
            yield call.lineno, f"`{name}()`; take a seed, or ask ground/lib/chance"


RULE = Rule(
    says="No randomness outside ground/lib/chance.py, except from a seed that is given.",
    where=lambda source: is_code(source) and str(source.path) != "linli/ground/lib/chance.py",
    find=find,
    good=(
        example("dice = np.random.default_rng(seed)", "civics/text/model.py"),
        example("key = chance.uuid7()"),
    ),
    bad=(
        example("import random"),
        example("from secrets import token_hex"),
        example("key = uuid.uuid4()"),
        example("dice = np.random.default_rng()", "civics/text/model.py"),
    ),
)
