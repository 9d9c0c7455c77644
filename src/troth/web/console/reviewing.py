"""What a reviewer does in the console: accept, reject, edit, join, split, note, write, undo. Each act is kept at once.

1. A form names what it acts upon and the mark of that as it was shown. Where it is another by now, nothing is done and
   it is said who changed it; what somebody wrote stays in the form.
2. After an act comes the next stop: what is left to decide, from the same sentence on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from troth.errors import Place, Problem, ProblemsFound, WrongUse
from troth.policy.model import KINDS, NoteKind, Practice
from troth.store import proposals
from troth.store.people import Role
from troth.web.access import Viewer, console
from troth.web.console.pages.paging import number_of
from troth.web.console.pages.proposal import SURE, Found, Line, Part, Show, lay_out, show_of
from troth.web.console.pages.wording import Words
from troth.web.console.showing import or_missing, show
from troth.web.desk import desk
from troth.words import ClauseId

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from troth.notice.model import Clause
    from troth.policy import Policy
    from troth.reading.acts import Act
    from troth.store.proposals import Proposal
    from troth.web.console.pages.wording import Said
    from troth.words import OrganisationId

REASON = 400
"""The longest reason of a note."""
_EXAMPLES = {
    "practices": "{do: use, data: [personal_data], for: [security], modal: may}",
    "retention": "{data: [personal_data], max: P6M}",
    "rights": "{do: [access], who: anybody}",
    "duties": "{when: [policy_change], do: [post]}",
    "claims": '{say: "what the sentence states"}',
    "choices": "{of: [], effect: [stop]}",
}


@dataclass(frozen=True, slots=True)
class Card:
    """An element as it is shown: what it does in words, as it stands in the file, and its mark."""

    found: Found
    said: Said
    text: str
    mark: str


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence with its cards; `mark` and `addresses` are those of all that is left of it."""

    line: Line
    cards: tuple[Card, ...]
    mark: str
    addresses: tuple[str, ...]


def cards(found: Proposal, part: Part, viewer: Viewer) -> tuple[Row, ...]:
    """The sentences of a page; marks only for whoever may act."""
    words = Words(found.policy)
    may_act = viewer.may(Role.OFFICER)
    rows = []
    for line in part.lines:
        own = tuple(_card(found.policy, words, each) for each in line.own)
        left = tuple(each.address for each in line.left)
        rows.append(Row(line, own, _mark(found.policy, left) if may_act and len(left) > 1 else "", left))
    return tuple(rows)


def opened(organisation: OrganisationId, id_: str) -> Proposal:
    """A proposal; 404 where there is none."""
    try:
        return proposals.proposal(organisation, id_)
    except WrongUse as error:
        raise or_missing(error) from error


@require_POST
@console(Role.OFFICER)
def act(request: HttpRequest, viewer: Viewer, proposal: str) -> HttpResponseBase:
    """Accept or reject what a button names, or undo the last act."""
    from troth.reading.acts import Act, Deed

    back = _Back.of(request, proposal)
    try:
        if number := request.POST.get("undo", ""):
            step = proposals.undo(desk().store, viewer.organisation, proposal, number_of(number), by=str(viewer.user))
            messages.success(request, f"Undone: {step.about} is not {step.deed} any more.")
            return back.to(viewer)
        deed = Deed.ACCEPTED if "accept" in request.POST else Deed.REJECTED
        mark, at, *addresses = request.POST.get("accept", request.POST.get("reject", "")).split() or ["", ""]
        touched = proposals.act(
            desk().store, viewer.organisation, proposal, Act(deed, tuple(addresses)), by=str(viewer.user), seen=mark
        )
        if not touched:
            messages.success(request, "That was accepted already, by somebody else meanwhile.")
    except ValueError:
        raise Http404 from None
    except WrongUse as error:
        return _refused(request, viewer, error, back)
    return back.on_from(viewer, at)


