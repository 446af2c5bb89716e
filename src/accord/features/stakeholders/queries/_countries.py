"""Countries in the order in which their reader knows them."""

import re
from collections.abc import Sequence
from functools import lru_cache

from django.utils.translation import get_language, override

from accord.foundation.kernel.collation import sort_key
from accord.foundation.ui import formats

_COUNTRY = re.compile("[A-Z]{2}")


def countries_by_name() -> Sequence[str]:
    """Give the codes of all countries, in the order of their names in the reader's language."""
    return _in_language(get_language() or "en")


@lru_cache(maxsize=32)
def _in_language(language: str) -> tuple[str, ...]:
    with override(language):
        names = formats.locale().territories
    codes = filter(_COUNTRY.fullmatch, names)
    return tuple(sorted(codes, key=lambda code: sort_key(names[code], language)))
