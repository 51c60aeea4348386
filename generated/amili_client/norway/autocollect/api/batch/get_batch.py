import datetime
from typing import Any

import httpx

from amili_client.runtime import decode_json, write_date

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.legacy_batch import LegacyBatch
from ...types import UNSET, Response, Unset

_DOCUMENTED_STATUSES: tuple[range, ...] = (range(200, 201),)

OPERATION = "getBatch"
PATH = "/webapi/api/Batch"


def build_request(
    *,
    senderid: str | Unset = UNSET,
    creditorid: str | Unset = UNSET,
    customerref: str | Unset = UNSET,
    ledgerref: str | Unset = UNSET,
    lastsettlementid: str | Unset = UNSET,
    remittancedate: datetime.date | Unset = UNSET,
    includeclosed: bool | Unset = UNSET,
    languagecode: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["senderid"] = senderid

    params["creditorid"] = creditorid

    params["customerref"] = customerref

    params["ledgerref"] = ledgerref

    params["lastsettlementid"] = lastsettlementid

    json_remittancedate: str | Unset = UNSET
    if not isinstance(remittancedate, Unset):
        json_remittancedate = write_date(remittancedate)
    params["remittancedate"] = json_remittancedate

    params["includeclosed"] = includeclosed

    params["languagecode"] = languagecode

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/webapi/api/Batch",
        "params": params,
    }

    return _kwargs


def parse_content(status_code: int, content: bytes) -> LegacyBatch | None:
    if status_code == 200:
        response_200 = LegacyBatch.from_dict(decode_json(content))

        return response_200

    return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[LegacyBatch]:
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
    senderid: str | Unset = UNSET,
    creditorid: str | Unset = UNSET,
    customerref: str | Unset = UNSET,
    ledgerref: str | Unset = UNSET,
    lastsettlementid: str | Unset = UNSET,
    remittancedate: datetime.date | Unset = UNSET,
    includeclosed: bool | Unset = UNSET,
    languagecode: str | Unset = UNSET,
) -> Response[LegacyBatch]:
    """Fetch cases and settlements

    Args:
        senderid (str | Unset):
        creditorid (str | Unset):
        customerref (str | Unset):
        ledgerref (str | Unset):
        lastsettlementid (str | Unset):
        remittancedate (datetime.date | Unset):
        includeclosed (bool | Unset):
        languagecode (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[LegacyBatch]
    """

    kwargs = build_request(
        senderid=senderid,
        creditorid=creditorid,
        customerref=customerref,
        ledgerref=ledgerref,
        lastsettlementid=lastsettlementid,
        remittancedate=remittancedate,
        includeclosed=includeclosed,
        languagecode=languagecode,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    senderid: str | Unset = UNSET,
    creditorid: str | Unset = UNSET,
    customerref: str | Unset = UNSET,
    ledgerref: str | Unset = UNSET,
    lastsettlementid: str | Unset = UNSET,
    remittancedate: datetime.date | Unset = UNSET,
    includeclosed: bool | Unset = UNSET,
    languagecode: str | Unset = UNSET,
) -> LegacyBatch | None:
    """Fetch cases and settlements

    Args:
        senderid (str | Unset):
        creditorid (str | Unset):
        customerref (str | Unset):
        ledgerref (str | Unset):
        lastsettlementid (str | Unset):
        remittancedate (datetime.date | Unset):
        includeclosed (bool | Unset):
        languagecode (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        LegacyBatch
    """

    return sync_detailed(
        client=client,
        senderid=senderid,
        creditorid=creditorid,
        customerref=customerref,
        ledgerref=ledgerref,
        lastsettlementid=lastsettlementid,
        remittancedate=remittancedate,
        includeclosed=includeclosed,
        languagecode=languagecode,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    senderid: str | Unset = UNSET,
    creditorid: str | Unset = UNSET,
    customerref: str | Unset = UNSET,
    ledgerref: str | Unset = UNSET,
    lastsettlementid: str | Unset = UNSET,
    remittancedate: datetime.date | Unset = UNSET,
    includeclosed: bool | Unset = UNSET,
    languagecode: str | Unset = UNSET,
) -> Response[LegacyBatch]:
    """Fetch cases and settlements

    Args:
        senderid (str | Unset):
        creditorid (str | Unset):
        customerref (str | Unset):
        ledgerref (str | Unset):
        lastsettlementid (str | Unset):
        remittancedate (datetime.date | Unset):
        includeclosed (bool | Unset):
        languagecode (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[LegacyBatch]
    """

    kwargs = build_request(
        senderid=senderid,
        creditorid=creditorid,
        customerref=customerref,
        ledgerref=ledgerref,
        lastsettlementid=lastsettlementid,
        remittancedate=remittancedate,
        includeclosed=includeclosed,
        languagecode=languagecode,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    senderid: str | Unset = UNSET,
    creditorid: str | Unset = UNSET,
    customerref: str | Unset = UNSET,
    ledgerref: str | Unset = UNSET,
    lastsettlementid: str | Unset = UNSET,
    remittancedate: datetime.date | Unset = UNSET,
    includeclosed: bool | Unset = UNSET,
    languagecode: str | Unset = UNSET,
) -> LegacyBatch | None:
    """Fetch cases and settlements

    Args:
        senderid (str | Unset):
        creditorid (str | Unset):
        customerref (str | Unset):
        ledgerref (str | Unset):
        lastsettlementid (str | Unset):
        remittancedate (datetime.date | Unset):
        includeclosed (bool | Unset):
        languagecode (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        LegacyBatch
    """

    return (
        await asyncio_detailed(
            client=client,
            senderid=senderid,
            creditorid=creditorid,
            customerref=customerref,
            ledgerref=ledgerref,
            lastsettlementid=lastsettlementid,
            remittancedate=remittancedate,
            includeclosed=includeclosed,
            languagecode=languagecode,
        )
    ).parsed
