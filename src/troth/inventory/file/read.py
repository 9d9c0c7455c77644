"""Which inventory does an `estate.yaml` state?

Rules:
1. The file begins with `troth: 1`. Every problem of form is reported at once, with its place.
2. A dataset is addressed `system.dataset`; the system is what stands before the first dot. A field of a link is found
   by the longest dataset that its address begins with, so that dots in names of tables and schemas do no harm.
3. An address with a password in it is refused: a file is kept and shown, a password is not.
"""

from __future__ import annotations

import dataclasses
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from troth.errors import OutsideWorldFailed, Place, Problem, ProblemsFound, Severity, WrongUse, in_order
from troth.inventory.file.shapes import DatasetShape, FieldShape, HeadShape, KeepShape, LinkShape, SystemShape
from troth.inventory.model import Dataset, DatasetName, Field, FieldName, Inventory, Keep, Link, System
from troth.policy.file.decode import MISSING, Decoder
from troth.policy.file.nodes import (
    MAX_BYTES,
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    entries,
    parse,
    place_of,
    too_large,
)
from troth.policy.file.quoting import shown
from troth.words import OrganisationId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.policy.model import Condition

FORMAT = "1"
AREA = "estate"
ShapeType = TypeVar("ShapeType")
_PARTS = ("troth", "estate", "systems", "datasets", "links")


def load_inventory(path: Path | str) -> Inventory:
    """The inventory in a file.

    Raises:
        ProblemsFound: the file's form is wrong somewhere; all such problems at once.
        WrongUse: there is no such file.
        OutsideWorldFailed: the file cannot be read.
    """
    file = Path(path)
    try:
        with file.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except (FileNotFoundError, ValueError):
        help_ = "name an estate file; `troth estate scan URL -o estate.yaml` makes one"
        raise WrongUse(f"there is no file `{file}`", id="estate.no-file", help=help_) from None
    except OSError as error:
        text = f"`{file}` cannot be read: {error.strerror}"
        raise OutsideWorldFailed(
            text, id="estate.unreadable", help="check that the file is there and may be read"
        ) from error
    if len(raw) > MAX_BYTES:
        raise ProblemsFound([too_large(str(file), AREA)])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        problem = Problem(Place(str(file)), "estate.not-text", "the file is not UTF-8 text", "save the file as UTF-8")
        raise ProblemsFound([problem]) from None
    inventory, problems = read_inventory(text, str(file))
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if errors or inventory is None:
        raise ProblemsFound(errors)
    return inventory


def read_inventory(text: str, file: str = "estate.yaml") -> tuple[Inventory | None, list[Problem]]:
    """The inventory that a text states, as far as it can be read, and every problem of its form, in order."""
    root, problems = parse(text, file, AREA)
    if problems:
        return None, problems
    if not isinstance(root, MappingNode):
        help_ = "begin with `troth: 1` and `estate: {organisation: ..., version: ...}`"
        return None, [Problem(Place(file, 1, 1), "estate.no-estate", "the file holds no estate", help_)]
    reader = _Reader(Decoder(file, area=AREA))
    inventory = reader.whole(root)
    return inventory, in_order(reader.decoder.problems)


