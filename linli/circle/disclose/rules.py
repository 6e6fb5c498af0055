"""Who keeps duties and money sheets, and who changes the catalogue."""

from linli.ground.people.choices import Right
from linli.ground.people.rules import grants, is_the_house

may_disclose = is_the_house | grants(Right.POST_NOTICES)
may_change_catalogue = grants(Right.APPROVE_NOTICES)
