from django.urls import path

from accord.features.initiatives.views import _initiative, _map, _rounds, _stakes

app_name = "initiatives"
urlpatterns = [
    path("", _initiative.initiative_list, name="list"),
    path("export/", _initiative.initiative_export, name="export"),
    path("add/", _initiative.initiative_add, name="add"),
    path("advice/", _rounds.advice_list, name="advice"),
    path("advice/add/", _rounds.advice_add, name="advice-add"),
    path("<str:ref>/", _initiative.initiative_detail, name="detail"),
    path("<str:ref>/change/", _initiative.initiative_change, name="change"),
    path("<str:ref>/close/", _initiative.initiative_close, name="close"),
    path("<str:ref>/reopen/", _initiative.initiative_reopen, name="reopen"),
    path("<str:ref>/vision/", _initiative.initiative_vision, name="vision"),
    path("<str:ref>/map/", _map.stake_map, name="map"),
    path("<str:ref>/matrix/level/", _map.stake_level, name="level"),
    path("<str:ref>/map/place/", _map.stake_place, name="place"),
    path("<str:ref>/map/rate/", _map.stake_rate, name="rate"),
    path("<str:ref>/salience/", _map.stake_salience, name="salience"),
    path("<str:ref>/matrix/", _map.stake_matrix, name="matrix"),
    path("<str:ref>/rounds/open/", _rounds.round_open, name="round-open"),
    path("<str:ref>/rounds/<int:round_id>/show/", _rounds.round_show, name="round-show"),
    path("<str:ref>/stakes/", _stakes.stake_list, name="stakes"),
    path("<str:ref>/stakes/export/", _stakes.stake_export, name="stakes-export"),
    path("<str:ref>/stakes/add/", _stakes.stake_add, name="stake-add"),
    path("<str:ref>/stakes/<str:party>/", _stakes.stake_detail, name="stake"),
    path("<str:ref>/stakes/<str:party>/change/", _stakes.stake_change, name="stake-change"),
    path("<str:ref>/stakes/<str:party>/end/", _stakes.stake_end, name="stake-end"),
    path("<str:ref>/stakes/<str:party>/assess/", _stakes.stake_assess, name="stake-assess"),
    path("<str:ref>/stakes/<str:party>/red-lines/add/", _stakes.red_line_add,
         name="stake-red-line"),
    path("<str:ref>/stakes/<str:party>/red-lines/<int:line_id>/drop/", _stakes.red_line_drop,
         name="red-line-drop"),
]  # fmt: skip
