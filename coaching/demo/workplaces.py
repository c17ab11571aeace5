"""Employers of the demonstration: made-up names in real municipalities."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Workplace:
    """An employer of the story; `people` are name, role and whether the person decides on hiring."""

    name: str
    industry: str
    municipality: str
    size: str
    people: tuple[tuple[str, str, str], ...]
    needs: str = ""
    chain: str = ""


def _w(
    name: str, industry: str, municipality: str, size: str, person: str, role: str,
    *, second: tuple[str, str, str] | None = None, needs: str = "", chain: str = "",
) -> Workplace:  # fmt: skip
    people = ((person, role, "yes"), *([second] if second else []))
    return Workplace(name, industry, municipality, size, people, needs, chain)


WORKPLACES = (
    _w("Leipomo Kaisla", "food", "Kokkola", "10-49", "Raili Tuominen", "toimitusjohtaja",
       second=("Jarmo Vehnälä", "vuoropäällikkö", "no"),
       needs="Pakkaajia aamuvuoroon, myös osa-aikaisia."),
    _w("Puutarha Vilja", "agriculture", "Kruunupyy", "10-49", "Tom Backlund", "tuotantopäällikkö",
       needs="Kesäksi istuttajia ja kastelijoita."),
    _w("Pesula Puhdas", "services", "Kokkola", "10-49", "Marja Kivelä", "palvelupäällikkö",
       second=("Tuija Silitys", "työnjohtaja", "no"),
       needs="Tekstiilihuoltajia viikkaukseen ja prässiin."),
    _w("Kone-Nikkari", "industry", "Kannus", "1-9", "Antti Nikkari", "yrittäjä"),
    _w("Ompelimo Lanka", "industry", "Kokkola", "1-9", "Helena Lanki", "yrittäjä"),
    _w("Rautakauppa Pultti", "trade", "Kokkola", "10-49", "Kari Mutteri", "myymäläpäällikkö",
       needs="Tavaran vastaanottoon apua kahtena aamuna viikossa."),
    _w("Café Åström", "restaurant", "Pietarsaari", "1-9", "Gunilla Åström", "ägare",
       needs="Hjälp i köket under lunchen, mån–fre."),
    _w("Hotelli Satamankulma", "restaurant", "Kokkola", "50-249", "Eero Laituri", "hotellinjohtaja",
       second=("Pirjo Lakana", "kerroshoidon esihenkilö", "yes"),
       needs="Kerroshoitajia, työaika sovittavissa."),
    _w("Kukkatalo Ruusu", "trade", "Kokkola", "1-9", "Anneli Ruusunen", "kauppias"),
    _w("Autohuolto Veljekset", "services", "Kaustinen", "1-9", "Pekka Velisalo", "työnjohtaja"),
    _w("Kirjakauppa Sivu", "trade", "Kokkola", "1-9", "Sirkka Sivula", "myymäläpäällikkö"),
    _w("Varasto Hylly", "logistics", "Kokkola", "50-249", "Jonne Hyllynen", "varastopäällikkö",
       second=("Reija Lavala", "vuoroesihenkilö", "unsure"),
       needs="Keräilijöitä iltavuoroon, perehdytys kaksi viikkoa."),
    _w("Siivouspalvelu Kirkas", "services", "Kokkola", "50-249", "Tiina Kirkas", "aluepäällikkö",
       second=("Sari Moppila", "palveluesihenkilö", "no"),
       needs="Siivoojia kouluihin ja toimistoihin, aamut ja illat."),
    _w("Päiväkoti Käpylinna", "care", "Kokkola", "10-49", "Minna Käpylä", "johtaja"),
    _w("Kalatukku Merta", "food", "Kokkola", "10-49", "Göran Merta", "tuotantojohtaja",
       needs="Pakkaamoon kausiapua joulun alla."),
    _w("Byggfirma Hammarnäs", "construction", "Kruunupyy", "10-49", "Stefan Hammarnäs", "arbetsledare"),
    _w("Lunchrestaurang Skeden", "restaurant", "Pietarsaari", "1-9", "Monica Skedevik", "köksmästare"),
    _w("Metalliverstas Säde", "industry", "Kannus", "10-49", "Ismo Säteri", "verstaspäällikkö"),
    _w("Hoivakoti Iltarusko", "care", "Kokkola", "50-249", "Eija Rusko", "yksikönjohtaja",
       second=("Maarit Aamula", "tiimivastaava", "no"),
       needs="Hoiva-avustajia ja keittiöapua, myös lyhyitä vuoroja."),
    _w("Taimisto Oras", "agriculture", "Veteli", "1-9", "Leo Orasmaa", "yrittäjä"),
    _w("Lähikauppa Nurkka", "trade", "Kaustinen", "1-9", "Susanna Nurkkala", "kauppias",
       chain="Nurkka", needs="Hyllyttäjä kolmelle aamulle."),
    _w("Kirjapaino Arkki", "industry", "Kokkola", "10-49", "Timo Arkkila", "tuotantopäällikkö"),
    _w("Kierrätyskeskus Uusio", "services", "Kokkola", "10-49", "Nina Uusiola", "toiminnanjohtaja",
       needs="Lajittelijoita ja polkupyörien korjaajia."),
    _w("Teatteri Esirippu", "culture", "Kokkola", "10-49", "Ossi Ripukka", "tuottaja"),
    _w("Ratsutalli Kavio", "agriculture", "Kannus", "1-9", "Johanna Kaviola", "yrittäjä"),
    _w("IT-tuki Näppäin", "office", "Kokkola", "10-49", "Sakari Näppälä", "palvelupäällikkö"),
    _w("Nurkka Keskusta", "trade", "Kokkola", "10-49", "Heikki Kassala", "kauppias", chain="Nurkka",
       second=("Eveliina Hinnasto", "myymälävastaava", "no"),
       needs="Kassoja ja hyllyttäjiä viikonloppuihin."),
    _w("Bageri Vetekransen", "food", "Pietarsaari", "10-49", "Lars Degermo", "verkställande direktör",
       needs="Packare till morgonskiftet."),
    _w("Snickeri Furan", "industry", "Kruunupyy", "1-9", "Kenneth Furuvik", "företagare"),
    _w("Fiskodling Havsbris", "food", "Pietarsaari", "10-49", "Ann-Sofi Strömmingsund", "platschef"),
    _w("Trädgård Gröna Fingret", "agriculture", "Pietarsaari", "1-9", "Bengt Häggblad", "företagare",
       needs="Säsongsarbetare april–september."),
    _w("Städservice Glans", "services", "Pietarsaari", "10-49", "Camilla Glansfors", "servicechef",
       second=("Maj-Len Trasskog", "arbetsledare", "no"),
       needs="Städare till skolor, fyra timmar per dag."),
    _w("Daghemmet Ekorren", "care", "Pietarsaari", "10-49", "Annika Kottmark", "daghemsföreståndare"),
    _w("Lager Nordhamn", "logistics", "Pietarsaari", "50-249", "Mats Lastberg", "lagerchef",
       second=("Robert Pallström", "skiftledare", "unsure"), needs="Plockare, gärna deltid."),
    _w("Båtvarv Skeppsbro", "industry", "Pietarsaari", "10-49", "Rune Skrovnäs", "produktionschef"),
    _w("Hembygdsmuseet Ladan", "culture", "Kruunupyy", "1-9", "Eva Lådholm", "museiföreståndare"),
    _w("Byhandel Knuten", "trade", "Kruunupyy", "1-9", "Jan-Erik Knutas", "köpman"),
    _w("Rörfirma Droppen", "construction", "Pietarsaari", "10-49", "Peter Kranholm", "företagare"),
    _w("Servicehuset Solsidan", "care", "Pietarsaari", "50-249", "Birgitta Solmark", "enhetschef",
       needs="Omsorgsassistenter och kökshjälp."),
    _w("Bokföringsbyrå Debet", "office", "Pietarsaari", "1-9", "Marianne Saldström", "byråchef"),
    _w("Maatila Ylitalo", "agriculture", "Perho", "1-9", "Markku Navettala", "isäntä"),
    _w("Lounasravintola Kauha", "restaurant", "Kokkola", "1-9", "Satu Liemola", "yrittäjä",
       needs="Keittiöapua lounasaikaan klo 9–14."),
    _w("Pizzeria Uuninpankko", "restaurant", "Kannus", "1-9", "Mehmet Uunila", "yrittäjä"),
    _w("Kiinteistöhuolto Luuta", "services", "Kokkola", "10-49", "Jorma Harjala", "työnjohtaja",
       needs="Ulkoalueiden hoitoon apua ympäri vuoden."),
    _w("Pihapalvelu Lehti", "services", "Kokkola", "1-9", "Niko Haravala", "yrittäjä"),
    _w("Rakennus Kehä", "construction", "Kokkola", "50-249", "Olavi Kehäkoski", "työmaapäällikkö",
       second=("Jani Telinemaa", "vastaava mestari", "no")),
    _w("Maalausliike Sivellin", "construction", "Kaustinen", "1-9", "Arto Pensselä", "yrittäjä"),
    _w("Elintarvike Lakea", "food", "Kannus", "50-249", "Päivi Liukuhihna", "henkilöstöpäällikkö",
       second=("Vesa Pakkala", "linjaesihenkilö", "no"),
       needs="Linjatyöntekijöitä, yksi tehtävä kerrallaan."),
    _w("Juustola Heinäkuu", "food", "Kaustinen", "10-49", "Liisa Juoksutin", "toimitusjohtaja"),
    _w("Pakkaamo Kuori", "logistics", "Kokkola", "10-49", "Harri Kuorela", "tuotantopäällikkö",
       needs="Pakkaajia, työtahti sovitaan itse kunkin mukaan."),
    _w("Kuljetus Maantie", "logistics", "Kannus", "10-49", "Ilkka Rengaskoski", "yrittäjä"),
    _w("Koulukeskus Liitu", "care", "Kokkola", "50-249", "Merja Taululahti", "rehtori",
       second=("Seija Välituntila", "keittiöpäällikkö", "yes")),
    _w("Vanhainkoti Pihlaja", "care", "Veteli", "10-49", "Kaarina Marjola", "johtaja"),
    _w("Kirjasto Tiedonlähde", "culture", "Kokkola", "10-49", "Heidi Hyllyniemi", "kirjastopäällikkö",
       needs="Palautusten hyllytys arkiaamuisin."),
    _w("Uimahalli Pärske", "culture", "Kokkola", "10-49", "Tapio Allasmaa", "hallimestari"),
    _w("Tilitoimisto Kuitti", "office", "Kokkola", "10-49", "Anu Tositela", "toimitusjohtaja",
       needs="Skannaus ja arkistointi kerran viikossa."),
    _w("Isännöinti Avain", "office", "Kokkola", "10-49", "Juha Lukkari", "toimitusjohtaja"),
    _w("Huonekalu Tammi", "trade", "Kokkola", "10-49", "Kirsi Sohvala", "myymäläpäällikkö"),
    _w("Kodinkone Virta", "trade", "Kokkola", "1-9", "Mauri Johtola", "kauppias"),
    _w("Eläinhoitola Tassu", "agriculture", "Kokkola", "1-9", "Riitta Hihnala", "yrittäjä"),
    _w("Polkupyörä Ketju", "services", "Kokkola", "1-9", "Samuli Vaihteinen", "yrittäjä"),
    _w("Muoviosa Valu", "industry", "Kannus", "50-249", "Petteri Muottila", "tuotantopäällikkö",
       second=("Aino Puristin", "työnjohtaja", "no"), needs="Kokoonpanoon huolellisia tekijöitä."),
    _w("Ikkunatehdas Karmi", "industry", "Veteli", "50-249", "Raimo Karmila", "henkilöstöpäällikkö"),
    _w("Matkahuone Tupa", "restaurant", "Kaustinen", "1-9", "Tuula Tupamäki", "emäntä"),
)  # fmt: skip
