"""How do the rows of a log become the files that anybody may read?

1. The rows are the log; the published folder is made from them, and can be made again.
2. Before anything is published the rows must agree with what was signed before: a database that was put back to an
   older state is found here, and nothing is signed over it.
3. Any process may publish, any number of times.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from troth.errors import TrothError
from troth.evidence.publication import Publication
from troth.evidence.sequence import Head
from troth.store.failures import saying_database
from troth.store.log import leaves
from troth.store.models import LogHead
from troth.store.organisations import signer_of, sizes
from troth.store.writing import no_such_organisation

if TYPE_CHECKING:
    from pathlib import Path

    from troth.evidence import Checkpoint
    from troth.store.opened import Store
    from troth.words import OrganisationId


class Publications:
    """The published logs of an installation, a folder each below `folder`. Safe to use from many threads."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self._folder = folder
        self._open: dict[OrganisationId, Publication] = {}
        self._lock = threading.Lock()

    def folder(self, organisation: OrganisationId) -> Path:
        """Where an organisation's log is published; its id is a short lower-case name."""
        return self._folder / organisation

    def publication(self, organisation: OrganisationId) -> Publication:
        """The published log of an organisation, started where there is none.

        Raises:
            WrongUse: there is no such organisation.
            OutsideWorldFailed: the folder holds something else than what was signed, or cannot be written.
        """
        with self._lock:
            found = self._open.get(organisation)
            if found is None:
                signer = signer_of(self._store, organisation)
                found = Publication.open(self.folder(organisation), signer.name, signer)
                self._open[organisation] = found
            return found

    def publish(self, organisation: OrganisationId) -> Checkpoint:
        """Publish everything that was recorded up to now.

        Raises:
            OutsideWorldFailed: the rows and what was signed disagree, or the disk fails; nothing is signed then.
        """
        publication = self.publication(organisation)
        publication.agree_with(lambda: head_of(organisation))
        publication.feed(leaves(organisation, publication.size_fed))
        return publication.publish()

    def publish_new(self) -> dict[OrganisationId, TrothError]:
        """Publish what is new of every organisation; what failed, for each that did."""
        failed: dict[OrganisationId, TrothError] = {}
        for organisation, size in sizes().items():
            try:
                if self.publication(organisation).checkpoint().size < size:
                    self.publish(organisation)
            except TrothError as error:
                failed[organisation] = error
        return failed


def head_of(organisation: OrganisationId) -> Head:
    """Where the rows of a log end now."""
    with saying_database():
        row = LogHead.objects.filter(organisation=organisation).first()
    if row is None:
        raise no_such_organisation()
    return Head(row.size, bytes(row.previous), row.at)
