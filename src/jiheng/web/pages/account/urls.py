"""Addresses below /account/."""

from __future__ import annotations

from django.urls import path

from . import interfaces, provider, views

urlpatterns = [
    path("account/login/", views.sign_in, name="login"),
    path("account/code/", views.code, name="login-code"),
    path("account/logout/", views.sign_out, name="logout"),
    path("account/oidc/", provider.begin, name="oidc"),
    path("account/oidc/back/", provider.back, name="oidc-back"),
    path("account/as/", views.as_role, name="login-as"),
    path("account/", views.own, name="account"),
    path("account/password/", views.password, name="password"),
    path("account/second-factor/", views.second_factor, name="second-factor"),
    path("account/second-factor/off/", views.second_factor_off, name="second-factor-off"),
    path("account/interfaces/", interfaces.interfaces, name="interfaces"),
    path("account/tokens/", interfaces.make_token, name="token-make"),
    path("account/tokens/<int:pk>/revoke/", interfaces.revoke_token, name="token-revoke"),
    path("account/hooks/", interfaces.make_hook, name="hook-make"),
    path("account/hooks/<int:pk>/drop/", interfaces.drop_hook, name="hook-drop"),
    path("account/language/", views.language, name="language"),
]
