"""The template environment: strict, escaped, translated."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils import translation
from jinja2 import Environment, FileSystemBytecodeCache, StrictUndefined, pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from accord.foundation.ui import addresses
from accord.foundation.ui.vocabulary import vocabulary


def environment(**options: Any) -> Environment:
    """Build the one environment of all our pages; a misspelt name raises instead of hiding.

    Compiled templates are kept in the installation's own folder: the next process starts sooner.
    """
    options.pop("autoescape", None)
    env = Environment(
        **{**options, "undefined": StrictUndefined},
        autoescape=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_compiled(),
    )
    env.globals.update(vocabulary(), url=addresses.to, static=static)
    env.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext, translation.ngettext, newstyle=True,
        pgettext=translation.pgettext, npgettext=translation.npgettext,
    )  # fmt: skip
    env.globals.update(gettext=gettext, _=gettext)
    return env


def _compiled() -> FileSystemBytecodeCache:
    folder = Path(settings.COMPILED_TEMPLATES)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return FileSystemBytecodeCache(str(folder))


@pass_eval_context
def gettext(context: EvalContext, words: str, /, **values: object) -> str:
    """Translate words that stand in a template; a page asks for hundreds."""
    pattern, plain = _said(translation.get_language(), words)
    if not context.autoescape:
        return str(pattern) % values
    return pattern % values if values else plain


@lru_cache(maxsize=8192)
def _said(language: str | None, words: str) -> tuple[Markup, Markup]:
    """Give the words of the language that is active, to be filled in and as they stand."""
    del language  # it tells them apart
    pattern = Markup(translation.gettext(words))  # noqa: S704 -- our own words
    plain = pattern if "%(" in pattern else pattern % {}
    return pattern, plain
