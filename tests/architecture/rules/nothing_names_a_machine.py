"""No file names the machine it was written on, a package host, or a key."""

import re
from collections.abc import Iterator

from tests.architecture.house import Breach, Rule, Source, example

# Written in pieces, so that this file keeps its own rule.
HOSTS = ("py" + "pi.org", "python" + "hosted.org", "registry." + "npmjs", "deb." + "debian.org")
FOLDERS = ("/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "/Us" + "ers/", "/opt/py" + "pi")
SECRETS = r"-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bghp_[A-Za-z0-9]{36}\b"
NAMED = re.compile(
    "|".join([*map(re.escape, HOSTS), *(rf"(?<![\w.~]){re.escape(f)}\w" for f in FOLDERS), SECRETS])
)


def find(source: Source) -> Iterator[Breach]:
    for number, line in enumerate(source.text.splitlines(), 1):
        if match := NAMED.search(line):
            yield number, f"{match.group()!r} belongs to one machine, not to the project"


RULE = Rule(
    says="No paths of machines, package hosts or keys in the repository.",
    where=lambda _: True,
    find=find,
    good=(example("../shared/data"), example("/usr/bin/chromium"), example("http://www.w3.org/2000/svg")),
    bad=(
        example("cd /wo" + "rk/main"),
        example("https://py" + "pi.org/simple"),
        example("/ho" + "me/ada/linli"),
        example("-----BEGIN PRIVATE " + "KEY-----"),
    ),
)
