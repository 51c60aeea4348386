from typing import Any
from urllib.parse import quote

import httpx

from amili_client.runtime import decode_json

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.ar_item import ArItem
from ...types import UNSET, Response, Unset

_DOCUMENTED_STATUSES: tuple[range, ...] = (
    range(200, 201),
    range(401, 402),
    range(403, 404),
    range(404, 405),
)

OPERATION = "getArItem"
PATH = "/clients/{clientno}/aritems/{aritemid}"


def build_request(
    clientno: int,
    aritemid: str,
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
        "url": "/clients/{clientno}/aritems/{aritemid}".format(
            clientno=quote(str(clientno), safe=""),
            aritemid=quote(str(aritemid), safe=""),
        ),
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def parse_content(status_code: int, content: bytes) -> ArItem | None:
    if status_code == 200:
        response_200 = ArItem.from_dict(decode_json(content))

        return response_200

    return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ArItem]:
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
    aritemid: str,
    *,
    client: AuthenticatedClient,
    expand: str | Unset = UNSET,
    userid: str | Unset = UNSET,
    accept_language: str | Unset = UNSET,
) -> Response[ArItem]:
    """GET one AR item

    Args:
        clientno (int):
        aritemid (str):
        expand (str | Unset):
        userid (str | Unset):
        accept_language (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ArItem]
    """

    kwargs = build_request(
        clientno=clientno,
        aritemid=aritemid,
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
    aritemid: str,
    *,
    client: AuthenticatedClient,
    expand: str | Unset = UNSET,
    userid: str | Unset = UNSET,
    accept_language: str | Unset = UNSET,
) -> ArItem | None:
    """GET one AR item

    Args:
        clientno (int):
        aritemid (str):
        expand (str | Unset):
        userid (str | Unset):
        accept_language (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ArItem
    """

    return sync_detailed(
        clientno=clientno,
        aritemid=aritemid,
        client=client,
        expand=expand,
        userid=userid,
        accept_language=accept_language,
    ).parsed


async def asyncio_detailed(
    clientno: int,
    aritemid: str,
    *,
    client: AuthenticatedClient,
    expand: str | Unset = UNSET,
    userid: str | Unset = UNSET,
    accept_language: str | Unset = UNSET,
) -> Response[ArItem]:
    """GET one AR item

    Args:
        clientno (int):
        aritemid (str):
        expand (str | Unset):
        userid (str | Unset):
        accept_language (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ArItem]
    """

    kwargs = build_request(
        clientno=clientno,
        aritemid=aritemid,
        expand=expand,
        userid=userid,
        accept_language=accept_language,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clientno: int,
    aritemid: str,
    *,
    client: AuthenticatedClient,
    expand: str | Unset = UNSET,
    userid: str | Unset = UNSET,
    accept_language: str | Unset = UNSET,
) -> ArItem | None:
    """GET one AR item

    Args:
        clientno (int):
        aritemid (str):
        expand (str | Unset):
        userid (str | Unset):
        accept_language (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ArItem
    """

    return (
        await asyncio_detailed(
            clientno=clientno,
            aritemid=aritemid,
            client=client,
            expand=expand,
            userid=userid,
            accept_language=accept_language,
        )
    ).parsed
