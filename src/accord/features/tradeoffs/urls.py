from django.urls import path

from accord.features.tradeoffs import views

app_name = "tradeoffs"
urlpatterns = [
    path("", views.tradeoff_list, name="list"),
    path("add/", views.tradeoff_add, name="add"),
    path("<str:ref>/", views.tradeoff_board, name="detail"),
    path("<str:ref>/change/", views.tradeoff_change, name="change"),
    path("<str:ref>/demands/add/", views.demand_add, name="demand-add"),
    path("<str:ref>/demands/<int:pk>/drop/", views.demand_drop, name="demand-drop"),
    path("<str:ref>/options/add/", views.option_add, name="option-add"),
    path("<str:ref>/options/<int:pk>/drop/", views.option_drop, name="option-drop"),
    path("<str:ref>/options/<int:pk>/decide/", views.option_decide, name="decide"),
    path("<str:ref>/options/<int:pk>/weigh/<int:demand>/", views.weigh, name="weigh"),
    path("<str:ref>/criteria/add/", views.criterion_add, name="criterion-add"),
    path("<str:ref>/criteria/<int:pk>/change/", views.criterion_change, name="criterion-change"),
    path("<str:ref>/criteria/<int:pk>/drop/", views.criterion_drop, name="criterion-drop"),
    path("<str:ref>/options/<int:pk>/measure/<int:criterion>/", views.measure, name="measure"),
    path("<str:ref>/told/<str:party>/", views.told_note, name="told"),
    path("<str:ref>/reopen/", views.tradeoff_reopen, name="reopen"),
]
