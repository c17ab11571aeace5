"""Answers of the demonstration's clients in form A, in their own language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Bank:
    """What clients of one language answer.

    `past` are jobs of earlier years: the job, where, what went well and why it ended. `schools` are
    level, field and whether it was left unfinished. `coach` and `own` are who takes a next step.
    `both` are the words of the strength that tells of two languages.
    """

    avoid: tuple[str, ...]
    hobbies: tuple[str, ...]
    support: tuple[str, ...]
    home: tuple[str, ...]
    team_view: tuple[str, ...]
    areas: tuple[str, ...]
    schools: tuple[tuple[str, str, bool], ...]
    past: tuple[tuple[str, str, str, str], ...]
    languages: tuple[tuple[tuple[str, str], ...], ...]
    newcomer: tuple[tuple[str, str], ...]
    both: str
    steps: tuple[str, ...]
    steps_at_work: tuple[str, ...]
    relations: tuple[str, ...]
    talk: dict[str, tuple[str, ...]]
    job_went_well: tuple[str, ...]
    own: str
    coach: str
    together: str


FI = Bank(
    avoid=(
        "En halua yövuoroja enkä puhelintyötä.",
        "En halua olla koko päivää yksin.",
        "En halua kovaa melua tai jatkuvaa kiirettä.",
        "En halua työtä, jossa vuorot selviävät vasta edellisenä iltana.",
        "En enää nosta raskaita laatikoita.",
    ),
    hobbies=(
        "Kalastan ja korjaan verkot itse.",
        "Hoidan sisaruksen lapsia ja leivon viikonloppuisin.",
        "Pelaan sählyä torstaisin ja laitan porukan kahvit.",
        "Neulon, ja myyn sukkia joulumyyjäisissä.",
        "Kasvatan tomaatteja ja chilejä, talvella taimet ikkunalla.",
        "Korjaan pyöriä naapureille.",
        "Käyn uimassa ja pidän päiväkirjaa.",
    ),
    support=(
        "Auttaa, kun tiedän aamulla, mitä päivässä on. Pieni tauko kerran tunnissa.",
        "Auttaa, kun joku näyttää ensin ja saan tehdä perässä.",
        "Auttaa, kun kiireestä kerrotaan etukäteen ja yksi ihminen antaa ohjeet.",
        "Auttaa, kun saan sanoa ääneen, jos en jaksa. Silloin yleensä jaksan.",
        "Auttaa säännöllinen rytmi ja se, että vapaapäivät ovat peräkkäin.",
    ),
    home=(
        "Aamut sujuvat, kun herätys on kahdessa paikassa. Bussi kulkee tunnin välein.",
        "Lasten koulumatkat rajaavat aloituksen kello yhdeksään.",
        "Asumisohjaaja käy tiistaisin, muut päivät ovat vapaita.",
        "Talous on tiukalla, palkkapäivän rytmi mietityttää.",
    ),
    team_view=(
        "Tiimi pitää työtä hyvänä suuntana ja kannustaa aloittamaan pienesti.",
        "Tiimi järjestää ajat iltapäiviin, jotta aamut ovat työlle.",
    ),
    areas=(
        "Kokkola ja lähikunnat", "Kokkola, Kannus ja Kaustinen", "Kannus ja Toholammin suunta",
        "Kaustinen, Veteli ja Perho", "Kokkola tai Pietarsaari", "Vain Kokkolan keskustan tuntumassa",
    ),
    schools=(
        ("vocational", "kokki, suuntautuminen suurtalouteen", False),
        ("vocational", "puhtaus- ja kiinteistöala", False),
        ("vocational", "liiketalous", True),
        ("vocational", "logistiikka ja varastopalvelut", False),
        ("vocational", "sosiaali- ja terveysala", True),
        ("vocational", "kone- ja metalliala", False),
        ("upper", "ylioppilas", False),
        ("basic", "peruskoulun päättötodistus", False),
        ("applied", "tradenomiopinnot", True),
        ("vocational", "puutarha-ala", False),
    ),
    past=(
        ("kesätyöntekijä", "kunnan puisto-osasto", "Sai vastuun kastelusta.", "Kesä loppui."),
        ("kassatyöntekijä", "kyläkauppa", "Vakioasiakkaat kyselivät perään.", "Kauppa lopetti."),
        ("siivooja", "siivousliike", "Oma reitti pysyi kunnossa.", "Vuorot menivät iltaan."),
        ("kokoonpanija", "konepaja", "Laadussa ei huomautettavaa.", "Tilaukset vähenivät."),
        ("tarjoilija", "huoltoasema", "Aamuvuorot sujuivat.", "Voimat loppuivat."),
        ("lehdenjakaja", "jakeluyhtiö", "Ei yhtään valitusta talvella.", "Jakelu päättyi."),
        ("rakennusapulainen", "maansiirtofirma", "Porukka oli hyvä.", "Selkä väsyi."),
        ("varastotyöntekijä", "tukku", "Trukkikortti suoritettiin.", "Määräaika päättyi."),
        ("leipomoharjoittelija", "leipomo", "Pullat menivät kaupaksi.", "Jakso päättyi."),
    ),
    languages=(
        (("suomi", "fluent"), ("ruotsi", "basic")),
        (("suomi", "fluent"), ("englanti", "good")),
        (("suomi", "fluent"), ("ruotsi", "good"), ("englanti", "good")),
        (("suomi", "fluent"),),
    ),
    newcomer=(("suomi", "good"), ("englanti", "good")),
    both="suomea ja ruotsia",
    steps=(
        "Käydään yhdessä katsomassa kolmea työpaikkaa",
        "Kirjoitetaan hakemus ja kysytään suositus",
        "Soitetaan etuusneuvojalle ennen ensimmäistä työpäivää",
        "Harjoitellaan, mitä itsestä kerrotaan työnantajalle",
        "Uusitaan hygieniapassi",
        "Tehdään lista kymmenestä työpaikasta kotiseudulta",
        "Kysytään entiseltä esihenkilöltä, onko tarvetta",
    ),
    steps_at_work=(
        "Sovitaan esihenkilön kanssa kirjallinen työlista",
        "Katsotaan kuukauden päästä, ovatko tunnit sopivat",
        "Ilmoitetaan palkka Kelaan joka jaksolta",
        "Mietitään syksyllä, haluaako lisää tunteja",
    ),
    relations=("naapuri", "entinen luokkakaveri", "serkku", "urheiluseurasta tuttu"),
    talk={
        "agreed": (
            "Nimeni ja sen, että valmentaja on tukena, saa kertoa. Terveydestä en halua kerrottavan.",
            "Saa kertoa vahvuuksista ja työajoista. Aiempia palveluja ei mainita.",
            "Kerrotaan, että kirjallinen ohje auttaa. Syytä ei tarvitse kertoa.",
        ),
        "freely": (
            "Saa kertoa kaiken, mistä on työnantajalle hyötyä.",
            "Kerron itsekin avoimesti, valmentaja saa puhua samoin.",
        ),
        "later": (
            "Mietin vielä. Haluan ensin nähdä paikan.",
            "En osaa sanoa, kysytään uudelleen kuukauden päästä.",
        ),
        "nothing": (
            "Haluan hakea itse niin, ettei palvelusta kerrota mitään.",
            "Työnantaja on pieni ja tuttu, en halua että siellä tiedetään.",
        ),
    },
    job_went_well=(
        "Tehtävät oppi nopeasti ja ajoissa oltiin joka päivä.",
        "Työkaverit pyysivät kahville, jälki kelpasi.",
        "Uusi kone tuli tutuksi kahdessa viikossa.",
    ),
    own="minä",
    coach="valmentaja",
    together="yhdessä",
)  # fmt: skip

SV = Bank(
    avoid=(
        "Jag vill inte ha nattskift eller telefonarbete.",
        "Jag vill inte vara ensam hela dagen.",
        "Jag vill inte ha starkt buller eller ständig brådska.",
        "Jag lyfter inte längre tunga lådor.",
    ),
    hobbies=(
        "Jag fiskar och lagar näten själv.",
        "Jag bakar på veckosluten och passar syskonbarnen.",
        "Jag stickar och säljer sockor på julmarknaden.",
        "Jag odlar tomater och reparerar cyklar åt grannarna.",
    ),
    support=(
        "Det hjälper att på morgonen veta vad dagen innehåller. En liten paus varje timme.",
        "Det hjälper när någon visar först och jag får göra efter.",
        "Det hjälper när en och samma person ger anvisningarna.",
    ),
    home=(
        "Morgnarna löper med väckarklockan på två ställen. Bussen går en gång i timmen.",
        "Barnens skolvägar gör att jag börjar tidigast klockan nio.",
        "Boendehandledaren kommer på tisdagar, de övriga dagarna är lediga.",
    ),
    team_view=("Teamet ser arbetet som rätt riktning och uppmuntrar till en liten början.",),
    areas=(
        "Jakobstad och närkommunerna", "Jakobstad, Kronoby och Larsmo", "Kronoby och Karleby",
        "Helst nära Jakobstads centrum",
    ),
    schools=(
        ("vocational", "kock inom storhushåll", False),
        ("vocational", "lokalvård", False),
        ("vocational", "merkonom", True),
        ("vocational", "fordonsteknik", False),
        ("upper", "studentexamen", False),
        ("basic", "grundskolans avgångsbetyg", False),
        ("vocational", "trädgårdsbranschen", True),
    ),
    past=(
        ("sommararbetare", "kommunens parkavdelning", "Fick ansvar för bevattningen.",
         "Sommaren tog slut."),
        ("kassaarbete", "bybutik", "Stamkunderna frågade efter mig.", "Butiken stängde."),
        ("städare", "städfirma", "Rutten sköttes bra.", "Skiften flyttades till kvällen."),
        ("montör", "verkstad", "Inga anmärkningar på kvaliteten.", "Beställningarna minskade."),
        ("lagerarbetare", "partiaffär", "Truckkortet avlades.", "Visstiden tog slut."),
        ("tidningsutdelare", "distributionsbolag", "Inga klagomål på hela vintern.",
         "Utdelningen lades ner."),
    ),
    languages=(
        (("svenska", "fluent"), ("finska", "good")),
        (("svenska", "fluent"), ("finska", "basic"), ("engelska", "good")),
        (("svenska", "fluent"), ("engelska", "good")),
    ),
    newcomer=(("svenska", "good"), ("engelska", "fluent")),
    both="svenska och finska",
    steps=(
        "Vi besöker tre arbetsplatser tillsammans",
        "Vi skriver en ansökan och frågar efter en referens",
        "Vi ringer förmånsrådgivaren före första arbetsdagen",
        "Vi övar vad som berättas för arbetsgivaren",
        "Hygienpasset förnyas",
    ),
    steps_at_work=(
        "En skriftlig arbetslista avtalas med närmaste chefen",
        "Om en månad ser vi om timantalet passar",
        "Lönen anmäls till FPA varje period",
    ),
    relations=("granne", "gammal klasskamrat", "kusin", "bekant från idrottsföreningen"),
    talk={
        "agreed": (
            "Mitt namn och att arbetstränaren stöder får berättas. Inget om min hälsa.",
            "Styrkor och arbetstider får berättas. Tidigare tjänster nämns inte.",
        ),
        "freely": ("Allt som är till nytta för arbetsgivaren får berättas.",),
        "later": ("Jag funderar ännu. Vill se platsen först.",),
        "nothing": ("Jag vill söka själv utan att tjänsten nämns.",),
    },
    job_went_well=(
        "Lärde mig uppgifterna snabbt och kom i tid varje dag.",
        "Arbetskamraterna var nöjda med resultatet.",
    ),
    own="jag själv",
    coach="arbetstränaren",
    together="tillsammans",
)  # fmt: skip
