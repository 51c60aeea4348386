"""Documents in batches: what goes over the wire, what is passed over, and that a job that is run again makes none twice."""

from __future__ import annotations

import json
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from amili_client.norway.arm.models.currency_amounts import CurrencyAmounts
from amili_client.norway.arm.models.document_input import DocumentInput
from hypothesis import given
from hypothesis import strategies as st

from amili_ext.errors import ConfigurationError, InputError, PermissionDeniedError, UnknownOutcomeError
from amili_ext.norway.arm.batch.waiting import wait, wait_all
from amili_ext.norway.arm.documents.batches import create_batch, create_batches
from amili_ext.norway.arm.documents.errors import DocumentExistsError
from tests.norway.arm.document_server import CLIENT, CUT, Amili, document
from tests.norway.arm.ledger import Ledger, problems
from tests.support import in_each_world, json_reply

# As the page prints it, without its line 2, whose amounts do not add up.
PRINTED = """
{"metadata":{"userId":"TestUser"},
 "documents":[{"documentType":"IN","customerNo":"543210","documentNo":"88776655","documentDate":"2025-02-27","dueDate":"2025-03-11",
  "currency":"NOK","language":"en","kid":"500221850000200350786","marketingMessageCode":"0203","customerMessage":"Happy holidays!",
  "salesOrderId":"B-0564311","purchaseOrderId":"","sellerReference":"C333","buyerReference":"A1982","additionalReference":"X99887",
  "subCustomerNo":"654655","ledgerNote":"This is a note for the AR ledger",
  "currencyAmounts":{"exclVat":5200,"vat":1300,"inclVat":6500},
  "distribution":{"type":"M","einvoiceCode":0},
  "einvoiceAddress":{"address":"test@armresttest.no","addressScheme":"","operator":""},
  "emailAddress":["test@armresttest.no"],"attachmentFiles":[],"attachmentCodes":[],"customCodes":[],
  "documentLines":[{"lineNo":1,"lineType":"PLH","articleNo":"1300","articleName":"Comb","lineText":"Red comb","quantityUnit":"kg",
   "quantity":1,"volumeUnit":"","volume":0,"price":200,"itemGroup1":"500","itemGroup2":"","itemGroup3":"",
   "currencyAmounts":{"exclVat":200,"vat":50,"inclVat":250}}]}]}
"""


@in_each_world
def test_the_printed_example_goes_out_as_it_is_printed(world: str) -> None:
    amili = Amili()
    example = json.loads(PRINTED)
    handle = amili.run(create_batch, example["documents"], user_id="TestUser", world=world)
    (request,) = amili.sent("POST")
    assert request.url == f"{CLIENT}/documents/batches"
    assert request.headers["Content-Type"] == "application/json"
    assert amili.posted == [example]
    assert (handle.references, str(handle.kind), handle.client_no) == (("88776655",), "documents", 2218)


def test_models_and_dicts_in_either_names_make_the_same() -> None:
    amounts = CurrencyAmounts(excl_vat=Decimal("5200.10"), vat=Decimal("0.05"), incl_vat=Decimal("5200.15"))
    model = DocumentInput(document_type="IN", customer_no="1", document_no="A", currency_amounts=amounts)
    python = {"document_type": "IN", "customer_no": "1", "document_no": "B", "currency_amounts": {"incl_vat": Decimal("1.10")}}
    wire = {"documentType": "IN", "customerNo": "1", "documentNo": "C", "currencyAmounts": {"inclVat": Decimal("1.10")}}
    amili = Amili()
    amili.run(create_batch, (one for one in (model, python, wire)))
    first, second, third = amili.posted[0]["documents"]
    assert first["currencyAmounts"] == {"exclVat": Decimal("5200.10"), "vat": Decimal("0.05"), "inclVat": Decimal("5200.15")}
    assert second | {"documentNo": "C"} == third
    assert "metadata" not in amili.posted[0]


