"""Every address of the site."""

from django.urls import include, path

urlpatterns = [
    path("", include("sandbox.urls")),
    path("", include("quizzes.urls")),
    path("", include("lessons.urls")),
]
handler400 = "courseware.errors.bad_request"
handler403 = "courseware.errors.permission_denied"
handler404 = "courseware.errors.not_found"
handler500 = "courseware.errors.server_error"
