"""What Swedish-speaking coaches of the demonstration write after a contact."""

from __future__ import annotations

NOTES = {
    "coming_to_service": (
        "Den som hänvisade ringde, vi kom överens om ett gemensamt första möte.",
        "Klienten ringde själv och vill arbeta. Mötet är bokat.",
    ),
    "getting_to_know": (
        "Första mötet tillsammans med den som hänvisade. Vill arbeta, vi börjar genast.",
        "Vi lärde känna varandra och kom överens om hur vi håller kontakt.",
        "Vi talade om vardagen och önskemålen. Arbete intresserar mer än kurser.",
    ),
    "profile": (
        "Vi gick igenom profilen, styrkorna var lätta att hitta.",
        "Vi kompletterade arbetserfarenheten, också sommarjobben.",
        "Vi talade om hur en bra arbetsdag ser ut: kort förmiddag, paus, tydligt slut.",
        "Vi gick igenom utbildning och kort. Hygienpasset är i kraft.",
        "Profilen lästes tillsammans, två punkter rättades med klientens egna ord.",
    ),
    "disclosure_talk": (
        "Vi gick igenom för- och nackdelar. Klienten beslöt vad arbetsgivaren får veta.",
        "Vi tänkte ut exempel på hur arbetstränarens roll kan berättas.",
    ),
    "benefits": (
        "Vi såg på hur lönen inverkar på förmånerna.",
        "Tid hos förmånsrådgivaren bokad.",
        "Vi räknade månadens inkomster nu och vid deltidsarbete.",
        "Vi gick igenom vad som meddelas till FPA och när.",
    ),
    "job_search": (
        "Vi såg på lediga platser och valde ut tre.",
        "Vi övade intervju.",
        "Ansökan skrevs tillsammans, går i väg i dag.",
        "Vi gick igenom veckans besök hos arbetsgivare och de följande.",
        "Två svar kom, det ena nekande. Vi fortsätter på samma sätt.",
        "Meritförteckningen uppdaterad, nu en sida.",
        "Ringde själv till en arbetsgivare, besök nästa vecka.",
        "Listan på tio arbetsgivare är klar, vi delade upp kontakterna.",
        "Lågt humör, men en ansökan gick i väg. Tätare kontakt avtalad.",
    ),
    "job_search.phone": (
        "Ansökan har gått i väg, svar utlovat inom en vecka.",
        "Berättade om mötet med arbetsgivaren, klienten blev ivrig.",
        "Morgondagens intervju gicks igenom per telefon.",
        "Kort samtal, nästa möte bokat.",
    ),
    "job_search.message": (
        "Hälsningar per meddelande, inget nytt.",
        "Påminnelse om morgondagens möte, kommer.",
        "Skickade en bild på en platsannons, vi ser på den tillsammans.",
    ),
    "agreed": (
        "Vi gick igenom första dagen: klockslag, dörr, kläder, matsäck.",
        "Arbetsavtalet lästes tillsammans, frågorna antecknades.",
        "Skattekortet är beställt och vägen till arbetet är provåkt.",
    ),
    "first_day": (
        "Första dagen är gjord. Trött och nöjd, i morgon igen.",
        "Var med på introduktionen, en arbetskamrat är utsedd.",
    ),
    "support_at_work": (
        "Arbetet löper, vi gjorde en skriftlig lista.",
        "Vi gick igenom en ny uppgift med arbetskamraten.",
        "Närmaste chefen var med, båda är nöjda. Timmarna kan ökas.",
        "Veckans skift lades in i kalendern tillsammans.",
        "Ett missförstånd reddes ut genast, anvisningen skrevs om.",
    ),
    "support_outside_work": (
        "Vi talade om orken och veckans rytm.",
        "Vi gick igenom papper och lönebesked.",
        "Väckningen och morgonbussen fungerar nu utan påminnelse.",
        "Vi funderade på fler timmar. Inte än.",
    ),
    "support_outside_work.phone": (
        "Hälsningar per telefon, allt är bra.",
        "Nästa veckas skift är klara och passar vårdtiderna.",
        "Lönen kom rätt, anmälan är gjord.",
    ),
    "support_outside_work.message": (
        "Meddelande: dagen gick bra.",
        "Påminde om torsdagens tid, kvitterade.",
    ),
    "working": ("Vi tog en kaffe. Vill senare ha mer ansvar.",),
    "working.phone": (
        "Klarar sig själv, nytt samtal om en månad.",
        "Arbetet fortsätter, trivs bra.",
    ),
    "working.message": ("Hälsningar per meddelande, arbetet fortsätter.",),
    "studying": (
        "Studierna har börjat, första perioden är klar.",
        "Skolan löper, sommarjobb i branschen söks.",
    ),
    "job_loss": (
        "Arbetet tog slut. Vi talade om vad som lyckades och om vad som händer härnäst.",
        "Sista dagen är gjord. Arbetsintyg begärs, i morgon går vi vidare.",
        "Ringde genast när beskedet kom. Besviken men vill fortsätta.",
    ),
    "pause": (
        "Vill ha en paus. Vi kom överens om när vi frågar igen.",
        "Pausen fortsätter, hälsningar per meddelande.",
    ),
    "resume": ("Pausen är över, vi fortsätter där vi slutade.",),
    "closing": (
        "Sista mötet. Vi gick igenom hur man kommer tillbaka till tjänsten.",
        "Tack från båda håll. Får höra av sig när som helst.",
    ),
    "outreach": (
        "Ringde, inget svar.",
        "Inget svar, lämnade ett röstmeddelande.",
    ),
    "outreach.message": ("Lämnade ett meddelande, försöker igen i morgon.",),
    "outreach.face_to_face": (
        "Kom inte till den avtalade platsen, väntade en halvtimme.",
        "Ringde på dörren som avtalat, ingen öppnade. Lämnade en lapp.",
    ),
    "care_team": (
        "Teamets möte: arbetet stöder återhämtningen, alla uppmuntrar.",
        "Vi kom överens om ett gemensamt möte med klienten.",
        "Vårdtiderna kan ordnas på eftermiddagen med tanke på arbetet.",
    ),
    "employment_services": (
        "Sysselsättningsplanen uppdaterad tillsammans.",
        "Frågade om lönesubvention, beslutet tar omkring två veckor.",
        "Nätverksmöte, ansvaret är fördelat.",
    ),
    "benefits.phone": (
        "Frågade hur lönen inverkar på bostadsbidraget, vi ringer FPA tillsammans.",
    ),
    "benefits_office": (
        "Vi ringde FPA tillsammans, inkomstgränsen är klar.",
        "Vi gick igenom hur pensionen kan lämnas vilande, klienten funderar.",
    ),
    "family": ("En närstående var med på klientens önskan, uppmuntrar.",),
    "employer.phone": (
        "Ringde och frågade om behoven, möte nästa vecka.",
        "Bekräftade mötet per telefon.",
    ),
    # ---- employers, by what the meeting was for
    "needs": (
        "Vi bekantade oss med arbetet, välkomna åter.",
        "En runda i lokalerna. Rusningen är på morgonen, där behövs händer.",
        "Frågade vad som inte hinner göras. Listan kommer per e-post.",
        "Första besöket, kaffe dracks. Intresserade, vi återkommer om en månad.",
        "Uppgifter kunde brytas ut till ett deltidsarbete.",
        "Lugnt nu, bråttom till sommaren. Vi hör av oss i mars.",
        "Vi såg på vad den kunniga personalen gör i onödan. Tre uppgifter hittades.",
    ),
    "service": (
        "Berättade om tjänsten och lämnade broschyren.",
        "Presenterade arbetsträningen och stödet till arbetsgivaren.",
        "De hade hört om oss av grannföretaget. Frågade om lönesubvention.",
        "Vi kom överens om att komma till chefernas möte och berätta.",
    ),
    "speak_for_client": (
        "Berättade om klientens styrkor så som vi avtalat. De vill träffas.",
        "Vi presenterade oss tillsammans, klienten svarade fint på frågorna.",
        "Ingen plats just nu, de minns när behovet kommer.",
        "Ett halvdagsbesök avtalat, ännu inget arbete.",
        "Styrkorna intresserade, timantalet funderar de på.",
        "Berättade vad klienten kan och vilken arbetstid som passar. Svar nästa vecka.",
    ),
    "vacancy": (
        "Frågade om den lediga platsen, ansökningstiden går ut i slutet av månaden.",
        "Platsen var redan tillsatt, en ny öppnas nästa månad.",
        "Timantalet kan avtalas, ansökan ombads direkt.",
        "De behöver någon tre förmiddagar i veckan, det kunde passa klienten.",
        "Arbete finns, men bara på kvällen. Frågar klienten.",
    ),
    "interview": (
        "Intervju, jag var med. Klienten berättade själv, beslut inom en vecka.",
        "Intervjun gick bra, arbetstider och pauser togs upp.",
    ),
    "terms": (
        "Timmar och lön avtalade enligt kollektivavtalet.",
        "Anställningen överenskommen, arbetet börjar snart.",
    ),
    "vacancy_alone": (
        "Klienten gick själv och frågade efter arbete, lämnade en ansökan.",
        "Klienten presenterade sig själv på plats, får ringa nästa vecka.",
    ),
    "interview_alone": ("Klienten var själv på intervjun och berättade efteråt hur det gick.",),
    "terms_alone": ("Klienten kom själv överens om arbetet. Vi gick igenom avtalet efteråt.",),
    "thanks": (
        "Tackbesök. Nöjda, nytt behov kanske i vår.",
        "Hörde mig för om läget, sommarjobben på tal.",
        "Tackade för samarbetet. De rekommenderar oss vidare.",
    ),
    "support_with_employer": (
        "Med närmaste chefen: arbetet löper, introduktionen går vidare till nästa uppgift.",
        "Vi kom överens om pauserna, klienten var med.",
        "God återkoppling. Skiftlistan en vecka tidigare, det hjälper.",
    ),
}
"""Notes by what the contact was about; meetings with employers by their purpose."""
