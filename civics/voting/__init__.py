"""Votes counted as the law counts them: by heads and by area, under dated rules, with every number shown."""
