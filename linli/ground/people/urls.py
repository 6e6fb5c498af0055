"""Addresses of people and territory: for staff under desk/people/, for everyone under me/."""

from django.urls import URLPattern, path

from linli.ground.people.views import imports, neighbours, newcomers, readings, register, territory
from linli.ground.people.views.deeds import HOME_DEEDS, RESIDENT_DEEDS

app_name = "people"
urlpatterns: list[URLPattern] = [
    path("me/readings/", readings.mine, name="my-readings"),
    path("me/data/", readings.my_data, name="my-data"),
    path("desk/people/", register.index, name="register"),
    path("desk/people/homes/<int:pk>/", register.home, name="home"),
    *(
        path(f"desk/people/homes/<int:pk>/{deed}/", register.do_home, {"deed": deed}, name=f"home-{deed}")
        for deed in HOME_DEEDS
    ),
    path("desk/people/residents/<int:pk>/", register.resident, name="resident"),
    *(
        path(
            f"desk/people/residents/<int:pk>/{deed}/",
            register.do_resident,
            {"deed": deed},
            name=f"resident-{deed}",
        )
        for deed in RESIDENT_DEEDS
    ),
    path("desk/people/residents/<int:pk>/open/<str:part>/", register.open_part, name="open-part"),
    path("desk/people/residents/<int:pk>/data/", register.hand_out, name="hand-out"),
    path("desk/people/areas/", territory.index, name="areas"),
    path("desk/people/areas/<int:pk>/", territory.area, name="area"),
    *(
        path(f"desk/people/areas/<int:pk>/{deed}/", territory.do_area, {"deed": deed}, name=f"area-{deed}")
        for deed in territory.AREA_DEEDS
    ),
    path("desk/people/mixing/", neighbours.mixing_page, name="mixing"),
    path("desk/people/mixing/table.csv", neighbours.mixing_table, name="mixing-table"),
    path("desk/people/mixing/<int:pk>/", neighbours.building, name="building"),
    path("desk/people/parties/", neighbours.nine_parties, name="parties"),
    path("desk/people/posts/<int:pk>/vacate/", territory.vacate, name="vacate-post"),
    path("desk/people/posts/<int:pk>/end/", territory.end, name="end-post"),
    path("desk/people/imports/", imports.index, name="imports"),
    path("desk/people/imports/template.xlsx", imports.empty_table, name="import-template"),
    path("desk/people/imports/<int:pk>/", imports.show, name="import"),
    path("desk/people/imports/<int:pk>/faulty.xlsx", imports.faulty_rows, name="import-faulty"),
    *(
        path(f"desk/people/imports/<int:pk>/{deed}/", imports.do, {"deed": deed}, name=f"import-{deed}")
        for deed in imports.DEEDS
    ),
    path("desk/people/exports/", imports.ask_export, name="ask-export"),
    path("desk/people/exports/<int:pk>/", imports.export, name="export"),
    path("desk/people/exports/<int:pk>/register.xlsx", imports.export_file, name="export-file"),
    path("desk/people/newcomers/", newcomers.index, name="newcomers"),
    path("desk/people/newcomers/confirm/", newcomers.confirm, name="confirm-newcomer"),
    path("desk/people/readings/", readings.index, name="readings"),
]
