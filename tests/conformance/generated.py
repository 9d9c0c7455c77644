"""Policies, questions and choices made up at random, small enough that their parts meet often (hypothesis)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from troth.consent.binding import Acceptance, Contact
from troth.consent.events import ConsentKind
from troth.consent.state import Word
from troth.decisions import Choices, Kept, Question, Suppressed
from troth.policy import model as m
from troth.words import (
    Act,
    Basis,
    Channel,
    ChoiceId,
    ClauseId,
    ConsentMode,
    DataName,
    Duration,
    Modal,
    OrganisationId,
    PartyName,
    PracticeId,
    PurposeName,
    Role,
    SubjectKindName,
)

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = ("contact", "email_address", "card", "usage")
PURPOSES = ("service", "marketing", "newsletters", "legal")
PARTIES = ("vendors", "mailer", "customer", "acme")
KINDS = ("client", "applicant", "end_user")
ACTS = (Act.USE, Act.SHARE, Act.SELL, Act.STORE)
CHANNELS = (Channel.EMAIL, Channel.SMS)
FACTS = ("origin", "accepted")
DAYS = (date(2003, 6, 1), date(2004, 8, 10), date(2005, 1, 1))


def _some(names: tuple[str, ...], *, star: bool = False, least: int = 0, most: int = 2) -> st.SearchStrategy[Any]:
    pool = (*names, "*") if star else names
    return st.lists(st.sampled_from(pool), min_size=least, max_size=most, unique=True).map(tuple)


def _trees(names: tuple[str, ...], build: Callable[..., Any]) -> st.SearchStrategy[dict[Any, Any]]:
    """Elements by name; each may lie beneath names that stand later in the list, and now and then in a cycle."""

    def assemble(parents: list[tuple[str, ...]]) -> dict[Any, Any]:
        return {name: build(id=name, is_=above) for name, above in zip(names, parents, strict=True)}

    return st.tuples(*(_some(tuple(n for n in names if n != name), most=1) for name in names)).map(
        lambda parents: assemble(list(parents))
    )


def _rarely(strategy: st.SearchStrategy[Any], otherwise: Any) -> st.SearchStrategy[Any]:
    return st.integers(0, 4).flatmap(lambda n: strategy if n == 0 else st.just(otherwise))


def _conditions(*, consent: bool = True) -> st.SearchStrategy[tuple[m.Condition, ...]]:
    facts = [m.Condition(fact, ("yes",)) for fact in FACTS]
    if consent:
        facts.append(m.Condition("consent", ("opt_in",)))
    return _rarely(st.lists(st.sampled_from(facts), min_size=1, max_size=2, unique=True).map(tuple), ())


ACCEPTED = Contact(date(2003, 2, 1), (Acceptance("2", date(2004, 9, 1)),))

PERIOD = m.Period(from_=date(2003, 1, 1), to=date(2003, 12, 31))


@st.composite
def practices(draw: st.DrawFn, number: int) -> m.Practice:
    """One permission or prohibition."""
    return m.Practice(
        id=f"practice-{number}",
        cite=(m.Citation(ClauseId(f"s{number + 1}")),),
        do=draw(st.lists(st.sampled_from(ACTS), min_size=1, max_size=2, unique=True).map(tuple)),
        data=draw(_some(DATA, star=True, least=1)),
        for_=draw(_some(PURPOSES, star=True)),
        with_=draw(_rarely(_some(PARTIES, star=True), ())),
        subjects=draw(_rarely(_some(KINDS), ())),
        via=draw(_rarely(st.just(("email",)), ())),
        from_=draw(_rarely(_some(("subject", "vendors"), most=1), ())),
        where=draw(_rarely(st.just(("US",)), ())),
        by=draw(_rarely(st.just((PartyName("vendors"),)), ())),
        modal=draw(st.sampled_from([Modal.DOES, Modal.MAY, Modal.MAY, Modal.NEVER])),
        only=draw(
            _rarely(st.sampled_from([(m.Slot.FOR,), (m.Slot.WITH,), (m.Slot.DATA,), (m.Slot.FOR, m.Slot.VIA)]), ())
        ),
        basis=draw(_rarely(st.sampled_from([*Basis]), None)),
        consent=draw(st.sampled_from([*ConsentMode, ConsentMode.NONE, ConsentMode.NONE])),
        if_=draw(_conditions()),
        unless=draw(_conditions()),
        keep=draw(_rarely(st.just(Duration(years=1)), None)),
        period=draw(_rarely(st.just(PERIOD), None)),
        on_behalf_of=draw(_rarely(st.just(PartyName("customer")), None)),
    )


@st.composite
def choices_of_policy(draw: st.DrawFn, number: int, practice_ids: list[PracticeId]) -> m.Choice:
    """One choice about some practices."""
    return m.Choice(
        id=f"choice-{number}",
        cite=(m.Citation(ClauseId(f"s{number + 20}")),),
        of=draw(st.lists(st.sampled_from(practice_ids), min_size=1, max_size=3, unique=True).map(tuple)),
        channel=draw(_rarely(st.just((Channel.EMAIL,)), ())),
        available=draw(_rarely(st.just(False), True)),  # noqa: FBT003 -- a value, not a flag
        except_=draw(_conditions(consent=False)),
        period=draw(_rarely(st.just(PERIOD), None)),
    )


@st.composite
def policies(draw: st.DrawFn, version: str = "1") -> m.Policy:
    """A whole policy over the names of this module."""
    made = [draw(practices(number)) for number in range(draw(st.integers(1, 5)))]
    ids = [PracticeId(practice.id) for practice in made]
    offered = [draw(choices_of_policy(number, ids)) for number in range(draw(st.integers(0, 2)))]
    retention = [
        m.Retention(
            id=f"limit-{n}",
            cite=(m.Citation(ClauseId(f"s{n + 30}")),),
            data=draw(_some(DATA, star=True, least=1)),
            for_=draw(_rarely(_some(PURPOSES), ())),
            subjects=draw(_rarely(_some(KINDS), ())),
            max=draw(st.sampled_from([Duration(months=6), Duration(years=1), None])),
            unless=draw(_conditions(consent=False)),
            modal=draw(st.sampled_from([Modal.DOES, Modal.DOES, Modal.MAY])),
        )
        for n in range(draw(st.integers(0, 2)))
    ]
    transfers = [
        m.Transfer(
            id=f"transfer-{n}", to=(draw(st.sampled_from(["US", "*"])),), data=draw(_some(DATA, star=True, least=1))
        )
        for n in range(draw(st.integers(0, 1)))
    ]
    children = [
        m.ChildRule(
            id=f"child-{n}", under=draw(st.sampled_from([13, 18])), rule=draw(st.sampled_from([*m.ChildRuleKind]))
        )
        for n in range(draw(_rarely(st.just(1), 0)))
    ]
    stance = draw(_rarely(st.sampled_from([*m.SignalState]), None))
    signals = {}
    if stance is not None:
        signals[m.SignalName.GPC] = m.Signal(id="gpc", state=stance, of=draw(_rarely(st.just((ids[0],)), ())))
    return m.Policy(
        head=m.Head(
            organisation=OrganisationId("acme"),
            version=version,
            effective=m.Effective(existing=date(2004, 1, 1)),
        ),
        parties=draw(_trees(PARTIES, lambda **kw: m.Party(role=Role.PROCESSOR, country="FR", **kw))),
        subjects=draw(_trees(KINDS, m.SubjectKind)),
        data=draw(_trees(DATA, m.DataCategory)),
        purposes=draw(
            _trees(
                PURPOSES,
                lambda id, is_: m.Purpose(  # noqa: A006 -- the field's name
                    id=id,
                    is_=(*is_, "dpv:LegalClaims") if id == "legal" else is_,
                    compatible_with=(PurposeName("service"),) if id == "newsletters" else (),
                ),
            )
        ),
        practices={PracticeId(p.id): p for p in made},
        choices={ChoiceId(c.id): c for c in offered},
        retention={limit.id: limit for limit in retention},
        transfers={transfer.id: transfer for transfer in transfers},
        children={child.id: child for child in children},
        signals=signals,
    )


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """A question over the names of this module; now and then about something undeclared."""
    facts = {
        ("origin", "yes"),
        ("accepted", "no"),
        ("accepted", "yes"),
        ("entered", "by_subject"),
        ("compatibility", "assessed"),
    }
    return Question(
        data=DataName(draw(st.sampled_from([*DATA, *DATA, "unheard_of"]))),
        purpose=PurposeName(draw(st.sampled_from([*PURPOSES, *PURPOSES, "unheard_of"]))),
        recipient=draw(_rarely(st.sampled_from([PartyName(name) for name in (*PARTIES, "unheard_of")]), None)),
        do=draw(st.sampled_from([None, *ACTS])),
        channel=draw(st.sampled_from([None, *CHANNELS])),
        where=draw(_rarely(st.sampled_from(["US", "FR"]), None)),
        source=draw(_rarely(st.sampled_from(["subject", "mailer"]), None)),
        via=draw(_rarely(st.sampled_from(["email", "cookies"]), None)),
        by=draw(_rarely(st.sampled_from([PartyName("mailer"), PartyName("acme")]), None)),
        facts=frozenset(draw(_rarely(st.lists(st.sampled_from(sorted(facts)), max_size=3), ()))),
        signals=frozenset(draw(_rarely(st.just([m.SignalName.GPC]), ()))),
        instruction=draw(_rarely(st.just(PartyName("customer")), None)),
        collected_on=draw(st.sampled_from([None, *DAYS])),
        at=draw(st.sampled_from([None, *DAYS])),
    )


@st.composite
def words(draw: st.DrawFn) -> Word:
    """A word about a purpose or a choice."""
    about_choice = draw(st.booleans())
    return Word(
        None if about_choice else PurposeName(draw(st.sampled_from(PURPOSES))),
        ChoiceId(f"choice-{draw(st.integers(0, 1))}") if about_choice else None,
        draw(st.sampled_from([None, *CHANNELS])),
        draw(st.sampled_from([ConsentKind.GIVEN, ConsentKind.GIVEN, *ConsentKind])),
    )


@st.composite
def standings(draw: st.DrawFn) -> Choices:
    """What holds for one subject."""
    kept = st.builds(
        Kept,
        st.sampled_from([DataName(name) for name in DATA]),
        st.frozensets(st.sampled_from([PurposeName(name) for name in PURPOSES]), min_size=1, max_size=2),
        st.sampled_from([None, *DAYS]),
        st.just((ClauseId("s90"),)),
    )
    suppressed = st.builds(
        Suppressed, st.sampled_from([None, *(PurposeName(n) for n in PURPOSES)]), st.sampled_from([None, *CHANNELS])
    )
    return Choices(
        words=tuple(draw(st.lists(words(), max_size=3))),
        kinds=frozenset(SubjectKindName(kind) for kind in draw(_some(KINDS))),
        age=draw(st.sampled_from([None, None, 12, 16, 40])),
        parental_consent=draw(st.booleans()),
        restricted=draw(_rarely(st.just(True), False)),  # noqa: FBT003 -- a value, not a flag
        erased=draw(_rarely(st.just(True), False)),  # noqa: FBT003 -- a value, not a flag
        kept=tuple(draw(st.lists(kept, max_size=2))),
        suppressed=frozenset(draw(_rarely(st.lists(suppressed, min_size=1, max_size=2), ()))),
        outweighed=frozenset(draw(_rarely(st.just([m.SignalName.GPC]), ()))),
        contact=draw(st.sampled_from([None, Contact(date(2004, 2, 1)), ACCEPTED])),
    )
