"""What the import contracts cannot see."""

import ast
import re
from pathlib import Path

from django.apps import apps
from django.urls import URLPattern, get_resolver

SRC = Path(__file__).parents[2] / "src" / "accord"
# The same order as the import contracts in pyproject.toml, lowest first.
LADDER = {
    "methods": [""],
    "foundation": [
        "kernel",
        "journal",
        "accounts",
        "jobs mail",
        "search imports files notices fields",
        "arrivals",
        "ui",
    ],
    "features": [
        "stakeholders",
        "needs tasks initiatives ties",
        "promises workshops tradeoffs keyplans escalations alignment wants",
        "engagement",
        "networks health correspondence conduct meetings strategies governance knowledge feedback",
        "letters",
        "mailings consultations discussions keymessages stages standards",
        "growth pulses",
    ],
    "overview": ["home finder admin demo coverage nudges insights", "api"],
}
WRITES = {
    "save", "delete", "create", "bulk_create", "update", "bulk_update", "get_or_create",
    "update_or_create",
}  # fmt: skip
WRITERS = {"actions.py", "models.py", "reactions.py"}
# Third parties' pages: sign-in, which is public by nature and guarded by its own tests.
FOREIGN = ("allauth.", "django.contrib.", "django.views.", "ninja.")


def height(module: str) -> tuple[int, int]:
    root, storey, app, *_ = [*module.split("."), "", ""]
    if root != "accord":
        return (-1, 0)
    floors = LADDER[storey]
    return (
        list(LADDER).index(storey),
        next(i for i, floor in enumerate(floors) if app in floor.split()),
    )


def python_files(*patterns):
    for pattern in patterns or ("**/*.py",):
        for path in sorted(SRC.glob(pattern)):
            if "migrations" not in path.parts:
                yield path


def test_foreign_keys_point_down_and_leave_no_mark_on_the_lower_model():
    wrong = []
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if not (field.is_relation and field.concrete and field.related_model):
                continue
            here, there = model.__module__, field.related_model.__module__
            if here.split(".")[:3] == there.split(".")[:3] or not here.startswith("accord."):
                continue
            if height(there) >= height(here):
                wrong.append(f"{model._meta.label}.{field.name} points up or sideways, to {there}")
            if there.startswith("accord.") and not field.remote_field.hidden:
                wrong.append(f"{model._meta.label}.{field.name} needs related_name='+'")
    assert wrong == []


def _is_writer(path: Path) -> bool:
    return path.name in WRITERS or "actions" in path.parts or "models" in path.parts


def test_only_actions_write():
    wrong = []
    for path in python_files("features/*/**/*.py", "overview/*/**/*.py"):
        if _is_writer(path):
            continue
        words = path.read_text()
        if "objects" not in words:
            continue
        for node in ast.walk(ast.parse(words)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in WRITES
                and "objects" in ast.unparse(node.func)
            ):
                wrong.append(f"{path.relative_to(SRC)}:{node.lineno} .{node.func.attr}()")  # noqa: PERF401
    assert wrong == []


def test_actions_take_keywords_an_actor_and_a_moment():
    wrong = []
    for path in python_files("features/*/actions.py", "features/*/actions/*.py"):
        wrong += [
            f"{path.relative_to(SRC)}: {node.name}"
            for node in ast.parse(path.read_text()).body
            if isinstance(node, ast.FunctionDef) and _breaks_the_form(node)
        ]
    assert wrong == []


def _breaks_the_form(node):
    names = [argument.arg for argument in node.args.kwonlyargs]
    if node.name.startswith("_") or node.name in PURE:
        return False
    return bool(node.args.args) or "by" not in names or "at" not in names


