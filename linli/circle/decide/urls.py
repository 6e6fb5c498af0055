"""Addresses of decide: for neighbours and anyone under b/, for staff under desk/ballots/."""

from django.urls import URLPattern, path

from linli.circle.decide.views import desk, resident, rolls, station, witness
from linli.circle.decide.views.deeds import DEEDS

app_name = "decide"
urlpatterns: list[URLPattern] = [
    path("b/", resident.index, name="ballots"),
    path("b/<int:pk>/", resident.ballot, name="ballot"),
    path("b/<int:pk>/vote/", resident.vote, name="vote"),
    path("b/<int:pk>/change/", resident.replace, name="replace"),
    path("b/<int:pk>/check/", resident.check, name="check"),
    path("b/<int:pk>/roll/", resident.roll, name="roll"),
    path("b/<int:pk>/result/", resident.result, name="result"),
    path("b/<int:pk>/bundle.json", resident.bundle, name="bundle"),
    path("b/<int:pk>/paper/", resident.paper, name="paper"),
    path("b/<int:pk>/witness/", witness.witness, name="witness"),
    path("b/<int:pk>/witness/box/", witness.witness_box, name="witness-box"),
    path("b/<int:pk>/witness/<int:entry>/", witness.witness_entry, name="witness-entry"),
    path("desk/ballots/", desk.index, name="desk"),
    path("desk/ballots/new/", desk.new, name="new"),
    path("desk/ballots/<int:pk>/", desk.ballot, name="desk-ballot"),
    path("desk/ballots/<int:pk>/edit/<slug:step>/", desk.edit, name="edit"),
    path("desk/ballots/<int:pk>/roll/", rolls.desk, name="desk-roll"),
    path("desk/ballots/<int:pk>/roll/change/", rolls.change, name="roll-change"),
    path("desk/ballots/<int:pk>/objections/<int:objection>/accept/", rolls.accept, name="objection-accept"),
    path("desk/ballots/<int:pk>/objections/<int:objection>/refuse/", rolls.refuse, name="objection-refuse"),
    path("desk/ballots/<int:pk>/station/", station.desk, name="station"),
    path("desk/ballots/<int:pk>/station/<int:entry>/drop/", station.drop, name="station-drop"),
    path("desk/ballots/<int:pk>/box/", station.box, name="box"),
    *(path(f"desk/ballots/<int:pk>/{deed}/", desk.do, {"deed": deed}, name=f"do-{deed}") for deed in DEEDS),
]
