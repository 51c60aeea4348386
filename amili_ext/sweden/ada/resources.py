"""What a client offers of the Swedish API, blocking and async: the same flows behind both."""

from __future__ import annotations

from collections.abc import Mapping

from amili_ext.drivers import AsyncPerformer, BlockingPerformer
from amili_ext.flow import async_iterating, awaitable, blocking, iterating
from amili_ext.sweden.ada import readable
from amili_ext.sweden.ada.acting import cancellations, cases, creditings, payments
from amili_ext.sweden.ada.context import Ada
from amili_ext.sweden.ada.eve.listing import async_query_listing, query_listing
from amili_ext.sweden.ada.files import media
from amili_ext.sweden.ada.money import export, exporting, finance
from amili_ext.sweden.ada.parties import access_groups, creditors, onboarding, users
from amili_ext.sweden.ada.registering import case_registration, invoices


class _Blocking:
    def __init__(self, context: Ada, perform: BlockingPerformer) -> None:
        self.context = context
        self.perform = perform


class _Async:
    def __init__(self, context: Ada, perform: AsyncPerformer) -> None:
        self.context = context
        self.perform = perform


class Invoices(_Blocking):
    """`client.invoices`: register invoices for Amili to distribute, read and list them."""

    register = blocking(invoices.register)
    register_all = iterating(invoices.register_all)
    get = blocking(invoices.INVOICES.get)
    list = query_listing(invoices.INVOICES.list)


class Cases(_Blocking):
    """`client.cases`: register cases for collection, and follow them."""

    register = blocking(case_registration.register)
    register_all = iterating(case_registration.register_all)
    get = blocking(cases.get)
    status = blocking(cases.status)
    list = query_listing(cases.CASES.list)
    list_open = query_listing(cases.list_open)
    list_closed = query_listing(cases.list_closed)
    link = staticmethod(cases.link)


class Payments(_Blocking):
    """`client.payments`: payments that a customer made directly to the creditor."""

    register = blocking(payments.register)
    refresh = blocking(payments.refresh)
    get = blocking(payments.PAYMENTS.get)
    list = query_listing(payments.PAYMENTS.list)


class Creditings(_Blocking):
    """`client.creditings`: what a creditor takes back of a claim."""

    register = blocking(creditings.register)
    refresh = blocking(creditings.refresh)
    get = blocking(creditings.CREDITINGS.get)
    list = query_listing(creditings.CREDITINGS.list)


class Cancellations(_Blocking):
    """`client.cancellations`: stop a case."""

    register = blocking(cancellations.register)
    refresh = blocking(cancellations.refresh)
    get = blocking(cancellations.CANCELLATIONS.get)
    list = query_listing(cancellations.CANCELLATIONS.list)


class Payouts(_Blocking):
    """`client.payouts`: what Amili paid out, line by line."""

    get = blocking(finance.get)
    list = query_listing(finance.list_payouts)
    specifications = query_listing(finance.specifications)
    get_specification = blocking(finance.get_specification)
    reconcile = blocking(finance.reconcile)
    export = iterating(export.export)
    export_to_file = exporting.export_to_file


class Media(_Blocking):
    """`client.media`: attach files to cases and invoices."""

    upload = blocking(media.upload)


class Creditors(_Blocking):
    """`client.creditors`: create, activate and change creditors."""

    create = blocking(creditors.create)
    activate = blocking(creditors.activate)
    update = blocking(creditors.update)
    delete = blocking(creditors.delete)
    get = blocking(readable.CREDITORS.get)
    list = query_listing(readable.CREDITORS.list)


class Accounts(_Blocking):
    """`client.accounts`: accounts, and a partner's new ones."""

    create = blocking(onboarding.create)
    get = blocking(readable.ACCOUNTS.get)
    list = query_listing(readable.ACCOUNTS.list)


class Users(_Blocking):
    """`client.users`: who may log in."""

    create = blocking(users.create)
    create_creditor_admin = blocking(users.create_creditor_admin)
    create_creditor_user = blocking(users.create_creditor_user)
    create_account_admin = blocking(users.create_account_admin)
    get = blocking(readable.USERS.get)
    list = query_listing(readable.USERS.list)


class AccessGroups(_Blocking):
    """`client.access_groups`: what users may do."""

    get = blocking(readable.ACCESS_GROUPS.get)
    list = query_listing(readable.ACCESS_GROUPS.list)
    of_creditor = blocking(access_groups.of_creditor)
    of_account = blocking(access_groups.of_account)


class Customers(_Blocking):
    """`client.customers`: who is charged: persons and companies."""

    get = blocking(readable.CUSTOMERS.get)
    list = query_listing(readable.list_customers)


class Partners(_Blocking):
    """`client.partners`: partners, as partners see them."""

    get = blocking(readable.PARTNERS.get)
    list = query_listing(readable.PARTNERS.list)


