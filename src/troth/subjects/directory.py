"""At whom may an identifier point?

The directory of one organisation: which hashes of identifiers belong to which subjects.

Rules, in this order:
1. A directory belongs to one organisation, every question names the organisation it is about, and a question about
   another one is refused.
2. A subject may have many identifiers.
3. An identifier of two subjects (a family's telephone) is shared. It never joins them: linking it to a second subject
   marks it shared, and `find` returns all of them. A shared identifier alone identifies nobody.
4. What is shared stays shared until nobody has it: one of two having left does not prove that the other uses it alone.
5. Forgetting a subject removes every link to her, and nothing else. What must outlive that does not stand here
   (`troth.consent.suppression`).

What it leaves out: how sure the organisation must be before it acts (verification), and how links are stored.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from troth.errors import WrongUse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from troth.subjects.hashing import IdentifierHash
    from troth.words import OrganisationId, SubjectId


@dataclass(frozen=True, slots=True)
class Found:
    """Whom an identifier may point at, in the order of their ids; `shared` where it alone identifies nobody."""

    subjects: tuple[SubjectId, ...] = ()
    shared: bool = False

    @property
    def only(self) -> SubjectId | None:
        """The one subject it identifies; None where there is none, or where it is shared."""
        return self.subjects[0] if len(self.subjects) == 1 and not self.shared else None


@dataclass(slots=True)
class Directory:
    """The identifiers of one organisation's subjects, kept in memory; changes are made in place."""

    organisation: OrganisationId
    _subjects: dict[IdentifierHash, set[SubjectId]] = field(default_factory=dict, repr=False)
    _hashes: dict[SubjectId, set[IdentifierHash]] = field(default_factory=dict, repr=False)
    _shared: set[IdentifierHash] = field(default_factory=set, repr=False)

    def link(
        self,
        organisation: OrganisationId,
        identifier: IdentifierHash,
        subject: SubjectId,
        *,
        shared: bool = False,
    ) -> Found:
        """Note that the subject has the identifier; `shared` where others are known to use it too.

        Returns whom it may point at from now on. Linking twice changes nothing.
        """
        self._refuse_others(organisation)
        having = self._subjects.setdefault(identifier, set())
        having.add(subject)
        self._hashes.setdefault(subject, set()).add(identifier)
        # INVARIANT: an identifier of two subjects is shared; two subjects are never made one.
        if shared or len(having) > 1:
            self._shared.add(identifier)
        return self.find(organisation, identifier)

    def unlink(self, organisation: OrganisationId, identifier: IdentifierHash, subject: SubjectId) -> Found:
        """Note that the subject no longer has the identifier; where she had not, nothing changes."""
        self._refuse_others(organisation)
        having = self._subjects.get(identifier, set())
        having.discard(subject)
        self._hashes.get(subject, set()).discard(identifier)
        if not having:
            self._subjects.pop(identifier, None)
            self._shared.discard(identifier)
        if not self._hashes.get(subject, True):
            del self._hashes[subject]
        return self.find(organisation, identifier)

    def find(self, organisation: OrganisationId, identifier: IdentifierHash) -> Found:
        """Whom the identifier may point at: all candidates, or nobody."""
        self._refuse_others(organisation)
        subjects = tuple(sorted(self._subjects.get(identifier, ())))
        return Found(subjects, shared=identifier in self._shared)

    def find_together(self, organisation: OrganisationId, identifiers: Iterable[IdentifierHash]) -> Found:
        """Who has all of these identifiers: two shared ones can identify where each alone does not.

        Nobody for no identifiers. `shared` where more than one subject has them all, or where one alone has them and
        every one of them is shared: then somebody unknown may have them too.
        """
        found = [self.find(organisation, identifier) for identifier in dict.fromkeys(identifiers)]
        if not found:
            return Found()
        common = set(found[0].subjects).intersection(*(each.subjects for each in found[1:]))
        return Found(tuple(sorted(common)), shared=len(common) > 1 or all(each.shared for each in found))

    def identifiers_of(self, organisation: OrganisationId, subject: SubjectId) -> tuple[IdentifierHash, ...]:
        """The subject's identifiers, in the order of their hashes."""
        self._refuse_others(organisation)
        return tuple(sorted(self._hashes.get(subject, ())))

    def forget(self, organisation: OrganisationId, subject: SubjectId) -> tuple[IdentifierHash, ...]:
        """Remove every link to the subject; returns the identifiers that pointed at her."""
        had = self.identifiers_of(organisation, subject)
        for identifier in had:
            self.unlink(organisation, identifier, subject)
        return had

    def __len__(self) -> int:
        """The number of subjects with an identifier."""
        return len(self._hashes)

    def _refuse_others(self, organisation: OrganisationId) -> None:
        # INVARIANT: nothing crosses from one organisation to another.
        if organisation != self.organisation:
            raise WrongUse(
                f"the directory of `{self.organisation}` was asked about another organisation",
                id="subjects.other-organisation",
                help="ask the directory of that organisation",
            )
