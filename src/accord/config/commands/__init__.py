"""The words of the command line, a module each; ``accord`` alone lists them."""

import importlib
import os
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from enum import IntEnum
from typing import Protocol, cast

COMMANDS = {
    "run": "set up, start web and worker here, print address and sign-in",
    "web": "answer people: the web processes alone",
    "worker": "work in the background: jobs, mail, the clock",
    "mail": "take in mail that a mail server hands over",
    "migrate": "bring the database to this version",
    "import": "take in a file of stakeholders or other records",
    "export": "write a list to a file",
    "demo": "load the made-up organisation, or take it away",
    "backup": "write everything into one archive",
    "restore": "bring an archive into an empty place",
    "check": "prove that data, trail, search and files are whole",
    "user": "add people, grant roles, set passwords",
    "django": "Django's own commands",
}


class Exit(IntEnum):
    """What the exit code says."""

    FINE = 0
    REFUSED = 1  # the work was refused, or failed; the last line says why
    USAGE = 2  # the words or the environment are wrong
    PROBLEMS = 3  # a check ran to its end and found problems
    AWAY = 4  # the database, a file or a server can't be reached: try again later
    INTERRUPTED = 130


CODES = "exit codes: 0 fine, 1 refused, 2 wrong usage, 3 problems found, 4 not reachable"


class Command(Protocol):
    """What each module of this package offers; its docstring is its help, examples included."""

    __doc__: str

    def add_arguments(self, parser: ArgumentParser) -> None: ...

    def run(self, options: Namespace) -> int: ...


def main(words: list[str]) -> int:
    """Run one command; gives the exit code."""
    if not words or words[0] in {"-h", "--help", "help"}:
        print(overview())
        return Exit.FINE if words else Exit.USAGE
    name, rest = words[0], words[1:]
    if name not in COMMANDS:
        print(f"accord: there is no command {name!r}\n\n{overview()}", file=sys.stderr)
        print(f"Django's own commands: accord django {name} …", file=sys.stderr)
        return Exit.USAGE
    command = cast("Command", importlib.import_module(f"{__name__}.{_module(name)}"))
    parser = parser_of(name, command)
    options = Namespace(words=rest) if name == "django" else parser.parse_args(rest)
    try:
        return command.run(options)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return Exit.INTERRUPTED
    except BrokenPipeError:  # whoever read our words has enough: accord export … - | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.FINE
    except Exception as error:
        code = _explain(error)
        if code is None:
            raise
        return code


def overview() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  accord {name:<{width}}  {words}" for name, words in COMMANDS.items()]
    more = "`accord <command> --help` says more, with examples."
    return "\n".join(["usage: accord <command> …", "", *lines, "", more, CODES])


def parser_of(name: str, command: Command) -> ArgumentParser:
    summary, _, rest = (command.__doc__ or "").strip().partition("\n")
    parser = ArgumentParser(
        prog=f"accord {name}",
        description=summary,
        epilog=f"{rest.strip()}\n\n{CODES}",
        formatter_class=RawDescriptionHelpFormatter,
    )
    command.add_arguments(parser)
    return parser


def _module(name: str) -> str:
    return {"import": "import_", "django": "django_"}.get(name, name)


def _explain(error: Exception) -> Exit | None:
    """Say in one line what a person can mend; None for a bug, which should surface as one."""
    from accord.config.env import Misconfigured
    from accord.foundation.kernel.errors import NotAllowed, Refusal

    if isinstance(error, Misconfigured):
        return _say(error, Exit.USAGE)
    if isinstance(error, NotAllowed):
        return _say(f"not allowed: {error}", Exit.REFUSED)
    if isinstance(error, Refusal):
        return _say(error, Exit.REFUSED)
    if isinstance(error, OSError):
        return _say(error, Exit.AWAY)
    if _is_database_away(error):
        return _say(f"the database: {error}", Exit.AWAY)
    return None


def _is_database_away(error: Exception) -> bool:
    kinds: tuple[type[Exception], ...] = ()
    if "psycopg" in sys.modules:
        import psycopg

        kinds += (psycopg.OperationalError,)
    if "django" in sys.modules:
        from django.db import InterfaceError, OperationalError

        kinds += (OperationalError, InterfaceError)
    return isinstance(error, kinds)


def _say(words: object, code: Exit) -> Exit:
    print(f"accord: {words}", file=sys.stderr)
    return code
