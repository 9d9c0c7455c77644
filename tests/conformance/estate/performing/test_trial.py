"""A plan is tried before anybody approves it: each kind of conflict planted and found, and a clean case beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estate_acts import NOBODY, change, connected, delete, named, put
from troth.errors import Severity
from troth.estate.sql.trial import trial
from troth.inventory import Action, Dataset, Doing, Inventory
from troth.requests.plan import Plan
from troth.words import OrganisationId, RightKind

if TYPE_CHECKING:
    from live_databases import LiveDatabase


def shop(live: LiveDatabase, on_delete: str = "") -> None:
    live.run(
        'CREATE TABLE "users" ("id" INTEGER PRIMARY KEY, "email" VARCHAR(60) NOT NULL, "name" VARCHAR(40),'
        ' "age" INTEGER, CONSTRAINT "one" UNIQUE ("email"), CONSTRAINT "grown" CHECK ("age" >= 16))',
        'CREATE TABLE "products" ("id" INTEGER PRIMARY KEY, "created_by" INTEGER,'
        f' FOREIGN KEY ("created_by") REFERENCES "users"("id"){on_delete})',
        'CREATE TABLE "reviews" ("id" INTEGER PRIMARY KEY, "product" INTEGER NOT NULL,'
        ' FOREIGN KEY ("product") REFERENCES "products"("id"))',
    )
    live.fill("users", [(n, f"u{n}@example.org", f"name {n % 3 + 1}", 40) for n in range(1, 5)])
    live.fill("products", [(10, 1), (11, 1), (20, 2)])
    live.fill("reviews", [(100, 10)])


def tried(live: LiveDatabase, *actions: Action, severity: Severity = Severity.ERROR) -> list[tuple[str, str]]:
    """Ids and texts of the problems; nothing may have changed."""
    keyed = [Dataset(at=named(name), key=("id",)) for name in ("users", "products", "reviews")]
    inventory = Inventory(organisation=OrganisationId("acme"), version="1", datasets=tuple(keyed))
    tables = ("users", "products", "reviews")
    before = [live.rows(f'SELECT * FROM "{table}" ORDER BY 1') for table in tables]
    with connected(live) as connector:
        plan = Plan(request="r1", kind=RightKind.ERASE, actions=actions)
        problems = trial(connector.tables(), inventory, plan, connector)
    assert [live.rows(f'SELECT * FROM "{table}" ORDER BY 1') for table in tables] == before
    assert all("example.org" not in str(problem) for problem in problems)
    return [(problem.id, problem.text) for problem in problems if problem.severity is severity]


def test_rows_that_nobody_found_would_be_orphaned(live: LiveDatabase) -> None:
    shop(live)
    text = "2 rows of `shop.products` point at rows of `shop.users` that the plan deletes (`created_by`)"
    assert tried(live, delete("r1:1", "users", (1,))) == [("requests.would-orphan", text)]
    assert tried(live, delete("r1:1", "users", (3,))) == []


def test_rows_that_the_plan_deletes_before_are_in_nobodys_way(live: LiveDatabase) -> None:
    shop(live)
    below = [delete("r1:1", "reviews", (100,)), delete("r1:2", "products", (10,), (11,))]
    assert tried(live, *below, delete("r1:3", "users", (1,))) == []
    text = "1 row of `shop.reviews` point at rows of `shop.products` that the plan deletes (`product`)"
    assert tried(live, *below[1:], delete("r1:3", "users", (1,))) == [("requests.would-orphan", text)]


def test_a_cascade_to_rows_that_the_plan_does_not_name_or_keeps(live: LiveDatabase) -> None:
    shop(live, " ON DELETE CASCADE")
    kept = Action(id="r1:1", dataset=named("products"), doing=Doing.KEEP, rows=((20,),), reason="tax")
    found = tried(live, kept, delete("r1:2", "users", (2,)))
    assert [id_ for id_, _ in found] == ["requests.cascades"]
    assert "1 row of `shop.products` that the plan keeps" in found[0][1]
    found = tried(live, delete("r1:1", "users", (1,)))
    # A review points at one of the products that would go: what lies below is looked at too.
    assert [id_ for id_, _ in found] == ["requests.cascades", "requests.would-orphan"]
    assert "2 rows of `shop.products` that the plan does not name" in found[0][1]
    assert tried(live, delete("r1:1", "products", (20,)), delete("r1:2", "users", (2,))) == []


def test_a_reference_that_the_system_empties_is_a_note(live: LiveDatabase) -> None:
    shop(live, " ON DELETE SET NULL")
    assert tried(live, delete("r1:1", "users", (1,))) == []
    notes = tried(live, delete("r1:1", "users", (1,)), severity=Severity.NOTE)
    assert [id_ for id_, _ in notes] == ["requests.empties-reference"]
    assert tried(live, delete("r1:1", "users", (3,)), severity=Severity.NOTE) == []


def test_a_field_that_must_have_a_value_is_not_emptied(live: LiveDatabase) -> None:
    shop(live)
    found = tried(live, change("r1:1", "users", (1,), (2,), settings=[put("email"), put("name")]))
    text = "the plan empties `shop.users.email`, which must have a value, in 2 rows"
    assert found == [("requests.not-null", text)]
    assert tried(live, change("r1:1", "users", (1,), (2,), settings=[NOBODY, put("name")])) == []
    assert tried(live, change("r1:1", "users", (99,), settings=[put("email")])) == []


def test_a_value_that_another_row_has_is_not_unique(live: LiveDatabase) -> None:
    """The other row is nobody's in the plan: it is looked for in the system."""
    shop(live)
    found = tried(live, change("r1:1", "users", (1,), settings=[put("email", "u4@example.org")]))
    assert [id_ for id_, _ in found] == ["requests.not-unique"]
    assert [id_ for id_, _ in tried(live, change("r1:1", "users", (1,), (2,), settings=[put("email", "x")]))] == [
        "requests.not-unique"
    ]
    assert tried(live, change("r1:1", "users", (1,), settings=[put("email", "free@example.com")])) == []


