"""`python -m civics.budgeting`: share a budget among the projects of a Pabulib file."""

import sys

from civics import console
from civics.budgeting.cli import run

if __name__ == "__main__":
    sys.exit(console.answer(run))
