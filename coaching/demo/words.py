"""Material of the demonstration: people, teams and the organisation's lists, all made up."""

from __future__ import annotations

from coaching.accounts.types import Grant

ORGANISATION = "Rantamaan työhönvalmennus"

TEAMS = (
    ("Työllisyyspalvelujen tiimi", "tyollisyys"),
    ("Vammaispalvelujen tiimi", "vammaispalvelut"),
)

# user name, name, title, language
STAFF = (
    ("anna", "Anna Laine", "työhönvalmentaja", "fi"),
    ("siv", "Siv Nygård", "arbetstränare", "sv"),
    ("mikael", "Mikael Backman", "arbetstränare", "sv"),
    ("jukka", "Jukka Rantanen", "työhönvalmentaja", "fi"),
    ("paula", "Paula Kivelä", "työhönvalmentaja", "fi"),
    ("outi", "Outi Saarela", "tiiminvetäjä", "fi"),
    ("bjorn", "Björn Holm", "teamledare", "sv"),
    ("risto", "Risto Koski", "palvelupäällikkö", "fi"),
    ("tiina", "Tiina Harju", "pääkäyttäjä", "fi"),
)
GRANTS = {"risto": Grant.MANAGER, "tiina": Grant.ADMINISTRATOR}

COACHES = ("anna", "siv", "mikael", "jukka", "paula")
LEADERS = ("outi", "bjorn")
TEAM_OF = {"anna": 0, "siv": 0, "mikael": 0, "jukka": 1, "paula": 1, "outi": 0, "bjorn": 1}
SWEDISH = frozenset({"siv", "mikael", "bjorn"})
"""Who writes in Swedish."""

FIRST_FI = (
    "Leila", "Joonas", "Mika", "Timo", "Noora", "Elina", "Hannu", "Irma", "Veera", "Oskari", "Jari",
    "Ritva", "Sami", "Petri", "Kaisa", "Aleksi", "Emma", "Olli", "Riikka", "Tuomas", "Sanna", "Ville",
    "Jenni", "Antti", "Heli", "Kimmo", "Laura", "Marko", "Niina", "Pasi", "Sari", "Teemu", "Ulla",
    "Harri", "Iida", "Juho", "Katri", "Lauri", "Minttu", "Eero", "Venla", "Onni", "Tarja", "Arto",
    "Pirkko", "Roosa", "Eetu", "Hilla",
)  # fmt: skip
FIRST_SV = (
    "Åsa", "Björn", "Carina", "Daniel", "Ebba", "Fredrik", "Gun", "Henrik", "Ida", "Jonas", "Kristina",
    "Linus", "Maj", "Niklas", "Örjan", "Pia", "Rasmus", "Sofia", "Tor", "Viktor", "Alva", "Bo",
    "Disa", "Emil", "Frida", "Gustav", "Helena", "Kaj", "Linnea", "Stina",
)  # fmt: skip
LAST_FI = (
    "Sundelius", "Hietamäki", "Jokiranta", "Kallioinen", "Lehtovirta", "Myllykoski", "Niittylahti",
    "Ojanperä", "Pihlajisto", "Rantakangas", "Saarimetsä", "Tuulensuu", "Uusipelto", "Vainionpää",
    "Ylikangas", "Ahonlaita", "Haapasuo", "Isoniitty", "Järvensivu", "Koivukari", "Lampimäki",
    "Metsäpolku", "Nummisto", "Peltokorpi", "Salmiranta", "Törmälehto", "Väliharju", "Äijälä",
    "Harjunpelto", "Kuusiluoma", "Lohiniva", "Merilahti", "Suvikangas", "Tervaniemi", "Kaarnamäki",
    "Hallavuori", "Pajuluoto", "Riihipelto", "Vuorenmäki", "Öljymäki",
)  # fmt: skip
LAST_SV = (
    "Björkvik", "Dalkulla", "Enholm", "Forsgård", "Granlid", "Hagström", "Klippberg", "Ljungnäs",
    "Norrskog", "Rönnvall", "Sandören", "Tallmo", "Västerskär", "Ådahl", "Öhrnberg", "Alskog",
    "Brännmo", "Furubacka", "Gertsudd", "Hällskär", "Kvarnbo", "Lillskog", "Morsbacka", "Storråbb",
)  # fmt: skip
NEWCOMERS = ("Amira Salimi", "Farid Noorzad", "Olena Kovalets", "Minh Trang")
"""Clients who came to the country as grown-ups; their language of service is another one."""

