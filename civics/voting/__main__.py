"""`python -m civics.voting`: count a ballot under dated rules."""

import sys

from civics import console
from civics.voting.cli import run

if __name__ == "__main__":
    sys.exit(console.answer(run))
