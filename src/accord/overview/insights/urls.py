from django.urls import path

from accord.overview.insights.views import _movement

app_name = "insights"
urlpatterns = [
    path(f"{where}/<str:ref>/", _movement.movement, {"kind": kind}, name=kind)
    for kind, where in (
        ("party", "stakeholders"), ("initiative", "initiatives"), ("strategy", "strategies"),
    )
]  # fmt: skip
