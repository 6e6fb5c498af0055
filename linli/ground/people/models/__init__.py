"""Records of people and places."""

from linli.ground.people.models.account import Account
from linli.ground.people.models.area import Area, AreaWithin
from linli.ground.people.models.body import Organization, Post
from linli.ground.people.models.home import Home, Household, Ownership, OwnershipShare
from linli.ground.people.models.intake import RegisterExport, RegisterImport, RegisterRow, RegisterStep
from linli.ground.people.models.newcomer import Declaration
from linli.ground.people.models.resident import Resident

__all__ = [
    "Account",
    "Area",
    "AreaWithin",
    "Declaration",
    "Home",
    "Household",
    "Organization",
    "Ownership",
    "OwnershipShare",
    "Post",
    "RegisterExport",
    "RegisterImport",
    "RegisterRow",
    "RegisterStep",
    "Resident",
]
