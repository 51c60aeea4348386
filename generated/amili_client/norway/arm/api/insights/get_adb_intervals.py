from typing import Any
from urllib.parse import quote

import httpx

from amili_client.runtime import decode_json

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.adb_intervals import AdbIntervals
from ...types import Response

_DOCUMENTED_STATUSES: tuple[range, ...] = (range(200, 201),)

OPERATION = "getAdbIntervals"
PATH = "/clients/{clientno}/insights/adbintervals"
UNVERIFIED = "(low confidence) only its name and that it is a GET are documented; the path is a guess made of the name"


def build_request(
    clientno: int,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/clients/{clientno}/insights/adbintervals".format(
            clientno=quote(str(clientno), safe=""),
        ),
    }

    return _kwargs


def parse_content(status_code: int, content: bytes) -> AdbIntervals | None:
    if status_code == 200:
        response_200 = AdbIntervals.from_dict(decode_json(content))

        return response_200

    return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[AdbIntervals]:
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
    *,
    client: AuthenticatedClient,
) -> Response[AdbIntervals]:
    """GET a list of ADB intervals

     ADB is the age distributed balance, what is owed by how long it has been.

    Unverified: (low confidence) only its name and that it is a GET are documented; the path is a guess
    made of the name

    Args:
        clientno (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AdbIntervals]
    """

    kwargs = build_request(
        clientno=clientno,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    clientno: int,
    *,
    client: AuthenticatedClient,
) -> AdbIntervals | None:
    """GET a list of ADB intervals

     ADB is the age distributed balance, what is owed by how long it has been.

    Unverified: (low confidence) only its name and that it is a GET are documented; the path is a guess
    made of the name

    Args:
        clientno (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AdbIntervals
    """

    return sync_detailed(
        clientno=clientno,
        client=client,
    ).parsed


async def asyncio_detailed(
    clientno: int,
    *,
    client: AuthenticatedClient,
) -> Response[AdbIntervals]:
    """GET a list of ADB intervals

     ADB is the age distributed balance, what is owed by how long it has been.

    Unverified: (low confidence) only its name and that it is a GET are documented; the path is a guess
    made of the name

    Args:
        clientno (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AdbIntervals]
    """

    kwargs = build_request(
        clientno=clientno,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clientno: int,
    *,
    client: AuthenticatedClient,
) -> AdbIntervals | None:
    """GET a list of ADB intervals

     ADB is the age distributed balance, what is owed by how long it has been.

    Unverified: (low confidence) only its name and that it is a GET are documented; the path is a guess
    made of the name

    Args:
        clientno (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AdbIntervals
    """

    return (
        await asyncio_detailed(
            clientno=clientno,
            client=client,
        )
    ).parsed
