"""`python -m civics.verify BUNDLE`: count a published ballot again."""

import sys

from civics.verify.recount import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