@require_http_methods(["GET", "HEAD", "POST"])
@console(Role.OFFICER)
def element(request: HttpRequest, viewer: Viewer, proposal: str, element: str) -> HttpResponseBase:
    """One element: edit it, join it to another, split it, or reject it."""
    found, back = opened(viewer.organisation, proposal), _Back.of(request, proposal)
    there = _found(found, element)
    problems: list[Problem] = []
    status = 200
    if request.method == "POST":
        try:
            made, seen = _element_act(request, element)
            proposals.act(desk().store, viewer.organisation, proposal, made, by=str(viewer.user), seen=seen)
        except ProblemsFound as wrong:
            problems, status = wrong.problems, 422
        except WrongUse as error:
            problems, status = [_told(error)], 409 if error.id == "review.changed-meanwhile" else 422
            found = opened(viewer.organisation, proposal)
            there = _found(found, element)
        else:
            return back.on_from(viewer, there.home)
    card = _card(found.policy, Words(found.policy), there)
    context = {
        "found": found,
        "card": card,
        "text": request.POST.get("text", card.text),
        "sentences": [each for id_ in there.element.clauses if (each := found.notice.clause(id_)) is not None],
        "joinable": _joinable(found.policy, element),
        "problems": problems,
        "is_conflict": status == 409,  # noqa: PLR2004 -- conflict
        "back": back,
        "rows": min(16, max(4, card.text.count("\n") + 1 + len(card.text) // 90)),
    }
    return show(request, viewer, "policies", "proposal_element", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@console(Role.OFFICER)
def clause(request: HttpRequest, viewer: Viewer, proposal: str, clause: str) -> HttpResponseBase:
    """One sentence: say that it makes no rule and why, or write an element for it."""
    found, back = opened(viewer.organisation, proposal), _Back.of(request, proposal)
    line = _line(found, clause)
    problems: list[Problem] = []
    status = 200
    if request.method == "POST":
        try:
            made, seen = _clause_act(request, line.clause), request.POST.get("mark", "")
            proposals.act(desk().store, viewer.organisation, proposal, made, by=str(viewer.user), seen=seen)
        except ProblemsFound as wrong:
            problems, status = wrong.problems, 422
        except WrongUse as error:
            problems, status = [_told(error)], 409 if error.id == "review.changed-meanwhile" else 422
            found = opened(viewer.organisation, proposal)
            line = _line(found, clause)
        else:
            return back.on_from(viewer, clause)
    words = Words(found.policy)
    context = {
        "found": found,
        "line": line,
        "above": [each for id_ in line.clause.headings if (each := found.notice.clause(id_)) is not None],
        "lead_in": found.notice.clause(line.clause.lead_in) if line.clause.lead_in else None,
        "cards": [_card(found.policy, words, each) for each in (*line.own, *line.others)],
        "mark": _mark(found.policy, _at(found.policy, line.clause.id)),
        "notes": list(NoteKind),
        "kinds": [kind for kind in KINDS if kind != "notes"],
        "examples": _EXAMPLES,
        "sent": request.POST,
        "problems": problems,
        "is_conflict": status == 409,  # noqa: PLR2004 -- conflict
        "back": back,
        "reason_most": REASON,
    }
    return show(request, viewer, "policies", "proposal_clause", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@console(Role.OFFICER)
def sure(request: HttpRequest, viewer: Viewer, proposal: str) -> HttpResponseBase:
    """Say how many elements the rules are sure of and which; accept them all."""
    from troth.policy.review import unreviewed
    from troth.reading.acts import Act, Deed
    from troth.reading.acts import sure as sure_ones

    found, back = opened(viewer.organisation, proposal), _Back.of(request, proposal)
    status = 200
    if request.method == "POST":
        addresses = tuple(request.POST.get("addresses", "").split())
        try:
            touched = proposals.act(
                desk().store,
                viewer.organisation,
                proposal,
                Act(Deed.ACCEPTED, addresses),
                by=str(viewer.user),
                seen=request.POST.get("mark", ""),
            )
        except WrongUse as error:
            messages.error(request, f"{error.text[:1].upper()}{error.text[1:]}. Look at the number again.")
            found, status = opened(viewer.organisation, proposal), 409
        else:
            messages.success(request, f"Accepted {len(touched)}.")
            return back.to(viewer)
    addresses = sure_ones(found.policy, found.review, SURE, unreviewed(found.policy, found.review))
    words = Words(found.policy)
    context = {
        "found": found,
        "addresses": " ".join(addresses),
        "mark": _mark(found.policy, addresses),
        "cards": [_card(found.policy, words, _found(found, each)) for each in addresses],
        "sure_from": SURE,
        "back": back,
    }
    return show(request, viewer, "policies", "proposal_sure", context, status=status)


@dataclass(frozen=True, slots=True)
class _Back:
    """The page that somebody came from, and goes back to."""

    proposal: str
    show: Show
    part: int

    @classmethod
    def of(cls, request: HttpRequest, proposal: str) -> _Back:
        asked = request.POST if request.method == "POST" else request.GET
        return cls(proposal, show_of(asked.get("show", "")), number_of(asked.get("part", "")))

    @property
    def query(self) -> str:
        return urlencode({"show": self.show.value, "part": self.part})

    def address(self, viewer: Viewer, part: int, fragment: str) -> str:
        path = reverse("console:proposal", kwargs={"organisation": viewer.organisation, "proposal": self.proposal})
        query = urlencode({"show": self.show.value, "part": part})
        return f"{path}?{query}" + (f"#{fragment}" if fragment else "")

    def to(self, viewer: Viewer) -> HttpResponseBase:
        return redirect(self.address(viewer, self.part, ""))

    def on_from(self, viewer: Viewer, at: str) -> HttpResponseBase:
        """The next stop from a sentence on, on the page where the filter shows it."""
        found = opened(viewer.organisation, self.proposal)
        laid = lay_out(found.policy, found.notice, found.review, self.show)
        known = ClauseId(at) if found.notice.clause(ClauseId(at)) is not None else found.notice.clauses[0].id
        following = laid.next_stop(known)
        clause, fragment = following if following and self.show is not Show.ACCEPTED else (known, known)
        return redirect(self.address(viewer, laid.part_of(clause), fragment))


def _refused(request: HttpRequest, viewer: Viewer, error: WrongUse, back: _Back) -> HttpResponseBase:
    """Say why nothing was done, at the top of the page that shows it."""
    if error.id == "review.no-such-proposal":
        raise Http404
    told = " ".join(f"{each[:1].upper()}{each[1:]}." for each in (error.text, error.help) if each)
    messages.error(request, told.replace("`", ""))
    return back.to(viewer)


def _element_act(request: HttpRequest, element: str) -> tuple[Act, str]:
    """What a form of an element's page asks for, and the mark of what was seen."""
    from troth.reading.acts import Act, Deed

    seen = request.POST.get("mark", "")
    match request.POST.get("do", ""):
        case "edit":
            return Act(Deed.EDITED, (element,), text=request.POST.get("text", "")), seen
        case "join":
            # Each of the practices that it can be joined to has a mark of the two of them.
            other, _, both = request.POST.get("with", "").partition(" ")
            return Act(Deed.JOINED, (element, other)), both
        case "split":
            return Act(Deed.SPLIT, (element,), clause=ClauseId(request.POST.get("clause", ""))), seen
        case "reject":
            return Act(Deed.REJECTED, (element,)), seen
    raise Http404


def _clause_act(request: HttpRequest, there: Clause) -> Act:
    from troth.reading.acts import Act, Deed

    if request.POST.get("do") == "note":
        reason = " ".join(request.POST.get("reason", "").split())[:REASON]
        if not reason:
            raise WrongUse("a note needs its reason", id="review.no-reason", help="say why the sentence makes no rule")
        kind = request.POST.get("kind", "")
        note = NoteKind(kind) if kind in list(NoteKind) else NoteKind.OTHER
        return Act(Deed.NOTED, clause=there.id, text=reason, note=note)
    name = request.POST.get("name", "").strip()
    address = f"{request.POST.get('of', '')}.{name}" if name else request.POST.get("of", "")
    return Act(Deed.ADDED, (address,), clause=there.id, text=request.POST.get("text", ""))


def _found(found: Proposal, address: str) -> Found:
    laid = lay_out(found.policy, found.notice, found.review)
    for line in laid.lines:
        for each in line.own:
            if each.address == address:
                return each
    raise Http404


def _line(found: Proposal, clause: str) -> Line:
    for line in lay_out(found.policy, found.notice, found.review).lines:
        if line.clause.id == clause:
            return line
    raise Http404


def _card(policy: Policy, words: Words, found: Found) -> Card:
    from troth.reading.revision import written

    said = words.said(found.address, found.element)
    return Card(found, said, written(policy, found.address), _mark(policy, (found.address,)))


def _mark(policy: Policy, addresses: tuple[str, ...]) -> str:
    from troth.reading.acts import mark_of

    return mark_of(policy, addresses)


def _at(policy: Policy, clause: ClauseId) -> tuple[str, ...]:
    from troth.reading.acts import at_clause

    return at_clause(policy, clause)


def _joinable(policy: Policy, address: str) -> list[tuple[str, str, str]]:
    """The practices that differ from one in one list only: address, text, and the mark of both."""
    from troth.reading.drafting.merging import slot_that_differs
    from troth.reading.revision import written

    one = policy.element(address)
    if not isinstance(one, Practice):
        return []
    return [
        (f"practices.{name}", written(policy, f"practices.{name}"), _mark(policy, (address, f"practices.{name}")))
        for name, other in policy.practices.items()
        if f"practices.{name}" != address and slot_that_differs(one, other) is not None
    ]


def _told(error: WrongUse) -> Problem:
    return Problem(Place("the form"), error.id, error.text, error.help)
