"""`python -m civics.transparency`: check a published log without trusting who published it."""

import sys

from civics import console
from civics.transparency.cli import run

if __name__ == "__main__":
    sys.exit(console.answer(run))
