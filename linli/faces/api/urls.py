"""Addresses of the API: version 1 over the same deeds and questions as the pages, and its description."""

from django.urls import path
from ninja import NinjaAPI

from linli.faces.api import errors
from linli.faces.api.views import circle, public, residents, staff

api = NinjaAPI(
    title="Linli 邻里",  # han: the product's name
    version="1",
    description="What neighbours say, and what became of it.",
    urls_namespace="api",
    docs_url=None,
)
errors.hang_up(api)
for router in (public.router, circle.router, residents.router, staff.router):
    api.add_router("", router)

urlpatterns = [path("v1/", api.urls)]
