"""The operations of the API, and the pages around it."""

from accord.overview.api.views import (
    _belongings,
    _conduct,
    _duplicates,
    _escalations,
    _files,
    _growth,
    _health,
    _initiatives,
    _letters,
    _meetings,
    _needs,
    _networks,
    _parties,
    _plans,
    _promises,
    _stakes,
    _steering,
    _strategies,
    _talks,
    _tasks,
    _ties,
    _whole,
    _words,
    _workshops,
)
from accord.overview.api.views._docs import docs, document, nothing, openapi, spoken
from accord.overview.api.views._operation import api

for _prefix, _router in (
    ("/stakeholders", _parties.router),
    ("/stakeholders", _belongings.router),
    ("/stakeholders", _files.router),
    ("/duplicates", _duplicates.router),
    ("/promises", _promises.router),
    ("/needs", _needs.router),
    ("/tasks", _tasks.router),
    ("/initiatives", _initiatives.router),
    ("", _stakes.router),
    ("", _health.router),
    ("/interactions", _talks.router),
    ("", _ties.router),
    ("", _networks.router),
    ("", _plans.router),
    ("", _steering.router),
    ("", _strategies.router),
    ("", _workshops.router),
    ("", _meetings.router),
    ("", _escalations.router),
    ("", _letters.router),
    ("", _conduct.router),
    ("", _growth.router),
    ("", _words.router),
    ("", _whole.router),
):
    api.add_router(_prefix, _router)

__all__ = ["api", "docs", "document", "nothing", "openapi", "spoken"]
