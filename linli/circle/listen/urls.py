"""Addresses of listening: for neighbours and anyone at the root, for staff under desk/."""

from django.urls import URLPattern, path

from linli.circle.listen.views import desk, grouping, initiatives, public, resident, tables, visits
from linli.circle.listen.views.deeds import DEEDS

app_name = "listen"
urlpatterns: list[URLPattern] = [
    path("say/", resident.say, name="say"),
    path("say/join/", resident.join_in, name="join-in"),
    path("say/leave/", resident.leave, name="leave"),
    path("say/for/", resident.speak_for, name="speak-for"),
    path("mine/", resident.mine, name="mine"),
    path("mine/<int:pk>/", resident.my_voice, name="my-voice"),
    path("mine/<int:pk>/rate/", resident.rate, name="rate"),
    path("mine/<int:pk>/appeal/", resident.appeal, name="appeal"),
    path("helped/<int:pk>/", resident.my_voice, name="helped-voice"),
    path("r/<str:number>/<str:secret>/", resident.receipt, name="receipt"),
    path("talk/", public.topics, name="topics"),
    path("talk/late/", public.late, name="late"),
    path("talk/topic/<int:pk>/", public.topic, name="topic"),
    path("talk/<int:pk>/", public.voice, name="voice"),
    path("talk/<int:pk>/report/", public.report, name="report"),
    path("desk/voices/", desk.index, name="inbox"),
    path("desk/voices/take-in/", desk.take_in, name="take-in"),
    path("desk/voices/imports/", tables.bring, name="imports"),
    path("desk/voices/imports/template.xlsx", tables.template, name="import-template"),
    path("desk/voices/imports/<int:pk>/", tables.batch, name="import"),
    path("desk/voices/imports/<int:pk>/errors.xlsx", tables.errors, name="import-errors"),
    path("desk/voices/imports/<int:pk>/undo/", tables.undo, name="import-undo"),
    path("desk/voices/exports/", tables.ask, name="export-ask"),
    path("desk/voices/exports/<int:pk>/", tables.export, name="export"),
    path("desk/voices/exports/<int:pk>/file/", tables.fetch, name="export-fetch"),
    path("desk/letters/", tables.letters_list, name="letters"),
    path("desk/letters/<int:pk>/", tables.letter, name="letter"),
    path("desk/voices/<int:pk>/", desk.voice, name="desk-voice"),
    path("desk/voices/<int:pk>/masks/", desk.masks, name="masks"),
    path("desk/voices/<int:pk>/matter/", initiatives.begin, name="voice-matter"),
    *(path(f"desk/voices/<int:pk>/{deed}/", desk.do, {"deed": deed}, name=f"do-{deed}") for deed in DEEDS),
    path("desk/visits/", visits.index, name="visits"),
    path("desk/visits/new/", visits.new, name="visit-new"),
    path("desk/visits/visits.csv", visits.export, name="visits-export"),
    path("desk/visits/<int:pk>/", visits.visit, name="visit"),
    path("desk/topics/", grouping.index, name="desk-topics"),
    path("desk/topics/<int:pk>/", grouping.topic, name="desk-topic"),
    *(
        path(f"desk/topics/<int:pk>/{deed}/", grouping.do, {"deed": deed}, name=f"topic-{deed}")
        for deed in grouping.DEEDS
    ),
    path("desk/figures/", grouping.figures, name="desk-figures"),
]
