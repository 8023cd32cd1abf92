"""Addresses of answers and attempts."""

from django.urls import path

from quizzes import views

urlpatterns = [
    path("answers/<slug:course>/<slug:document>/<slug:question>/", views.answer, name="answer"),
    path("attempts/<uuid:pk>/", views.attempt, name="attempt"),
    path("me/<slug:course>/<slug:document>/", views.my_answers, name="my-answers"),
    path("me/<slug:course>/<slug:document>.json", views.personal, name="personal"),
]
