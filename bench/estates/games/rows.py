"""Who plays, and what does the back end keep of it?

Cases first: two children of one parent and one tablet, two players of one tag in turn, one person with two accounts on
one device, a bot that is called like a player, a test player.
"""

from __future__ import annotations

import hashlib
import ipaddress
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.cli.demo.estates import words
from troth.cli.demo.estates.filling import Filling, Who
from troth.cli.demo.estates.numbers import digits
from troth.cli.demo.estates.people import Human, People, folded, hexadecimal, moment, uuid

if TYPE_CHECKING:
    from troth.cli.demo.estates.tables import Estate

PLAYERS = 2500
_MS = 1_672_531_200_000
_YEAR = 31_000_000_000
_SAID = ("gg", "nice one", "go left", "brb", "lol", "who has the flag")


@dataclass(slots=True)
class Player:
    """One row of tbl_player while the rest is made."""

    id: int
    tag: str
    human: Human
    who: Who
    device: str


class Game:
    """The estate while it is filled."""

    def __init__(self, estate: Estate) -> None:
        self.fill = Filling(estate, "games")
        self.chance, self.add = self.fill.chance, self.fill.add
        self.lands = [People(self.chance, land) for land in ("en", "de", "fr", "es", "it")]
        self.players: list[Player] = []
        self.moderators: list[tuple[str, Who]] = []
        self.messages: list[tuple[int, Player]] = []

    def make(self) -> Filling:
        """All rows."""
        self._lists()
        self._players()
        self._play()
        self._talk()
        self._buy()
        self._desk()
        self._odds()
        return self.fill

    def _ms(self) -> int:
        return _MS + self.chance.randrange(_YEAR)

    def _lists(self) -> None:
        chance, add = self.chance, self.add
        for number, slug in enumerate(("eu-west", "eu-south", "us-east"), 1):
            add("tbl_region", number, slug, f"198.51.100.{number}")
        for number in range(1, 301):
            name = f"Sword of {chance.choice(words.listed(words.MEN['en']))}" if number % 5 == 0 else f"Shield {number}"
            add("tbl_item", number, name, number % 5, 10 * number, f"2.{number % 12}.0.{number % 9}")
        for number, name in enumerate(("Lorenzo Valley", "Martha's Keep", "Dust", "Harbour"), 1):
            add("tbl_map", number, name, 10)
        for number in range(1, 13):
            add("tbl_season", number, f"Season {number}", f"2023-{number:02d}-01", f"2023-{number:02d}-28")
        for number in range(1, 101):
            add("tbl_bot", 9_000_000 + number,
                f"{chance.choice(words.listed(words.WOMEN['en'])).lower()}{number}", number)  # fmt: skip
        for key, value in (("support", "help@arena.example"), ("build", "2.10.0.7")):
            add("tbl_config", key, value)
        for number in range(1, 31):
            add("tbl_ab_test", number, "AB"[number % 2], 50)

    def _players(self) -> None:
        one = self.lands[0].one
        parent = one().email
        children = [one(family="Rivers"), one(family="Rivers")]
        twice = one(given="Leo", family="Langley")
        test = one(given="Test", family="Player", email="test@arena.example")
        cases = [*children, twice, one(given="Leo", family="Langley", born=twice.born), test]
        tablet, own_phone = uuid(self.chance), uuid(self.chance)
        parents = self.fill.who("parent:1", ("email", parent), only_hers=[parent])
        for number in range(1, PLAYERS + 1):
            human = cases[number - 1] if number <= len(cases) else self.chance.choice(self.lands).one()
            device = tablet if number < 3 else own_phone if number < 5 else uuid(self.chance)
            self._player(number, human, device, (parent, parents) if number < 3 else None)
        for number in range(1, 121):
            leader = self.players[number * 7]
            self.add("tbl_guild", number,
                f"Order of {self.chance.choice(words.listed(words.FAMILIES['en']))}", leader.id, None,
                own={leader.who: ("leader_id",)})  # fmt: skip

    def _player(self, number: int, human: Human, device: str, parent: tuple[str, Who] | None) -> None:
        chance, add = self.chance, self.add
        id_ = 7_100_000_000 + number * 13
        tag = f"{folded(human.given)}{chance.choice(('xx', '_', 'TTV', ''))}{number}"
        email = human.email if number < 6 or chance.random() < 0.7 else None
        who = self.players[2].who if number == 4 else self.fill.who(f"player:{id_}")
        who.seeds += [("email", email)] if email else []
        who.seeds.append(("account", str(id_)))
        who.only_hers |= {str(id_), tag} | ({email} if email else set())
        made = Player(id_, tag, human, who, device)
        self.players.append(made)
        own: dict[Who, tuple[str, ...]] = {who: ()}
        if parent:
            own[parent[1]] = ("parent_email",)
        add("tbl_player", id_, tag, email, human.land.upper()[:2].replace("EN", "GB"),
            "2012-05-04" if parent else str(human.born), f"$argon2id$v=19${hexadecimal(chance, 60)}",
            chance.randint(0, 90000), chance.randint(0, 500), human.land, 0,
            chance.randint(1, 120) if chance.random() < 0.4 else None, self._ms(),
            parent[0] if parent else None, None, own=own)  # fmt: skip
        add("tbl_identity", chance.choice(("steamy", "playbox")), digits(chance, 17), id_,
            human.name if chance.random() < 0.3 else None, own=who)  # fmt: skip
        if not any(row[0] == device for row in self.fill.rows["tbl_device"][:6]):
            # The tablet is of two children: neither owns the row alone.
            device_of: Who | dict[Who, tuple[str, ...]] = {who: ("device_id", "adid")} if parent else who
            add("tbl_device", device, "Tab 9", f"14.0.{number % 9}.1",
                uuid(chance) if chance.random() < 0.6 else None, own=device_of)  # fmt: skip
            add("tbl_push", device, hexadecimal(chance, 100), 0, own=who)
        elif number == 2:
            who.parts.append(("tbl_device", (device,), ("device_id", "adid")))
        add("tbl_player_device", id_, device, self._ms(), own=who)

    def _play(self) -> None:
        chance, add = self.chance, self.add
        for number in range(1, 9001):
            player = self.players[number % 20] if number <= 100 else chance.choice(self.players)
            address = int(ipaddress.IPv4Address(
                f"100.{chance.randint(64, 127)}.{chance.randint(0, 255)}.{chance.randint(1, 254)}"))  # fmt: skip
            add("tbl_login", number, player.id, player.device, address, chance.randint(1, 3), self._ms(),
                own=player.who)  # fmt: skip
        for number in range(1, 2501):
            add("tbl_match", number, chance.randint(1, 4), chance.randint(1, 12), self._ms(), "2.10.0.7")
            for player in chance.sample(self.players, 6):
                add("tbl_match_player", number, player.id, chance.randint(1, 2), chance.randint(0, 30),
                    chance.randint(-30, 30), own=player.who)  # fmt: skip
        for season in range(1, 13):
            for rank, player in enumerate(chance.sample(self.players, 60), 1):
                add("tbl_leaderboard", season, rank, player.id, 9000 - rank, own=player.who)

    def _talk(self) -> None:
        chance, add = self.chance, self.add
        for number in range(1, 9001):
            player, other = chance.sample(self.players, 2)
            said = chance.choice(_SAID)
            if number % 20 == 0:
                said = f"add me, {player.human.email}"
            elif number % 30 == 1:
                said = f"@{other.tag} wait for me"
            own = {player.who: ()} | ({other.who: ("body",)} if "@" + other.tag in said else {})
            add("tbl_chat", number, "global", player.id, said, self._ms(), own=own)
            if number % 3 == 0:
                add("tbl_whisper", player.id, other.id, chance.choice(_SAID), self._ms(),
                    own={player.who: ("from_id", "body", "sent_ms"),
                    other.who: ("to_id", "body", "sent_ms")})  # fmt: skip
            if number <= 300:
                self.messages.append((number, player))
        pairs: set[tuple[int, ...]] = set()
        while len(pairs) < 3000:
            pairs.add(tuple(sorted(chance.sample(range(PLAYERS), 2))))
        for pair in sorted(pairs):
            a, b = (self.players[place] for place in pair)
            add("tbl_friend", a.id, b.id, str(moment(chance).date()),
                own={a.who: ("a_id", "since"), b.who: ("b_id", "since")})  # fmt: skip

    def _buy(self) -> None:
        chance, add = self.chance, self.add
        for number in range(1, 3001):
            player = self.players[number - 1] if number <= 10 else chance.choice(self.players)
            payload = {"store": {"order": f"GPA.{digits(chance, 12)}"},
                "buyer": [{"mail": player.human.email}] if number % 2 else []}  # fmt: skip
            add("tbl_purchase", f"R{number:019d}", player.id, "play", f"gems_{number % 9}", 499,
                json.dumps(payload), own=player.who)  # fmt: skip
        for player in chance.sample(self.players, 1500):
            for item in chance.sample(range(1, 301), 3):
                add("tbl_inventory", player.id, item, chance.randint(1, 9), own=player.who)

    def _desk(self) -> None:
        chance, add = self.chance, self.add
        for number in range(1, 25):
            human = self.lands[0].one()
            login = f"mod_{folded(human.family)}{number}"[:20]
            who = self.fill.who(f"moderator:{login}", ("name", human.name), only_hers=[login])
            self.moderators.append((login, who))
            add("tbl_moderator", login, human.name, number % 3, own=who)
        for number in range(1, 401):
            player, (login, mod) = chance.choice(self.players), chance.choice(self.moderators)
            note = f"{player.tag} insulted others" if number % 2 else None
            own = {player.who: ("player_id", "note", "until_ms"), mod: ("moderator",)}
            add("tbl_ban", number, player.id, login, number % 5, note, self._ms(), own=own)
        for number in range(1, 301):
            message, target = self.messages[number - 1]
            reporter = chance.choice([player for player in self.players[:400] if player is not target])
            add("tbl_report", number, reporter.id, target.id, message, "rude",
                own={reporter.who: ("reporter_id", "text"), target.who: ("target_id", "msg_id", "text")})  # fmt: skip
        for number in range(1, 901):
            player = chance.choice(self.players)
            said = f"{chance.choice(words.COMPLAINTS)} My tag is {player.tag}."
            add("tbl_ticket", number,
                player.human.email.upper() if number % 9 == 0 else player.human.email, said, self._ms(),
                own=player.who)  # fmt: skip
        for player in chance.sample(self.players, 300):
            old = f"{player.tag[::-1]}_old"
            player.who.only_hers.add(old)
            add("tbl_name_change", player.id, 1, old, self._ms(), own=player.who)

    def _odds(self) -> None:
        chance, add = self.chance, self.add
        for number in range(1, 6001):
            player = chance.choice(self.players)
            props = {"p": player.id, "scr": "shop", "path": [{"x": number % 9}]} if number % 4 else {"load": number}
            add("tbl_event", uuid(chance), "screen", json.dumps(props), self._ms(),
                own=player.who if number % 4 else None)  # fmt: skip
        for player in chance.sample(self.players, 1200):
            add("tbl_consent", player.id, "ads", chance.randint(0, 1), self._ms(), own=player.who)
            digest = hashlib.md5(player.human.email.encode(), usedforsecurity=False).hexdigest()
            add("tbl_newsletter", digest, 0, own=player.who)
            player.who.only_hers.add(digest)
        for number in range(1, 501):
            player = self.players[10 + number]
            add("tbl_crash", uuid(chance), player.device,
                f"at /home/{folded(player.human.given)}/game line {number}" if number % 5 == 0
                else "at core line 9", "2.10.0.7", own=player.who)  # fmt: skip
            add("tbl_voice", number, player.id, f"voice/{player.id}/{number}.opus", 12, own=player.who)


def fill(estate: Estate) -> Filling:
    """The game, filled."""
    return Game(estate).make()
