"""Addresses of quizzes, of attempts and of answers."""

from django.urls import path, register_converter

from quizzes.converters import QuizConverter
from quizzes.views import asking, finishing, starting, visual

register_converter(QuizConverter, "quiz")

urlpatterns = [
    path("<quiz:quiz>/", starting.start, name="quiz"),
    path("attempts/<uuid:pk>/", finishing.attempt, name="attempt"),
    path("attempts/<uuid:pk>/<int:number>/", asking.question, name="question"),
    path("attempts/<uuid:pk>/hand-in/", finishing.hand_in, name="hand-in"),
    path("answers/<slug:course>/<slug:document>/<slug:question>/", visual.answer, name="answer"),
    path("me/<slug:course>/<slug:document>/", visual.my_answers, name="my-answers"),
]
