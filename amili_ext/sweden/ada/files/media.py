"""Attaching files: the original invoice to a case, which Amili strongly recommends for every case.

A file is looked at before anything is sent, and streamed from where it is. An upload whose outcome is in doubt is not simply repeated: what
the field holds is read before and after, and says whether the file arrived.

The answer's address is signed: whoever has it can read somebody's invoice for an hour. So it is a `Secret`; do not store it.
Page: https://docs-alpha.amili.se/reference/endpoints/media-upload
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import parse_qsl, quote, urlsplit

from amili_client.sweden.ada.api.case import get_case
from amili_client.sweden.ada.api.invoice import get_invoice
from amili_client.sweden.ada.api.media_upload import upload_media
from attrs import evolve, frozen

from amili_ext.endpoint import Endpoint, read
from amili_ext.errors import InputError, Problem, UnknownOutcomeError
from amili_ext.flow import Await, Flow, Instant, Now, Reply, Request
from amili_ext.once import Sighting, at_most_once
from amili_ext.retry import exchange, server_time
from amili_ext.secret import Secret
from amili_ext.shapes import is_array, is_object
from amili_ext.sweden.ada.context import Ada
from amili_ext.sweden.ada.eve.reading import get as get_one
from amili_ext.sweden.ada.eve.reading import required_id
from amili_ext.sweden.ada.files.media_file import Examination, FileSource, MediaFile
from amili_ext.sweden.ada.files.multipart import MultipartBody, Progress, ProgressFailedError
from amili_ext.sweden.ada.registering.handles import CaseHandle

FILES: Final = "media--files"
"""The domain of files that belong to no field of another resource."""

URL_LIFE = timedelta(hours=1)

SLOWEST = 64 * 1024
"""An upload gets `request_timeout`, and a second more for each 64 KiB."""

_PATH = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*")
_READERS: Final[dict[str, Endpoint[..., Any]]] = {"cases": get_case, "invoices": get_invoice}
"""How to read the resource that a file was attached to, where the pages show it."""

_NOT_READ: Final = object()


@frozen
class UploadedFile:
    """A file that Amili has.

    Attributes:
        reference_id: id of the resource that it is attached to.
        domain: what kind of resource that is.
        dotted_path: the field that holds it; None for `media--files`.
        url: where it can be read until `expires_at` by whoever knows this address; None when the answer that held it was lost.
        expires_at: when the address ends, aware; None without one.
        adopted: True when the answer was lost and the field shows that the file arrived.
    """

    reference_id: str
    domain: str
    dotted_path: str | None
    url: Secret | None = None
    expires_at: datetime | None = None
    adopted: bool = False

    def is_expired(self, now: datetime) -> bool:
        """Whether the address has ended, or there is none. `now` is aware.

        Raises:
            InputError: `now` has no time zone.
        """
        if now.tzinfo is None:
            raise InputError([Problem(None, "now", "has no time zone; say which, for example with tzinfo=timezone.utc")])
        return self.expires_at is None or now >= self.expires_at


def upload(
    context: Ada,
    reference_id: CaseHandle | str,
    file: FileSource,
    *,
    domain: str = "cases",
    dotted_path: str | None = None,
    filename: str | None = None,
    content_type: str | None = None,
    progress: Progress | None = None,
) -> Flow[UploadedFile]:
    """Attach a file to a resource; to a case as its original invoice, unless told otherwise.

    It is read in pieces while it is sent: a long file needs no more memory than a short one. What the field held before is replaced.

    Page: https://docs-alpha.amili.se/reference/endpoints/media-upload

    Args:
        reference_id: the handle or the id of the case, or the id of what `domain` says.
        file: its path, its content, or a file that is open for reading bytes (which is read from where it stands, and stays open).
            PDF, JPEG, PNG, GIF or BMP; some fields take fewer of these.
        domain: the kind of resource: `cases`, `invoices`, …, or `media--files`.
        dotted_path: the field that is to hold the file. `original_invoice` by default for cases; to be given for other domains, but not for
            `media--files`.
        filename: what the file is called, where it has no name of its own or another one is wanted. Folders in it are left out.
        content_type: its media type; not needed, and must be what its name and its first bytes say.
        progress: called with how many bytes of the file are sent and how many there are. Each attempt begins again with 0. What it raises
            ends the upload and comes out as it is.

    Raises:
        InputError: nothing was sent: an argument is wrong, or the file is empty, unreadable, or of a type that the API refuses.
        FileChangedError: the file was changed while it was sent; nothing was stored.
        BadRequestError: the API knows no such domain or field, or the field does not take this type; `messages` says which.
        NotFoundError: there is no such resource.
        UnknownOutcomeError: it could not be settled whether the file arrived.
        AmiliError: any other trouble, see `amili_ext.errors`.
    """
    reference = _reference(reference_id, domain)
    path = _target(domain, dotted_path)
    examination = Examination(file, filename, content_type)
    yield Await(examination)
    target = UploadedFile(reference, domain, path)
    settle = context.settle if _readable(target) else 0.0  # elsewhere nothing becomes clearer by waiting
    before: Any = _NOT_READ
    if context.look_first and _readable(target):
        before = yield from _held(context, target)

    def look(started: Instant, *, final: bool) -> Flow[Sighting[UploadedFile]]:
        del started, final
        return (yield from _look(context, target, before))

    def unknown(why: str, candidates: tuple[Any, ...] = (), status: int | None = None) -> UnknownOutcomeError:
        return UnknownOutcomeError(
            f"the file may or may not be attached to {domain} {reference}: {why}; check before uploading it again",
            references=[reference],
            candidates=candidates,
            status=status,
        )

    try:
        done = yield from at_most_once(lambda: _send(context, target, examination.result, progress), look, settle=settle, unknown=unknown)
    except ProgressFailedError as failure:
        raise failure.reason from None
    return done.value


def _reference(reference_id: CaseHandle | str, domain: Any) -> str:
    # A handle names a case and nothing else.
    named: Any = reference_id if isinstance(reference_id, str) or domain != "cases" else getattr(reference_id, "case", None)
    return required_id("reference_id", named)


def _target(domain: Any, dotted_path: Any) -> str | None:
    if domain == FILES:
        if dotted_path is not None:
            raise InputError([Problem(None, "dotted_path", f"means nothing for the domain {FILES}, whose files belong to no field")])
        return None
    if not isinstance(domain, str) or not re.fullmatch(r"[a-z][a-z_-]*", domain):
        raise InputError([Problem(None, "domain", "must be the name of a kind of resource, such as cases or invoices")])
    path = dotted_path if dotted_path is not None else "original_invoice" if domain == "cases" else None
    if path is None:
        raise InputError(
            [Problem(None, "dotted_path", f"is needed unless the domain is cases or {FILES}: the field that is to hold the file")]
        )
    if not isinstance(path, str) or not _PATH.fullmatch(path):
        raise InputError([Problem(None, "dotted_path", "must be the path of a field, such as original_invoice")])
    return path


def _send(context: Ada, target: UploadedFile, file: MediaFile, progress: Progress | None) -> Flow[UploadedFile]:
    api = context.api
    fields = {"domain": target.domain} | ({"dotted_path": target.dotted_path} if target.dotted_path else {})
    body = MultipartBody(file, fields, progress)
    extra = body.length / SLOWEST
    request = Request(
        "POST",
        f"{api.base_url}/media--upload/{quote(target.reference_id, safe='')}",
        headers={"Content-Type": body.content_type},
        content=body,
        timeout=api.request_timeout + extra,
    )
    reply = yield from exchange(request, evolve(api.retry, deadline=api.retry.deadline + extra), api.pace)
    now: Instant = yield Now()
    api.server_clock.observe(reply, now)
    url = read(upload_media, request, reply, now, api.dialect).url
    if not isinstance(url, str) or not url:
        return target
    return evolve(target, url=Secret(url), expires_at=_expiry(url) or _when(reply, now) + URL_LIFE)


def _when(reply: Reply, now: Instant) -> datetime:
    return (server_time(reply) or now.wall).astimezone(UTC)


def _expiry(url: str) -> datetime | None:
    """When a signed address of Google Cloud Storage says that it ends, in either of its two forms."""
    try:
        signed = dict(parse_qsl(urlsplit(url).query))
        if "Expires" in signed:
            return datetime.fromtimestamp(int(signed["Expires"]), UTC)
        begins = datetime.strptime(signed["X-Goog-Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        return begins + timedelta(seconds=int(signed["X-Goog-Expires"]))
    except (KeyError, ValueError, OverflowError, OSError):
        return None


# -- was it stored? ----------------------------------------------------------------------------------------------------------------


def _look(context: Ada, target: UploadedFile, before: Any) -> Flow[Sighting[UploadedFile]]:
    if not _readable(target):
        return Sighting(doubt=f"the pages do not say how to read what {target.domain} holds")
    held = yield from _held(context, target)
    if not held:
        return Sighting()
    if before is _NOT_READ:
        return Sighting(doubt=f"{target.dotted_path} holds a file, but perhaps an earlier one")
    return Sighting() if held == before else Sighting(evolve(target, adopted=True))


def _readable(target: UploadedFile) -> bool:
    return target.dotted_path is not None and target.domain in _READERS


def _held(context: Ada, target: UploadedFile) -> Flow[Any]:
    """What the field holds, in a form that stays the same for as long as the file does."""
    path = target.dotted_path or ""
    answer = yield from get_one(context.api, _READERS[target.domain], target.reference_id, projection=[path])
    value: Any = answer.to_dict()
    for name in path.split("."):
        value = value.get(name) if is_object(value) else None
    return _lasting(value)


def _lasting(value: Any) -> Any:
    if isinstance(value, str) and "://" in value:
        return value.partition("?")[0]  # an address may be signed anew each time it is given out
    if is_object(value):
        return {name: _lasting(inner) for name, inner in value.items()}
    return [_lasting(inner) for inner in value] if is_array(value) else value
