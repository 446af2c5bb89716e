from django.urls import URLPattern, path

from accord.overview.api import views

_found, _app, _space = views.api.urls
_operations = [
    pattern for pattern in _found if isinstance(pattern, URLPattern) and pattern.name != "api-root"
]
for _pattern in _operations:
    _pattern.callback = views.spoken(_pattern.callback)

app_name = "api"
urlpatterns = [
    path("", views.docs, name="docs"),
    path("openapi.json", views.openapi, name="openapi"),
    path("", (_operations, _app, _space)),
    path("<path:rest>", views.nothing, name="nothing"),
]
