from typing import Any
from urllib.parse import quote

import httpx

from amili_client.runtime import decode_json

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.gl_item import GlItem
from ...types import UNSET, Response, Unset

_DOCUMENTED_STATUSES: tuple[range, ...] = (
    range(200, 201),
    range(401, 402),
    range(403, 404),
    range(404, 405),
)

OPERATION = "getGlItem"
PATH = "/clients/{clientno}/glitems/{glitemid}"


def build_request(
    clientno: int,
    glitemid: str,
    *,
    accept_language: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(accept_language, Unset):
        headers["Accept-Language"] = accept_language

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/clients/{clientno}/glitems/{glitemid}".format(
            clientno=quote(str(clientno), safe=""),
            glitemid=quote(str(glitemid), safe=""),
        ),
    }

    _kwargs["headers"] = headers
    return _kwargs


def parse_content(status_code: int, content: bytes) -> GlItem | None:
    if status_code == 200:
        response_200 = GlItem.from_dict(decode_json(content))

        return response_200

    return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[GlItem]:
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
    glitemid: str,
    *,
    client: AuthenticatedClient,
    accept_language: str | Unset = UNSET,
) -> Response[GlItem]:
    """GET one GL item

    Args:
        clientno (int):
        glitemid (str):
        accept_language (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[GlItem]
    """

    kwargs = build_request(
        clientno=clientno,
        glitemid=glitemid,
        accept_language=accept_language,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    clientno: int,
    glitemid: str,
    *,
    client: AuthenticatedClient,
    accept_language: str | Unset = UNSET,
) -> GlItem | None:
    """GET one GL item

    Args:
        clientno (int):
        glitemid (str):
        accept_language (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        GlItem
    """

    return sync_detailed(
        clientno=clientno,
        glitemid=glitemid,
        client=client,
        accept_language=accept_language,
    ).parsed


async def asyncio_detailed(
    clientno: int,
    glitemid: str,
    *,
    client: AuthenticatedClient,
    accept_language: str | Unset = UNSET,
) -> Response[GlItem]:
    """GET one GL item

    Args:
        clientno (int):
        glitemid (str):
        accept_language (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[GlItem]
    """

    kwargs = build_request(
        clientno=clientno,
        glitemid=glitemid,
        accept_language=accept_language,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clientno: int,
    glitemid: str,
    *,
    client: AuthenticatedClient,
    accept_language: str | Unset = UNSET,
) -> GlItem | None:
    """GET one GL item

    Args:
        clientno (int):
        glitemid (str):
        accept_language (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        GlItem
    """

    return (
        await asyncio_detailed(
            clientno=clientno,
            glitemid=glitemid,
            client=client,
            accept_language=accept_language,
        )
    ).parsed
