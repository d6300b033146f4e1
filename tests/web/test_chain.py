"""The audit chain and everything else that is written once."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from jiheng.model import entry as chain
from jiheng.web import actions
from jiheng.web.models import Baseline, Entry, Immutable, Version
from web.people import Office, approved, project


def read() -> chain.Chain:
    return chain.verify(one.record() for one in Entry.objects.order_by("n"))


def change(n: int, column: str, value: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'UPDATE web_entry SET "{column}" = %s WHERE n = %s', [value, n])


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("action", "nothing"),
        ("at", "2020-01-01T00:00:00.000000+00:00"),
        ("object", "step:99"),
        ("facts", '{"state": "approved"}'),
        ("digest", "0" * 64),
    ],
)
def test_a_tampered_row_is_named(office: Office, column: str, value: str) -> None:
    project(office)
    assert not read().faults
    change(5, column, value)
    faults = read().faults
    assert faults[0].n == 5
    assert faults[0].what == "changed"
    assert "5" in faults[0].sentence("zh")


def test_a_row_taken_out_is_named(office: Office) -> None:
    project(office)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM web_entry WHERE n = 4")
    assert [(one.n, one.what) for one in read().faults] == [(5, "missing")]


def test_a_row_rewritten_with_its_digest_breaks_the_link(office: Office) -> None:
    project(office)
    one = Entry.objects.get(n=5).record()
    change(5, "action", "nothing")
    body = chain.Entry(one.n, one.at, one.user_id, "nothing", one.object, one.facts, one.prev)
    change(5, "digest", chain.digest(body))
    assert [(one.n, one.what) for one in read().faults] == [(6, "unlinked")]


def test_the_head_moves_with_every_step(office: Office) -> None:
    before = read()
    project(office)
    after = read()
    assert after.count > before.count
    assert after.head == Entry.objects.get(n=after.count).digest


@pytest.mark.parametrize("model", [Version, Baseline, Entry])
def test_what_is_written_once_stays(office: Office, model) -> None:
    approved(office)
    one = model.objects.first()
    for attempt in (
        lambda: one.save(),
        lambda: one.delete(),
        lambda: model.objects.all().delete(),
        lambda: model.objects.update(pk=1),
        lambda: model.objects.bulk_update([one], []),
        lambda: model.objects.update_or_create(pk=one.pk),
        lambda: model._base_manager.filter(pk=one.pk).delete(),
    ):
        with pytest.raises(Immutable):
            attempt()


@pytest.mark.django_db(transaction=True)
def test_an_entry_without_its_change_is_refused() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        actions.record(None, "x", "y:1")


@pytest.mark.django_db(transaction=True)
def test_a_step_that_fails_leaves_no_entry() -> None:
    with transaction.atomic():
        actions.make_organisation(None, "示例县财政局", "F", "finance", None)
        transaction.set_rollback(True)
    assert not Entry.objects.exists()


FACTS = st.dictionaries(
    st.text(max_size=5), st.integers() | st.text(max_size=9) | st.booleans(), max_size=4
)


@given(st.lists(FACTS, min_size=1, max_size=8), st.data())
def test_any_change_of_any_entry_is_seen(all_facts, data) -> None:
    made: list[chain.Entry] = []
    for n, facts in enumerate(all_facts, 1):
        one = chain.Entry(
            n, f"t{n}", n, "act", "o:1", facts, made[-1].digest if made else chain.FIRST
        )
        made.append(chain.Entry(n, one.at, n, "act", "o:1", facts, one.prev, chain.digest(one)))
    assert chain.verify(made).faults == ()
    at = data.draw(st.integers(0, len(made) - 1))
    victim = made[at]
    made[at] = chain.Entry(
        victim.n, victim.at, victim.user_id, "act", "o:2", victim.facts, victim.prev, victim.digest
    )
    assert [one.n for one in chain.verify(made).faults] == [at + 1]


def test_no_float_in_the_chain() -> None:
    with pytest.raises(TypeError):
        chain.canonical({"a": [1, {"b": 0.5}]})
