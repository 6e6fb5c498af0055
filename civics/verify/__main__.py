"""`python -m civics.verify BUNDLE`: count a published ballot again."""

import sys

from civics.verify import recount

if __name__ == "__main__":
    if not sys.argv[1:] or {"-h", "--help"} & set(sys.argv):
        told = sys.stderr if not sys.argv[1:] else sys.stdout
        told.write(
            "error: name the bundle to count; see --help.\n" if not sys.argv[1:] else f"{recount.__doc__}\n"
        )
        sys.exit(0 if sys.argv[1:] else 2)
    sys.exit(recount.main(sys.argv[1:]))
