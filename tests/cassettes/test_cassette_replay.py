"""Every scenario of every country, blocking and async, against its cassette; and that a client which says something else is found out.

The latter in Norway; `test_cassette_sweden` has what is Sweden's own.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from attrs import evolve

from amili_ext import NO_RETRY
from amili_ext.sandbox.norway.examples import documented_invoice
from tests.cassettes.catalogue import ALL, TRANSCRIBED
from tests.cassettes.driving import Steps
from tests.cassettes.norway import steps as do
from tests.cassettes.norway.scenarios import EXAMPLE
from tests.cassettes.replay import MismatchError, Replayed, replay
from tests.cassettes.scenario import Scenario
from tests.cassettes.tape import CASSETTES, path_of

pytestmark = pytest.mark.filterwarnings("ignore::amili_ext.endpoint.UnverifiedOperationWarning")

BY_NAME = {scenario.name: scenario for scenario in ALL}
ROUNDING = 1e-6  # a pause is the difference of two times
BOTH = pytest.mark.parametrize("asynchronous", [False, True], ids=["blocking", "async"])


def scenario_named(name: str, **changes: Any) -> Scenario:
    return evolve(BY_NAME[f"norway/{name}"], **changes)


@BOTH
@pytest.mark.parametrize("scenario", ALL, ids=[scenario.name for scenario in ALL])
def test_a_scenario_ends_as_it_must(scenario: Scenario, asynchronous: bool) -> None:
    replayed = replay(scenario, asynchronous=asynchronous)
    assert replayed.summary == scenario.expected
    assert len([one for one in replayed.made if one.uri.endswith(scenario.country.token_path)]) == scenario.token_requests
    if replayed.recorded_from != scenario.country.environment:  # a real server takes the time that it takes
        check_pauses(replayed, scenario)


@BOTH
def test_both_clients_are_meant(asynchronous: bool) -> None:
    def telling(amili: Any, series: str) -> Steps:
        return {**(yield from do.batch_not_found(amili, series)), "client": type(amili).__name__}

    replayed = replay(scenario_named("collection/batch_not_found", steps=telling), asynchronous=asynchronous)
    assert replayed.summary["client"] == ("AsyncNorway" if asynchronous else "Norway")


def check_pauses(replayed: Replayed, scenario: Scenario) -> None:
    assert len(replayed.pauses) == len(scenario.pauses), replayed.pauses
    for slept, wanted in zip(replayed.pauses, scenario.pauses, strict=True):
        least, most = wanted if isinstance(wanted, tuple) else (wanted, wanted)
        assert least - ROUNDING <= slept <= most + ROUNDING, replayed.pauses


def test_every_cassette_has_a_scenario() -> None:
    assert sorted(CASSETTES.rglob("*.yaml")) == sorted(path_of(scenario.name) for scenario in ALL)


def test_a_cassette_says_where_it_comes_from() -> None:
    for scenario in ALL:
        head = [line.removeprefix("# ") for line in path_of(scenario.name).read_text("utf-8").splitlines() if line.startswith("#")]
        assert head[0] == scenario.shows
        assert head[2].startswith("Transcribed by a script from " if scenario in TRANSCRIBED else "Recorded from ")
        assert ("recorded by nobody" in " ".join(head)) is (scenario in TRANSCRIBED)


def test_the_new_token_is_used_after_the_old_one_has_ended() -> None:
    made = replay(scenario_named("identiverse/token_refresh_in_mid_poll")).made
    looks = [one.authorization for one in made if "/batches/" in one.uri]
    assert looks == ["Bearer SCRUBBED-1"] * 5 + ["Bearer SCRUBBED-2"] * 2


@pytest.mark.parametrize(
    ("name", "refused"),
    [("token_revoked_in_mid_poll", "/batches/"), ("token_revoked_at_submission", "/invoices")],
)
def test_a_request_that_met_401_goes_again_once_with_a_new_token(name: str, refused: str) -> None:
    made = [one for one in replay(scenario_named(f"identiverse/{name}")).made if refused in one.uri]
    [(before, after)] = [pair for pair in pairwise(made) if pair[0].authorization != pair[1].authorization]
    assert before._replace(authorization=None) == after._replace(authorization=None)
    assert (before.authorization, after.authorization) == ("Bearer SCRUBBED-1", "Bearer SCRUBBED-2")


def test_a_submission_in_doubt_was_sent_once() -> None:
    made = replay(scenario_named("collection/adopted")).made
    assert len([one for one in made if one.method == "POST" and one.uri.endswith("/invoices")]) == 1


# -- a client that says something else


def handing_over(*batches: list[dict[str, Any]]) -> Callable[[Any, str], Steps]:
    return lambda amili, _series: do.submissions(amili, *batches)


TWO = ([do.invoice("2024", 501, "100.10")], [do.invoice("2024", 502, "200.20")])


@BOTH
def test_the_two_submissions_as_recorded_match(asynchronous: bool) -> None:
    replay(scenario_named("collection/two_submissions", steps=handing_over(*TWO)), asynchronous=asynchronous)


@BOTH
@pytest.mark.parametrize("amount", ["100.11", "100.09", "100.100000001"])
def test_a_changed_amount_does_not_match(amount: str, asynchronous: bool) -> None:
    changed = handing_over([do.invoice("2024", 501, amount)], TWO[1])
    with pytest.raises(MismatchError, match=r"request 2, POST .* differs in body"):
        replay(scenario_named("collection/two_submissions", steps=changed), asynchronous=asynchronous)


@BOTH
def test_two_swapped_submissions_do_not_match(asynchronous: bool) -> None:
    with pytest.raises(MismatchError, match=r"request 2, POST .* differs in body"):
        replay(scenario_named("collection/two_submissions", steps=handing_over(TWO[1], TWO[0])), asynchronous=asynchronous)


def test_an_invoice_moved_to_the_other_batch_does_not_match() -> None:
    with pytest.raises(MismatchError, match="request 2"):
        replay(scenario_named("collection/two_submissions", steps=handing_over([*TWO[0], *TWO[1]], [])))


def test_a_changed_cent_in_the_documented_invoice_does_not_match() -> None:
    def changed(amili: Any, _series: str) -> Steps:
        yield amili.invoices.submit_and_wait([{**documented_invoice(), "originalInvoiceAmount": Decimal("4500.01")}])
        raise AssertionError("it matched")

    with pytest.raises(MismatchError, match=r"request 2, POST .* differs in body"):
        replay(evolve(EXAMPLE, steps=changed))


def test_another_idempotency_key_does_not_match() -> None:
    def with_own_key(amili: Any, series: str) -> Steps:
        amili = amili.with_options(look_first=False)
        yield amili.invoices.submit([do.invoice(series, 401)], idempotency_key="mine")
        return {}

    without_looking = scenario_named("identiverse/token_without_expiry", steps=with_own_key)
    with pytest.raises(MismatchError):
        replay(without_looking)


def test_a_request_too_few_is_found_out() -> None:
    def impatient(amili: Any, _series: str) -> Steps:
        yield amili.invoices.submit(TWO[0])
        return {}

    with pytest.raises(MismatchError, match="request 3 was not made: POST"):
        replay(scenario_named("collection/two_submissions", steps=impatient))


def test_a_request_too_many_is_found_out_even_if_the_client_survives_it() -> None:
    def curious(amili: Any, series: str) -> Steps:
        summary = yield from do.workflow(amili, series)
        try:
            yield amili.with_options(retry=NO_RETRY).batches.list()
        except Exception:  # noqa: BLE001  # whatever it is, it must not help
            return summary
        raise AssertionError("an answer came from nowhere")

    with pytest.raises(MismatchError, match=r"request 9 is not on the cassette: GET"):
        replay(scenario_named("collection/workflow", steps=curious))


def test_a_poll_that_the_cassette_refuses_is_not_taken_for_a_bad_network() -> None:
    # Without the notes this passes: the wait takes vcrpy's refusal for a lost connection, looks again, and all answers get played.
    def on_the_other_path(amili: Any, series: str) -> Steps:
        handle = yield amili.invoices.submit([do.invoice(series, 123), do.invoice(series, 124, "1234.05")])
        try:
            yield amili.with_options(retry=NO_RETRY, legacy_batch_path=True).batches.get(handle.batch_id)
        except Exception:  # noqa: BLE001  # as above
            result = yield amili.batches.wait(handle)
            return {"status": str(result.batch.status), "read": (yield amili.invoices.get(result.outcomes[0].invoice_id)).invoice_number}
        raise AssertionError("an answer came from nowhere")

    with pytest.raises(MismatchError, match=r"request 5, GET .* differs in uri"):
        replay(scenario_named("collection/workflow", steps=on_the_other_path))
