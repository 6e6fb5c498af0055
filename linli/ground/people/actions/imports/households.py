"""Writes a stretch of homes of a table: homes, households, people and titles, each kind in one go."""

from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from linli.ground.people.actions.imports.trace import KINDS, Trace
from linli.ground.people.choices import BodyKind, HomeUse, OwnerKind, Tie
from linli.ground.people.models import (
    Area,
    Home,
    Household,
    Organization,
    Ownership,
    OwnershipShare,
    Resident,
)
from linli.ground.people.queries import areas, standing
from linli.ground.people.sheets.homes import Difference, PersonDifference, TableHome, compare

_BODIES = {OwnerKind.COMPANY: BodyKind.COMPANY, OwnerKind.DEVELOPER: BodyKind.DEVELOPER}


class HomesWriter:
    """Writes homes of one community; a new one for each stretch."""

    def __init__(self, community: Area, known: dict[standing.AreaPath, Area], at: datetime) -> None:
        self.community, self.known, self.at = community, known, at
        self.trace = Trace()
        self.home_ids: dict[int, int] = {}
        self.household_ids: dict[int, int] = {}
        self.named: dict[tuple[int, str], tuple[int, bool]] = {}
        self.by_index: dict[str, int] = {}
        self.ids: dict[str, str] = {}

    def write(self, tables: list[TableHome]) -> Trace:
        """Write what differs; return what was made and what stood there before."""
        homes = standing.homes_of(tables, self.known)
        by_id, self.ids = standing.people_by_id(self.community.pk, tables)
        self.by_index = {index: person.id for index, person in by_id.items()}
        found = [compare(table, homes.get(table.place), by_id, self.ids) for table in tables]
        self._homes(found)
        self._households(found)
        self._people(found)
        self._titles(found)
        return self.trace

    def _homes(self, found: list[Difference]) -> None:
        new = [(n, difference.table) for n, difference in enumerate(found) if difference.standing is None]
        made = Home.objects.bulk_create([self._home(table) for _n, table in new], batch_size=500)
        self.home_ids = {n: d.standing.id for n, d in enumerate(found) if d.standing}
        for (n, table), home in zip(new, made, strict=True):
            self.home_ids[n] = home.pk
            self.trace.made["home"].append([home.pk, table.line])
        self._change("home", {d.standing.id: d.home_changes for d in found if d.standing and d.home_changes})

    def _home(self, table: TableHome) -> Home:
        return Home(
            area=self.known[table.place[:3]] if any(table.place[:3]) else self.community,
            community=self.community,
            number=table.place[3],
            use=table.use or HomeUse.DWELLING,
            exclusive_area=table.area,
            floor=table.floor,
            sort_key=areas.path_key(table.place),
        )

    def _households(self, found: list[Difference]) -> None:
        new = [(n, difference.table) for n, difference in enumerate(found) if difference.needs_household]
        made = Household.objects.bulk_create(
            [
                Household(home_id=self.home_ids[n], since=table.since, origin_village=table.origin)
                for n, table in new
            ],
            batch_size=500,
        )
        for n, difference in enumerate(found):
            if difference.standing and difference.standing.household_id:
                self.household_ids[n] = difference.standing.household_id
        for (n, table), household in zip(new, made, strict=True):
            self.household_ids[n] = household.pk
            self.trace.made["household"].append([household.pk, table.line])
        changes = {
            self.household_ids[n]: _renamed(difference.household_changes, origin="origin_village")
            for n, difference in enumerate(found)
            if difference.household_changes
        }
        self._change("household", changes)

    def _people(self, found: list[Difference]) -> None:
        new = [(n, p) for n, d in enumerate(found) for p in d.people if p.standing is None]
        made = Resident.objects.bulk_create([self._resident(n, person) for n, person in new], batch_size=500)
        for (n, person), resident in zip(new, made, strict=True):
            self.named[n, resident.name] = (resident.pk, bool(person.id_index))
            if person.id_index:
                self.by_index[person.id_index] = resident.pk
            self.trace.made["resident"].append([resident.pk, person.row.line])
        changes: dict[int, dict[str, Any]] = {}
        for n, difference in enumerate(found):
            for person in difference.people:
                if person.standing is not None:
                    has_number = bool(person.id_index or person.standing.id_index)
                    self.named[n, person.row.name] = (person.standing.id, has_number)
                    if person.changes:
                        changes[person.standing.id] = self._stored(n, person)
            for owner, number in difference.owner_ids:
                changes.setdefault(owner.id, {}).update(id_number=number, id_index=self.ids[number])
        self._change("resident", changes)

    def _resident(self, n: int, person: PersonDifference) -> Resident:
        row = person.row
        return Resident(
            community=self.community,
            household_id=self.household_ids[n],
            tie=row.tie or Tie.OTHER,
            name=row.name,
            phone=row.phone,
            phone_index=person.phone_index,
            id_number=row.id_number,
            id_index=person.id_index,
            born_on=row.born,
        )

    def _stored(self, n: int, person: PersonDifference) -> dict[str, Any]:
        """Return a person's changes with the indexes and the household that go with them."""
        changes = dict(person.changes)
        if "phone" in changes:
            changes["phone_index"] = person.phone_index
        if "id_number" in changes:
            changes["id_index"] = person.id_index
        if "household" in changes:
            changes["household_id"] = self.household_ids[n]
            del changes["household"]
        return changes

    def _titles(self, found: list[Difference]) -> None:
        new = [(n, difference) for n, difference in enumerate(found) if difference.has_new_title]
        bodies = self._bodies([difference.table for _n, difference in new])
        people = _Owners(self).of(new)
        closing = [d.standing.title_id for _n, d in new if d.standing and d.standing.title_id]
        Ownership.objects.filter(pk__in=closing).update(until=localdate(self.at))
        self.trace.closed_titles = closing
        made = Ownership.objects.bulk_create(
            [Ownership(home_id=self.home_ids[n]) for n, _d in new], batch_size=500
        )
        shares = []
        for (n, difference), title in zip(new, made, strict=True):
            self.trace.made["title"].append([title.pk, difference.table.line])
            shares += [
                OwnershipShare(
                    ownership=title,
                    kind=kind,
                    resident_id=people.get((n, place)),
                    organization_id=bodies[_BODIES[kind], name] if kind in _BODIES else None,
                )
                for place, (kind, name, _number) in enumerate(difference.table.owners)
            ]
        OwnershipShare.objects.bulk_create(shares, batch_size=500)

    def _bodies(self, tables: list[TableHome]) -> dict[tuple[str, str], int]:
        """Return the companies and developers named as owners, founding those the community does not know."""
        wanted = {(_BODIES[k], name): t.line for t in tables for k, name, _id in t.owners if k in _BODIES}
        rows = Organization.objects.filter(area=self.community, name__in={name for _kind, name in wanted})
        known: dict[tuple[str, str], int] = {(body.kind, body.name): body.pk for body in rows}
        missing = [key for key in wanted if key not in known]
        made = Organization.objects.bulk_create(
            Organization(area=self.community, kind=kind, name=name) for kind, name in missing
        )
        for key, body in zip(missing, made, strict=True):
            known[key] = body.pk
            self.trace.made["body"].append([body.pk, wanted[key]])
        return known

    def _change(self, kind: str, changes: dict[int, dict[str, Any]]) -> None:
        """Write changes of many rows at once and keep their former values for undo."""
        if not changes:
            return
        rows = list(KINDS[kind].objects.defer(None).filter(pk__in=changes))
        for row in rows:
            self.trace.before[kind][row.pk] = {name: getattr(row, name) for name in changes[row.pk]}
            for name, value in changes[row.pk].items():
                setattr(row, name, value)
        write_over(kind, rows, {name for change in changes.values() for name in change})


