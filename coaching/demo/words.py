"""Material of the demonstration: names, employers and sentences, all made up."""

from __future__ import annotations

TEAMS = (
    ("Työllisyyspalvelujen tiimi", "tyollisyys"),
    ("Vammaispalvelujen tiimi", "vammaispalvelut"),
)

# user name, name, role, team, FTE, language
STAFF = (
    ("anna", "Anna Laine", "coach", 0, "1", "fi"),
    ("siv", "Siv Nygård", "coach", 0, "1", "sv"),
    ("mikael", "Mikael Backman", "coach", 0, "1", "sv"),
    ("jukka", "Jukka Rantanen", "coach", 1, "1", "fi"),
    ("paula", "Paula Kivelä", "coach", 1, "0.5", "fi"),
    ("outi", "Outi Saarela", "leader", 0, "1", "fi"),
    ("bjorn", "Björn Holm", "leader", 1, "1", "sv"),
)

FIRST_FI = (
    "Leila", "Amira", "Joonas", "Mika", "Timo", "Noora", "Elina", "Farid", "Hannu", "Irma", "Veera",
    "Oskari", "Jari", "Ritva", "Sami", "Petri", "Kaisa", "Aleksi", "Emma", "Olli", "Riikka", "Tuomas",
    "Sanna", "Ville", "Jenni", "Antti", "Heli", "Kimmo", "Laura", "Marko", "Niina", "Pasi", "Sari",
    "Teemu", "Ulla", "Harri", "Iida", "Juho", "Katri", "Lauri",
)  # fmt: skip
FIRST_SV = (
    "Åsa", "Björn", "Carina", "Daniel", "Ebba", "Fredrik", "Gun", "Henrik", "Ida", "Jonas", "Kristina",
    "Linus", "Maj", "Niklas", "Örjan", "Pia", "Rasmus", "Sofia", "Tor", "Viktor",
)  # fmt: skip
LAST_FI = (
    "Sundelius", "Hietamäki", "Jokiranta", "Kallioinen", "Lehtovirta", "Myllykoski", "Niittylahti",
    "Ojanperä", "Pihlajisto", "Rantakangas", "Saarimetsä", "Tuulensuu", "Uusipelto", "Vainionpää",
    "Ylikangas", "Ahonlaita", "Haapasuo", "Isoniitty", "Järvensivu", "Koivukari", "Lampimäki",
    "Metsäpolku", "Nummisto", "Peltokorpi", "Salmiranta", "Törmälehto", "Väliharju", "Äijälä",
)  # fmt: skip
LAST_SV = (
    "Björkvik", "Dalkulla", "Enholm", "Forsgård", "Granlid", "Hagström", "Klippberg", "Ljungnäs",
    "Norrskog", "Rönnvall", "Sandören", "Tallmo", "Västerskär", "Ådahl", "Öhrnberg",
)  # fmt: skip

MUNICIPALITIES = ("Kokkola", "Kruunupyy", "Perho", "Kannus", "Pietarsaari", "Veteli", "Kaustinen")

# name, industry code, person, role
EMPLOYERS = (
    ("Leipomo Kaisla", "food", "Raili Tuominen", "toimitusjohtaja"),
    ("Puutarha Vilja", "agriculture", "Tom Backlund", "tuotantopäällikkö"),
    ("Pesula Puhdas", "services", "Marja Kivelä", "esihenkilö"),
    ("Kone-Nikkari", "industry", "Antti Nikkari", "yrittäjä"),
    ("Ompelimo Lanka", "industry", "Helena Lanki", "yrittäjä"),
    ("Rautakauppa Pultti", "trade", "Kari Mutteri", "myymäläpäällikkö"),
    ("Café Åström", "restaurant", "Gunilla Åström", "ägare"),
    ("Hotelli Satamankulma", "restaurant", "Eero Laituri", "hotellinjohtaja"),
    ("Kukkatalo Ruusu", "trade", "Anneli Ruusunen", "kauppias"),
    ("Autohuolto Veljekset", "services", "Pekka Velisalo", "työnjohtaja"),
    ("Kirjakauppa Sivu", "trade", "Sirkka Sivula", "myymäläpäällikkö"),
    ("Varasto Hylly", "logistics", "Jonne Hyllynen", "varastopäällikkö"),
    ("Siivouspalvelu Kirkas", "services", "Tiina Kirkas", "palveluesihenkilö"),
    ("Päiväkoti Käpylinna", "public", "Minna Käpylä", "johtaja"),
    ("Kalatukku Merta", "food", "Göran Merta", "tuotantojohtaja"),
    ("Byggfirma Hammarnäs", "construction", "Stefan Hammarnäs", "arbetsledare"),
    ("Lunchrestaurang Skeden", "restaurant", "Monica Skedevik", "köksmästare"),
    ("Metalliverstas Säde", "industry", "Ismo Säteri", "verstaspäällikkö"),
    ("Hoivakoti Iltarusko", "public", "Eija Rusko", "osastonhoitaja"),
    ("Taimisto Oras", "agriculture", "Leo Orasmaa", "yrittäjä"),
    ("Lähikauppa Nurkka", "trade", "Susanna Nurkkala", "kauppias"),
    ("Kirjapaino Arkki", "industry", "Timo Arkkila", "tuotantopäällikkö"),
    ("Kierrätyskeskus Uusio", "services", "Nina Uusiola", "esihenkilö"),
    ("Teatteri Esirippu", "culture", "Ossi Ripukka", "tuottaja"),
    ("Ratsutalli Kavio", "agriculture", "Johanna Kaviola", "yrittäjä"),
    ("IT-tuki Näppäin", "it", "Sakari Näppälä", "palvelupäällikkö"),
)

