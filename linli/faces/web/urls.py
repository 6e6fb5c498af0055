"""Addresses of the pages that look into several rooms."""

from django.urls import URLPattern, path

from linli.faces.web.views import calendars, feeds, home, journal, matters, open_data, portal

app_name = "web"
urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("desk/", home.desk, name="desk"),
    path("m/", portal.matters, name="matters"),
    path("search/", portal.search, name="search"),
    path("open-data/", open_data.index, name="open-data"),
    path("open-data/<slug:name>.<slug:kind>", open_data.file, name="open-data-file"),
    path("feeds/<int:pk>/matters.atom", feeds.community, name="community-feed"),
    path("feeds/<int:pk>/notices.atom", feeds.notices, name="notices-feed"),
    path("feeds/<int:pk>/calendar.ics", calendars.community, name="calendar"),
    path("calendar/", calendars.mine, name="my-calendar"),
    path("calendar/new/", calendars.make, name="calendar-new"),
    path("calendar/off/", calendars.revoke, name="calendar-off"),
    path("calendar/<str:secret>.ics", calendars.secret, name="secret-calendar"),
    path("m/<int:pk>/", matters.matter, name="matter"),
    path("m/<int:pk>/follow/", matters.follow, name="follow"),
    path("m/<int:pk>/mute/", matters.mute, name="mute"),
    path("m/<int:pk>/feed.atom", feeds.matter, name="matter-feed"),
    path("m/<int:pk>/proof.jsonl", journal.of_matter, name="matter-proof"),
    path("journal/", journal.journal, name="journal"),
    path("journal/bundle.jsonl", journal.bundle, name="bundle"),
    path("journal/<int:pk>.jsonl", journal.of_entry, name="entry-proof"),
]
