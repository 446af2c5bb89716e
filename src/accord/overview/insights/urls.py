from django.urls import path

from accord.overview.insights.views import _movement, _oversight, _partners, _segments

app_name = "insights"
MOVEMENTS = (
    ("party", "stakeholders"), ("initiative", "initiatives"), ("strategy", "strategies"),
)  # fmt: skip
urlpatterns = [
    path("oversight/", _oversight.oversight, name="oversight"),
    path("partners/", _partners.partner_list, name="partners"),
    path("partners/<str:ref>/", _partners.partner_detail, name="partner"),
    path("segments/<int:segment_id>/", _segments.segment_gaps, name="segment"),
    *(
        path(f"{where}/<str:ref>/", _movement.movement, {"kind": kind}, name=kind)
        for kind, where in MOVEMENTS
    ),
]
