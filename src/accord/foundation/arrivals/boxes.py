"""Messages out of files that mail programs keep: an mbox, a maildir, a single letter."""

import re
from collections.abc import Iterator
from pathlib import Path

MOST_BYTES = 25 * 1024 * 1024
_FROM = re.compile(rb"^From \S+.*\d{4}")


class NoMail(Exception):  # noqa: N818 -- a fact for whoever named the file
    """What was named is no file or folder of mail."""


def letters_in(path: Path) -> Iterator[bytes]:
    """Give messages one by one, never all at once. Raises NoMail.

    One that is too large comes as its first bytes: its header is read, the rest is not kept.
    """
    if path.is_dir():
        yield from _of_maildir(path)
    elif path.suffix.lower() == ".eml":
        yield _whole(path)
    else:
        yield from _of_mbox(path)


def is_mail(path: Path) -> bool:
    """Tell whether a path looks like a mailbox."""
    if path.is_dir():
        return (path / "cur").is_dir() or any(path.glob("*.eml"))
    if path.suffix.lower() in {".mbox", ".mbx", ".eml"}:
        return True
    with path.open("rb") as file:
        return _FROM.match(file.readline(200)) is not None


def _whole(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES)


def _of_maildir(path: Path) -> Iterator[bytes]:
    """Go through a maildir with its folders (Maildir++), or through a folder of letters."""
    folders = [each for each in (path, *sorted(path.glob(".*"))) if (each / "cur").is_dir()]
    files = [
        file
        for folder in folders
        for part in ("cur", "new")
        for file in sorted((folder / part).glob("*"))
        if file.is_file()
    ]
    if not folders:
        files = sorted(path.glob("*.eml"))
    if not files:
        raise NoMail(f"{path} holds no mail")
    for file in files:
        yield _whole(file)


def _of_mbox(path: Path) -> Iterator[bytes]:
    lines: list[bytes] = []
    size, is_begun, was_blank = 0, False, True
    with path.open("rb") as file:
        for line in file:
            if was_blank and _FROM.match(line):
                if is_begun:
                    yield b"".join(lines)
                lines, size, is_begun = [], 0, True
            elif not is_begun:
                raise NoMail(f"{path} is no mbox: it does not begin with a From line")
            elif size < MOST_BYTES:
                lines.append(line[1:] if re.match(rb">+From ", line) else line)
                size += len(line)
            was_blank = not line.strip()
    if is_begun:
        yield b"".join(lines)
