"""Reports that are brought to the desk: taken in, read by a process of their own, their progress told."""

from __future__ import annotations

import json
import secrets
import subprocess
import sys
import tempfile
import threading
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Form, HTTPException, Path, Request, UploadFile

from corrobora.brief.words import plain
from corrobora.pages.decode import decode
from corrobora.pages.sniff import HEAD, kind_of
from corrobora.records import Unread
from corrobora.web.audit import noted
from corrobora.web.desk import Desk
from corrobora.web.turns import Turns
from corrobora.web.users import User, needs

router = APIRouter(tags=["uploads"])
FILES = 50
"""Files of one upload."""
WAITING = 5
"""Uploads that wait or are read at a time."""
KEPT = 200
"""Uploads whose outcome is remembered."""
LONGEST = 3600
"""Seconds that reading an upload may take."""
CHUNK = 1 << 20


@dataclass
class Upload:
    """How far an upload is. ``read``: articles of which the claims are found."""

    id: str
    who: str
    files: list[str]
    state: Literal["waiting", "reading", "done", "failed"] = "waiting"
    pages: int = 0
    read: int = 0
    new: int = 0
    known: int = 0
    unread: list[Unread] = field(default_factory=list)
    error: str | None = None


class Uploads:
    """The uploads of this server: one at a time is read, in a process that can be stopped."""

    def __init__(self, case: str, desk: Desk) -> None:
        self._case, self._desk = case, desk
        self._known: OrderedDict[str, Upload] = OrderedDict()
        self._lock, self._turn = threading.Lock(), threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._closed = False

    def get(self, id_: str) -> Upload | None:
        """An upload of this server."""
        return self._known.get(id_)

    def begin(self, who: str, names: list[str]) -> Upload:
        """Takes an upload in. Raises 429 if too many wait."""
        with self._lock:
            if sum(own.state in ("waiting", "reading") for own in self._known.values()) >= WAITING:
                raise HTTPException(429, f"{WAITING} uploads are being read: wait for one of them")
            own = Upload(f"u-{secrets.token_hex(6)}", who, names)
            self._known[own.id] = own
            while len(self._known) > KEPT:
                self._known.popitem(last=False)
            return own

    def read(self, own: Upload, folder: tempfile.TemporaryDirectory[str], about: dict[str, str | None]) -> None:
        """Reads an upload in the background; its folder is gone afterwards."""
        threading.Thread(target=self._read, args=(own, folder, about), daemon=True).start()

    def close(self) -> None:
        """Stops what is being read: what was finished is kept, and the same upload may be brought again."""
        self._closed = True
        if self._process is not None and self._process.poll() is None:
            self._process.kill()

    def _read(self, own: Upload, folder: tempfile.TemporaryDirectory[str], about: dict[str, str | None]) -> None:
        with folder, self._turn:
            own.state = "reading"
            job = {
                "case": self._case, "settings": self._desk.settings.model_dump(mode="json") | about, "folder": folder.name,
                "names": own.files, "seconds": LONGEST,
            }
            try:
                self._work(own, json.dumps(job))
            except OSError as error:
                own.error = f"cannot be read: {error.strerror}"
            if own.new:
                self._desk.catch_up()
            own.state = "failed" if own.error else "done"

    def _work(self, own: Upload, job: str) -> None:
        if self._closed:
            own.error = "the desk was closed"
            return
        command = [sys.executable, "-m", "corrobora.web.worker"]
        # The job goes by the pipe: a command line, which others may see, must hold no password.
        self._process = process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert process.stdin and process.stdout
        with process:
            process.stdin.write(job)
            process.stdin.close()
            told = False
            for line in process.stdout:
                said: dict[str, Any] = json.loads(line)
                told = told or "new" in said or "error" in said
                for name, value in said.items():
                    setattr(own, name, [Unread(**told) for told in value] if name == "unread" else value)
        if not told:
            own.error = "reading broke off; what was read before is kept"


@router.post("/uploads", status_code=202)
async def upload(
    request: Request, files: list[UploadFile], who: Annotated[User, Depends(needs("analyst"))],
    outlet: Annotated[str | None, Form(max_length=200)] = None,
    published: Annotated[str | None, Form(pattern=r"^(\d{4}-\d\d-\d\d)?$")] = None,
) -> Upload:
    """Takes reports in: text, HTML, feeds, rows of JSON or CSV, web archives; what each is, its bytes tell and not its name."""
    turns: Turns = request.app.state.turns
    return await turns.lengthy(_take_in, request, files, who, {"outlet": outlet or None, "published": published or None})


def _take_in(request: Request, files: list[UploadFile], who: User, about: dict[str, str | None]) -> Upload:
    uploads: Uploads = request.app.state.uploads
    if not 0 < len(files) <= FILES:
        raise HTTPException(422, f"1 to {FILES} files")
    limit = uploads._desk.settings.max_bytes
    for file in files:
        if (file.size or 0) > limit:
            raise HTTPException(413, f"{plain(file.filename or '')[:100]}: more than {limit:,} bytes")
        if (why := _refused(file)) is not None:
            raise HTTPException(415, f"{plain(file.filename or '')[:100]}: {why}")
    own = uploads.begin(who.name, [_name(file) for file in files])
    folder = tempfile.TemporaryDirectory(prefix="corrobora-")
    for number, file in enumerate(files):
        with (FilePath(folder.name) / str(number)).open("wb") as out:  # no name of a client's is ever a path
            while part := file.file.read(CHUNK):
                out.write(part)
    noted(request, "upload", {"id": own.id, "files": len(files)})
    taken = replace(own)  # as it was taken in: what reads it goes on meanwhile
    uploads.read(own, folder, about)
    return taken


@router.get("/uploads/{id}", dependencies=[Depends(needs("reader"))])
def progress(request: Request, id: Annotated[str, Path(pattern="^u-[0-9a-f]{12}$")]) -> Upload:
    """How far an upload is; what was not read, with reasons."""
    uploads: Uploads = request.app.state.uploads
    if (own := uploads.get(id)) is None:
        raise HTTPException(404, "no such upload")
    return replace(own)


def _name(file: UploadFile) -> str:
    """What an article's source shows: the last part of the file's name, on one line."""
    return plain((file.filename or "").replace("\\", "/").rpartition("/")[2])[:200] or "upload"


def _refused(file: UploadFile) -> str | None:
    """Why a file is of no kind that is read, by its first bytes."""
    head = file.file.read(HEAD)
    file.file.seek(0)
    kind = kind_of(head, decode(head, None))
    if kind in ("binary", "empty"):
        return "empty" if kind == "empty" else "no text, HTML, feed, rows or web archive"
    return "a list of addresses: nothing is fetched for an upload" if kind == "mentions" else None
