"""Files dropped on a record in a real browser, and what is said where one is refused."""

import os

import pytest

from accord.foundation.files.models import Attachment
from tests.axe import violations
from tests.factories.stakeholders import party
from tests.stakeholders.test_files import picture, shelf  # noqa: F401 -- a fixture
from tests.ui.conftest import visit  # noqa: F401 -- a fixture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DROP = """(files) => {
  const carried = new DataTransfer();
  for (const [name, body] of files) carried.items.add(new File([Uint8Array.from(body)], name));
  const place = document.querySelector("[data-drop]");
  for (const kind of ["dragover", "drop"])
    place.dispatchEvent(
      new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: carried })
    );
}"""


def test_files_are_dropped_chosen_and_refused_with_a_reason(visit, person):  # noqa: F811
    me, jonas = person(name="Marta Kask"), party("Jonas Vetter", kind="person")
    page = visit.open(me, f"/stakeholders/{jonas.ref}/")
    assert page.locator("form.drop button").is_hidden()
    page.evaluate(DROP, [["plan.pdf", list(b"%PDF-1.7 plan")], ["house.png", list(picture())]])
    page.get_by_text("2 files kept.").wait_for()
    assert page.locator("#files li .link").all_inner_texts() == ["house.png", "plan.pdf"]
    assert page.locator("#files img").evaluate("(image) => image.naturalWidth") == 80
    page.evaluate("scrollTo(0, 0)")  # what the bar half covers is smaller than it is
    assert violations(page) == []
    if folder := os.environ.get("ACCORD_SHOTS"):
        for theme in ("light", "dark"):
            page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
            page.set_viewport_size({"width": 1440, "height": 900})
            page.screenshot(path=f"{folder}/files.{theme}.1440.png", full_page=True)
            page.set_viewport_size({"width": 390, "height": 844})
            page.screenshot(path=f"{folder}/files.{theme}.390.png", full_page=True)
    page.locator("#files input[type=file]").set_input_files(
        [{"name": "tool.exe", "mimeType": "application/pdf", "buffer": b"MZ"}]
    )
    page.locator(".sum", has_text="tool.exe").wait_for()
    assert "Files of this kind can't be kept: exe" in page.locator(".sum").inner_text()
    assert violations(page) == []
    if folder:
        page.screenshot(path=f"{folder}/files-refused.390.png")
    assert Attachment.objects.count() == 2
    visit.complaints[:] = [said for said in visit.complaints if "422" not in said]
