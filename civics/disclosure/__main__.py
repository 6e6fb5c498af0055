"""`python -m civics.disclosure`: ask the guard whether figures may be shown."""

import sys

from civics import console
from civics.disclosure.cli import run

if __name__ == "__main__":
    sys.exit(console.answer(run))
