"""Points and evidence of the demonstration's reviews, in the words of the teams' leaders."""

from __future__ import annotations

Judged = tuple[int, str]
"""Points and the evidence for them."""

# Item: the first, the second and the third review of the team of employment services. Items S1, V4,
# V6 and V10 follow from the records of their day, see `assessments`.
EMPLOYMENT: dict[str, tuple[Judged, Judged, Judged]] = {
    "S2": (
        (3, "Toinen valmentaja hoitaa vielä kuntouttavan työtoiminnan ryhmää kerran viikossa."),
        (4, "Ryhmä siirtyi muille, jäljellä hallinnollisia kokouksia noin kolme tuntia viikossa."),
        (4, "Työajasta noin 93 % työllistymisen tukeen. Loppu on talon yhteisiä kokouksia."),
    ),
    "S3": (
        (4, "Työssä tuki siirtyi muutamalla työpajan ohjaajalle."),
        (5, "Sama valmentaja ohjautumisesta seurantaan, tarkistettiin kahdeksan asiakasta."),
        (5, "Kaikki kuusi vaihetta samalla valmentajalla, kirjaukset tukevat."),
    ),
    "O1": (
        (2, "Asiakkaita viidestä eri hoito- tai tukitiimistä, ei sovittua yhteyttä."),
        (3, "Kaksi tiimiä kattaa noin 60 % asiakkaista."),
        (3, "Kaksi tiimiä kattaa noin 70 %. Päihdepalvelut vielä erillään."),
    ),
    "O2": (
        (2, "Tiimin palaverissa käydään pyydettäessä."),
        (3, "Anna on viikoittain mukana aikuispsykiatrian palaverissa, Siv joka toinen viikko."),
        (4, "Molemmat tiimit viikoittain, työ on esityslistalla. Kirjaukset eri järjestelmissä."),
    ),
    "O3": (
        (3, "Yhteyksiä kuukausittain, ei sovittuja tapaamisia."),
        (3, "Yhteyshenkilö nimetty, tapaamiset vasta alussa."),
        (4, "Sovittu tapaaminen kuukausittain, asiakasasioissa yhteys lähes viikoittain."),
    ),
    "O4": (
        (3, "Kaksi valmentajaa ja yhteinen esihenkilö, ryhmäohjaus kerran kuussa."),
        (4, "Ryhmäohjaus joka toinen viikko asiakkaiden pohjalta."),
        (4, "Kolme valmentajaa, ryhmäohjaus kolme kertaa kuussa. Sijaistaminen toimii."),
    ),
    "O5": (
        (2, "Tiiminvetäjällä muita yksiköitä, työnantajakäynneille ei ehdi."),
        (3, "Viikoittainen keskustelu asiakkaista, tulosten läpikäynti puuttuu."),
        (4, "Neljä viidestä toteutuu. Mukana työnantajien luona uuden valmentajan kanssa."),
    ),
    "O6": (
        (
            3,
            "Yksi hakija jätettiin ottamatta valmiuden vuoksi, periaate kerrattu ohjaaville tahoille.",
        ),
        (3, "Sama tapaus on yhä vuoden jaksolla. Sen jälkeen kaikki halukkaat otettu."),
        (4, "Ketään ei ole jätetty ulos. Uusi työ tarjottiin kaikille paitsi kahdelle."),
    ),
    "O7": (
        (2, "Alkukeskustelussa ei kysytä työstä, esite puuttuu odotustilasta."),
        (3, "Työstä kysytään alussa ja vuosittain, esitteet paikoillaan."),
        (4, "Työtarinat kahdesti vuodessa, luvut johdolle neljännesvuosittain."),
    ),
    "O8": (
        (3, "Johto tuntee periaatteet, ohjausryhmä aloittamatta."),
        (3, "Ohjausryhmä kokoontui kerran. Tulokset käsiteltiin."),
        (4, "Ohjausryhmä puolivuosittain, esteet viedään johdolle ja kaksi ratkaistu."),
    ),
    "V1": (
        (3, "Valmentajat puhuvat etuuksista, koulutettua neuvojaa ei ole."),
        (3, "Yhden valmentajan koulutus neuvojaksi on alkanut."),
        (4, "Koulutettu etuusneuvoja tavoitettavissa, tarjottu kaikille ennen työn alkua."),
    ),
    "V2": (
        (3, "Keskustelu käydään, esimerkit puuttuvat."),
        (4, "Hyödyt ja haitat kirjattu, esimerkkilauseet käytössä."),
        (
            4,
            "Keskustelu ennen ensimmäistä yhteydenottoa 86 %:lla, toinen keskustelu vielä harvoin.",
        ),
    ),
    "V3": (
        (3, "Profiili tehdään, mutta sitä ei päivitetä työn jälkeen."),
        (4, "Profiili kahdessa tai kolmessa tapaamisessa, päivitykset osalla."),
        (4, "Päivitetty useimmilla 30 päivässä työn alusta. Opit käydään läpi tiimissä."),
    ),
    "V5": (
        (3, "Osa käynneistä tehtiin sinne, missä oli jo tuttu työnantaja."),
        (4, "Noin 80 % käynneistä vastaa asiakkaan tavoitetta."),
        (4, "Noin 88 % vastaa tavoitetta, kaksi suunnitelmaa kaipasi päivitystä."),
    ),
    "V7": (
        (3, "Kerrotaan palvelusta ja kysytään avoimista paikoista."),
        (3, "Käydään myös, kun paikkaa ei ole auki. Vahvuuksista kerrotaan vaihtelevasti."),
        (4, "Useita suunniteltuja käyntejä samalle työnantajalle, arvioija oli kahdella mukana."),
    ),
    "V8": (
        (3, "Siivous ja keittiö painottuvat."),
        (3, "Alkaneista töistä vajaat 70 % eri tehtäviä."),
        (4, "Kolme neljästä eri tehtäviä, toimistotyö uutena."),
    ),
    "V9": (
        (3, "Neljä työtä samalla työnantajalla."),
        (4, "Yli 70 % eri työnantajia."),
        (4, "Melkein kaikki eri työnantajia, yhdessä ketjussa kolme."),
    ),
    "V11": (
        (3, "Tukea annetaan, keinoja on vähän."),
        (3, "Tuki työssä vakiintunut, työnantajan tuki vasta alussa."),
        (4, "Keinoja monta, työnantajaa tuettu luvalla. Urasuunnitelmia vielä vähän."),
    ),
    "V12": (
        (2, "Käynnit harvenivat ensimmäisen kuukauden jälkeen."),
        (3, "Yli puolella käynti kuukausittain neljän kuukauden ajan."),
        (3, "Neljän kuukauden tuki lähes kaikilla, ensimmäisen kuukauden viikkokäynnit eivät."),
    ),
    "V13": (
        (3, "Noin 45 % ajasta toimiston ulkopuolella."),
        (4, "Noin 55 %, tapaamiset kahviloissa ja kirjastossa."),
        (4, "Noin 60 %, tavoite 65 %."),
    ),
    "V14": (
        (2, "Yritykset kirjataan vaihtelevasti."),
        (3, "Yritykset kirjataan, hoitotiimi ei ole mukana."),
        (
            3,
            "Kolme kuudesta toteutuu: palvelu ei pääty poisjääntiin, yritykset kirjattu, läheiset mukana.",
        ),
    ),
}

