"""Addresses of the whole house: one line a room."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("-/", include("linli.ground.look.urls")),
    path("in/", include("linli.ground.people.signin_urls")),
    path("", include("linli.ground.people.urls")),
    path("", include("linli.ground.messages.urls")),
    path("", include("linli.faces.web.urls")),
    path("", include("linli.circle.matters.urls")),
    path("", include("linli.circle.listen.urls")),
    path("", include("linli.commons.notices.urls")),
    path("", include("linli.circle.deliberate.urls")),
    path("", include("linli.circle.decide.urls")),
    path("", include("linli.circle.deliver.urls")),
    path("", include("linli.circle.disclose.urls")),
    path("", include("linli.circle.evaluate.urls")),
    path("demo/", include("linli.faces.demo.urls")),
    path("files/", include("linli.ground.files.urls")),
    path("api/", include("linli.faces.api.urls")),
]

handler400 = "linli.ground.look.views.bad_request"
handler403 = "linli.ground.look.views.denied"
handler404 = "linli.ground.look.views.missing"
handler500 = "linli.ground.look.views.broken"
