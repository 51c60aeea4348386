from typing import Any
from urllib.parse import quote

import httpx

from amili_client.runtime import decode_json, encode_json

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.auto_postings_result import AutoPostingsResult
from ...models.create_auto_postings_request import CreateAutoPostingsRequest
from ...types import Response

_DOCUMENTED_STATUSES: tuple[range, ...] = (
    range(200, 201),
    range(201, 202),
    range(202, 203),
)

OPERATION = "createAutoPostings"
PATH = "/clients/{clientno}/autopostings/{autopostingmethod}"
UNVERIFIED = "(low confidence) method and path are documented; that the body is a list called autoPostings beside the metadata is a guess, and what a posting holds is not known"


def build_request(
    clientno: int,
    autopostingmethod: str,
    *,
    body: CreateAutoPostingsRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/clients/{clientno}/autopostings/{autopostingmethod}".format(
            clientno=quote(str(clientno), safe=""),
            autopostingmethod=quote(str(autopostingmethod), safe=""),
        ),
    }

    _kwargs["content"] = body.to_dict()
    _kwargs["content"] = encode_json(_kwargs["content"])

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def parse_content(status_code: int, content: bytes) -> AutoPostingsResult | None:
    if status_code == 200:
        response_200 = AutoPostingsResult.from_dict(decode_json(content))

        return response_200

    if status_code == 201:
        response_201 = AutoPostingsResult.from_dict(decode_json(content))

        return response_201

    if status_code == 202:
        response_202 = AutoPostingsResult.from_dict(decode_json(content))

        return response_202

    return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[AutoPostingsResult]:
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
    autopostingmethod: str,
    *,
    client: AuthenticatedClient,
    body: CreateAutoPostingsRequest,
) -> Response[AutoPostingsResult]:
    """POST (create) one or more auto postings

     Performs one or more auto postings, each of them a set of debit and credit entries to GL and AR that
    come of one event. One that fails makes all of the call FAILED; one that was valid itself, and fell
    with the others, has the resultType BATCH-REJECTED.

    Unverified: (low confidence) method and path are documented; that the body is a list called
    autoPostings beside the metadata is a guess, and what a posting holds is not known

    Args:
        clientno (int):
        autopostingmethod (str):
        body (CreateAutoPostingsRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AutoPostingsResult]
    """

    kwargs = build_request(
        clientno=clientno,
        autopostingmethod=autopostingmethod,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    clientno: int,
    autopostingmethod: str,
    *,
    client: AuthenticatedClient,
    body: CreateAutoPostingsRequest,
) -> AutoPostingsResult | None:
    """POST (create) one or more auto postings

     Performs one or more auto postings, each of them a set of debit and credit entries to GL and AR that
    come of one event. One that fails makes all of the call FAILED; one that was valid itself, and fell
    with the others, has the resultType BATCH-REJECTED.

    Unverified: (low confidence) method and path are documented; that the body is a list called
    autoPostings beside the metadata is a guess, and what a posting holds is not known

    Args:
        clientno (int):
        autopostingmethod (str):
        body (CreateAutoPostingsRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AutoPostingsResult
    """

    return sync_detailed(
        clientno=clientno,
        autopostingmethod=autopostingmethod,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    clientno: int,
    autopostingmethod: str,
    *,
    client: AuthenticatedClient,
    body: CreateAutoPostingsRequest,
) -> Response[AutoPostingsResult]:
    """POST (create) one or more auto postings

     Performs one or more auto postings, each of them a set of debit and credit entries to GL and AR that
    come of one event. One that fails makes all of the call FAILED; one that was valid itself, and fell
    with the others, has the resultType BATCH-REJECTED.

    Unverified: (low confidence) method and path are documented; that the body is a list called
    autoPostings beside the metadata is a guess, and what a posting holds is not known

    Args:
        clientno (int):
        autopostingmethod (str):
        body (CreateAutoPostingsRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AutoPostingsResult]
    """

    kwargs = build_request(
        clientno=clientno,
        autopostingmethod=autopostingmethod,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clientno: int,
    autopostingmethod: str,
    *,
    client: AuthenticatedClient,
    body: CreateAutoPostingsRequest,
) -> AutoPostingsResult | None:
    """POST (create) one or more auto postings

     Performs one or more auto postings, each of them a set of debit and credit entries to GL and AR that
    come of one event. One that fails makes all of the call FAILED; one that was valid itself, and fell
    with the others, has the resultType BATCH-REJECTED.

    Unverified: (low confidence) method and path are documented; that the body is a list called
    autoPostings beside the metadata is a guess, and what a posting holds is not known

    Args:
        clientno (int):
        autopostingmethod (str):
        body (CreateAutoPostingsRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AutoPostingsResult
    """

    return (
        await asyncio_detailed(
            clientno=clientno,
            autopostingmethod=autopostingmethod,
            client=client,
            body=body,
        )
    ).parsed
