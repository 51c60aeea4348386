"""Uploading files, as JSON and not as a form: one call takes several files, and Amili can take some of them and refuse others.

So a success of the call (207) is none of every file: look at the outcome of each. The page shows no field of the body. That the content
goes as base64 text, and all names in it, are a guess of which you are warned at the first use; who knows better passes mappings instead.

Page: https://docs.amili.dev/post-upload-one-or-more-os-files-3942683e0
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, cast

from amili_client.norway.arm.api.files import upload_files
from amili_client.norway.arm.models.file_input import FileInput
from amili_client.norway.arm.models.upload_files_request import UploadFilesRequest
from attrs import field, frozen

from amili_ext.checked import Checking, Encoded, is_no_list
from amili_ext.endpoint import call
from amili_ext.errors import InputError, Problem
from amili_ext.flow import Await, Flow
from amili_ext.norway.arm.answers import agreed, objects_in, reasons_in, results_in, verdict_of, word_of
from amili_ext.norway.arm.asking import metadata_of
from amili_ext.norway.arm.context import Receivables
from amili_ext.norway.arm.posting.arm_file import ArmFile, Contents
from amili_ext.norway.arm.posting.given import encode_as_given
from amili_ext.norway.arm.posting.once import sent_once
from amili_ext.norway.arm.posting.unshaped import Unshaped, unshaped
from amili_ext.outcomes import ItemOutcome, ItemStatus, Outcomes
from amili_ext.values import Report, kind_of, text
from amili_ext.wire import Problems

AnyFile = ArmFile | Mapping[str, Any] | FileInput
"""A file, or what is to be sent for one as it is, with names in the API's spelling."""

_WORDS = ("resultType", "status", "statusCode", "result")
"""Where an answer may say what became of a file; a guess, but for the first one."""


@frozen
class FileOutcome(ItemOutcome[str]):
    """What became of one file.

    Attributes:
        index: its position in what was passed, from 0.
        reference: its name; empty for one that was passed without.
        status: what the answer says of it.
        reasons: why it was refused, in Amili's words; not shown by `repr`, since they may name people.
    """

    @property
    def name(self) -> str:
        """Where it was passed: files are often named after people."""
        return f"files[{self.index}]"

    def __repr__(self) -> str:
        return f"FileOutcome(index={self.index}, status={self.status})"


@frozen(repr=False)
class FileResult(Outcomes[FileOutcome]):
    """What became of the files of one upload.

    Attributes:
        outcomes: one for each file, in the order sent.
        status: the HTTP status: 200 when all were taken, 207 when not.
        answer: the answer as the API gave it.
    """

    status: int
    answer: Any = field(repr=False)

    def __repr__(self) -> str:
        return f"FileResult({self._counts}, status={self.status})"

    @property
    def _nouns(self) -> tuple[str, str]:
        """What they are called, and what their names are."""
        return ("files", "names of files")


def upload(context: Receivables, files: Iterable[AnyFile], *, user_id: str | None = None) -> Flow[FileResult]:
    """Upload files, at most once.

    That some were refused is data and no exception: an outcome that is not `SUCCEEDED` means that the file is not at Amili, or that the
    answer does not say so.

    Args:
        files: files, or mappings that are sent as they are. Each name once; ARM does not tell upper from lower case in data.
        user_id: the end user on whose behalf it is done, if another than the client's.

    Raises:
        InputError: there are no files, one is empty or cannot be read, or two have the same name; nothing was sent.
        UnknownOutcomeError: the answer was lost, and nobody can know which files arrived. Its `references` are their names.
        AmiliError: no file was taken, see `amili_ext.errors`.

    Page: https://docs.amili.dev/post-upload-one-or-more-os-files-3942683e0
    """
    metadata, given = metadata_of(context, user_id), _listed(files)
    contents = Contents([(index, file) for index, file in enumerate(given) if isinstance(file, ArmFile)])
    yield Await(contents)
    names, parts = _checked(given, contents.read)
    body = UploadFilesRequest(metadata=metadata, files=cast(list[FileInput], [Encoded(part) for part in parts]))
    send = call(context.api, unshaped(upload_files), context.client_no, body=body)
    answer = yield from sent_once(send, f"{len(names)} files", names)
    return FileResult(_outcomes(names, answer), answer.status, answer.content)


