"""The door for web servers."""

import os

from accord.sqlite import use_sound_sqlite

use_sound_sqlite()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accord.config.settings")

from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()
