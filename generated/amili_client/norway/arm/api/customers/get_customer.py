from typing import Any
from urllib.parse import quote

import httpx

from amili_client.runtime import decode_json

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.customer import Customer
from ...types import UNSET, Response, Unset

_DOCUMENTED_STATUSES: tuple[range, ...] = (
    range(200, 201),
    range(400, 401),
    range(403, 404),
    range(404, 405),
)

OPERATION = "getCustomer"
PATH = "/clients/{clientno}/customers/{customerno}"


def build_request(
    clientno: int,
    customerno: str,
    *,
    expand: str | Unset = UNSET,
    userid: str | Unset = UNSET,
    accept_language: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(accept_language, Unset):
        headers["Accept-Language"] = accept_language

    params: dict[str, Any] = {}

    params["expand"] = expand

    params["userid"] = userid

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/clients/{clientno}/customers/{customerno}".format(
            clientno=quote(str(clientno), safe=""),
            customerno=quote(str(customerno), safe=""),
        ),
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def parse_content(status_code: int, content: bytes) -> Customer | None:
    if status_code == 200:
        response_200 = Customer.from_dict(decode_json(content))

        return response_200

    return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Customer]:
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
    customerno: str,
    *,
    client: AuthenticatedClient,
    expand: str | Unset = UNSET,
    userid: str | Unset = UNSET,
    accept_language: str | Unset = UNSET,
) -> Response[Customer]:
    """GET one customer

    Args:
        clientno (int):
        customerno (str):
        expand (str | Unset):
        userid (str | Unset):
        accept_language (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Customer]
    """

    kwargs = build_request(
        clientno=clientno,
        customerno=customerno,
        expand=expand,
        userid=userid,
        accept_language=accept_language,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    clientno: int,
    customerno: str,
    *,
    client: AuthenticatedClient,
    expand: str | Unset = UNSET,
    userid: str | Unset = UNSET,
    accept_language: str | Unset = UNSET,
) -> Customer | None:
    """GET one customer

    Args:
        clientno (int):
        customerno (str):
        expand (str | Unset):
        userid (str | Unset):
        accept_language (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Customer
    """

    return sync_detailed(
        clientno=clientno,
        customerno=customerno,
        client=client,
        expand=expand,
        userid=userid,
        accept_language=accept_language,
    ).parsed


async def asyncio_detailed(
    clientno: int,
    customerno: str,
    *,
    client: AuthenticatedClient,
    expand: str | Unset = UNSET,
    userid: str | Unset = UNSET,
    accept_language: str | Unset = UNSET,
) -> Response[Customer]:
    """GET one customer

    Args:
        clientno (int):
        customerno (str):
        expand (str | Unset):
        userid (str | Unset):
        accept_language (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Customer]
    """

    kwargs = build_request(
        clientno=clientno,
        customerno=customerno,
        expand=expand,
        userid=userid,
        accept_language=accept_language,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clientno: int,
    customerno: str,
    *,
    client: AuthenticatedClient,
    expand: str | Unset = UNSET,
    userid: str | Unset = UNSET,
    accept_language: str | Unset = UNSET,
) -> Customer | None:
    """GET one customer

    Args:
        clientno (int):
        customerno (str):
        expand (str | Unset):
        userid (str | Unset):
        accept_language (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Customer
    """

    return (
        await asyncio_detailed(
            clientno=clientno,
            customerno=customerno,
            client=client,
            expand=expand,
            userid=userid,
            accept_language=accept_language,
        )
    ).parsed