MUNICIPALITIES = ("Kokkola", "Pietarsaari", "Kruunupyy", "Kannus", "Kaustinen", "Veteli", "Perho")

CARE_TEAMS = (
    ("Aikuispsykiatrian avohoito", 0),
    ("Öppen psykiatrisk vård", 0),
    ("Päihdepalvelujen avohoito", 0),
    ("Asumisen tuki, rannikko", 1),
    ("Neuropsykiatrinen työryhmä", 1),
)
"""Names of treatment and support teams, each with the team whose clients it supports."""

# code: fi, sv, en
INDUSTRIES = {
    "agriculture": ("maatilat ja puutarhat", "gårdar och trädgårdar", "farms and gardens"),
    "food": ("elintarviketeollisuus", "livsmedelsindustri", "food industry"),
    "industry": ("muu teollisuus", "övrig industri", "other industry"),
    "construction": ("rakentaminen", "byggande", "construction"),
    "trade": ("kauppa", "handel", "trade"),
    "logistics": ("varastointi ja kuljetus", "lager och transport", "storage and transport"),
    "restaurant": ("ravintolat ja majoitus", "restauranger och inkvartering", "food and lodging"),
    "services": ("kiinteistöt, siivous ja huolto", "fastigheter, städning och service",
                 "property, cleaning and repair"),
    "care": ("hoiva, koulut ja päiväkodit", "omsorg, skolor och daghem", "care, schools, nurseries"),
    "office": ("toimistot ja tietotekniikka", "kontor och it", "offices and IT"),
    "culture": ("kulttuuri ja vapaa-aika", "kultur och fritid", "culture and leisure"),
}  # fmt: skip

LEGAL_BASES = {
    "employment": (
        "laki työvoimapalveluiden järjestämisestä",
        "lagen om ordnande av arbetskraftsservice",
        "Act on the Organisation of Employment Services",
    ),
    "social": ("sosiaalihuoltolaki", "socialvårdslagen", "Social Welfare Act"),
    "disability": (
        "vammaispalvelulaki",
        "lagen om funktionshinderservice",
        "Disability Services Act",
    ),
}

HELPERS_FI = (
    ("omatyöntekijä", "aikuissosiaalityö"), ("sairaanhoitaja", "psykiatrian poliklinikka"),
    ("velkaneuvoja", "oikeusaputoimisto"), ("asumisohjaaja", "tukiasuntoyksikkö"),
    ("opinto-ohjaaja", "ammattiopisto"), ("sosiaaliohjaaja", "vammaispalvelutoimisto"),
)  # fmt: skip
HELPERS_SV = (
    ("egen kontaktperson", "vuxensocialarbetet"), ("sjukskötare", "psykiatriska polikliniken"),
    ("skuldrådgivare", "rättshjälpsbyrån"), ("boendehandledare", "stödboendet"),
)  # fmt: skip

# Reasons of decisions, in words.
WANTS_SIV = "Önskar Siv som tränare, hon är bekant sedan tidigare. Väntar hellre på hennes plats."
MEETS_FIRST = "Ensitapaaminen on sovittu ensi viikolle. Työhönvalmentaja valitaan siinä yhdessä."
MOVES_FIRST = "Haluaa aloittaa, kun muutto omaan asuntoon on ohi, parin viikon päästä."
NOT_READY = "Hoitava taho piti hakemista liian varhaisena. Sovittiin, että voi palata milloin vain."
NOT_INTERESTED = "Haluaa jatkaa päivätoiminnassa, palkkatyö ei kiinnosta nyt."
STUDIES_FIRST = "Haluaa ensin käydä koulun loppuun, tietää miten pääsee takaisin."
MOVED_UP = "Työpaikka on jo tiedossa ja voi alkaa kahden viikon päästä."
BACK_AGAIN_FI = "Palaa palveluun: määräaikainen työ päättyi ja uusi on haussa."
BACK_AGAIN_SV = "Kommer tillbaka: visstidsarbetet tog slut och ett nytt söks."