# Functions of `actions` that several files of them share: they only reckon, or work within the
# change of whoever calls them.
PURE = {
    "order_for",
    "refuse_ended",
    "refuse_closed",
    "refuse_stray",
    "invitation",
    "refuse_sent",
    "refuse_begun",
    "drop_rest",
    "tell_reached",
    "settling",
    "check_minutes",
    "item_text",
    "check_talk",
    "check_money",
    "drop_all",
    "fill",
    "going_on",
    "point_text",
    "clean_name",
    "columns",
    "country_code",
    "draft_of",
    "fold_contact",
    "is_lei",
    "kept_apart",
    "known_responsibility",
    "refuse_circle",
    "settle_sight",
    "keep_rhythm",
    "kept_words",
    "one_of",
    "said_words",
}


def test_pages_and_forms_ask_queries_not_models():
    wrong = []
    for path in python_files(
        "features/*/views.py", "features/*/views/*.py", "features/*/forms.py",
        "features/*/tables.py", "features/*/panels.py", "overview/*/views.py",
        "overview/*/views/*.py", "overview/*/panels.py",
    ):  # fmt: skip
        wrong += [
            f"{path.relative_to(SRC)}:{number}"
            for number, line in enumerate(path.read_text().splitlines(), 1)
            if re.search(r"\b[A-Z]\w+\.objects\b", line)
        ]
    assert wrong == []


def every_view(patterns=None, prefix="", space=""):
    for entry in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern), f"{space}{entry.name}", entry.callback
        else:
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from every_view(entry.url_patterns, prefix + str(entry.pattern), inner)


def ours():
    for route, name, view in every_view():
        if not view.__module__.startswith(FOREIGN):
            yield route, name, view


def test_every_page_has_a_rule_or_says_why_it_is_public():
    bare = [
        route
        for route, _, view in ours()
        if not hasattr(view, "rule") and not getattr(view, "public", "")
    ]
    assert bare == []


def test_addresses_have_names_that_are_theirs_alone():
    names = [name for _, name, _ in ours()]
    assert sorted(names) == sorted(set(names))
    assert [name for name in names if name.endswith(":None") or name == "None"] == []


def test_no_file_outgrows_a_screenful_of_thoughts():
    long = [
        str(path.relative_to(SRC))
        for path in python_files()
        if len(path.read_text().splitlines()) > 400
    ]
    assert long == []


def test_nobody_keeps_a_drawer_of_odds_and_ends():
    banned = {
        "utils", "helpers", "common", "misc", "manager", "service", "handler", "processor",
        "core", "base", "tmp", "lib",
    }  # fmt: skip
    asked = {SRC / f"config/engines/{name}/base.py" for name in ("sqlite", "postgresql")}  # Django
    found = [p for p in python_files() if p.stem in banned and p not in asked]
    assert [str(p.relative_to(SRC)) for p in found] == []


def test_registries_are_filled_when_the_app_is_ready_and_nowhere_else():
    wrong = []
    for path in python_files():
        if path.name == "apps.py" or path.stem == "registry":
            continue
        words = path.read_text()
        if "Registry(" not in words:
            continue
        tree = ast.parse(words)
        names = {
            target.id
            for node in ast.walk(tree)
            if isinstance(node, ast.AnnAssign | ast.Assign) and "Registry(" in ast.unparse(node)
            for target in ([node.target] if isinstance(node, ast.AnnAssign) else node.targets)
            if isinstance(target, ast.Name)
        }
        wrong += [
            f"{path.relative_to(SRC)}:{node.lineno}"
            for node in tree.body
            if isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Call)
            and isinstance(node.value.func, ast.Attribute)
            and node.value.func.attr == "add"
            and ast.unparse(node.value.func.value) in names
        ]
    assert wrong == []


def test_the_glossary_has_each_model():
    words = (SRC.parents[1] / "GLOSSARY.md").read_text().casefold()
    missing = [
        model.__name__
        for model in apps.get_models()
        if model.__module__.startswith("accord.")
        and " ".join(re.findall("[A-Z][a-z]*", model.__name__)).casefold() not in words
    ]
    assert missing == []


