"""Words of the options of clients and stays (words.md, parts 4, 6, 7, 11)."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp

from coaching.clients.types import (
    ClosingReason,
    ContactWay,
    Decision,
    Income,
    Order,
    ReferralSource,
    RefusalReason,
    ServiceLanguage,
    Status,
    WantsWork,
)
from forms.labels import register

register(
    Status,
    {
        Status.WAITING: _lp("status", "waiting"),
        Status.PROFILING: _lp("status", "making the profile"),
        Status.SEARCHING: _lp("status", "looking for work"),
        Status.AGREED: _lp("status", "job agreed"),
        Status.WORKING_SUPPORTED: _lp("status", "working, with support"),
        Status.WORKING: _lp("status", "working, no support"),
        Status.BETWEEN: _lp("status", "job ended, search goes on"),
        Status.STUDYING: _lp("status", "studying"),
        Status.PAUSED: _lp("status", "paused"),
        Status.CLOSED: _lp("status", "service ended"),
    },
)

register(
    Decision,
    {
        Decision.ACCEPTED: _l("taken into the service"),
        Decision.WAITING: _l("put on the waiting list"),
        Decision.DID_NOT_WANT: _l("did not want the service"),
        Decision.REFUSED: _l("not taken into the service"),
    },
)

register(
    ClosingReason,
    {
        ClosingReason.IN_WORK: _lp("closing", "in work, no support wanted"),
        ClosingReason.STUDIES: _lp("closing", "studies"),
        ClosingReason.OWN_WISH: _lp("closing", "own wish"),
        ClosingReason.MOVED: _lp("closing", "moved away"),
        ClosingReason.HEALTH: _lp("closing", "own wish to pause"),
        ClosingReason.OTHER_SERVICE: _lp("closing", "passed to another service"),
        ClosingReason.NOT_REACHED: _lp("closing", "not reached despite attempts"),
        ClosingReason.MISSED_APPOINTMENTS: _lp("closing", "missed appointments"),
        ClosingReason.TIME_LIMIT: _lp("closing", "time limit of the service"),
        ClosingReason.DIED: _lp("closing", "died"),
        ClosingReason.OTHER: _lp("closing", "other reason"),
    },
)

register(
    RefusalReason,
    {
        RefusalReason.READINESS: _lp("not taken in", "not thought ready for work"),
        RefusalReason.SYMPTOMS: _lp("not taken in", "symptoms"),
        RefusalReason.SUBSTANCE_USE: _lp("not taken in", "use of substances"),
        RefusalReason.VIOLENCE: _lp("not taken in", "violence in the past"),
        RefusalReason.COGNITION: _lp("not taken in", "difficulties with thinking or memory"),
        RefusalReason.NON_ADHERENCE: _lp("not taken in", "does not follow the treatment"),
        RefusalReason.APPEARANCE: _lp("not taken in", "appearance"),
        RefusalReason.JOB_LOSSES: _lp("not taken in", "earlier jobs that ended"),
        RefusalReason.NO_INTEREST: _lp("not taken in", "not interested in paid work"),
        RefusalReason.MOVED: _lp("not taken in", "moved away"),
        RefusalReason.OTHER: _lp("not taken in", "other reason"),
    },
)

register(
    WantsWork,
    {
        WantsWork.YES: _l("yes"),
        WantsWork.UNSURE: _l("not sure"),
        WantsWork.NO: _l("no"),
    },
)

register(
    ServiceLanguage,
    {
        ServiceLanguage.FI: _lp("service language", "Finnish"),
        ServiceLanguage.SV: _lp("service language", "Swedish"),
        ServiceLanguage.PLAIN_FI: _lp("service language", "easy Finnish"),
        ServiceLanguage.OTHER: _lp("service language", "another language"),
    },
)

register(
    ContactWay,
    {
        ContactWay.PHONE: _l("phone call"),
        ContactWay.MESSAGE: _l("text message"),
        ContactWay.EMAIL: _l("e-mail"),
        ContactWay.IN_PERSON: _lp("way of contact", "in person"),
        ContactWay.VIA_SOMEBODY: _l("through somebody else"),
    },
)

register(
    ReferralSource,
    {
        ReferralSource.EMPLOYMENT: _l("employment services"),
        ReferralSource.SOCIAL: _l("adult social work"),
        ReferralSource.DISABILITY: _l("disability services"),
        ReferralSource.ACTIVITY: _l("work or day activities"),
        ReferralSource.REHABWORK: _l("rehabilitative work activity"),
        ReferralSource.MENTAL: _l("mental health and substance use services"),
        ReferralSource.HEALTH: _l("other health care"),
        ReferralSource.KELA: _l("Kela"),
        ReferralSource.PENSION: _l("pension provider"),
        ReferralSource.SCHOOL: _l("school or college"),
        ReferralSource.NGO: _l("non-governmental organisation"),
        ReferralSource.PRISON: _l("Prison and Probation Service"),
        ReferralSource.SELF: _l("self, family or friend"),
        ReferralSource.OTHER: _lp("referral", "other"),
    },
)

register(
    Income,
    {
        Income.DISABILITY_KELA: _l("disability pension (Kela)"),
        Income.DISABILITY_WORK: _l("disability pension (earnings-related)"),
        Income.PARTIAL_DISABILITY: _l("partial disability pension"),
        Income.REHAB_SUBSIDY: _l("rehabilitation subsidy"),
        Income.PARTIAL_REHAB_SUBSIDY: _l("partial rehabilitation subsidy"),
        Income.GUARANTEE_PENSION: _l("guarantee pension"),
        Income.GENERAL: _l("general social security benefit"),
        Income.EARNINGS_RELATED: _l("earnings-related allowance"),
        Income.REHAB_ALLOWANCE: _l("rehabilitation allowance"),
        Income.REHAB_YOUNG: _l("rehabilitation allowance for young persons"),
        Income.SICKNESS: _l("sickness allowance"),
        Income.PARTIAL_SICKNESS: _l("partial sickness allowance"),
        Income.STUDENT: _l("financial aid for students"),
        Income.SOCIAL_ASSISTANCE: _l("social assistance"),
        Income.WAGE: _lp("income", "wage"),
        Income.NONE: _l("no income"),
        Income.OTHER: _lp("income", "other"),
        Income.HOUSING_PENSIONER: _l("housing allowance for pensioners"),
        Income.HOUSING_GENERAL: _l("general housing allowance"),
        Income.DISABILITY_ALLOWANCE: _l("disability allowance"),
        Income.CARE_ALLOWANCE: _l("care allowance for pensioners"),
    },
)

register(
    Order,
    {
        Order.NAME: _lp("order", "name"),
        Order.CODE: _lp("order", "code"),
        Order.DAYS: _lp("order", "days in service"),
    },
)

PHASES = {
    1: _l("Coming to the service"),
    2: _l("Skills and profile"),
    3: _l("Rapid job search"),
    4: _l("Agreeing with the employer"),
    5: _l("Support at work and outside it"),
}
"""The five phases of the method (words.md, part 5)."""
