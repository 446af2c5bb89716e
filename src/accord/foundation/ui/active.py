"""What is active while a request is answered, found at once.

Django keeps the language, the time zone and the addresses in use so that they also follow
coroutines from thread to thread, which takes thirty times as long to read as what a thread has of
its own; and it looks up each translated word in several catalogues. A page asks some thousand
times. Nothing of ours is a coroutine, and the catalogues stay as they are.
"""

from collections.abc import Callable
from functools import lru_cache
from threading import local
from typing import Any

from django.urls import base
from django.utils import timezone, translation
from django.utils.translation import trans_real

MOST_WORDS = 16_384


def make_quick() -> None:
    """Exchange the places and the look-up. What is active at this moment is forgotten."""
    places: list[tuple[Any, str]] = [
        (trans_real, "_active"), (timezone, "_active"), (base, "_prefixes"), (base, "_urlconfs"),
    ]  # fmt: skip
    for module, name in places:
        setattr(module, name, local())
    spoken: Any = translation._trans  # type: ignore[attr-defined]  # noqa: SLF001
    spoken.gettext = _remembering(trans_real.gettext)
    spoken.ngettext = _remembering(trans_real.ngettext)


def _remembering(translate: Callable[..., str]) -> Callable[..., str]:
    @lru_cache(MOST_WORDS, typed=True)  # words known to be safe are others than the same unknown
    def known(_catalogue: object, *words: Any) -> str:
        return translate(*words)

    def quickly(*words: Any) -> str:
        catalogue = getattr(trans_real._active, "value", None)  # type: ignore[attr-defined]  # noqa: SLF001
        return translate(*words) if catalogue is None else known(catalogue, *words)

    return quickly
