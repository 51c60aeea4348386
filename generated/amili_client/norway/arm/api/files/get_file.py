from io import BytesIO
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...types import File, Response

_DOCUMENTED_STATUSES: tuple[range, ...] = (range(200, 201),)

OPERATION = "getFile"
PATH = "/clients/{clientno}/files/{fileid}"
UNVERIFIED = "(medium confidence) only its name and that it is a GET are documented; that it is at its id below the path of all files is by analogy with the other groups"


def build_request(
    clientno: int,
    fileid: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/clients/{clientno}/files/{fileid}".format(
            clientno=quote(str(clientno), safe=""),
            fileid=quote(str(fileid), safe=""),
        ),
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
    clientno: int,
    fileid: str,
    *,
    client: AuthenticatedClient,
) -> Response[File]:
    """GET one OS file

    Unverified: (medium confidence) only its name and that it is a GET are documented; that it is at its
    id below the path of all files is by analogy with the other groups

    Args:
        clientno (int):
        fileid (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File]
    """

    kwargs = build_request(
        clientno=clientno,
        fileid=fileid,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    clientno: int,
    fileid: str,
    *,
    client: AuthenticatedClient,
) -> File | None:
    """GET one OS file

    Unverified: (medium confidence) only its name and that it is a GET are documented; that it is at its
    id below the path of all files is by analogy with the other groups

    Args:
        clientno (int):
        fileid (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File
    """

    return sync_detailed(
        clientno=clientno,
        fileid=fileid,
        client=client,
    ).parsed


async def asyncio_detailed(
    clientno: int,
    fileid: str,
    *,
    client: AuthenticatedClient,
) -> Response[File]:
    """GET one OS file

    Unverified: (medium confidence) only its name and that it is a GET are documented; that it is at its
    id below the path of all files is by analogy with the other groups

    Args:
        clientno (int):
        fileid (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File]
    """

    kwargs = build_request(
        clientno=clientno,
        fileid=fileid,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clientno: int,
    fileid: str,
    *,
    client: AuthenticatedClient,
) -> File | None:
    """GET one OS file

    Unverified: (medium confidence) only its name and that it is a GET are documented; that it is at its
    id below the path of all files is by analogy with the other groups

    Args:
        clientno (int):
        fileid (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File
    """

    return (
        await asyncio_detailed(
            clientno=clientno,
            fileid=fileid,
            client=client,
        )
    ).parsed
