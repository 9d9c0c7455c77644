"""Of which words are made-up people made?

Common given names, family names, streets and towns of five countries, and things that are bought and said. Nobody is
meant: who gets which name is chance.
"""

from __future__ import annotations

WOMEN = {
    "en": "Olivia Amelia Grace Hannah Emily Sophie Charlotte Ruby Lucy Ellie Megan Holly Abigail Rose Martha "
    "Beth Kate Joan "
    "Sarah Rachel Laura Helen Susan Claire Nicola April Paige Summer Jade Faith",
    "de": "Anna Lena Marie Sophie Katharina Julia Sabine Petra Monika Ursula Ingrid Renate Heike Birgit Jana "
    "Nele Käthe "
    "Ulrike Christa Frauke Greta Hannelore Jördis Mareike Silke Tanja Ute Wiebke Änne Franziska",
    "fr": "Camille Léa Manon Chloé Inès Jeanne Sylvie Martine Brigitte Élodie Amélie Océane Solène Hélène Agnès "
    "Cécile "
    "Margaux Noémie Pauline Véronique Zoé Anaïs Colette Odile Mireille",
    "es": "Lucía María Carmen Ana Isabel Pilar Dolores Marta Elena Rocío Nuria Begoña Inés Belén Concepción "
    "Montserrat "
    "Soledad Ángela Raquel Teresa Noelia Vega Leire Aitana Candela",
    "it": "Giulia Francesca Chiara Martina Alessia Elisa Paola Silvia Federica Valentina Rosa Lucia Beatrice "
    "Caterina "
    "Donatella Fiorella Ginevra Ilaria Letizia Ornella Serena Viola Mirella Agata Noemi",
}
MEN = {
    "en": "Oliver Harry Jack George Noah Charlie Jacob Alfie Freddie Oscar Leo Arthur Henry Thomas James "
    "William Daniel Ethan "
    "Samuel Joseph David Peter Mark Paul Simon Ian Neil Grant Dean Miles",
    "de": "Lukas Jonas Finn Felix Maximilian Thomas Michael Andreas Stefan Jürgen Wolfgang Günter Klaus Dieter "
    "Uwe Torsten "
    "Björn Sören Jörg Rüdiger Holger Kai Malte Henning Detlef Götz Matthias Ralf Volker Eckhard",
    "fr": "Lucas Hugo Louis Jules Gabriel Raphaël Théo Mathis Benoît François Gérard Rémi Sébastien Loïc Yann "
    "Étienne "
    "Jérôme Régis Thierry Didier Pascal Olivier Baptiste Corentin Gaël",
    "es": "Antonio José Manuel Javier Pablo Álvaro Iván Sergio Adrián Rubén Iñaki Andrés Óscar Jesús Fermín "
    "Gonzalo Héctor "
    "Joaquín Mateo Nicolás Ramón Sebastián Tomás Unai Xavier",
    "it": "Alessandro Francesco Lorenzo Matteo Andrea Davide Riccardo Simone Federico Giovanni Niccolò Gianluca "
    "Stefano "
    "Claudio Enrico Fabio Dario Emilio Gennaro Ivano Luigi Massimo Nicola Pietro Salvatore",
}
FAMILIES = {
    "en": "Harper Whitfield Marlow Pembroke Ashdown Colby Fenwick Garside Hollis Ingram Jessop Kirby Langley "
    "Merrick Norwood "
    "Oakes Prescott Quigley Radcliffe Selby Thorne Underhill Vickers Wadsworth Yardley Baker Cooper Potter "
    "Mason Fisher Day "
    "Field Stone Hill Banks Rivers Park Waters Wood Young Long King Price Rose West Penny Church Lane",
    "de": "Ahlers Bergmann Christiansen Dörfler Eichhorn Färber Grünwald Hübner Isensee Jäger Köhler Löffler "
    "Möller Nußbaum "
    "Oßwald Pätzold Quandt Rößler Schäfer Täubert Uhlig Voß Weiß Zöllner Krüger Brandt Lindner Seidel Vogt "
    "Winkler Bauer "
    "Koch Fuchs Wolf Stein Horn Sommer Winter Busch Kaiser Kohl von_Arnsberg Groß-Heilmann",
    "fr": "Aubert Barbier Chevallier Delacroix Évrard Fournier Giraud Hénault Imbert Joubert Kermadec Lefèvre "
    "Marchand Noël "
    "Ollivier Perrin Quentin Rousselet Sauvage Tessier Urbain Vasseur Weber Bélanger Dufour Mercier Boulanger "
    "Petit Roche "
    "Fontaine L'Hermitte de_La_Tour Saint-Amand",
    "es": "Aguirre Benítez Cárdenas Domínguez Echeverría Fuentes Gálvez Herrera Ibáñez Jiménez Larrañaga "
    "Márquez Núñez Ordóñez "
    "Peralta Quiroga Robles Sepúlveda Toledo Urrutia Valverde Zúñiga Iglesias Campos Ríos Molina Reyes Calle",
    "it": "Amato Bianchini Colombo D'Amico Esposito Ferrari Gallo Iannone Lombardi Marchetti Neri Orlando "
    "Pellegrini Quaranta "
    "Rinaldi Santoro Testa Ubaldi Vitale Zanetti De_Luca Di_Stefano Fontana Costa Leone Monti Greco Rossetti",
}
STREETS = {
    "en": "High_Street Mill_Lane Station_Road Church_View Orchard_Close Park_Avenue Kingsway Chapel_Hill "
    "Bridge_Street "
    "Victoria_Road Elm_Grove Queens_Drive",
    "de": "Hauptstraße Bahnhofstr. Gartenweg Am_Mühlenbach Lindenallee Schulstrasse Goethestraße Kirchplatz "
    "An_der_Bleiche "
    "Ringstr. Waldweg Neue_Gasse",
    "fr": "rue_de_la_République avenue_du_Général allée_des_Tilleuls boulevard_Victor rue_des_Écoles "
    "impasse_du_Moulin "
    "place_de_l'Église chemin_Vert quai_de_l'Isle",
    "es": "Calle_Mayor Avenida_de_la_Paz Plaza_España Calle_del_Olmo Paseo_Marítimo Calle_San_Juan Ronda_Norte "
    "Camino_Viejo",
    "it": "Via_Roma Corso_Garibaldi Piazza_Duomo Via_dei_Mille Viale_Europa Via_San_Marco Vicolo_Stretto Via_Verdi",
}
TOWNS = {
    "en": "Leeds:LS Bristol:BS York:YO Derby:DE Exeter:EX Norwich:NR Lincoln:LN Preston:PR Reading:RG "
    "Stockport:SK Crewe:CW Bath:BA",
    "de": "Köln:50 Münster:48 Lübeck:23 Nürnberg:90 Görlitz:02 Dresden:01 Kiel:24 Ulm:89 Würzburg:97 Jena:07 "
    "Essen:45 Höxter:37",
    "fr": "Nîmes:30 Angoulême:16 Tours:37 Orléans:45 Besançon:25 Metz:57 Quimper:29 Béziers:34 Lyon:69 Niort:79",
    "es": "Cádiz:11 León:24 Bilbao:48 Gijón:33 Málaga:29 Burgos:09 Jaén:23 Vigo:36 Logroño:26 Cáceres:10",
    "it": "Torino:10 Bari:70 Forlì:47 Lecce:73 Parma:43 Genova:16 Trieste:34 Perugia:06 Como:22 Pisa:56",
}
MAIL_HOSTS = {
    "en": "kestrelmail.example northpost.example inboxly.example quickmail.example",
    "de": "postfix-west.example webbrief.example t-post.example nordmail.example",
    "fr": "laposte-verte.example courriel.example orangemail.example",
    "es": "correo-sur.example buzon.example",
    "it": "posta-viva.example liberamail.example",
}
PRODUCTS = (
    "Walnut_Desk Oak_Shelf Linen_Curtain Copper_Kettle Garden_Bench Wool_Rug Brass_Lamp Glass_Vase Cork_Board "
    "Felt_Slippers "
    "Paper_Lantern Enamel_Mug Cotton_Throw Cedar_Chest Slate_Coaster Wicker_Basket Marble_Tray Cast_Iron_Pan"
)
COMPLAINTS = (
    "The parcel arrived late and the box was torn.",
    "I was charged twice for the same order.",
    "Could you tell me when the missing part will be sent?",
    "The colour is not what the page shows.",
    "Thank you, everything works now.",
    "Please cancel the second item, I only need one.",
    "The code from the letter is not accepted.",
    "My account is locked since yesterday evening.",
)
CONSOLES = (
    "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/121.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) Mobile/15E148",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/120.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) Chrome/120.0.0.0 Mobile",
)


def listed(words: str) -> list[str]:
    """The words of a list; an underscore stands for a space."""
    return [word.replace("_", " ") for word in words.split()]
