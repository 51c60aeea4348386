from io import BytesIO
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...types import UNSET, File, Response

_DOCUMENTED_STATUSES: tuple[range, ...] = (range(200, 201),)

OPERATION = "getAttachment"
PATH = "/webapi/api/Attachment"
UNVERIFIED = "only the path is documented; that it is a GET, and takes the attachmentid of a history entry in the query, are guesses"


def build_request(
    *,
    attachmentid: str,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["attachmentid"] = attachmentid

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/webapi/api/Attachment",
        "params": params,
    }

    return _kwargs


def parse_content(status_code: int, content: bytes) -> File | None:
    if status_code == 200:
        response_200 = File(payload=BytesIO(content))

        return response_200

    return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[File]:
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
    *,
    client: AuthenticatedClient,
    attachmentid: str,
) -> Response[File]:
    """Fetch an attachment of a case's history

    Unverified: only the path is documented; that it is a GET, and takes the attachmentid of a history
    entry in the query, are guesses

    Args:
        attachmentid (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File]
    """

    kwargs = build_request(
        attachmentid=attachmentid,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    attachmentid: str,
) -> File | None:
    """Fetch an attachment of a case's history

    Unverified: only the path is documented; that it is a GET, and takes the attachmentid of a history
    entry in the query, are guesses

    Args:
        attachmentid (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File
    """

    return sync_detailed(
        client=client,
        attachmentid=attachmentid,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    attachmentid: str,
) -> Response[File]:
    """Fetch an attachment of a case's history

    Unverified: only the path is documented; that it is a GET, and takes the attachmentid of a history
    entry in the query, are guesses

    Args:
        attachmentid (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File]
    """

    kwargs = build_request(
        attachmentid=attachmentid,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    attachmentid: str,
) -> File | None:
    """Fetch an attachment of a case's history

    Unverified: only the path is documented; that it is a GET, and takes the attachmentid of a history
    entry in the query, are guesses

    Args:
        attachmentid (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File
    """

    return (
        await asyncio_detailed(
            client=client,
            attachmentid=attachmentid,
        )
    ).parsed
