"""Addresses of pages; one page asks for the same ones again and again."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.urls import get_script_prefix, get_urlconf, reverse


def to(url_name: str, args: Sequence[Any] = (), kwargs: Mapping[str, Any] | None = None) -> str:
    """Give the address of a page, as Django's ``reverse`` does. Raises NoReverseMatch."""
    named = tuple(kwargs.items()) if kwargs else ()
    return _to(url_name, tuple(args), named, get_script_prefix(), get_urlconf())


@lru_cache(maxsize=8192)
def _to(
    url_name: str,
    args: tuple[Any, ...],
    kwargs: tuple[tuple[str, Any], ...],
    _prefix: str,
    _urlconf: str | None,
) -> str:
    return reverse(url_name, args=args, kwargs=dict(kwargs))