def test_the_end_user_is_sent_with_reads_and_writes() -> None:
    amili = Amili(user_id="kari")
    amili.run(create_batch, [document("1")])
    assert amili.posted[0]["metadata"] == {"userId": "kari"}
    assert [request.params for request in amili.sent("GET")] == [(("userid", "kari"),)]
    amili.run(create_batch, [document("2")], user_id="ola")
    assert amili.posted[1]["metadata"] == {"userId": "ola"}
    assert amili.sent("GET")[1].params == (("userid", "ola"),)


# -- bad input ------------------------------------------------------------------------------------------------------------------


def test_everything_that_is_wrong_is_told_at_once_in_the_callers_spelling() -> None:
    amount = {"inclVat": 1.5}
    wrong = [
        document("1"),
        {"documentType": "", "document_no": "2", "customerNo": "1"},
        document("1"),
        DocumentInput(document_no="3", customer_no=" "),
        document("4", currencyAmounts=amount),
        document("5", dueDate="11.03.2025"),
        document("6", duedate="2025-03-11"),
        "7",
        document(".."),
    ]
    found = problems(create_batch, wrong)
    assert {place: sentence.split(";")[0] for place, sentence in found.items()} == {
        (1, "documentType"): "is empty",
        (2, "documentNo"): "is the same as in documents[0]",
        (3, "document_type"): "is missing",
        (3, "customer_no"): "is empty",
        (4, "currencyAmounts.inclVat"): "is a float, which cannot hold most amounts exactly",
        (5, "dueDate"): "must be a date, not another text",
        (6, "duedate"): "is not a known field of DocumentInput",
        (7, ""): "must be a dict or DocumentInput, not str",
        (8, "documentNo"): "is no number or id",
    }
    assert "did you mean" in found[6, "duedate"]


def test_two_spellings_of_one_number_are_the_same_to_arm() -> None:
    assert list(problems(create_batch, [document("f-1"), document("F-1")])) == [(1, "documentNo")]


@pytest.mark.parametrize("wrong", [document("1"), "1", b"1", None, 7, DocumentInput()])
def test_what_is_no_list_is_refused(wrong: Any) -> None:
    assert "pass a list of documents" in next(iter(problems(create_batch, wrong).values()))


def test_nothing_is_refused_too() -> None:
    assert list(problems(create_batch, []).values()) == ["there are no documents to create"]


@pytest.mark.parametrize("wrong", [7, b"kari"])
def test_an_end_user_that_is_no_text_is_refused(wrong: Any) -> None:
    assert list(problems(create_batch, [document("1")], user_id=wrong)) == [(None, "user_id")]


def test_fields_of_which_nobody_knows_go_out_when_they_are_named() -> None:
    amili = Amili()
    amili.run(create_batch, [document("1", factoringCode="X")], extra_fields=["factoringCode"])
    assert amili.posted[0]["documents"][0]["factoringCode"] == "X"


@pytest.mark.parametrize("size", [0, -1, 1.5, "2", True])
def test_a_size_that_is_none_is_refused(size: Any) -> None:
    amili = Amili()
    with pytest.raises(ConfigurationError, match="batch_size"):
        amili.all(create_batches, [document("1")], batch_size=size)
    assert amili.requests == []


def test_all_are_checked_before_the_first_batch_goes_out() -> None:
    amili = Amili()
    with pytest.raises(InputError, match=r"documents\[1\]"):
        amili.all(create_batches, [document("1"), {}], batch_size=1)
    assert amili.requests == []


# -- what is there already ------------------------------------------------------------------------------------------------------


def test_what_is_there_is_passed_over() -> None:
    amili = Amili()
    amili.stored = {"2": document("2")}
    handle = amili.run(create_batch, [document("1"), document("2"), document("3")])
    assert [one["documentNo"] for one in amili.posted[0]["documents"]] == ["1", "3"]
    assert (handle.references, handle.already, handle.looked_first) == (("1", "2", "3"), ("2",), True)
    assert [(one.reference, one.already) for one in amili.run(wait, handle)] == [("1", False), ("2", True), ("3", False)]


