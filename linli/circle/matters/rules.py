"""Who may move a matter: those whose post handles voices where it lies."""

from linli.ground.people.choices import Right
from linli.ground.people.rules import grants, is_the_house

may_move = is_the_house | grants(Right.HANDLE_VOICES)
