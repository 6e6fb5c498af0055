"""The pure core of Linli: what counts, ranks, allots, groups and proves; no Django, no clock, no dice."""

__version__ = "0.1.0"