class AsyncInvoices(_Async):
    """`client.invoices` of an async client."""

    register = awaitable(invoices.register)
    register_all = async_iterating(invoices.register_all)
    get = awaitable(invoices.INVOICES.get)
    list = async_query_listing(invoices.INVOICES.list)


class AsyncCases(_Async):
    """`client.cases` of an async client."""

    register = awaitable(case_registration.register)
    register_all = async_iterating(case_registration.register_all)
    get = awaitable(cases.get)
    status = awaitable(cases.status)
    list = async_query_listing(cases.CASES.list)
    list_open = async_query_listing(cases.list_open)
    list_closed = async_query_listing(cases.list_closed)
    link = staticmethod(cases.link)


class AsyncPayments(_Async):
    """`client.payments` of an async client."""

    register = awaitable(payments.register)
    refresh = awaitable(payments.refresh)
    get = awaitable(payments.PAYMENTS.get)
    list = async_query_listing(payments.PAYMENTS.list)


class AsyncCreditings(_Async):
    """`client.creditings` of an async client."""

    register = awaitable(creditings.register)
    refresh = awaitable(creditings.refresh)
    get = awaitable(creditings.CREDITINGS.get)
    list = async_query_listing(creditings.CREDITINGS.list)


class AsyncCancellations(_Async):
    """`client.cancellations` of an async client."""

    register = awaitable(cancellations.register)
    refresh = awaitable(cancellations.refresh)
    get = awaitable(cancellations.CANCELLATIONS.get)
    list = async_query_listing(cancellations.CANCELLATIONS.list)


class AsyncPayouts(_Async):
    """`client.payouts` of an async client."""

    get = awaitable(finance.get)
    list = async_query_listing(finance.list_payouts)
    specifications = async_query_listing(finance.specifications)
    get_specification = awaitable(finance.get_specification)
    reconcile = awaitable(finance.reconcile)
    export = async_iterating(export.export)
    export_to_file = exporting.export_to_file_async


class AsyncMedia(_Async):
    """`client.media` of an async client."""

    upload = awaitable(media.upload)


class AsyncCreditors(_Async):
    """`client.creditors` of an async client."""

    create = awaitable(creditors.create)
    activate = awaitable(creditors.activate)
    update = awaitable(creditors.update)
    delete = awaitable(creditors.delete)
    get = awaitable(readable.CREDITORS.get)
    list = async_query_listing(readable.CREDITORS.list)


class AsyncAccounts(_Async):
    """`client.accounts` of an async client."""

    create = awaitable(onboarding.create)
    get = awaitable(readable.ACCOUNTS.get)
    list = async_query_listing(readable.ACCOUNTS.list)


class AsyncUsers(_Async):
    """`client.users` of an async client."""

    create = awaitable(users.create)
    create_creditor_admin = awaitable(users.create_creditor_admin)
    create_creditor_user = awaitable(users.create_creditor_user)
    create_account_admin = awaitable(users.create_account_admin)
    get = awaitable(readable.USERS.get)
    list = async_query_listing(readable.USERS.list)


class AsyncAccessGroups(_Async):
    """`client.access_groups` of an async client."""

    get = awaitable(readable.ACCESS_GROUPS.get)
    list = async_query_listing(readable.ACCESS_GROUPS.list)
    of_creditor = awaitable(access_groups.of_creditor)
    of_account = awaitable(access_groups.of_account)


class AsyncCustomers(_Async):
    """`client.customers` of an async client."""

    get = awaitable(readable.CUSTOMERS.get)
    list = async_query_listing(readable.list_customers)


class AsyncPartners(_Async):
    """`client.partners` of an async client."""

    get = awaitable(readable.PARTNERS.get)
    list = async_query_listing(readable.PARTNERS.list)


BLOCKING: Mapping[str, type[_Blocking]] = {
    "invoices": Invoices,
    "cases": Cases,
    "payments": Payments,
    "creditings": Creditings,
    "cancellations": Cancellations,
    "payouts": Payouts,
    "media": Media,
    "creditors": Creditors,
    "accounts": Accounts,
    "users": Users,
    "access_groups": AccessGroups,
    "customers": Customers,
    "partners": Partners,
}


ASYNC: Mapping[str, type[_Async]] = {
    "invoices": AsyncInvoices,
    "cases": AsyncCases,
    "payments": AsyncPayments,
    "creditings": AsyncCreditings,
    "cancellations": AsyncCancellations,
    "payouts": AsyncPayouts,
    "media": AsyncMedia,
    "creditors": AsyncCreditors,
    "accounts": AsyncAccounts,
    "users": AsyncUsers,
    "access_groups": AsyncAccessGroups,
    "customers": AsyncCustomers,
    "partners": AsyncPartners,
}
