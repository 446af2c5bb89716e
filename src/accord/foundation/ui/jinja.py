"""The template environment: strict, escaped, translated."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined

from accord.foundation.ui.vocabulary import vocabulary


def environment(**options: Any) -> Environment:
    """Build the one environment of all our pages; a misspelt name raises instead of hiding."""
    options.pop("autoescape", None)
    env = Environment(
        **{**options, "undefined": StrictUndefined},
        autoescape=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals.update(vocabulary(), url=reverse, static=static)
    env.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext, translation.ngettext, newstyle=True,
        pgettext=translation.pgettext, npgettext=translation.npgettext,
    )  # fmt: skip
    return env