@dataclasses.dataclass(slots=True)
class _Reader:
    """One file on its way to an inventory."""

    decoder: Decoder

    def whole(self, root: MappingNode) -> Inventory | None:
        parts = {key: node for key, _, node in self._known(root)}
        self._check_format(root, parts.get("troth"))
        head = self.shape(HeadShape, parts["estate"], "`estate`") if "estate" in parts else None
        systems = tuple(self._systems(parts.get("systems")))
        datasets = tuple(self._datasets(parts.get("datasets"), {system.name for system in systems}))
        links = tuple(self._links(parts.get("links"), {dataset.at for dataset in datasets}))
        if head is None:
            if "estate" not in parts:
                help_ = "add `estate: {organisation: NAME, version: NAME}`"
                self.decoder.refuse(root, "no-head", "the file does not say whose estate it is", help_)
            return None
        return Inventory(
            organisation=OrganisationId(head.organisation),
            version=head.version,
            scanned_at=self._instant(head.scanned_at, parts["estate"]),
            systems=systems,
            datasets=datasets,
            links=links,
        )

    def shape(self, kind: type[ShapeType], node: Node, what: str) -> ShapeType | None:
        """A value of one of the shapes; None with problems noted where it cannot be read."""
        value: Any = self.decoder.value(kind, node, what)
        return None if value is MISSING else value

    def _known(self, root: MappingNode) -> Iterator[tuple[str, Node, Node]]:
        for key, key_node, node in entries(root, self.decoder.file, self.decoder.problems, AREA):
            if key in _PARTS:
                yield key, key_node, node
            else:
                help_ = f"its parts are {', '.join(_PARTS)}"
                self.decoder.refuse(key_node, "unknown-key", f"an estate has no part `{shown(key)}`", help_)

    def _check_format(self, root: Node, node: Node | None) -> None:
        if node is None:
            text = "the file does not say which format it has"
            self.decoder.refuse(root, "no-format", text, "begin it with `troth: 1`")
        elif not isinstance(node, ScalarNode) or str(node.value) != FORMAT:
            help_ = f"this version of troth reads format {FORMAT}: write `troth: {FORMAT}`"
            self.decoder.refuse(node, "other-format", "the file has a format that this version does not know", help_)

    def _instant(self, text: str, node: Node) -> datetime | None:
        if not text:
            return None
        try:
            found = datetime.fromisoformat(text)
        except ValueError:
            found = None
        if found is None or found.tzinfo is None:
            text_ = "`scanned_at` must be a time with its zone"
            self.decoder.refuse(node, "not-a-time", text_, "write it as `2026-11-22T08:00:00+00:00`")
            return None
        return found

    def _named(self, node: Node | None, part: str) -> Iterator[tuple[str, Node, Node]]:
        if node is None or (isinstance(node, ScalarNode) and str(node.value) in ("", "null", "~")):
            return
        if not isinstance(node, MappingNode):
            self.decoder.refuse(node, "not-a-mapping", f"`{part}` must be a mapping by name", "see docs/estate-file.md")
            return
        yield from entries(node, self.decoder.file, self.decoder.problems, AREA)

    def _systems(self, node: Node | None) -> Iterator[System]:
        for name, key_node, value_node in self._named(node, "systems"):
            if "." in name or not name.strip():
                text = f"a system cannot be called `{shown(name)}`"
                self.decoder.refuse(key_node, "bad-name", text, "a system's name has no dot")
                continue
            found = self.shape(SystemShape, value_node, f"`systems.{shown(name)}`")
            if found is None:
                continue
            if _has_password(found.url):
                text = f"the address of `systems.{shown(name)}` holds a password"
                help_ = "put the address in the environment and write `url: env:NAME`"
                self.decoder.refuse(value_node, "password-in-file", text, help_)
                continue
            place = place_of(value_node, self.decoder.file)
            yield System(
                name=name, kind=found.kind, url=found.url, backups=found.backups, remark=found.remark, place=place
            )

    def _datasets(self, node: Node | None, systems: set[str]) -> Iterator[Dataset]:
        for address, key_node, value_node in self._named(node, "datasets"):
            system, _, name = address.partition(".")
            if system not in systems or not name:
                text = f"the dataset `{shown(address)}` is in no system of the file"
                self.decoder.refuse(key_node, "unknown-system", text, "address it as `system.dataset`")
                continue
            what = f"`datasets.{shown(name)}`"
            fields, rest = self._without_fields(value_node)
            found = self.shape(DatasetShape, rest, what)
            if found is None:
                continue
            values = {each.name: getattr(found, each.name) for each in dataclasses.fields(found)}
            values["keep"] = tuple(map(_keep, found.keep))
            yield Dataset(at=DatasetName(system, name), fields=tuple(self._fields(fields, what)), **values)

    def _without_fields(self, node: Node) -> tuple[Node | None, Node]:
        """The node of `fields`, and the mapping without it."""
        if not isinstance(node, MappingNode):
            return None, node
        fields = [value for key, value in node.value if isinstance(key, ScalarNode) and key.value == "fields"]
        if len(fields) != 1:
            return None, node
        rest = [
            (key, value) for key, value in node.value if not (isinstance(key, ScalarNode) and key.value == "fields")
        ]
        return fields[0], MappingNode(node.tag, rest, node.start_mark, node.end_mark, flow_style=node.flow_style)

    def _fields(self, node: Node | None, what: str) -> Iterator[Field]:
        for name, _, value_node in self._named(node, f"fields of {what}"):
            found = self.shape(FieldShape, value_node, f"`{shown(name)}` of {what}")
            if found is not None:
                values = {each.name: getattr(found, each.name) for each in dataclasses.fields(found)}
                yield Field(name=name, **values)

    def _links(self, node: Node | None, known: set[DatasetName]) -> Iterator[Link]:
        if node is None:
            return
        if not isinstance(node, SequenceNode):
            self.decoder.refuse(
                node, "not-a-list", "`links` must be a list", "write `- {from: ..., to: ..., kind: ...}`"
            )
            return
        for number, member in enumerate(node.value, 1):
            what = f"link {number}"
            found = self.shape(LinkShape, member, what)
            if found is None:
                continue
            of = self._addresses(found.from_, known, member, what)
            to = self._addresses(found.to, known, member, what)
            if not of or not to:
                continue
            if len(of) != len(to):
                text = f"{what} has {len(of)} fields that point and {len(to)} that are pointed at"
                self.decoder.refuse(member, "uneven-link", text, "give as many in `from` as in `to`")
                continue
            when = pairs(found.when)
            values = {name: getattr(found, name) for name in ("kind", "evidence", "downwards", "upwards", "confirmed")}
            yield Link(of=of, to=to, when=when, **values)

    def _addresses(
        self, texts: tuple[str, ...], known: set[DatasetName], node: Node, what: str
    ) -> tuple[FieldName, ...]:
        found = []
        for text in texts:
            address = field_at(text, known)
            if address is None:
                problem = f"{what} names a dataset that the file does not have"
                self.decoder.refuse(node, "unknown-dataset", problem, "address a field as `system.dataset.field`")
                return ()
            found.append(address)
        return tuple(found)


def _keep(shape: KeepShape) -> Keep:
    return Keep(ground=shape.ground, when=pairs(shape.if_), max=shape.max, law=shape.law)


def pairs(conditions: tuple[Condition, ...]) -> tuple[tuple[str, str], ...]:
    """Conditions as pairs of a field and one of its values."""
    return tuple((each.fact, value) for each in conditions for value in each.values)


def field_at(text: str, known: set[DatasetName]) -> FieldName | None:
    """The field that an address names, by the longest dataset that it begins with; None where there is none."""
    system, _, rest = text.partition(".")
    parts = rest.split(".")
    for cut in range(len(parts) - 1, 0, -1):
        dataset = DatasetName(system, ".".join(parts[:cut]))
        if dataset in known:
            return FieldName(system, dataset.dataset, ".".join(parts[cut:]))
    return None


def _has_password(url: str) -> bool:
    try:
        return urlsplit(url).password is not None
    except ValueError:
        return "@" in url