def test_templates_carry_no_style_no_handler_and_no_query():
    wrong = []
    for path in sorted(SRC.glob("**/jinja2/**/*.html")):
        text = path.read_text()
        if path.parent.name == "sheet":  # the live sheet holds only words of its own
            text = text.replace("|safe", "")
        for pattern in (
            r"\sstyle=",
            r"\son[a-z]+=\"",
            r"<script(?![^>]*\ssrc=)",
            r"\.all\b",
            r"\|\s*safe",
        ):
            wrong += [
                f"{path.relative_to(SRC)}: {found.group(0)}" for found in re.finditer(pattern, text)
            ]
    assert wrong == []


def test_each_database_row_that_is_undone_knows_its_version():
    """Models that people edit carry a version, so that no two people overwrite each other."""
    free = {
        "accounts.Token", "journal.Entry", "journal.Image", "journal.Head", "journal.Letter",
        "journal.Counter", "stakeholders.TimelineRow", "stakeholders.TimelineReader",
        "stakeholders.TimelineMonth", "stakeholders.Erasure", "engagement.Participation",
        "engagement.Outcome", "engagement.Attendee", "correspondence.Looking",
    }  # fmt: skip
    bare = [
        model._meta.label
        for model in apps.get_models()
        if model.__module__.startswith("accord.features")
        and not any(f.name == "version" for f in model._meta.fields)
        and not getattr(model, "derived", False)
        and model._meta.label not in free
    ]
    assert bare == []


def test_days_are_asked_in_the_one_form_that_browsers_read():
    """A day written as the language writes it is empty in the browser's own picker."""
    for word in ("DateInput", "forms.DateField"):
        asking = {path.name for path in SRC.rglob("*.py") if word in path.read_text()}
        assert asking == {"inputs.py"}


A_DAY_OF_GREENWICH = re.compile(r"(?<!_)\b(at|now\(\)|\w+_at)\.date\(\)")


def test_the_day_of_a_moment_is_asked_with_a_place():
    """Moments are kept by Greenwich, where it is yesterday when work begins elsewhere."""
    found = [
        str(path.relative_to(SRC))
        for path in python_files()
        if "demo" not in path.parts and "methods" not in path.parts
        if A_DAY_OF_GREENWICH.search(path.read_text())
    ]
    assert found == []


AN_F_STRING = re.compile(r"""\bf["']""")


def test_what_becomes_a_number_is_asked_for_decimals():
    """``"²".isdigit()`` is true, and ``int("²")`` an error."""
    wrong = re.compile(r"^(?!.*isascii).*(int\(.*isdigit\(|isdigit\(.*int\()", re.MULTILINE)
    found = [path.name for path in python_files() if wrong.search(path.read_text())]
    assert found == []


def test_no_words_for_people_hide_in_an_f_string():
    """The collector of messages does not look into f-strings: such words stay untranslated."""
    asked = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext", "npgettext"}
    found = []
    for path in SRC.rglob("*.py"):
        words = path.read_text()
        if not AN_F_STRING.search(words):
            continue
        for text in ast.walk(ast.parse(words)):
            if isinstance(text, ast.JoinedStr):
                found += [
                    f"{path.name}:{node.lineno}"
                    for node in ast.walk(text)
                    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in asked
                ]
    assert found == []


def test_what_is_refused_is_said_in_the_language_of_who_asked():
    """Commands say it in English, as all they say."""
    refusals = {"Conflict", "Invalid", "NotAllowed", "Refusal", "Stale"}
    found = []
    for path in SRC.rglob("*.py"):
        words = path.read_text()
        if "commands" in path.parts or not any(f"{name}(" in words for name in refusals):
            continue
        for node in ast.walk(ast.parse(words)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in refusals:
                first = node.args[0] if node.args else None
                if isinstance(first, ast.JoinedStr | ast.Constant) and first != "":
                    found.append(f"{path.name}:{node.lineno}")
    assert found == []