def test_a_condition_that_would_not_hold(live: LiveDatabase) -> None:
    shop(live)
    found = tried(live, change("r1:1", "users", (1,), settings=[put("age", 0)]))
    assert [id_ for id_, _ in found] == ["requests.breaks-check"]
    assert tried(live, change("r1:1", "users", (1,), settings=[put("age")])) == []
    assert tried(live, change("r1:1", "users", (1,), settings=[put("age", 17)])) == []


def test_every_conflict_is_told_and_not_the_first(live: LiveDatabase) -> None:
    shop(live)
    settings = [put("email"), put("age", 3)]
    found = tried(live, delete("r1:1", "users", (1,)), change("r1:2", "users", (2,), settings=settings))
    assert [id_ for id_, _ in found] == ["requests.breaks-check", "requests.not-null", "requests.would-orphan"]


def test_what_is_gone_is_told(live: LiveDatabase) -> None:
    shop(live)
    found = tried(live, delete("r1:1", "letters", (1,)), change("r1:2", "users", (1,), settings=[put("fax")]))
    assert [id_ for id_, _ in found] == ["requests.gone", "requests.gone"]


def test_a_condition_that_only_the_system_can_judge_is_a_note(postgresql: LiveDatabase) -> None:
    shop(postgresql)
    postgresql.run("""ALTER TABLE "users" ADD CONSTRAINT "a" CHECK ("name" ~ '^n')""")
    postgresql.run(
        """ALTER TABLE "users" ADD CONSTRAINT "b" CHECK ("name" = ANY (ARRAY['name 1', 'name 2', 'name 3']))"""
    )
    notes = tried(postgresql, change("r1:1", "users", (1,), settings=[put("age", 20)]), severity=Severity.NOTE)
    assert [id_ for id_, _ in notes] == ["requests.check-not-tried"]
    found = tried(postgresql, change("r1:1", "users", (1,), settings=[put("name", "nobody")]))
    assert [id_ for id_, _ in found] == ["requests.breaks-check"]


def test_what_the_trial_finds_the_system_refuses_and_nothing_else(live: LiveDatabase) -> None:
    """Both say the same of each plan: the trial is no opinion."""
    shop(live)
    plans = [
        [delete("r1:1", "users", (1,))], [delete("r2:1", "users", (3,))],
        [change("r3:1", "users", (2,), settings=[put("email")])], [change("r4:1", "users", (2,), settings=[NOBODY])],
        [change("r5:1", "users", (2,), settings=[put("age", 1)])],
        [change("r6:1", "users", (2,), settings=[put("email", "u4@example.org")])],
        [delete("r7:1", "products", (20,)), delete("r7:2", "users", (2,))],
    ]  # fmt: skip
    for actions in plans:
        found = bool(tried(live, *actions))
        datasets = {named(name): Dataset(at=named(name), key=("id",)) for name in ("users", "products")}
        with connected(live) as connector:
            assert all(outcome.holds for outcome in connector.perform(datasets, actions)) is not found, actions[0].id
