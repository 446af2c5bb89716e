"""The short walk belongs to every test run, the long one to ``make walk``."""

import pytest

from tests.walk.pages import FORMS, KEY_PAGES, LANGUAGES, PAGES, Walker, walk

NARROWER = {1440: (1024, 768), 390: (320,)}  # the wider ones for one language alone

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("part", range(4))
def test_axe_finds_nothing_on_any_page(chromium, town, signed_in, part):
    walk(Walker(chromium, town, signed_in), PAGES[part::4])


@pytest.mark.parametrize(("theme", "width"), FORMS[1:])
def test_axe_finds_nothing_on_key_pages_in_any_form(chromium, town, signed_in, theme, width):
    walk(Walker(chromium, town, signed_in, theme=theme, width=width), KEY_PAGES)


@pytest.mark.walk
@pytest.mark.parametrize("part", range(2))
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", NARROWER)
def test_every_page_in_every_form_and_language(chromium, town, signed_in, width, language, part):
    """Each page is looked at in the light, in the dark, and then in narrower windows."""
    walker = Walker(chromium, town, signed_in, width=width, language=language)
    widths = NARROWER[width] if width == 390 or language == "en" else ()
    walk(walker, PAGES[part::2], dark=True, widths=widths)
