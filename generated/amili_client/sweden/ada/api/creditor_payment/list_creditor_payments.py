from typing import Any

import httpx

from amili_client.runtime import decode_json

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.creditor_payment_list import CreditorPaymentList
from ...types import UNSET, Response, Unset

_DOCUMENTED_STATUSES: tuple[range, ...] = (
    range(200, 201),
    range(400, 401),
    range(401, 402),
    range(403, 404),
    range(404, 405),
    range(422, 423),
    range(429, 430),
    range(500, 501),
)

OPERATION = "listCreditorPayments"
PATH = "/creditor--payments"


def build_request(
    *,
    page: int | Unset = UNSET,
    max_results: int | Unset = UNSET,
    where: str | Unset = UNSET,
    projection: str | Unset = UNSET,
    sort: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["page"] = page

    params["max_results"] = max_results

    params["where"] = where

    params["projection"] = projection

    params["sort"] = sort

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/creditor--payments",
        "params": params,
    }

    return _kwargs


def parse_content(status_code: int, content: bytes) -> CreditorPaymentList | None:
    if status_code == 200:
        response_200 = CreditorPaymentList.from_dict(decode_json(content))

        return response_200

    return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[CreditorPaymentList]:
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
    *,
    client: AuthenticatedClient,
    page: int | Unset = UNSET,
    max_results: int | Unset = UNSET,
    where: str | Unset = UNSET,
    projection: str | Unset = UNSET,
    sort: str | Unset = UNSET,
) -> Response[CreditorPaymentList]:
    """List creditor payments

    Args:
        page (int | Unset):
        max_results (int | Unset):
        where (str | Unset):
        projection (str | Unset):
        sort (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CreditorPaymentList]
    """

    kwargs = build_request(
        page=page,
        max_results=max_results,
        where=where,
        projection=projection,
        sort=sort,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    page: int | Unset = UNSET,
    max_results: int | Unset = UNSET,
    where: str | Unset = UNSET,
    projection: str | Unset = UNSET,
    sort: str | Unset = UNSET,
) -> CreditorPaymentList | None:
    """List creditor payments

    Args:
        page (int | Unset):
        max_results (int | Unset):
        where (str | Unset):
        projection (str | Unset):
        sort (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CreditorPaymentList
    """

    return sync_detailed(
        client=client,
        page=page,
        max_results=max_results,
        where=where,
        projection=projection,
        sort=sort,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    page: int | Unset = UNSET,
    max_results: int | Unset = UNSET,
    where: str | Unset = UNSET,
    projection: str | Unset = UNSET,
    sort: str | Unset = UNSET,
) -> Response[CreditorPaymentList]:
    """List creditor payments

    Args:
        page (int | Unset):
        max_results (int | Unset):
        where (str | Unset):
        projection (str | Unset):
        sort (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CreditorPaymentList]
    """

    kwargs = build_request(
        page=page,
        max_results=max_results,
        where=where,
        projection=projection,
        sort=sort,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    page: int | Unset = UNSET,
    max_results: int | Unset = UNSET,
    where: str | Unset = UNSET,
    projection: str | Unset = UNSET,
    sort: str | Unset = UNSET,
) -> CreditorPaymentList | None:
    """List creditor payments

    Args:
        page (int | Unset):
        max_results (int | Unset):
        where (str | Unset):
        projection (str | Unset):
        sort (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CreditorPaymentList
    """

    return (
        await asyncio_detailed(
            client=client,
            page=page,
            max_results=max_results,
            where=where,
            projection=projection,
            sort=sort,
        )
    ).parsed
