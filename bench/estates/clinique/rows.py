"""Who is treated in the clinics, and in which of three languages is it written down?

Cases first: a couple with one telephone, two women of one name and birthday, mother and daughter of one name, a woman
who was treated in two countries, a mailbox of a house, a test patient.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from troth.cli.demo.estates import words
from troth.cli.demo.estates.filling import Filling, Who
from troth.cli.demo.estates.numbers import codice_fiscale, digits, dni, iban, nir
from troth.cli.demo.estates.people import Human, People, address_of_network, folded, hexadecimal, moment, national

if TYPE_CHECKING:
    from troth.cli.demo.estates.tables import Estate

SENDER = "ne-pas-repondre@clinique.example"
PATIENTS = 1600
_MOTIFS = ("douleur au genou", "contrôle annuel", "vaccination", "toux persistante",
    "suivi de grossesse", "diabète de type 2")  # fmt: skip
_A = "administration"


class Clinique:
    """The estate while it is filled."""

    def __init__(self, estate: Estate) -> None:
        self.fill = Filling(estate, "clinique")
        self.chance, self.add = self.fill.chance, self.fill.add
        self.lands = {land: People(self.chance, land) for land in ("fr", "es", "it")}
        self.staff: list[tuple[str, str, Human, Who]] = []
        self.patients: list[tuple[str, Human, Who]] = []
        self.pacientes: list[tuple[int, Human, Who]] = []
        self.assistiti: list[tuple[str, Human, Who]] = []

    def make(self) -> Filling:
        """All rows."""
        self._lists()
        self._staff()
        self._patients()
        self._administration()
        self._medical()
        self._spain()
        self._italy()
        self._transfers()
        return self.fill

    def _lists(self) -> None:
        chance, add = self.chance, self.add
        for number, (name, town) in enumerate(
            (("Clinique Jeanne Perrin", "Nîmes"), ("Clínica del Sur", "Cádiz"), ("Casa Santa Chiara", "Pisa")), 1
        ):
            add(f"{_A}.etablissements", number, name, town, digits(chance, 9), "04 66 00 00 0" + str(number))
        for number in range(1, 13):
            add(f"{_A}.services", number, 1 + number % 3, f"Service {number}", number % 4)
        for number in range(1, 41):
            add(f"{_A}.mutuelles", f"M{number:04d}",
                f"Mutuelle {chance.choice(words.listed(words.FAMILIES['fr']))}", 1,
                f"remboursements@mutuelle{number}.example")  # fmt: skip
        for number in range(1, 121):
            add(f"{_A}.actes", f"ACTE{number:03d}", f"Acte {number}", chance.randint(20, 400),
                f"{number % 90}.1.0.{number % 7}")  # fmt: skip
        for number in range(1, 101):
            name = f"Maladie de {chance.choice(words.listed(words.FAMILIES['fr']))}" if number % 4 == 0 else f"Affection {number}"  # fmt: skip
            add("medical.cim10", f"J{number:03d}", name)
        for number in range(1, 151):
            add("medical.medicaments", f"34009{number:08d}", f"Dolimine {number} mg",
                f"Laboratoires {chance.choice(words.listed(words.FAMILIES['fr']))}")  # fmt: skip
        for key, value in (("expediteur", SENDER), ("version", "4.2.0.18"), ("standard", "04 66 00 00 01")):
            add(f"{_A}.parametres", key, value)
        for number in range(1, 201):
            add("iberia.almacen", f"ART{number:07d}", "Guantes", chance.randint(0, 900),
                "956 00 00 0" + str(number % 10))  # fmt: skip
        for number, name in enumerate(("Reparto San Luca", "Pronto soccorso", "Santa Rosa"), 1):
            add("italia.reparti", f"R{number:03d}", name)

    def _staff(self) -> None:
        chance = self.chance
        for number in range(1, 81):
            human = self.lands["fr"].one()
            key, login = f"P{number:05d}", f"{folded(human.given)[0]}{folded(human.family)}{number}"[:20]
            mail, rpps = f"{folded(human.given)}.{folded(human.family)}{number}@clinique.example", "100" + digits(
                chance, 8)  # fmt: skip
            who = self.fill.who(f"personnel:{key}", ("email", mail), only_hers=[mail, login, rpps])
            self.staff.append((key, login, human, who))
            self.add(f"{_A}.personnel", key, human.family, human.given, rpps,
                chance.choice(("Cardiologie", "Pédiatrie", None)), mail, chance.randint(1, 12),
                str(moment(chance, 2000, 20).date()), number, own=who)  # fmt: skip
            self.add(f"{_A}.utilisateurs", login, key, f"$2y$10${hexadecimal(chance, 53)}",
                str(moment(chance)), "soignant", own=who)  # fmt: skip

    def _patients(self) -> None:
        one = self.lands["fr"].one
        alice = one(given="Alice", family="Tessier", woman=True)
        bruno = one(given="Bruno", family="Tessier", woman=False, phone=alice.phone, street=alice.street)
        twins = [one(given="Camille", family="Noël", woman=True, born=date(1982, 3, 14)) for _ in range(2)]
        mother = one(given="Jeanne", family="Évrard", woman=True, born=date(1951, 1, 6))
        daughter = one(given="Jeanne", family="Évrard", woman=True, born=date(1977, 8, 2),
            street=mother.street, phone=mother.phone)  # fmt: skip
        abroad = one(given="Inès", family="Weber", woman=True)
        test = one(given="TEST", family="PATIENT", email="test@clinique.example")
        cases = [alice, bruno, *twins, mother, daughter, abroad, test]
        shared = {alice.phone, mother.phone}
        for number, human in enumerate(cases + [one() for _ in range(PATIENTS - len(cases))], 1):
            self._patient(number, human, shared)

    def _patient(self, number: int, human: Human, shared: set[str]) -> None:
        chance = self.chance
        ipp = f"{70000000 + number * 37}"
        key = nir(chance, woman=human.woman, born=human.born) if number < 9 or chance.random() < 0.9 else None
        email = human.email if number < 9 or chance.random() < 0.7 else None
        phone = human.phone if number < 9 or chance.random() < 0.8 else None
        who = self.fill.who(f"patient:{ipp}", ("name", human.name), only_hers=[ipp, key, email])
        who.seeds += [("email", email)] if email else []
        if phone and phone not in shared:
            who.seeds.append(("phone", phone))
            who.only_hers.add(phone)
        self.patients.append((ipp, human, who))
        doctor = chance.choice(self.staff) if chance.random() < 0.6 else None
        own: dict[Who, tuple[str, ...]] = {who: ()}
        if doctor:
            own[doctor[3]] = ("medecin_traitant",)
        friend = self.lands["fr"].one()
        confidant = f"{friend.given} {friend.family}, {national(friend.phone, style=1)}" if chance.random() < 0.3 else None  # fmt: skip
        self.add(f"{_A}.patients", ipp, key, human.family,
            human.family if human.woman and number % 4 == 0 else None, human.given,
            "F" if human.woman else "M", str(human.born), human.town, f"{human.house} {human.street}",
            human.postcode, human.town, national(phone, style=1) if phone and number % 3 == 0 else None,
            national(phone, style=number) if phone else None, email, None, chance.choice("CMDV"),
            chance.choice(("Enseignant", "Maçon", "Retraité", None)),
            f"M{chance.randint(1, 40):04d}" if chance.random() < 0.7 else None, digits(chance, 12),
            doctor[0] if doctor else None, confidant, 1, chance.randint(1, 30), own=own)  # fmt: skip

    def _administration(self) -> None:
        chance, add = self.chance, self.add
        for number in range(1, 6001):
            ipp, human, who = self.patients[number - 1] if number <= 20 else chance.choice(self.patients)
            doctor, _, _, its = chance.choice(self.staff)
            add(f"{_A}.rendez_vous", number, ipp, doctor, chance.randint(1, 12), str(moment(chance)), 20,
                chance.choice(_MOTIFS), chance.choice("HAX"), 1,
                own={who: ("ipp", "service_id", "debut", "motif", "statut"),
                its: ("matricule", "debut")})  # fmt: skip
            if number % 2:
                bill = f"F23{number:09d}"
                add(f"{_A}.factures", bill, ipp, chance.randint(20, 900), chance.randint(0, 20),
                    str(moment(chance).date()), iban(chance, "FR") if number % 5 == 0 else None, own=who)  # fmt: skip
                for rank in (1, 2):
                    add(f"{_A}.lignes_facture", bill, rank, f"ACTE{chance.randint(1, 120):03d}", 1, own=who)
            if number % 4 == 0:
                to = human.email if number % 8 else human.email.upper()
                add(f"{_A}.courriers", self.fill.next(f"{_A}.courriers"), ipp, SENDER, to,
                    f"Bonjour {'Madame' if human.woman else 'Monsieur'} {human.family}, " f"rappel : {chance.choice(_MOTIFS)}.",
                    str(moment(chance)), own=who)  # fmt: skip
        for number in range(1, 9001):
            _, login, _, clerk = chance.choice(self.staff)
            ipp, _, who = chance.choice(self.patients)
            own: dict[Who, tuple[str, ...]] = {clerk: ("identifiant", "adresse_ip", "horodatage_ms")}
            if number % 3:
                own[who] = ("ipp", "horodatage_ms")
            add(f"{_A}.journal_acces", number, login, ipp if number % 3 else None, "/dossier",
                address_of_network(chance), 1_672_531_200_000 + chance.randrange(3 * 10**10), own=own)  # fmt: skip

    def _medical(self) -> None:
        chance, add = self.chance, self.add
        for number in range(1, 4001):
            ipp, human, who = self.patients[number - 1] if number <= 20 else chance.choice(self.patients)
            note = f"{'Mme' if human.woman else 'M.'} {human.family} se plaint de fatigue" if number % 5 == 0 else None
            add("medical.diagnostics", number, ipp, f"J{chance.randint(1, 100):03d}",
                str(moment(chance).date()), note, own=who)  # fmt: skip
        for number in range(1, 4001):
            ipp, _, who = chance.choice(self.patients)
            doctor, _, _, its = chance.choice(self.staff)
            add("medical.ordonnances", number, ipp, doctor, str(moment(chance).date()), 0,
                own={who: ("ipp", "prescrite_le"), its: ("prescripteur", "prescrite_le")})  # fmt: skip
            for rank in range(1, chance.randint(2, 4)):
                add("medical.lignes_ordonnance", number, rank, f"34009{chance.randint(1, 150):08d}",
                    "1 matin et soir", own=who)  # fmt: skip
        for number in range(1, 7001):
            ipp, _, who = chance.choice(self.patients)
            add("medical.analyses", number, ipp, chance.choice(("GLYC", "CHOL", "HB")),
                chance.randint(1, 300), "mg/l", str(moment(chance)), own=who)  # fmt: skip
        for ipp, human, who in chance.sample(self.patients, 500):
            add("medical.allergies", ipp, chance.choice(("pénicilline", "pollen", "arachide")), own=who)
            path = f"/documents/{folded(human.family)}_{folded(human.given)}_{human.born:%Y%m%d}.pdf"
            add("medical.documents", self.fill.next("medical.documents"), ipp, path,
                hexadecimal(chance, 64), f"Patient {human.name}, né(e) le {human.born:%d/%m/%Y}."
                if chance.random() < 0.5 else None, own=who)  # fmt: skip
        add("medical.genealogie", self.patients[5][0], self.patients[4][0], "mère",
            own={self.patients[5][2]: ("ipp", "lien"), self.patients[4][2]: ("parent_ipp", "lien")})  # fmt: skip
        for number in range(100, 400, 2):
            child, parent = self.patients[number], self.patients[number + 1]
            add("medical.genealogie", child[0], parent[0], "parent",
                own={child[2]: ("ipp", "lien"), parent[2]: ("parent_ipp", "lien")})  # fmt: skip

    def _spain(self) -> None:
        chance, add = self.chance, self.add
        for number in range(1, 1301):
            human = self.lands["es"].one()
            second, identity = chance.choice(words.listed(words.FAMILIES["es"])), dni(chance)
            if number == 1:
                human = self.patients[6][1]
            who = self.patients[6][2] if number == 1 else self.fill.who(f"paciente:{number}",
                ("email", human.email), ("phone", human.phone))  # fmt: skip
            who.only_hers |= {identity, human.email, human.phone}
            self.pacientes.append((number, human, who))
            add("iberia.pacientes", number, identity, human.given, human.family, second, str(human.born),
                national(human.phone, style=number), human.email,
                f"{human.street} {human.house}, {human.postcode} {human.town}",
                chance.choice(("católica", None, None, "ninguna")), str(moment(chance)), own=who)  # fmt: skip
            add("iberia.seguros", f"PZ{number:010d}", number, "Sanitas Norte", "2026-12-31", own=who)
        doctors = [(h := self.lands["es"].one(), self.fill.who(f"medico:{n}", ("name", h.name))) for n in range(12)]
        for number in range(1, 5001):
            id_, human, who = chance.choice(self.pacientes)
            doctor, its = chance.choice(doctors)
            note = f"{human.given} refiere dolor, llamar al {national(human.phone, style=1)}" if number % 6 == 0 else None  # fmt: skip
            add("iberia.citas", number, id_, str(moment(chance)), f"Dr. {doctor.name}", note,
                own={who: ("paciente", "fecha", "observaciones"), its: ("medico", "fecha")})  # fmt: skip
            if number % 5 == 0:
                add("iberia.comentarios", self.fill.next("iberia.comentarios"), number,
                    f"Muy amable el doctor. {human.given}", chance.randint(1, 5), own=who)  # fmt: skip

    def _italy(self) -> None:
        chance, add = self.chance, self.add
        for number in range(1, 1201):
            human = self.lands["it"].one()
            code = codice_fiscale(chance, human.given, human.family, woman=human.woman, born=human.born)
            card = "8038" + digits(chance, 16)
            who = self.fill.who(f"assistito:{code}", ("email", human.email), ("phone", human.phone),
                only_hers=[code, card, human.email, human.phone])  # fmt: skip
            self.assistiti.append((code, human, who))
            add("italia.assistiti", code, human.family, human.given, str(human.born),
                f"{human.street} {human.house}, {human.town}", national(human.phone, style=number),
                human.email, card, chance.choice(("E01", "048", None)), 0, own=who)  # fmt: skip
            if number % 4 == 0:
                add("italia.donatori", f"D{number:07d}", code.lower(),
                    chance.choice(("A+", "0-", "AB+")), None, own=who)  # fmt: skip
        surgeon = self.lands["it"].one()
        signs = self.fill.who("medico-it", ("name", surgeon.name))
        for number in range(1, 4001):
            code, human, who = chance.choice(self.assistiti)
            year = 2019 + number % 5
            add("italia.visite", year, number, code, str(moment(chance).date()),
                f"R{chance.randint(1, 3):03d}", "cefalea", own=who)  # fmt: skip
            if number % 3 == 0:
                add("italia.referti", year, number,
                    f"{'La Sig.ra' if human.woman else 'Il Sig.'} {human.family} " f"{human.given} riferisce cefalea.",
                    f"dott. {surgeon.name}", own={who: ("testo",), signs: ("firmato_da",)})  # fmt: skip

    def _transfers(self) -> None:
        chance = self.chance
        everybody = [
            [(human, who) for _, human, who in each] for each in (self.patients, self.pacientes, self.assistiti)
        ]
        for number in range(1, 601):
            human, who = chance.choice(everybody[number % 3])
            identity = {
                "personne": {"nom": human.family, "prenom": human.given, "naissance": str(human.born)},
                "contacts": [{"type": "mail", "valeur": human.email},
                {"type": "tel", "valeur": human.phone}]}  # fmt: skip
            self.add("transferts", number, human.land, json.dumps(identity, ensure_ascii=False),
                chance.choice(_MOTIFS), own=who)  # fmt: skip


def fill(estate: Estate) -> Filling:
    """The clinics, filled."""
    return Clinique(estate).make()
