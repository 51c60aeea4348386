from typing import Any
from urllib.parse import quote

import httpx

from amili_client.runtime import decode_json

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.customer_list import CustomerList
from ...types import UNSET, Response, Unset

_DOCUMENTED_STATUSES: tuple[range, ...] = (range(200, 201),)

OPERATION = "getCustomers"
PATH = "/clients/{clientno}/customers"


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
        "url": "/clients/{clientno}/customers".format(
            clientno=quote(str(clientno), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def parse_content(status_code: int, content: bytes) -> CustomerList | None:
    if status_code == 200:
        response_200 = CustomerList.from_dict(decode_json(content))

        return response_200

    return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[CustomerList]:
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
) -> Response[CustomerList]:
    """GET a list of customers

     Lists customers by the criteria in the query string. Parameters to filter by exist; their names were
    not visible.

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
        Response[CustomerList]
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
) -> CustomerList | None:
    """GET a list of customers

     Lists customers by the criteria in the query string. Parameters to filter by exist; their names were
    not visible.

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
        CustomerList
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
) -> Response[CustomerList]:
    """GET a list of customers

     Lists customers by the criteria in the query string. Parameters to filter by exist; their names were
    not visible.

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
        Response[CustomerList]
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
) -> CustomerList | None:
    """GET a list of customers

     Lists customers by the criteria in the query string. Parameters to filter by exist; their names were
    not visible.

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
        CustomerList
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
