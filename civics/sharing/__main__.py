"""`python -m civics.sharing`: split a cost among neighbours to the fen."""

import sys

from civics import console
from civics.sharing.cli import run

if __name__ == "__main__":
    sys.exit(console.answer(run))
