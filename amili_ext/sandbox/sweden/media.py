"""Files that are attached to a case or another resource.

Documented: the parts `file`, `domain` (`media--files` by default) and `dotted_path` (required for any other domain), the types that are
allowed, the messages and statuses of what is refused, and a signed URL that is good for an hour. Where the pages are silent:

* The domains are those in `_FIELDS`; of their fields only `original_invoice` of a case is documented.
* The type is the one that the part claims, and is not looked for in the data. The size is not limited.
* For `media--files` the reference may be any document.
* The field of the document holds the id of the file from then on. Nobody can download it; `Upload` keeps its size and its hash.

Page: https://docs-alpha.amili.se/reference/endpoints/media-upload
"""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from datetime import UTC, timedelta
from io import BytesIO
from urllib.parse import urlencode

from amili_client.runtime import encode_json
from attrs import field, frozen
from bson import ObjectId
from werkzeug.datastructures import FileStorage
from werkzeug.formparser import parse_form_data

from amili_ext.sandbox.messages import Refusal, SandboxRequest, SandboxResponse
from amili_ext.sandbox.sweden.store import Store
from amili_ext.sandbox.sweden.wsgi import environ

ANY_DOCUMENT = "media--files"
CONTENT_TYPES = ("application/pdf", "image/jpeg", "image/png", "image/gif", "image/bmp")
_FIELDS = {"cases": frozenset({"original_invoice"}), "invoices": frozenset({"original_invoice"})}
_LIFETIME = timedelta(hours=1)


@frozen
class Upload:
    """A file that arrived. `sha256` is in hexadecimal digits."""

    reference_id: str
    domain: str
    dotted_path: str | None
    filename: str = field(repr=False)
    content_type: str
    size: int
    sha256: str


class Media:
    """Takes files in."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.uploads: list[Upload] = []

    def upload(self, request: SandboxRequest, reference_id: str) -> SandboxResponse:
        """POST /media--upload/{reference_id}."""
        if request.method.upper() != "POST":
            raise Refusal(405, headers={"allow": "POST"})
        _, form, files = parse_form_data(environ(request), stream_factory=_in_memory)
        domain = form.get("domain") or ANY_DOCUMENT
        path = form.get("dotted_path") or None
        if domain != ANY_DOCUMENT:
            if domain not in _FIELDS:
                raise Refusal(400, f"Domain '{domain}' is not valid.")
            if path is None:
                raise Refusal(400, "Dotted Path Not Found in request form")
            if path not in _FIELDS[domain]:
                raise Refusal(400, "Dotted Path is not valid")
        file = files.get("file")
        if file is None:
            raise Refusal(400, "File is a required attribute.")
        if file.mimetype not in CONTENT_TYPES:
            expected = ", ".join(CONTENT_TYPES)
            raise Refusal(400, f"The provided file's content type is not allowed. Expected: {expected}. Actual: {file.mimetype or 'none'}.")
        key = self._reference(domain, reference_id)
        number = self._store.new_id()
        if domain != ANY_DOCUMENT and path is not None:
            self._store.change(domain, key, {path: number})
        self.uploads.append(_upload(file, reference_id, domain, path))
        url = self._signed_url(domain, reference_id, number)
        return SandboxResponse(201, {"content-type": "application/json"}, encode_json({"_status": "OK", "url": url}))

    def _reference(self, domain: str, reference_id: str) -> ObjectId:
        if ObjectId.is_valid(reference_id):
            key = ObjectId(reference_id)
            collections = self._store.collections
            resources = list(collections) if domain == ANY_DOCUMENT else [domain]
            if any(collections[resource].count_documents({"_id": key}) for resource in resources):
                return key
        raise Refusal(404, "Resource Document Not Found")

    def _signed_url(self, domain: str, reference_id: str, number: ObjectId) -> str:
        place = f"https://storage.googleapis.com/amili-sandbox/sandbox/{domain}/{reference_id}-{number}"
        expires = int((self._store.now().replace(tzinfo=UTC) + _LIFETIME).timestamp())
        signature = urlsafe_b64encode(hashlib.sha256(f"{place} {expires}".encode()).digest()).decode()
        return f"{place}?{urlencode({'Expires': expires, 'GoogleAccessId': 'sandbox', 'Signature': signature})}"


def _in_memory(*_what: object, **_more: object) -> BytesIO:
    """Werkzeug would make a file of what is large, and leave it to be closed by somebody."""
    return BytesIO()


def _upload(file: FileStorage, reference_id: str, domain: str, path: str | None) -> Upload:
    content = file.stream.read()
    return Upload(reference_id, domain, path, file.filename or "", file.mimetype, len(content), hashlib.sha256(content).hexdigest())
