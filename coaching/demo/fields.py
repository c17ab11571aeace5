"""Fields of work that clients of the demonstration want, in their own words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """A field in one language: goals in the client's words, kinds of work, how work at it goes.

    `jobs` begins with the work that a client who finds a job in the field does.
    """

    goals: tuple[str, ...]
    jobs: tuple[str, ...]
    at_work: tuple[str, ...]


@dataclass(frozen=True)
class Field:
    """A field of work and the industries in which its employers are."""

    code: str
    industries: tuple[str, ...]
    fi: Words
    sv: Words


FIELDS = (
    Field("kitchen", ("restaurant", "food", "care"),
        Words(
            ("Haluan keittiötyöhön, jossa on selkeät ohjeet ja mukava porukka.",
             "Haluan leipoa tai laittaa ruokaa. Aamuvuorot sopivat minulle parhaiten.",
             "Haluan lounaskeittiöön töihin, mieluiten arkisin ja lyhyitä päiviä."),
            ("keittiöapulainen", "leipomotyöntekijä", "ruoanjakelija"),
            ("Astiahuolto sujuu jo itsenäisesti, seuraavaksi opetellaan salaattipöytä.",
             "Esivalmistelu meni hyvin. Kiireessä auttaa kirjallinen työjärjestys.",
             "Lounaan jälkeinen tunti on raskain, sovittiin siihen lyhyt tauko.")),
        Words(
            ("Jag vill arbeta i ett kök med tydliga anvisningar och trevliga kamrater.",
             "Jag vill baka eller laga mat, helst i morgonskift."),
            ("köksbiträde", "bageriarbete", "matservering"),
            ("Disken går redan på egen hand, nu övas salladsbordet.",
             "Förberedelserna gick bra, en skriftlig arbetsordning hjälper i brådskan."))),
    Field("cleaning", ("services", "care", "restaurant"),
        Words(
            ("Haluan töihin, joissa näen oman käteni jäljen. Aamut sopivat minulle.",
             "Haluan siivous- tai pesulatyötä, johon pääsen bussilla.",
             "Haluan rauhallista työtä, jossa saan tehdä loppuun asti ja hyvin."),
            ("tekstiilihuoltaja", "siivooja", "kerroshoitaja"),
            ("Prässilinja sujuu, ja uutta työkaveriakin on jo opastettu.",
             "Kohteen reitti on nyt muistissa ilman listaa, jälki on siistiä.",
             "Käytiin läpi uusi kone yhdessä esihenkilön kanssa, kuvaohje seinälle.")),
        Words(
            ("Jag vill ha ett arbete där jag ser resultatet av mina händer, helst på förmiddagen.",
             "Jag vill arbeta i tvätteri eller med städning, nära hemmet."),
            ("textilvårdare", "städare", "våningsskötare"),
            ("Rutten sitter nu utan lista och resultatet är prydligt.",
             "Vi gick igenom den nya maskinen, en bildanvisning sattes upp på väggen."))),
    Field("warehouse", ("logistics", "trade", "industry"),
        Words(
            ("Haluan varastotyöhön. Pidän järjestyksestä ja siitä, että saa liikkua.",
             "Haluan työtä, jossa tehdään yksi asia kerrallaan loppuun.",
             "Haluan kokopäivätyön varastolta, iltavuorokin käy."),
            ("varastotyöntekijä", "keräilijä", "pakkaaja"),
            ("Keräilyssä virheitä ei juuri tule, vauhti kasvaa omaan tahtiin.",
             "Trukkikoulutus tulossa, työnantaja maksaa kortin.",
             "Hyllypaikat ovat jo muistissa. Aamupalaveriin käydään yhdessä vielä pari kertaa.")),
        Words(
            ("Jag vill arbeta på lager. Jag tycker om ordning och att få röra mig.",
             "Jag vill ha ett arbete där man gör en sak i taget."),
            ("lagerarbetare", "plockare", "packare"),
            ("Plockningen är felfri, takten ökar efter hand.",
             "Hyllplatserna sitter i minnet, morgonmötet går vi igenom tillsammans."))),
    Field("garden", ("agriculture", "services"),
        Words(
            ("Haluan työtä ulkona, vaikka muutama tunti päivässä.",
             "Haluan tehdä töitä kasvien kanssa. Käsillä tekeminen rauhoittaa.",
             "Haluan kiinteistönhoitajaksi. Lumityöt ja nurmikot ovat tuttuja."),
            ("puutarhatyöntekijä", "kiinteistönhoitaja", "viheralueiden hoitaja"),
            ("Istutukset valmistuivat ajallaan, työnantaja kiitti huolellisuudesta.",
             "Koneiden käyttö käytiin läpi, leikkuri jo omin päin.",
             "Sadepäivien varalle sovittiin sisätyöt, se helpotti.")),
        Words(
            ("Jag vill arbeta ute, gärna med växter.",
             "Jag vill sköta gårdar och fastigheter, snöarbete är bekant för mig."),
            ("trädgårdsarbetare", "fastighetsskötare", "parkarbetare"),
            ("Planteringen blev klar i tid, arbetsgivaren tackade för noggrannheten.",
             "För regniga dagar kom vi överens om arbete inomhus."))),
    Field("animals", ("agriculture",),
        Words(
            ("Haluan työtä eläinten parissa, mieluiten hevosten tai koirien.",
             "Haluan maatilalle töihin. Aikaiset aamut eivät haittaa."),
            ("eläintenhoitaja", "tallityöntekijä", "maatilan työntekijä"),
            ("Aamuruokinta sujuu itsenäisesti, lista on ladon ovessa.",
             "Rytmi on löytynyt, eläimet tunnetaan jo nimeltä.")),
        Words(
            ("Jag vill arbeta med djur, helst hästar.",
             "Jag vill arbeta på gård, tidiga morgnar går bra."),
            ("djurskötare", "stallarbete", "gårdsarbete"),
            ("Morgonutfodringen går på egen hand, listan finns på dörren.",))),
    Field("shop", ("trade",),
        Words(
            ("Haluan takaisin kaupan alalle, koska asiakkaat ovat minulle tärkeitä.",
             "Haluan kauppaan hyllyttämään. Kassalle ehkä myöhemmin.",
             "Haluan myyjäksi pieneen liikkeeseen, jossa ehtii jutella."),
            ("hyllyttäjä", "myyjä", "kassatyöntekijä"),
            ("Hevi-osaston täyttö sujuu, päiväysten tarkistus on tarkkaa.",
             "Kassaa on harjoiteltu hiljaisina tunteina, kolme vuoroa takana.",
             "Asiakas kysyi apua ja sai sen. Siitä jäi hyvä mieli.")),
        Words(
            ("Jag vill tillbaka till butik. Jag tycker om att hjälpa kunder.",
             "Jag vill plocka upp varor i butik, kanske kassan senare."),
            ("varuplockare i butik", "försäljare", "kassaarbete"),
            ("Grönsaksavdelningen går bra och datumen kontrolleras noggrant.",
             "Kassan har övats under lugna timmar, tre skift är gjorda."))),
    Field("factory", ("industry", "food"),
        Words(
            ("Haluan tehtaalle töihin. Sama työ joka päivä sopii minulle.",
             "Haluan kokoonpanotyötä, jossa tarkkuudesta on hyötyä.",
             "Haluan kahteen vuoroon, koska lisät auttavat taloutta."),
            ("kokoonpanija", "tuotantotyöntekijä", "koneenhoitaja"),
            ("Kokoonpanossa päästiin päivän tavoitteeseen ensimmäistä kertaa.",
             "Melu väsyttää, kuulosuojaimet vaihdettiin parempiin.",
             "Työvaiheet on nyt kuvattu korteille, apua tarvitaan enää harvoin.")),
        Words(
            ("Jag vill arbeta på fabrik, samma arbete varje dag passar mig.",
             "Jag vill ha monteringsarbete där noggrannhet är till nytta."),
            ("montör", "produktionsarbete", "maskinskötare"),
            ("I monteringen nåddes dagens mål för första gången.",
             "Arbetsmomenten finns nu på kort, hjälp behövs sällan."))),
    Field("office", ("office", "culture"),
        Words(
            ("Haluan toimistotyötä, jossa voin keskittyä yhteen asiaan kerrallaan.",
             "Haluan töihin kirjastoon tai arkistoon.",
             "Haluan työtä tietokoneella, osittain kotoa käsin."),
            ("toimistoapulainen", "arkistotyöntekijä", "tietojen tallentaja"),
            ("Skannaus on ajan tasalla, kaksi kansiota viikossa.",
             "Palaute oli hyvä: tiedot ovat oikein ja kansiot löytyvät.",
             "Sovittiin rauhallinen työpiste ikkunan viereltä.")),
        Words(
            ("Jag vill ha kontorsarbete där jag kan koncentrera mig på en sak i taget.",
             "Jag vill arbeta på bibliotek eller i arkiv."),
            ("kontorsbiträde", "arkivarbete", "registrering av uppgifter"),
            ("Skanningen är à jour, två pärmar i veckan.",
             "Vi kom överens om en lugn arbetsplats vid fönstret."))),
    Field("care", ("care",),
        Words(
            ("Haluan auttaa vanhuksia. Minulla on aikaa kuunnella.",
             "Haluan päiväkotiin avustajaksi, lasten kanssa olen parhaimmillani."),
            ("hoiva-avustaja", "päiväkotiapulainen", "avustaja koulussa"),
            ("Ulkoilutus ja kahvitarjoilu sujuvat, asukkaat kyselevät perään.",
             "Ryhmän päivärytmi on tuttu. Siirtymätilanteissa työkaveri tukee.")),
        Words(
            ("Jag vill hjälpa äldre. Jag har tid att lyssna.",
             "Jag vill arbeta på daghem, med barn är jag som bäst."),
            ("omsorgsassistent", "daghemsbiträde", "skolgångsbiträde"),
            ("Utevistelsen och kaffet löper, de boende frågar efter hjälpen.",))),
    Field("repair", ("services", "industry"),
        Words(
            ("Haluan korjata koneita tai pyöriä. Olen aina purkanut ja koonnut.",
             "Haluan autokorjaamolle apumieheksi ja ehkä myöhemmin oppisopimukseen."),
            ("apumekaanikko", "pyöränkorjaaja", "huoltotyöntekijä"),
            ("Rengastyöt sujuvat itsenäisesti, tahti on hyvä.",
             "Työkalujen paikat merkittiin tauluun, etsiminen jäi pois.")),
        Words(
            ("Jag vill reparera maskiner eller cyklar, det har jag alltid gjort.",
             "Jag vill arbeta på bilverkstad, kanske läroavtal senare."),
            ("hjälpmekaniker", "cykelreparatör", "servicearbete"),
            ("Däckbytena går på egen hand i god takt.",
             "Verktygens platser märktes ut på tavlan."))),
    Field("textile", ("industry", "trade"),
        Words(
            ("Haluan tehdä jotakin käsillä. Ompelu ja korjaaminen kiinnostavat.",
             "Haluan ompelimoon, jossa saa tehdä omaan tahtiin."),
            ("korjausompelija", "ompelija", "verhoilijan apulainen"),
            ("Vetoketjut ja lahkeet valmistuvat päivässä, laatu on hyvää.",
             "Uusi sauma harjoiteltiin mallin mukaan, toinen yritys onnistui.")),
        Words(
            ("Jag vill göra något med händerna. Sömnad och lagning intresserar.",),
            ("ändringssömmerska", "sömmare", "tapetserarbiträde"),
            ("Blixtlås och fållar blir klara på en dag, kvaliteten är god.",))),
    Field("building", ("construction",),
        Words(
            ("Haluan rakennukselle töihin, raskas työ ei haittaa.",
             "Haluan maalata ja pintakäsitellä, siitä on vanhaa kokemusta."),
            ("rakennusapulainen", "maalari", "siivooja työmaalla"),
            ("Työmaan aamupalaverissa annetaan nyt tehtävät myös paperilla.",
             "Maalauspohjat tehtiin itsenäisesti, jälki kelpasi.")),
        Words(
            ("Jag vill arbeta på bygge, tungt arbete stör inte.",
             "Jag vill måla, det har jag gammal erfarenhet av."),
            ("byggbiträde", "målare", "städare på bygge"),
            ("På byggets morgonmöte ges uppgifterna nu också på papper.",))),
)  # fmt: skip

WEIGHTS = (15, 16, 14, 9, 5, 11, 11, 8, 7, 6, 4, 6)
"""How often each field is wanted."""

STRENGTHS_FI = (
    "tarkka: huomaa pienetkin virheet", "tulee ajoissa paikalle", "oppii, kun työ näytetään kerran",
    "ystävällinen asiakkaille", "jaksaa toistaa samaa huolellisesti", "pitää työpaikan siistinä",
    "hyvä muisti paikoille ja numeroille", "rauhallinen kiireessäkin", "kysyy, jos ei tiedä",
    "auttaa työkaveria pyytämättä", "pitää kodin arjen koossa", "kestää fyysistä työtä",
    "tekee loppuun sen, minkä aloittaa", "huumorintajuinen työkaveri", "kätevä käsistään",
    "luotettava: sovitusta pidetään kiinni", "innostuu uudesta", "osaa jo käyttää trukkia",
    "puhuu suomea ja ruotsia", "hyvä huolehtimaan muista", "näkee, mitä seuraavaksi tarvitaan",
)  # fmt: skip
STRENGTHS_SV = (
    "noggrann: ser också små fel", "kommer i tid", "lär sig när arbetet visas en gång",
    "vänlig mot kunder", "lugn också i brådska", "hjälper arbetskamrater utan att bli ombedd",
    "orkar fysiskt arbete", "håller ordning omkring sig", "gott minne för platser och siffror",
    "frågar om något är oklart", "pålitlig: håller det som avtalats", "händig",
    "talar svenska och finska", "har glimten i ögat", "gör klart det som påbörjats",
    "håller vardagen hemma i skick",
)  # fmt: skip
AT_HOME = frozenset({"pitää kodin arjen koossa", "håller vardagen hemma i skick"})
"""Strengths that clients keep from employers."""
