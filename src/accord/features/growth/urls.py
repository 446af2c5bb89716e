from django.urls import path

from accord.features.growth.views import _items, _others, _own

app_name = "growth"
urlpatterns = [
    path("", _own.home, name="home"),
    path("aim/", _own.aim, name="aim"),
    path("facts/<str:key>/", _own.fact, name="fact"),
    path("assess/<str:key>/", _own.assess, name="assess"),
    path("attributes/<str:key>/", _own.attribute, name="attribute"),
    path("steps/add/", _own.step_add, name="step-add"),
    path("steps/<int:pk>/change/", _own.step_change, name="step-change"),
    path("steps/<int:pk>/done/", _own.step_done, name="step-done"),
    path("steps/<int:pk>/drop/", _own.step_drop, name="step-drop"),
    path("companions/add/", _own.companion_add, name="companion-add"),
    path("companions/<int:pk>/drop/", _own.companion_drop, name="companion-drop"),
    path("portfolio/<str:form>/", _own.portfolio, name="portfolio"),
    path("items/add/", _items.item_add, name="item-add"),
    path("items/<int:pk>/", _items.item, name="item"),
    path("items/<int:pk>/change/", _items.item_change, name="item-change"),
    path("items/<int:pk>/offer/", _items.item_offer, name="item-offer"),
    path("items/<int:pk>/recall/", _items.item_recall, name="item-recall"),
    path("items/<int:pk>/withdraw/", _items.item_withdraw, name="item-withdraw"),
    path("items/<int:pk>/answer/", _items.item_answer, name="item-answer"),
    path("accompanied/", _others.accompanied, name="accompanied"),
    path("of/<int:person_id>/", _others.profile, name="of"),
    path("of/<int:person_id>/judge/", _others.judge, name="judge"),
]
