from typing import Any
from urllib.parse import quote

import httpx

from amili_client.runtime import decode_json

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.media_upload import MediaUpload
from ...models.media_uploaded import MediaUploaded
from ...types import Response

_DOCUMENTED_STATUSES: tuple[range, ...] = (
    range(201, 202),
    range(400, 401),
    range(401, 402),
    range(403, 404),
    range(404, 405),
    range(422, 423),
    range(429, 430),
    range(500, 501),
)

OPERATION = "uploadMedia"
PATH = "/media--upload/{reference_id}"


def build_request(
    reference_id: str,
    *,
    body: MediaUpload,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/media--upload/{reference_id}".format(
            reference_id=quote(str(reference_id), safe=""),
        ),
    }

    _kwargs["files"] = body.to_multipart()

    _kwargs["headers"] = headers
    return _kwargs


def parse_content(status_code: int, content: bytes) -> MediaUploaded | None:
    if status_code == 201:
        response_201 = MediaUploaded.from_dict(decode_json(content))

        return response_201

    return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[MediaUploaded]:
    status_code = response.status_code
    if client.raise_on_unexpected_status and not any(status_code in codes for codes in _DOCUMENTED_STATUSES):
        raise errors.UnexpectedStatus(status_code, response.content)
    return Response(
        status_code=status_code,
        content=response.content,
        headers=response.headers,
        parsed=parse_content(status_code, response.content),
    )


def sync_detailed(
    reference_id: str,
    *,
    client: AuthenticatedClient,
    body: MediaUpload,
) -> Response[MediaUploaded]:
    """Attach a file to a resource

     For instance the original invoice to a case, which is strongly recommended. PDF, JPEG, PNG, GIF and
    BMP are allowed, fewer in some fields.

    Args:
        reference_id (str):
        body (MediaUpload):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MediaUploaded]
    """

    kwargs = build_request(
        reference_id=reference_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    reference_id: str,
    *,
    client: AuthenticatedClient,
    body: MediaUpload,
) -> MediaUploaded | None:
    """Attach a file to a resource

     For instance the original invoice to a case, which is strongly recommended. PDF, JPEG, PNG, GIF and
    BMP are allowed, fewer in some fields.

    Args:
        reference_id (str):
        body (MediaUpload):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MediaUploaded
    """

    return sync_detailed(
        reference_id=reference_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    reference_id: str,
    *,
    client: AuthenticatedClient,
    body: MediaUpload,
) -> Response[MediaUploaded]:
    """Attach a file to a resource

     For instance the original invoice to a case, which is strongly recommended. PDF, JPEG, PNG, GIF and
    BMP are allowed, fewer in some fields.

    Args:
        reference_id (str):
        body (MediaUpload):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MediaUploaded]
    """

    kwargs = build_request(
        reference_id=reference_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    reference_id: str,
    *,
    client: AuthenticatedClient,
    body: MediaUpload,
) -> MediaUploaded | None:
    """Attach a file to a resource

     For instance the original invoice to a case, which is strongly recommended. PDF, JPEG, PNG, GIF and
    BMP are allowed, fewer in some fields.

    Args:
        reference_id (str):
        body (MediaUpload):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MediaUploaded
    """

    return (
        await asyncio_detailed(
            reference_id=reference_id,
            client=client,
            body=body,
        )
    ).parsed
