"""Take a file in, and import it."""

from io import BytesIO

from accord.foundation.imports import actions


def given(by, at, text, name="list.csv", **options):
    body = BytesIO(text.encode() if isinstance(text, str) else text)
    batch = actions.take_file(by=by, target="stakeholders", name=name, body=body, at=at)
    if options:
        actions.choose(by=by, batch=batch, mapping=batch.mapping, options=options, at=at)
    return batch


def imported(by, at, text, **options):
    batch = given(by, at, text, **options)
    return batch, actions.import_now(by=by, batch=batch, at=at)


def counts(**more):
    zero = dict.fromkeys(("rows", "new", "changed", "unchanged", "twin", "refused", "warned"), 0)
    return {**zero, **more}
