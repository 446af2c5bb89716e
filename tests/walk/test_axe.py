"""What finds nothing on our pages finds something where something is wrong."""

import pytest

from tests.axe import COLOURS, violations

PAGE = """<html lang=en><title>Page</title><main><h1>Page</h1>
<p style="color: #ccc; background: #fff">Pale words</p><img src="data:,"></main>"""


@pytest.mark.browser
def test_pale_words_and_pictures_without_words_are_found(chromium):
    page = chromium.new_page()
    page.set_content(PAGE)
    found = {fault.split(":")[0] for fault in violations(page)}
    page.close()
    assert found == {"color-contrast", "image-alt"}


@pytest.mark.browser
def test_pale_words_are_found_by_the_rules_of_colour_alone(chromium):
    page = chromium.new_page()
    page.set_content(PAGE)
    found = {fault.split(":")[0] for fault in violations(page, COLOURS, sheets=False)}
    page.close()
    assert found == {"color-contrast"}


@pytest.mark.browser
def test_pale_words_over_a_pseudo_element_are_found(chromium):
    page = chromium.new_page()
    style = "<style>p { position: relative } p::before { content: ''; position: absolute; inset: 0;"
    page.set_content(
        PAGE.replace("<main>", f"{style} background: #fff; z-index: -1 }}</style><main>")
    )
    found = {fault.split(":")[0] for fault in violations(page, COLOURS, sheets=False)}
    page.close()
    assert found == {"color-contrast"}


@pytest.mark.browser
def test_what_looks_alike_is_judged_once_and_what_lies_over_others_each_time(chromium):
    page = chromium.new_page()
    judged, found = set(), []
    for style in ("", "", "font-weight: bold", "position: absolute", "position: absolute"):
        page.set_content(PAGE.replace('style="', f'style="{style};'))
        found.append(len(violations(page, COLOURS, sheets=False, judged=judged)))
    page.close()
    assert found == [1, 0, 1, 1, 1]
