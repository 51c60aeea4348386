from typing import Any
from urllib.parse import quote

import httpx

from amili_client.runtime import decode_json

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.latest_gl_movement import LatestGlMovement
from ...types import Response

_DOCUMENTED_STATUSES: tuple[range, ...] = (range(200, 201),)

OPERATION = "getLatestGlMovement"
PATH = "/clients/{clientno}/glmovements/latest"
UNVERIFIED = "(low confidence) only its name and that it is a GET are documented; the path is a guess made of the name"


def build_request(
    clientno: int,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/clients/{clientno}/glmovements/latest".format(
            clientno=quote(str(clientno), safe=""),
        ),
    }

    return _kwargs


def parse_content(status_code: int, content: bytes) -> LatestGlMovement | None:
    if status_code == 200:
        response_200 = LatestGlMovement.from_dict(decode_json(content))

        return response_200

    return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[LatestGlMovement]:
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
) -> Response[LatestGlMovement]:
    """GET movement/balance for the latest closed GL year/period

    Unverified: (low confidence) only its name and that it is a GET are documented; the path is a guess
    made of the name

    Args:
        clientno (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[LatestGlMovement]
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
) -> LatestGlMovement | None:
    """GET movement/balance for the latest closed GL year/period

    Unverified: (low confidence) only its name and that it is a GET are documented; the path is a guess
    made of the name

    Args:
        clientno (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        LatestGlMovement
    """

    return sync_detailed(
        clientno=clientno,
        client=client,
    ).parsed


async def asyncio_detailed(
    clientno: int,
    *,
    client: AuthenticatedClient,
) -> Response[LatestGlMovement]:
    """GET movement/balance for the latest closed GL year/period

    Unverified: (low confidence) only its name and that it is a GET are documented; the path is a guess
    made of the name

    Args:
        clientno (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[LatestGlMovement]
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
) -> LatestGlMovement | None:
    """GET movement/balance for the latest closed GL year/period

    Unverified: (low confidence) only its name and that it is a GET are documented; the path is a guess
    made of the name

    Args:
        clientno (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        LatestGlMovement
    """

    return (
        await asyncio_detailed(
            clientno=clientno,
            client=client,
        )
    ).parsed
