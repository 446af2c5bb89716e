"""The short walk belongs to every test run, the long one to ``make walk``."""

import pytest

from tests.walk.pages import FORMS, KEY_PAGES, LANGUAGES, PAGES, Walker, walk

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("part", range(4))
def test_axe_finds_nothing_on_any_page(chromium, town, signed_in, part):
    walk(Walker(chromium, town, signed_in), PAGES[part::4])


@pytest.mark.parametrize(("theme", "width"), FORMS[1:])
def test_axe_finds_nothing_on_key_pages_in_any_form(chromium, town, signed_in, theme, width):
    walk(Walker(chromium, town, signed_in, theme=theme, width=width), KEY_PAGES)


@pytest.mark.walk
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [1440, 390])
def test_every_page_in_every_form_and_language(chromium, town, signed_in, width, language):
    """Each page is looked at in the light, and then in the dark."""
    walker = Walker(chromium, town, signed_in, width=width, language=language)
    walk(walker, PAGES, dark=True)


@pytest.mark.walk
@pytest.mark.parametrize(
    ("width", "language"), [(1024, "en"), (768, "en"), *((320, language) for language in LANGUAGES)]
)
def test_nothing_runs_off_a_page_at_odd_widths(chromium, town, signed_in, width, language):
    walker = Walker(chromium, town, signed_in, width=width, language=language)
    walk(walker, PAGES, axe=False)
