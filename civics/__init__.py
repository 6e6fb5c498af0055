"""The pure core of Linli: what counts, ranks, allots, groups and proves, with no Django, no clock and no dice."""