GOALS_FI = (
    "Haluan töihin, joissa näen oman käteni jäljen. Aamut sopivat minulle.",
    "Haluan keittiötyöhön, jossa on selkeät ohjeet ja mukava porukka.",
    "Haluan varastotyöhön. Pidän järjestyksestä ja siitä, että saa liikkua.",
    "Haluan työtä eläinten parissa tai ulkona, vaikka muutama tunti päivässä.",
    "Haluan takaisin kaupan alalle, koska asiakkaat ovat minulle tärkeitä.",
    "Haluan tehdä jotakin käsillä. Ompelu ja korjaaminen kiinnostavat.",
    "Haluan toimistotyötä, jossa voin keskittyä yhteen asiaan kerrallaan.",
)
GOALS_SV = (
    "Jag vill ha ett jobb där jag får arbeta med händerna, helst på förmiddagen.",
    "Jag vill arbeta i ett kök med tydliga anvisningar.",
    "Jag vill tillbaka till butik. Jag tycker om att hjälpa kunder.",
    "Jag vill arbeta ute, gärna med växter eller djur.",
)
STRENGTHS_FI = (
    "tarkka: huomaa pienetkin virheet", "tulee ajoissa", "oppii, kun työ näytetään kerran",
    "ystävällinen asiakkaille", "jaksaa toistaa samaa huolellisesti", "pitää työpaikan siistinä",
    "hyvä muisti paikoille ja numeroille", "rauhallinen kiireessäkin", "kysyy, jos ei tiedä",
    "auttaa työkaveria pyytämättä", "pitää kodin arjen koossa", "kestää fyysistä työtä",
)  # fmt: skip
STRENGTHS_SV = (
    "noggrann med detaljer", "kommer i tid", "lär sig när arbetet visas en gång", "vänlig mot kunder",
    "lugn också i brådska", "hjälper gärna arbetskamrater", "orkar fysiskt arbete", "håller ordning",
)  # fmt: skip
JOB_TYPES = (
    ("pesulatyö", "siivous"), ("keittiöapulainen", "leipomotyö"), ("varastotyö", "hyllytys"),
    ("puutarhatyö", "eläintenhoito"), ("myyjä", "kassatyö"), ("ompelija", "korjaustyö"),
    ("toimistoapulainen", "arkistointi"), ("pakkaaja", "tuotantotyö"),
)  # fmt: skip

NOTES_FI = {
    "getting_to_know": (
        "Tutustuttiin ja sovittiin, miten pidetään yhteyttä.",
        "Puhuttiin arjesta ja toiveista.",
    ),
    "profile": (
        "Käytiin profiilia läpi, vahvuudet löytyivät helposti.",
        "Täydennettiin työkokemus yhdessä.",
    ),
    "disclosure_talk": (
        "Hyödyt ja haitat käytiin läpi.",
        "Sovittiin, mitä työnantajalle kerrotaan.",
    ),
    "benefits": (
        "Katsottiin, miten palkka vaikuttaa etuuksiin.",
        "Sovittiin aika etuusneuvojalle.",
    ),
    "job_search": (
        "Katsottiin avoimia paikkoja ja valittiin kolme.",
        "Harjoiteltiin haastattelua.",
    ),
    "employer_meeting": (
        "Tutustuttiin tuotantoon, voi tulla uudelleen.",
        "Kerrottiin palvelusta ja vahvuuksista.",
    ),
    "support_at_work": (
        "Työ sujuu, sovittiin kirjallinen työlista.",
        "Käytiin läpi uusi tehtävä työkaverin kanssa.",
    ),
    "support_outside_work": ("Puhuttiin jaksamisesta ja viikon rytmistä.", "Käytiin läpi paperit."),
    "care_team": ("Sovittiin yhteinen palaveri.", "Tiimi kannustaa työhön."),
    "outreach": ("Soitin, ei vastausta.", "Jätin viestin, yritän uudelleen huomenna."),
    "network": ("Verkostopalaveri, vastuut sovittu.", "Yhteinen suunnitelma päivitettiin."),
}
NOTES_SV = {
    "getting_to_know": ("Vi lärde känna varandra och kom överens om kontakten.",),
    "profile": ("Vi gick igenom profilen och skrev ner styrkorna.",),
    "disclosure_talk": ("Vi gick igenom för- och nackdelar.",),
    "benefits": ("Vi såg på hur lönen inverkar på förmånerna.",),
    "job_search": ("Vi valde ut tre lediga platser.",),
    "employer_meeting": ("Vi bekantade oss med arbetet, välkomna åter.",),
    "support_at_work": ("Arbetet löper, vi gjorde en skriftlig lista.",),
    "support_outside_work": ("Vi talade om orken och veckans rytm.",),
    "care_team": ("Vi kom överens om ett gemensamt möte.",),
    "outreach": ("Ringde, inget svar.",),
    "network": ("Nätverksmöte, ansvaret är fördelat.",),
}
