from django.urls import path

from accord.overview.insights.views import _movement, _oversight, _segments

app_name = "insights"
MOVEMENTS = (
    ("party", "stakeholders"), ("initiative", "initiatives"), ("strategy", "strategies"),
)  # fmt: skip
urlpatterns = [
    path("oversight/", _oversight.oversight, name="oversight"),
    path("segments/<int:segment_id>/", _segments.segment_gaps, name="segment"),
    *(
        path(f"{where}/<str:ref>/", _movement.movement, {"kind": kind}, name=kind)
        for kind, where in MOVEMENTS
    ),
]
