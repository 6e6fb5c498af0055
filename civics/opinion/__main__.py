"""`python -m civics.opinion`: draw the opinion map of a conversation."""

import sys

from civics import console
from civics.opinion.cli import run

if __name__ == "__main__":
    sys.exit(console.answer(run))