# The team of disability services: its first review (items left out had too few jobs) and the second.
DISABILITY: dict[str, tuple[Judged | None, Judged]] = {
    "S2": (
        (3, "Jukka sköter ännu dagverksamhetens grupp en dag i veckan."),
        (3, "Gruppen leds nu av andra varannan vecka."),
    ),
    "S3": (
        (4, "Fem av sex faser hos samma arbetstränare."),
        (5, "Alla faser, också uppföljningen."),
    ),
    "O1": ((3, "Två stödteam står för över hälften av klienterna."), (3, "Oförändrat.")),
    "O2": (
        (2, "Deltar i stödteamets möten vid behov."),
        (3, "Varannan vecka på stödteamets möte."),
    ),
    "O3": ((2, "Kontakt med sysselsättningstjänsterna några gånger."), (3, "Kontakt varje månad.")),
    "O4": (
        (3, "Gemensam teamledare, två arbetstränare varav en på halvtid."),
        (3, "Grupphandledning två gånger i månaden på distans."),
    ),
    "O5": (
        (2, "Handledning varannan vecka."),
        (3, "Veckovis handledning, målen följs kvartalsvis."),
    ),
    "O6": ((4, "Ingen har stängts ute."), (4, "Ingen har stängts ute, få hänvisande parter.")),
    "O7": (
        (2, "Arbete tas inte upp vid bedömningen av servicebehovet."),
        (3, "Frågan finns med nu."),
    ),
    "O8": (
        (2, "Ledningen känner till kriterierna, ingen styrgrupp."),
        (3, "Styrgruppen har börjat."),
    ),
    "V1": ((3, "Förmånerna gås igenom av arbetstränaren."), (3, "Utbildning av rådgivare pågår.")),
    "V2": (
        (3, "Samtal förs, vad som berättas skrivs inte alltid ner."),
        (4, "Samtalen antecknas."),
    ),
    "V3": (
        (3, "Profilen görs i början, sällan uppdaterad."),
        (4, "Uppdateras efter varje arbete."),
    ),
    "V5": ((3, "Ungefär 70 % av kontakterna motsvarar målet."), (4, "Över 80 % motsvarar målet.")),
    "V7": ((3, "Vi berättar om tjänsten och frågar efter platser."), (3, "Flera besök hos samma.")),
    "V8": (None, (3, "Åtta påbörjade arbeten, fem olika slag.")),
    "V9": (None, (4, "Nästan alla hos olika arbetsgivare.")),
    "V11": ((3, "Stöd ges, formerna är få."), (3, "Stöd också till arbetsgivaren i fyra fall.")),
    "V12": (None, (2, "Stödet glesnar efter första månaden.")),
    "V13": ((3, "Ungefär 45 % av tiden utanför kontoret."), (3, "Ungefär 48 %.")),
    "V14": (
        (2, "Försök antecknas sällan."),
        (3, "Försök antecknas, närstående kontaktas med lov."),
    ),
}

