"""What clients and coaches of the demonstration write on the forms of a job."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coaching.contacts.types import MeetingPurpose
from coaching.jobs.types import EndReason


@dataclass(frozen=True)
class End:
    """How a job's end is told: in the client's own words, and what was learned."""

    view: str
    lesson: str


@dataclass(frozen=True)
class WorkBank:
    """Words of one language.

    `adjust` pairs what was arranged with who sees to it; `next_steps` are those after a meeting for
    an interview, support at work, thanks, and any other.
    """

    short_days: tuple[str, ...]
    long_days: tuple[str, ...]
    inductions: tuple[str, ...]
    adjust: tuple[tuple[str, str], ...]
    tasks: tuple[tuple[str, str], ...]
    next_steps: Mapping[MeetingPurpose | None, tuple[str, ...]]
    went_well: tuple[str, ...]
    employer_views: tuple[str, ...]
    ends: Mapping[EndReason, End]
    new_tasks: tuple[str, ...]
    more_hours: str
    permanent: str
    info_how: tuple[str, ...]
    warnings: tuple[str, ...]
    warning_calls: tuple[str, ...]
    other_help: tuple[str, ...]
    waiting_for: tuple[str, ...]
    check_notes: tuple[str, ...]
    mappings: tuple[tuple[str, str], ...]
    mapping_at: str


FI = WorkBank(
    short_days=(
        "Arkisin aamupäivällä", "Kolmena päivänä viikossa", "Aamuvuoro, alkaa klo 7",
        "Iltapäivisin, päivät sovitaan viikoksi kerrallaan",
    ),
    long_days=(
        "Arkisin klo 8 alkaen", "Aamu- ja iltavuoroja vuorotellen",
        "Vuorolista kolmeksi viikoksi kerrallaan",
    ),
    inductions=(
        "Nimetty työkaveri kahden ensimmäisen viikon ajan.",
        "Esihenkilö perehdyttää, ohjeet myös kirjallisina.",
        "Yksi tehtävä kerrallaan, uusi vasta kun edellinen sujuu.",
        "Työkaveri on vastassa ovella ensimmäisenä aamuna.",
    ),
    adjust=(
        ("Työlista kirjallisena", "esihenkilö"),
        ("Ylimääräinen tauko iltapäivällä", "esihenkilö"),
        ("Rauhallinen paikka tauoille", "työkaveri"),
        ("Alkuun lyhyemmät päivät", "esihenkilö"),
        ("Hoitoajat merkitään vuorolistaan", "valmentaja"),
    ),
    tasks=(
        ("Tavaran purku ja hyllytys", "aamuisin"),
        ("Pakkaaminen", "ma–to"),
        ("Tilojen siistiminen", "ennen avaamista"),
        ("Keittiön avustavat työt", "lounasaikaan"),
        ("Pihan ja ulkoalueiden hoito", "keväästä syksyyn"),
        ("Lajittelu ja keräily", "iltapäivisin"),
        ("Arkistointi ja skannaus", "kerran viikossa"),
    ),
    next_steps={
        MeetingPurpose.INTERVIEW: ("Soitan ja kysyn, mitä päätettiin",),
        MeetingPurpose.SUPPORT_AT_WORK: (
            "Kysyn esihenkilöltä, miten viikot ovat sujuneet",
            "Käydään yhdessä läpi seuraava tehtävä",
            "Palataan, kun vuorolista on selvillä",
        ),
        MeetingPurpose.THANKS: ("Kysyn, onko uusia tarpeita", "Soitan ja sovin uuden käynnin"),
        MeetingPurpose.SPEAK_FOR_CLIENT: (
            "Soitan ja kysyn, miten asia on edennyt",
            "Sovitaan aika tutustumiselle",
            "Lähetän tiedot, joista asiakkaan kanssa on sovittu",
        ),
        None: (
            "Soitan ja kysyn, miten asia on edennyt",
            "Lähetän palvelun esitteen ja soitan perään",
            "Palataan, kun vuorolista on selvillä",
            "Sovitaan aika tehtävien läpikäymiseen",
        ),
    },
    went_well=(
        "Tulin aina ajoissa", "Opin tehtävät nopeasti", "Työkaverit pyysivät kahville",
        "Jaksoin koko vuoron", "Jäljestä tuli kiitosta", "Uskalsin pyytää apua",
    ),
    employer_views=(
        "Huolellinen ja luotettava, ottaisimme uudestaan.",
        "Työt tuli tehtyä. Ohjeet olisi pitänyt antaa kirjallisina heti.",
        "Mukava työkaveri, asiakkaat kiittelivät.",
    ),
    ends={
        EndReason.FIXED_TERM: End(
            "Sopimus loppui niin kuin oli sovittu. Olisin jatkanut.",
            "Jatkosta kannattaa kysyä työnantajalta jo kuukautta ennen.",
        ),
        EndReason.SEASON: End(
            "Kausi päättyi. Keväällä voisin palata.",
            "Seuraavan kauden paikka sovitaan jo syksyllä.",
        ),
        EndReason.STUDIES: End(
            "Pääsin opiskelemaan alaa, josta pidin töissä.",
            "Työ näytti suunnan. Kesätyötä haetaan ajoissa.",
        ),
        EndReason.BETTER_JOB: End(
            "Löysin työn, joka on lähempänä kotia.",
            "Ensimmäinen työ antoi uskoa hakea lisää.",
        ),
        EndReason.TASKS: End(
            "Tahti oli minulle liian kova, vaikka porukka oli hyvä.",
            "Tehtävät käydään läpi paikan päällä ennen sopimista.",
        ),
        EndReason.TIMES_OR_TRAVEL: End(
            "Bussi ei kulkenut iltavuoron jälkeen.",
            "Työmatka kokeillaan molempiin suuntiin ennen aloitusta.",
        ),
        EndReason.LESS_WORK: End(
            "Tilauksia tuli vähemmän, eikä tunteja enää riittänyt.",
            "Kysytään työnantajalta tilannetta useammin.",
        ),
        EndReason.PAY_OR_BENEFITS: End(
            "Käteen jäi liian vähän, kun etuus pieneni.",
            "Etuudet lasketaan uudestaan jo ennen kuin tunnit muuttuvat.",
        ),
    },
    new_tasks=(
        "Uusi tehtävä opittu, mukaan tuli tilausten keräily.",
        "Vastaa nyt myös tilausten kuittaamisesta.",
    ),
    more_hours="Asiakas ja esihenkilö sopivat yhdessä.",
    permanent="Esihenkilö halusi jatkaa.",
    info_how=("Soita valmentajalle, numero on kortissa.", "Viesti riittää, valmentaja soittaa takaisin."),
    warnings=(
        "En vastaa viesteihin enkä syö lounasta muiden kanssa.",
        "Herään yöllä ja mietin töitä.",
        "Alan myöhästyä enkä kerro syytä.",
    ),
    warning_calls=("valmentaja", "valmentaja, sitten lähiohjaaja"),
    other_help=("Lähiohjaaja käy kerran viikossa.", "Läheinen muistuttaa aamulla."),
    waiting_for=("Kelan päätös asumistuesta", "eläkelaitoksen vastaus ansaintarajasta"),
    check_notes=("Laskettiin yhdessä, kuulostaa hyvältä.", "Soitettiin Kelaan yhdessä."),
    mappings=(
        ("osaamiskartoitus", "Vahvinta on huolellisuus ja kädentaidot. Ohje kannattaa antaa vaiheina."),
        ("kuvallinen osaamiskartoitus", "Kiinnostus kohdistuu tehtäviin, joissa jälki näkyy heti."),
        ("osaamiskartoitus", "Osaa käyttää tavallisia toimisto-ohjelmia ja oppii uudet nopeasti."),
    ),
    mapping_at="Kopio asiakkaalla, alkuperäinen asiakastietojärjestelmässä",
)  # fmt: skip

SV = WorkBank(
    short_days=(
        "Vardagar på förmiddagen", "Tre dagar i veckan", "Morgonskift från kl. 7",
    ),
    long_days=(
        "Vardagar från kl. 8", "Morgon- och kvällsskift turvis",
        "Skiftlista för tre veckor i taget",
    ),
    inductions=(
        "En arbetskamrat är utsedd för de två första veckorna.",
        "Chefen introducerar, anvisningarna finns också skriftligt.",
        "En uppgift i taget, en ny först när den förra löper.",
    ),
    adjust=(
        ("Skriftlig arbetslista", "chefen"),
        ("En extra paus på eftermiddagen", "chefen"),
        ("En lugn plats för pauser", "arbetskamraten"),
        ("Kortare dagar i början", "chefen"),
        ("Vårdtiderna skrivs in i skiftlistan", "arbetstränaren"),
    ),
    tasks=(
        ("Packa upp varor och fylla på hyllor", "på morgnarna"),
        ("Packning", "mån–tors"),
        ("Städning av lokalerna", "före öppning"),
        ("Hjälp i köket", "under lunchen"),
        ("Skötsel av gård och uteområden", "från vår till höst"),
        ("Plockning och sortering", "på eftermiddagarna"),
    ),
    next_steps={
        MeetingPurpose.INTERVIEW: ("Jag ringer och frågar vad som beslutades",),
        MeetingPurpose.SUPPORT_AT_WORK: (
            "Jag frågar chefen hur veckorna har gått",
            "Vi går igenom nästa uppgift tillsammans",
        ),
        MeetingPurpose.THANKS: ("Jag frågar om nya behov", "Jag ringer och avtalar ett nytt besök"),
        MeetingPurpose.SPEAK_FOR_CLIENT: (
            "Jag ringer och frågar hur det har gått",
            "Vi avtalar en tid för ett besök",
        ),
        None: (
            "Jag ringer och frågar hur det har gått",
            "Jag skickar broschyren och ringer upp",
            "Vi återkommer när skiftlistan är klar",
        ),
    },
    went_well=(
        "Kom alltid i tid", "Lärde mig uppgifterna snabbt", "Trivdes med arbetskamraterna",
        "Orkade hela skiftet", "Fick beröm för resultatet", "Vågade be om hjälp",
    ),
    employer_views=(
        "Noggrann och pålitlig, vi skulle anställa igen.",
        "Arbetet blev gjort. Anvisningarna borde ha funnits skriftligt genast.",
    ),
    ends={
        EndReason.FIXED_TERM: End(
            "Avtalet tog slut så som vi hade kommit överens om. Jag hade gärna fortsatt.",
            "Fråga arbetsgivaren om en fortsättning redan en månad före.",
        ),
        EndReason.SEASON: End(
            "Säsongen tog slut. Till våren kan jag komma tillbaka.",
            "Platsen för nästa säsong avtalas redan på hösten.",
        ),
        EndReason.STUDIES: End(
            "Jag kom in på en utbildning i den bransch som jag trivdes i.",
            "Arbetet visade riktningen. Sommarjobb söks i god tid.",
        ),
        EndReason.BETTER_JOB: End(
            "Jag hittade ett arbete närmare hemmet.",
            "Det första jobbet gav mod att söka vidare.",
        ),
        EndReason.TASKS: End(
            "Takten var för hård för mig, fast gänget var bra.",
            "Uppgifterna gås igenom på plats innan vi kommer överens.",
        ),
        EndReason.TIMES_OR_TRAVEL: End(
            "Bussen gick inte efter kvällsskiftet.",
            "Resan provas åt båda hållen innan arbetet börjar.",
        ),
        EndReason.LESS_WORK: End(
            "Beställningarna blev färre och timmarna räckte inte till.",
            "Vi frågar arbetsgivaren oftare hur läget är.",
        ),
        EndReason.PAY_OR_BENEFITS: End(
            "För lite blev kvar när förmånen minskade.",
            "Förmånerna räknas om redan innan timmarna ändras.",
        ),
    },
    new_tasks=("En ny uppgift: plockning av beställningar.", "Kvitterar nu också beställningarna."),
    more_hours="Klienten och chefen kom överens tillsammans.",
    permanent="Chefen ville fortsätta.",
    info_how=(
        "Ring arbetstränaren, numret finns på kortet.",
        "Ett meddelande räcker, arbetstränaren ringer upp.",
    ),
    warnings=(
        "Jag svarar inte på meddelanden och äter inte lunch med de andra.",
        "Jag vaknar på natten och tänker på arbetet.",
        "Jag börjar komma för sent och säger inte varför.",
    ),
    warning_calls=("arbetstränaren", "arbetstränaren, sedan boendehandledaren"),
    other_help=("Boendehandledaren kommer en gång i veckan.", "En närstående påminner på morgonen."),
    waiting_for=("FPA:s beslut om bostadsbidraget", "pensionsanstaltens svar om inkomstgränsen"),
    check_notes=("Vi räknade tillsammans, det ser bra ut.", "Vi ringde FPA tillsammans."),
    mappings=(
        ("kompetenskartläggning", "Starkast är noggrannhet och händighet. Anvisningar ges bäst i steg."),
        ("kompetenskartläggning", "Intresset gäller uppgifter där resultatet syns genast."),
    ),
    mapping_at="Kopian hos klienten, originalet i klientdatasystemet",
)  # fmt: skip
