"""The folder of a build: one builder at a time, and the old build whole until the new one takes its place."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, TextIO

from rightsgraph.errors import BuildError, BuildLocked

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

MANIFEST: Final = "manifest.json"
STATE: Final = "state.json"
_AT_FDCWD: Final = -100
_EXCHANGE: Final = 2


@contextmanager
def locked(target: Path) -> Iterator[None]:
    """Hold the lock of a build folder. Raises BuildLocked, at once, where another build has it."""
    path = target.parent / f".{target.name}.lock"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = _take(path, target)
    except OSError as error:
        raise BuildError(f"{target} cannot be written: {error.strerror}", remedy="name a folder that you may write to with -o") from error
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        file.close()


def _take(path: Path, target: Path) -> TextIO:
    """Open the lock file and lock it; one that its holder removed in the meantime is opened anew."""
    while True:
        file = path.open("a+", encoding="ascii")
        if not _lock(file):
            holder = path.read_text("ascii", "replace").strip() if path.exists() else ""
            file.close()
            raise BuildLocked(
                f"another build of {target} is running (process {holder or 'unknown'})", remedy="wait for it to end, then build again"
            )
        if path.exists() and path.stat().st_ino == os.fstat(file.fileno()).st_ino:
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
            return file
        file.close()


def _lock(file: TextIO) -> bool:
    if fcntl is None:
        return True
    try:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
            return False
        raise
    return True


@contextmanager
def replaced(target: Path) -> Iterator[Path]:
    """Give an empty folder to build in; where all goes well it takes the place of ``target`` in one rename.

    Where it does not, the folder is removed and ``target`` stays as it was. Raises BuildError where ``target`` is something
    else than a build.
    """
    _refuse_foreign(target)
    _recover(target)
    new = target.parent / f".{target.name}.new"
    _remove(new)
    new.mkdir(parents=True)
    try:
        yield new
        _exchange(new, target)
    finally:
        # What cannot be removed now is removed by the next build: the new one is in place, or the old one as it was.
        for left in (new, _old(target)):
            with suppress(OSError):
                _remove(left)


def _refuse_foreign(target: Path) -> None:
    ours = (target / MANIFEST).is_file() or (target / STATE).is_file()
    if target.is_file() or (target.is_dir() and not ours and any(target.iterdir())):
        raise BuildError(f"{target} is there already and is no build", remedy="name another folder, or move what is there away")


def _recover(target: Path) -> None:
    """Put the old build back where a run was cut off between two renames."""
    old = _old(target)
    if old.is_dir() and not target.exists():
        old.rename(target)
    _remove(old)


def _exchange(new: Path, target: Path) -> None:
    """Let ``new`` take the place of ``target``: in one step where the system can exchange two folders, else in two."""
    if not target.exists():
        new.rename(target)
    elif not _exchange_at_once(new, target):
        target.rename(_old(target))
        new.rename(target)


def _exchange_at_once(new: Path, target: Path) -> bool:
    if not sys.platform.startswith("linux"):
        return False
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    if call(_AT_FDCWD, os.fsencode(new), _AT_FDCWD, os.fsencode(target), _EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP):
        return False
    raise BuildError(f"{target} cannot be replaced: {os.strerror(code)}", remedy="see that you may write there")


def _old(target: Path) -> Path:
    return target.parent / f".{target.name}.old"


def _remove(folder: Path) -> None:
    if folder.is_dir():
        shutil.rmtree(folder)