def test_if_all_are_there_nothing_is_sent() -> None:
    amili = Amili()
    amili.stored = {"1": document("1")}
    handle = amili.run(create_batch, [document("1")])
    assert (handle.batch_uuid, handle.already) == (None, ("1",))
    assert amili.posted == []


@pytest.mark.parametrize(
    ("stored", "different"),
    [
        ({"customerNo": "9"}, ["customerNo"]),
        ({"currencyAmounts": {"inclVat": 125.01}}, ["currencyAmounts.inclVat"]),
        ({"customerNo": "9", "currencyAmounts": {"inclVat": 1}}, ["customerNo", "currencyAmounts.inclVat"]),
    ],
)
def test_another_document_with_that_number_stops_it_all(stored: dict[str, Any], different: list[str]) -> None:
    amili = Amili()
    amili.stored = {"2": document("2", **stored)}
    with pytest.raises(DocumentExistsError) as caught:
        amili.run(create_batch, [document("1"), document("2")])
    assert caught.value.numbers == ("2",)
    assert [(problem.index, problem.field) for problem in caught.value.problems] == [(1, "documentNo")]
    assert all(name in str(caught.value) for name in different)
    assert amili.posted == []


@pytest.mark.parametrize(
    "shown",
    [
        {},
        {"customerNo": None, "currencyAmounts": None},
        {"customerNo": "", "currencyAmounts": {}},
        {"customerNo": 543210, "currencyAmounts": {"inclVat": 125.00}},
    ],
)
def test_what_it_does_not_show_is_no_difference(shown: dict[str, Any]) -> None:
    amili = Amili()
    amili.stored = {"1": {"documentNo": 1, **shown}}
    assert amili.run(create_batch, [document("1")]).already == ("1",)


def test_a_client_that_does_not_look_first_sends_all() -> None:
    amili = Amili(look_first=False)
    handle = amili.run(create_batch, [document("1")])
    assert (amili.sent("GET"), handle.looked_first) == ([], False)


def test_what_cannot_be_looked_up_is_not_sent() -> None:
    ledger = Ledger(json_reply({}, 403))
    with pytest.raises(PermissionDeniedError):
        ledger.run(create_batch, [document("1")])
    assert {request.method for request in ledger.requests} == {"GET"}


# -- many -----------------------------------------------------------------------------------------------------------------------


@in_each_world
def test_many_go_out_in_batches_of_that_size(world: str) -> None:
    amili = Amili()
    handles = amili.all(create_batches, [document(str(number)) for number in range(5)], batch_size=2, world=world)
    assert [handle.references for handle in handles] == [("0", "1"), ("2", "3"), ("4",)]
    assert [len(body["documents"]) for body in amili.posted] == [2, 2, 1]
    assert all(result.complete for result in amili.all(wait_all, handles, world=world))


@given(
    count=st.integers(1, 12),
    size=st.integers(1, 5),
    runs=st.lists(st.lists(st.tuples(st.booleans(), st.just(CUT)) | st.just((True, None)), max_size=6), max_size=3),
    delay=st.sampled_from([0.0, 5.0, 60.0]),
)
def test_a_job_that_is_run_again_makes_each_once_and_misses_none(
    count: int, size: int, runs: list[list[tuple[bool, Any]]], delay: float
) -> None:
    """However many runs were cut off, in between which batches are carried out: the last one, undisturbed, accounts for every document."""
    amili = Amili(delay=delay)
    documents = [document(str(number)) for number in range(count)]
    for faults in runs:
        amili.faults = list(faults)
        with suppress(UnknownOutcomeError):
            amili.all(create_batches, documents, batch_size=size)
        amili.settle()
    amili.faults = []
    handles = amili.all(create_batches, documents, batch_size=size)
    results = amili.all(wait_all, handles)
    assert all(result.complete for result in results)
    assert sorted(one.reference for result in results for one in result) == sorted(one["documentNo"] for one in documents)
    assert sorted(amili.made) == sorted(one["documentNo"] for one in documents)
