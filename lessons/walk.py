"""What lies below a content root, found without opening anything."""

import errno
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from stat import S_ISREG

from lessons.memory import Stamp

DEEPEST = 6  # folders
NO_FILE: Stamp = (0, -1, 0)  # of a link that leads out of its root, of a pipe, of a device: nothing to open


def stamps_of(roots: Iterable[Path]) -> Mapping[str, Stamp]:
    """Time, size and number of every file: what changes when an author saves."""
    return {f"{root}/{path}": stamp for root in roots for path, stamp in walk(root, [])}


def walk(root: Path, unread: list[OSError]) -> Iterator[tuple[str, Stamp]]:
    """Every file, and every folder as a path that ends with a slash; `unread` takes what cannot be entered.

    What begins with . or _ is nobody's business.
    """
    return _walk(str(root), "", DEEPEST, unread)


def _walk(root: str, below: str, deep: int, unread: list[OSError]) -> Iterator[tuple[str, Stamp]]:
    try:
        entries = sorted(os.scandir(f"{root}/{below}"), key=lambda entry: entry.name)
    except OSError as fault:
        unread.append(fault)
        return
    for entry in entries:
        if entry.name[0] == ".":
            continue
        leads_out = entry.is_symlink() and _leads_out(entry, root)
        if not _is_folder(entry):
            yield below + entry.name, NO_FILE if leads_out else _stamp(entry)
        elif leads_out:
            unread.append(OSError(errno.ELOOP, "a link that leads out of the root, or back up in it", entry.path))
        elif entry.name[0] != "_" and deep:
            yield f"{below}{entry.name}/", (0, 0, 0)
            yield from _walk(root, f"{below}{entry.name}/", deep - 1, unread)


def _leads_out(link: os.DirEntry[str], root: str) -> bool:
    """Whether a link leads out of its root, or to a folder that it stands in itself."""
    target, home, here = (Path(os.path.realpath(path)) for path in (link.path, root, Path(link.path).parent))
    return not target.is_relative_to(home) or here.is_relative_to(target)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself: reading it will tell
        return False


def _stamp(entry: os.DirEntry[str]) -> Stamp:
    try:
        stat = entry.stat()
    except OSError:  # it leads nowhere, or has just been deleted: reading it will tell
        return (0, 0, 0)
    return (stat.st_mtime_ns, stat.st_size, stat.st_ino) if S_ISREG(stat.st_mode) else NO_FILE
