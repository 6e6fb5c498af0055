"""Starts the command line of the opinion map."""

from civics.opinion.cli import main

raise SystemExit(main())
