from typing import Any
from urllib.parse import quote

import httpx

from amili_client.runtime import decode_json

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.batch_state import BatchState
from ...types import Response

_DOCUMENTED_STATUSES: tuple[range, ...] = (
    range(200, 201),
    range(202, 203),
    range(206, 207),
    range(400, 401),
    range(403, 404),
    range(404, 405),
    range(406, 407),
)

OPERATION = "getBatch"
PATH = "/clients/{clientno}/batches/{batchuuid}"


def build_request(
    clientno: int,
    batchuuid: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/clients/{clientno}/batches/{batchuuid}".format(
            clientno=quote(str(clientno), safe=""),
            batchuuid=quote(str(batchuuid), safe=""),
        ),
    }

    return _kwargs


def parse_content(status_code: int, content: bytes) -> BatchState | None:
    if status_code == 200:
        response_200 = BatchState.from_dict(decode_json(content))

        return response_200

    if status_code == 202:
        response_202 = BatchState.from_dict(decode_json(content))

        return response_202

    if status_code == 206:
        response_206 = BatchState.from_dict(decode_json(content))

        return response_206

    return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[BatchState]:
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
    batchuuid: str,
    *,
    client: AuthenticatedClient,
) -> Response[BatchState]:
    """GET one batch

     State and details of a batch, which is processed asynchronously.

    Args:
        clientno (int):
        batchuuid (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BatchState]
    """

    kwargs = build_request(
        clientno=clientno,
        batchuuid=batchuuid,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    clientno: int,
    batchuuid: str,
    *,
    client: AuthenticatedClient,
) -> BatchState | None:
    """GET one batch

     State and details of a batch, which is processed asynchronously.

    Args:
        clientno (int):
        batchuuid (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BatchState
    """

    return sync_detailed(
        clientno=clientno,
        batchuuid=batchuuid,
        client=client,
    ).parsed


async def asyncio_detailed(
    clientno: int,
    batchuuid: str,
    *,
    client: AuthenticatedClient,
) -> Response[BatchState]:
    """GET one batch

     State and details of a batch, which is processed asynchronously.

    Args:
        clientno (int):
        batchuuid (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BatchState]
    """

    kwargs = build_request(
        clientno=clientno,
        batchuuid=batchuuid,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clientno: int,
    batchuuid: str,
    *,
    client: AuthenticatedClient,
) -> BatchState | None:
    """GET one batch

     State and details of a batch, which is processed asynchronously.

    Args:
        clientno (int):
        batchuuid (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BatchState
    """

    return (
        await asyncio_detailed(
            clientno=clientno,
            batchuuid=batchuuid,
            client=client,
        )
    ).parsed
