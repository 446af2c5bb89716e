from django.urls import path

from accord.features.networks.views import _network, _routes

app_name = "networks"
urlpatterns = [
    path("", _network.network, name="network-all"),
    path("picture/", _network.picture, name="picture-all"),
    path("measure/", _network.measure, name="measure-all"),
    path("routes/", _routes.routes, name="routes"),
    path("<str:ref>/", _network.network, name="network"),
    path("<str:ref>/picture/", _network.picture, name="picture"),
    path("<str:ref>/measure/", _network.measure, name="measure"),
]
