from typing import Any
from urllib.parse import quote

import httpx

from amili_client.runtime import decode_json

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.log_item_list import LogItemList
from ...types import UNSET, Response, Unset

_DOCUMENTED_STATUSES: tuple[range, ...] = (range(200, 201),)

OPERATION = "getLogItems"
PATH = "/clients/{clientno}/logitems"
UNVERIFIED = "(medium confidence) only its name and that it is a GET are documented; the path is the name of its group in the menu, in lower case, as that of every other list is"


def build_request(
    clientno: int,
    *,
    maximumcount: int | Unset = UNSET,
    pagesize: int | Unset = UNSET,
    query: str | Unset = UNSET,
    pageno: int | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["maximumcount"] = maximumcount

    params["pagesize"] = pagesize

    params["query"] = query

    params["pageno"] = pageno

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/clients/{clientno}/logitems".format(
            clientno=quote(str(clientno), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def parse_content(status_code: int, content: bytes) -> LogItemList | None:
    if status_code == 200:
        response_200 = LogItemList.from_dict(decode_json(content))

        return response_200

    return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[LogItemList]:
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
    maximumcount: int | Unset = UNSET,
    pagesize: int | Unset = UNSET,
    query: str | Unset = UNSET,
    pageno: int | Unset = UNSET,
) -> Response[LogItemList]:
    """GET a list of log items

    Unverified: (medium confidence) only its name and that it is a GET are documented; the path is the
    name of its group in the menu, in lower case, as that of every other list is

    Args:
        clientno (int):
        maximumcount (int | Unset):
        pagesize (int | Unset):
        query (str | Unset):
        pageno (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[LogItemList]
    """

    kwargs = build_request(
        clientno=clientno,
        maximumcount=maximumcount,
        pagesize=pagesize,
        query=query,
        pageno=pageno,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    clientno: int,
    *,
    client: AuthenticatedClient,
    maximumcount: int | Unset = UNSET,
    pagesize: int | Unset = UNSET,
    query: str | Unset = UNSET,
    pageno: int | Unset = UNSET,
) -> LogItemList | None:
    """GET a list of log items

    Unverified: (medium confidence) only its name and that it is a GET are documented; the path is the
    name of its group in the menu, in lower case, as that of every other list is

    Args:
        clientno (int):
        maximumcount (int | Unset):
        pagesize (int | Unset):
        query (str | Unset):
        pageno (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        LogItemList
    """

    return sync_detailed(
        clientno=clientno,
        client=client,
        maximumcount=maximumcount,
        pagesize=pagesize,
        query=query,
        pageno=pageno,
    ).parsed


async def asyncio_detailed(
    clientno: int,
    *,
    client: AuthenticatedClient,
    maximumcount: int | Unset = UNSET,
    pagesize: int | Unset = UNSET,
    query: str | Unset = UNSET,
    pageno: int | Unset = UNSET,
) -> Response[LogItemList]:
    """GET a list of log items

    Unverified: (medium confidence) only its name and that it is a GET are documented; the path is the
    name of its group in the menu, in lower case, as that of every other list is

    Args:
        clientno (int):
        maximumcount (int | Unset):
        pagesize (int | Unset):
        query (str | Unset):
        pageno (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[LogItemList]
    """

    kwargs = build_request(
        clientno=clientno,
        maximumcount=maximumcount,
        pagesize=pagesize,
        query=query,
        pageno=pageno,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clientno: int,
    *,
    client: AuthenticatedClient,
    maximumcount: int | Unset = UNSET,
    pagesize: int | Unset = UNSET,
    query: str | Unset = UNSET,
    pageno: int | Unset = UNSET,
) -> LogItemList | None:
    """GET a list of log items

    Unverified: (medium confidence) only its name and that it is a GET are documented; the path is the
    name of its group in the menu, in lower case, as that of every other list is

    Args:
        clientno (int):
        maximumcount (int | Unset):
        pagesize (int | Unset):
        query (str | Unset):
        pageno (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        LogItemList
    """

    return (
        await asyncio_detailed(
            clientno=clientno,
            client=client,
            maximumcount=maximumcount,
            pagesize=pagesize,
            query=query,
            pageno=pageno,
        )
    ).parsed