def _listed(files: Any) -> list[Any]:
    if is_no_list(files):
        raise InputError([Problem(None, "files", f"must be a list of files, not {kind_of(files)}")])
    listed = list(files)
    if not listed:
        raise InputError([Problem(None, "files", "is empty")])
    return listed


def _checked(files: Sequence[Any], contents: Mapping[int, bytes]) -> tuple[list[str], list[bytes]]:
    """The names of the files, and each as JSON."""
    problems = Problems("files")
    names: list[str] = []
    parts: list[bytes] = []
    first: dict[str, int] = {}
    for index, file in enumerate(files):
        checking = Checking(problems.at(index))
        own = isinstance(file, ArmFile)
        wire, part = encode_as_given(checking, FileInput, _input(file, contents[index], checking.blame) if own else file)
        name = wire.get("fileName")
        names.append(name if isinstance(name, str) else "")
        parts.append(part)
        if names[-1] and first.setdefault(names[-1].casefold(), index) != index:
            earlier = first[names[-1].casefold()]
            checking.blame("name" if own else "fileName", f"is that of files[{earlier}] too; upper and lower case are the same to ARM")
    problems.check()
    return names, parts


def _input(file: ArmFile, content: bytes, report: Report) -> Mapping[str, Any]:
    """What is sent for a file; problems are told in the spelling of `ArmFile`."""
    name = text(file.name, "name", report)
    if isinstance(name, str) and not name.strip():
        report("name", "is empty")
    wire = {"fileName": name or "", "fileContent": b64encode(content).decode()}
    return wire if file.file_type is None else {**wire, "fileType": text(file.file_type, "file_type", report) or ""}


def _outcomes(names: Sequence[str], answer: Unshaped) -> tuple[FileOutcome, ...]:
    """One for each file: by what the answer says under its name, or else at its position."""
    mentions = _by_name(names, answer.content) or _by_position(len(names), answer.content)
    understood = {id(mention) for found in mentions.values() for mention in found}
    # A refusal that cannot be told of which file it is may be of any.
    others = {_status(part) for part in objects_in(answer.content) if id(part) not in understood}
    good = answer.status == HTTPStatus.OK and others <= {None, ItemStatus.SUCCEEDED}
    silence = ItemStatus.SUCCEEDED if good else ItemStatus.UNREPORTED
    return tuple(_outcome(index, name, mentions.get(index, []), silence) for index, name in enumerate(names))


def _outcome(index: int, name: str, mentions: Sequence[Mapping[str, Any]], silence: ItemStatus) -> FileOutcome:
    said = [status for status in map(_status, mentions) if status is not None]
    reasons = tuple(reason for mention in mentions for reason in reasons_in(mention))
    return FileOutcome(index, name, agreed(said) if said else silence, reasons)


def _by_name(names: Sequence[str], content: Any) -> dict[int, list[Mapping[str, Any]]]:
    places = {name.casefold(): index for index, name in enumerate(names) if name}
    found: dict[int, list[Mapping[str, Any]]] = {}
    for value in objects_in(content):
        name = value.get("fileName")
        if isinstance(name, str) and name.casefold() in places:
            found.setdefault(places[name.casefold()], []).append(value)
    return found


def _by_position(count: int, content: Any) -> dict[int, list[Mapping[str, Any]]]:
    results = results_in(content, lambda result: _status(result) is not None)
    # Names that are not ours mean that the order is not ours either.
    if len(results) != count or any(value.get("fileName") for value in results):
        return {}
    return {index: [value] for index, value in enumerate(results)}


def _status(mention: Mapping[str, Any]) -> ItemStatus | None:
    """What the answer says of a file: a word, or an HTTP status for it alone; None if it says nothing."""
    for name in _WORDS:
        number = _number(mention.get(name))
        if number is not None:
            return ItemStatus.SUCCEEDED if 200 <= number < 300 else ItemStatus.FAILED if number >= 400 else ItemStatus.UNREPORTED
        if word_of(mention, name):
            return verdict_of(mention, name)
    return ItemStatus.FAILED if mention.get("errors") else None


def _number(said: Any) -> int | None:
    if isinstance(said, str) and re.fullmatch("[0-9]{3}", said):
        return int(said)
    return said if isinstance(said, int) else None
