"""Who may bring what the carriers could not: those who handle residents' words where the resident lives."""

from linli.ground.people.choices import Right
from linli.ground.people.rules import grants, is_the_house

may_bring = is_the_house | grants(Right.HANDLE_VOICES)
