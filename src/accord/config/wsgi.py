"""The door for web servers."""

import gc
import os

from accord.sqlite import use_sound_sqlite

use_sound_sqlite()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accord.config.settings")

from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()

# What stands now stands for good. A page makes some ten thousand objects that go with it: looking
# for circles among them every 700, as Python does by itself, is a tenth of its cost.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 50)