WITHOUT_WHY = (
    "För få arbeten har börjat för att bedöma variation och långvarigt stöd. "
    "Punkterna bedöms vid nästa bedömning."
)

S1 = {
    "fi": "{clients} asiakasta, {share} kokoaikaista valmentajaa.",
    "sv": "{clients} klienter, {share} arbetstränare på heltid.",
}
V4 = {
    "fi": "Ensimmäinen työnantajatapaaminen keskimäärin {days} päivässä, {clients} asiakasta.",
    "sv": "Första mötet med en arbetsgivare efter {days} dagar i snitt, {clients} klienter.",
}
V6 = {
    "fi": "Tapaamisia viikossa kokoaikaista valmentajaa kohti: {rates}. {log}",
    "sv": "Möten i veckan per heltid: {rates}. {log}",
}
LOG = {
    "fi": {"monthly": "Tiiminvetäjä katsoo kirjaukset kuukausittain.",
           "weekly": "Tiiminvetäjä katsoo kirjaukset viikoittain."},
    "sv": {"monthly": "Teamledaren går igenom anteckningarna varje månad.",
           "weekly": "Teamledaren går igenom anteckningarna varje vecka."},
}  # fmt: skip
V10 = {
    "fi": "Työssä nyt {number} asiakasta, työt avoimilla työmarkkinoilla.",
    "sv": "I arbete nu: {number} klienter, arbeten på den öppna arbetsmarknaden.",
}
