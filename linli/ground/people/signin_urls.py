"""Addresses of signing in. The names without a room are the ones allauth itself looks for."""

from allauth.account.views import (
    account_inactive,
    confirm_login_code,
    logout,
    password_change,
    password_set,
    reauthenticate,
)
from django.urls import URLPattern, URLResolver, include, path

from linli.ground.people.views import newcomers, signin

mine = (
    [
        path("me/", signin.me, name="me"),
        path("me/home/", newcomers.declare, name="declare"),
        path("me/claim/", signin.claim, name="claim"),
    ],
    "signin",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", signin.by_phone, name="account_request_login_code"),
    path("code/", confirm_login_code, name="account_confirm_login_code"),
    path("staff/", signin.by_password, name="account_login"),
    path("signup/", signin.by_phone, name="account_signup"),
    path("out/", logout, name="account_logout"),
    path("inactive/", account_inactive, name="account_inactive"),
    path("again/", reauthenticate, name="account_reauthenticate"),
    path("password/", password_change, name="account_change_password"),
    path("password/set/", password_set, name="account_set_password"),
    path("second/", include("allauth.mfa.urls")),
    path("", include(mine)),
]
