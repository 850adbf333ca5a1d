"""Folders of parts that take their place once they are whole, on whatever file system Spark knows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from iotclass.core.place import OutputError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

WRITTEN = "_SUCCESS"
"""The file that Spark leaves in a folder whose parts are all there."""


class Folder:
    """A folder that Spark writes, on whatever file system its address names."""

    def __init__(self, session: SparkSession, address: str) -> None:
        # Hadoop's file systems are Spark's own, and Python has no public way to them
        self._jvm: Any = session._jvm  # noqa: SLF001  as said
        self._configuration = session._jsc.hadoopConfiguration()  # noqa: SLF001  as said
        self.address = address
        path = self._at(address)
        self._files = path.getFileSystem(self._configuration)
        self._path = self._files.makeQualified(path)

    def _at(self, *parts: Any) -> Any:
        return self._jvm.org.apache.hadoop.fs.Path(*parts)

    def prove_writable(self, *, replace: bool) -> None:
        """Raise OutputError unless it can be written; only what Spark wrote is ever replaced."""
        if self._files.exists(self._path):
            if not replace:
                raise OutputError(f"{self.address}: is there already; nothing was written")
            if not self._files.exists(self._at(self._path, WRITTEN)):
                raise OutputError(f"{self.address}: is no folder that Spark wrote; nothing was written")
        parent = self._path.getParent()
        if parent is not None and not self._files.exists(parent):
            raise OutputError(f"{self.address}: cannot be written: there is no folder {parent}")

    def prove_apart(self, address: str) -> None:
        """Raise OutputError where what is read from `address` is this folder, in it, or around it."""
        path = self._at(address)
        read, written = (
            f"{one.toUri().getPath()}/"
            for one in (path.getFileSystem(self._configuration).makeQualified(path), self._path)
        )
        if read.startswith(written) or written.startswith(read):
            raise OutputError(f"{self.address}: is what this is made from; nothing was written")

    @contextmanager
    def replacing(self) -> Iterator[str]:
        """The address of a folder beside, which takes the place of this one once it is whole."""
        beside, old = (
            self._at(self._path.getParent(), f".{self._path.getName()}.{uuid4().hex}") for _ in range(2)
        )
        try:
            yield beside.toString()
            replaced = self._files.exists(self._path) and self._files.rename(self._path, old)
            if not self._files.rename(beside, self._path):
                if replaced:
                    self._files.rename(old, self._path)
                raise OutputError(f"{self.address}: cannot be written; nothing was written")
            self._files.delete(old, True)  # noqa: FBT003  Hadoop's signature: with what is in it
        finally:
            self._files.delete(beside, True)  # noqa: FBT003  as above

    def remove(self) -> None:
        """Take it away, where it is there."""
        self._files.delete(self._path, True)  # noqa: FBT003  as above

    def first(self) -> str:
        """The name of a file of data in it or by its pattern; empty where there is none."""
        found = self._files.globStatus(self._path) or ()
        for status in found:
            listed = self._files.listFiles(status.getPath(), True)  # noqa: FBT003  with folders within
            while listed.hasNext():
                name = str(listed.next().getPath().getName())
                if not name.startswith((".", "_")):
                    return name
        return ""
