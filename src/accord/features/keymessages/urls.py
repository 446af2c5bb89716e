from django.urls import path

from accord.features.keymessages import views

app_name = "keymessages"
urlpatterns = [
    path("", views.message_list, name="list"),
    path("add/", views.message_add, name="add"),
    path("contradictions/", views.contradiction_list, name="contradictions"),
    path("contradictions/<str:ref>/", views.contradiction_detail, name="contradiction"),
    path("contradictions/<str:ref>/decide/", views.contradiction_decide, name="decide"),
    path("contradictions/<str:ref>/tell/", views.contradiction_tell, name="tell"),
    path("of/<str:ref>/", views.house, name="house"),
    path("of/<str:ref>/matters/add/", views.matter_add, name="matter-add"),
    path("of/<str:ref>/matters/<int:pk>/drop/", views.matter_drop, name="matter-drop"),
    path("in/<str:about>/say/<int:pk>/", views.edition_say, name="say"),
    path("in/<str:about>/unsay/<int:pk>/", views.use_drop, name="unsay"),
    path("<str:ref>/", views.message_detail, name="detail"),
    path("<str:ref>/amend/", views.message_amend, name="amend"),
    path("<str:ref>/approve/", views.message_approve, name="approve"),
    path("<str:ref>/end/", views.message_end, name="end"),
]
