"""Addresses of the sandbox over HTTP."""

from django.urls import path

from sandbox import views

urlpatterns = [
    path("sandbox/runs/", views.mint_run, name="mint-run"),
    path("sandbox/runs/<str:token>/", views.end_run, name="end-run"),
]
