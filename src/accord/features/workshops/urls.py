from django.urls import path

from accord.features.workshops.views import _conduct, _public

app_name = "workshops"
urlpatterns = [
    path("of/<str:ref>/", _conduct.workshop_list, name="list"),
    path("of/<str:ref>/open/", _conduct.workshop_open, name="open"),
    path("<int:pk>/", _conduct.workshop_detail, name="detail"),
    path("<int:pk>/show/", _conduct.workshop_show, name="show"),
    path("<int:pk>/adopt/", _conduct.workshop_adopt, name="adopt"),
    path("at/<str:token>/", _public.take_part, name="take-part"),
    path("at/<str:token>/put/<int:card_id>/", _public.put, name="put"),
]
