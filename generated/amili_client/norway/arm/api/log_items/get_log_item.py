from typing import Any
from urllib.parse import quote

import httpx

from amili_client.runtime import decode_json

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.log_item import LogItem
from ...types import Response

_DOCUMENTED_STATUSES: tuple[range, ...] = (range(200, 201),)

OPERATION = "getLogItem"
PATH = "/clients/{clientno}/logitems/{logitemid}"
UNVERIFIED = "(medium confidence) only its name and that it is a GET are documented; the path is the name of its group in the menu, in lower case, as that of every other list is"


def build_request(
    clientno: int,
    logitemid: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/clients/{clientno}/logitems/{logitemid}".format(
            clientno=quote(str(clientno), safe=""),
            logitemid=quote(str(logitemid), safe=""),
        ),
    }

    return _kwargs


def parse_content(status_code: int, content: bytes) -> LogItem | None:
    if status_code == 200:
        response_200 = LogItem.from_dict(decode_json(content))

        return response_200

    return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[LogItem]:
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
    logitemid: str,
    *,
    client: AuthenticatedClient,
) -> Response[LogItem]:
    """GET one log item

    Unverified: (medium confidence) only its name and that it is a GET are documented; the path is the
    name of its group in the menu, in lower case, as that of every other list is

    Args:
        clientno (int):
        logitemid (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[LogItem]
    """

    kwargs = build_request(
        clientno=clientno,
        logitemid=logitemid,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    clientno: int,
    logitemid: str,
    *,
    client: AuthenticatedClient,
) -> LogItem | None:
    """GET one log item

    Unverified: (medium confidence) only its name and that it is a GET are documented; the path is the
    name of its group in the menu, in lower case, as that of every other list is

    Args:
        clientno (int):
        logitemid (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        LogItem
    """

    return sync_detailed(
        clientno=clientno,
        logitemid=logitemid,
        client=client,
    ).parsed


async def asyncio_detailed(
    clientno: int,
    logitemid: str,
    *,
    client: AuthenticatedClient,
) -> Response[LogItem]:
    """GET one log item

    Unverified: (medium confidence) only its name and that it is a GET are documented; the path is the
    name of its group in the menu, in lower case, as that of every other list is

    Args:
        clientno (int):
        logitemid (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[LogItem]
    """

    kwargs = build_request(
        clientno=clientno,
        logitemid=logitemid,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clientno: int,
    logitemid: str,
    *,
    client: AuthenticatedClient,
) -> LogItem | None:
    """GET one log item

    Unverified: (medium confidence) only its name and that it is a GET are documented; the path is the
    name of its group in the menu, in lower case, as that of every other list is

    Args:
        clientno (int):
        logitemid (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        LogItem
    """

    return (
        await asyncio_detailed(
            clientno=clientno,
            logitemid=logitemid,
            client=client,
        )
    ).parsed
