"""`python -m civics.text`: classes and topics on the command line, without the product."""

import sys

from civics import console
from civics.text.cli import run

if __name__ == "__main__":
    sys.exit(console.answer(run))
