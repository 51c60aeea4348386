"""What a client offers of who is who, blocking and async: the same flows behind both."""

from __future__ import annotations

from amili_ext.flow import awaitable, blocking
from amili_ext.resource import Awaiting, Blocking
from amili_ext.sweden.ada import readable
from amili_ext.sweden.ada.context import Ada
from amili_ext.sweden.ada.eve.listing import async_query_listing, query_listing
from amili_ext.sweden.ada.parties import access_groups, creditors, onboarding, users


class Creditors(Blocking[Ada]):
    """`client.creditors`: create, activate and change creditors."""

    create = blocking(creditors.create)
    activate = blocking(creditors.activate)
    update = blocking(creditors.update)
    delete = blocking(creditors.delete)
    get = blocking(readable.CREDITORS.get)
    list = query_listing(readable.CREDITORS.list)


class Accounts(Blocking[Ada]):
    """`client.accounts`: accounts, and a partner's new ones."""

    create = blocking(onboarding.create)
    get = blocking(readable.ACCOUNTS.get)
    list = query_listing(readable.ACCOUNTS.list)


class Users(Blocking[Ada]):
    """`client.users`: who may log in."""

    create = blocking(users.create)
    create_creditor_admin = blocking(users.create_creditor_admin)
    create_creditor_user = blocking(users.create_creditor_user)
    create_account_admin = blocking(users.create_account_admin)
    get = blocking(readable.USERS.get)
    list = query_listing(readable.USERS.list)


class AccessGroups(Blocking[Ada]):
    """`client.access_groups`: what users may do."""

    get = blocking(readable.ACCESS_GROUPS.get)
    list = query_listing(readable.ACCESS_GROUPS.list)
    of_creditor = blocking(access_groups.of_creditor)
    of_account = blocking(access_groups.of_account)


class Customers(Blocking[Ada]):
    """`client.customers`: who is charged: persons and companies."""

    get = blocking(readable.CUSTOMERS.get)
    list = query_listing(readable.list_customers)


class Partners(Blocking[Ada]):
    """`client.partners`: partners, as partners see them."""

    get = blocking(readable.PARTNERS.get)
    list = query_listing(readable.PARTNERS.list)


class AsyncCreditors(Awaiting[Ada]):
    """`client.creditors` of an async client."""

    create = awaitable(creditors.create)
    activate = awaitable(creditors.activate)
    update = awaitable(creditors.update)
    delete = awaitable(creditors.delete)
    get = awaitable(readable.CREDITORS.get)
    list = async_query_listing(readable.CREDITORS.list)


class AsyncAccounts(Awaiting[Ada]):
    """`client.accounts` of an async client."""

    create = awaitable(onboarding.create)
    get = awaitable(readable.ACCOUNTS.get)
    list = async_query_listing(readable.ACCOUNTS.list)


class AsyncUsers(Awaiting[Ada]):
    """`client.users` of an async client."""

    create = awaitable(users.create)
    create_creditor_admin = awaitable(users.create_creditor_admin)
    create_creditor_user = awaitable(users.create_creditor_user)
    create_account_admin = awaitable(users.create_account_admin)
    get = awaitable(readable.USERS.get)
    list = async_query_listing(readable.USERS.list)


class AsyncAccessGroups(Awaiting[Ada]):
    """`client.access_groups` of an async client."""

    get = awaitable(readable.ACCESS_GROUPS.get)
    list = async_query_listing(readable.ACCESS_GROUPS.list)
    of_creditor = awaitable(access_groups.of_creditor)
    of_account = awaitable(access_groups.of_account)


class AsyncCustomers(Awaiting[Ada]):
    """`client.customers` of an async client."""

    get = awaitable(readable.CUSTOMERS.get)
    list = async_query_listing(readable.list_customers)


class AsyncPartners(Awaiting[Ada]):
    """`client.partners` of an async client."""

    get = awaitable(readable.PARTNERS.get)
    list = async_query_listing(readable.PARTNERS.list)