class _Owners:
    """Finds who each owner in person is: by number, else who lives there or owned it before, else someone new."""

    def __init__(self, writer: HomesWriter) -> None:
        self.writer = writer
        self.new: dict[tuple[int, int], Resident] = {}
        self.new_by_index: dict[str, Resident] = {}
        self.lines: dict[int, int] = {}

    def of(self, found: list[tuple[int, Difference]]) -> dict[tuple[int, int], int]:
        """Return the resident of each owner, by the home's place in the stretch and the owner's place in the title."""
        owners: dict[tuple[int, int], int] = {}
        for n, difference in found:
            for place, (kind, name, number) in enumerate(difference.table.owners):
                if kind in _BODIES:
                    continue
                known = self._known(n, name, self.writer.ids.get(number, ""), difference)
                if known is not None:
                    owners[n, place] = known
                else:
                    self.new[n, place] = self._someone_new(name, number, difference.table.line)
        unique = list({id(resident): resident for resident in self.new.values()}.values())
        Resident.objects.bulk_create(unique, batch_size=500)
        self.writer.trace.made["resident"] += [[owner.pk, self.lines[id(owner)]] for owner in unique]
        return owners | {key: resident.pk for key, resident in self.new.items()}

    def _known(self, n: int, name: str, index: str, difference: Difference) -> int | None:
        if index in self.writer.by_index:
            return self.writer.by_index[index]
        neighbour, has_number = self.writer.named.get((n, name), (None, False))
        if neighbour is not None and not (index and has_number):
            return neighbour
        former = (
            difference.standing.owners.get((OwnerKind.PERSON.value, name)) if difference.standing else None
        )
        return former.id if former is not None and not (index and former.id_index) else None

    def _someone_new(self, name: str, number: str, line: int) -> Resident:
        index = self.writer.ids.get(number, "")
        if index in self.new_by_index:
            return self.new_by_index[index]
        owner = Resident(
            community=self.writer.community, name=name, id_number=number, id_index=index, tie=Tie.OTHER
        )
        self.lines[id(owner)] = line
        if index:
            self.new_by_index[index] = owner
        return owner


def write_over(kind: str, rows: list[Any], names: set[str]) -> None:
    """Write some fields of many rows that stand; `bulk_update` is far slower, its CASE grows with the rows."""
    fields = sorted(name.removesuffix("_id") if name.endswith("_id") else name for name in names)
    KINDS[kind].objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=fields, batch_size=500
    )


def _renamed(changes: dict[str, Any], **names: str) -> dict[str, Any]:
    return {names.get(key, key): value for key, value in changes.items()}
