"""Words of options and refusals of form A, the disclosure talk and Kykyviisari (words.md, 8, 9)."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp
from flask_babel import ngettext

from coaching.profiles.types import (
    Disclosure,
    FormState,
    KykyRound,
    KykySection,
    SkipReason,
    Tick,
    WhyNot,
)
from forms.labels import label, register
from forms.refusals import says

register(
    FormState,
    {FormState.OPEN: _lp("form", "draft"), FormState.READY: _lp("form", "ready")},
)

register(
    SkipReason,
    {
        SkipReason.KYKYVIISARI: _l("known from Abilitator"),
        SkipReason.SKILLS_MAPPING: _l("known from skills mapping"),
        SkipReason.READY_PLAN: _l("plan is ready already"),
        SkipReason.DOES_NOT_WISH: _l("client does not wish"),
        SkipReason.LATER: _l("later"),
    },
)

register(
    Disclosure,
    {
        Disclosure.NOTHING: _l("nothing is told"),
        Disclosure.AGREED: _l("only what we agree"),
        Disclosure.FREELY: _l("may be told freely"),
        Disclosure.LATER: _l("decide later"),
    },
)

register(
    Tick,
    {
        Tick.NAME: _l("my name"),
        Tick.COACH: _l("that a coach supports me"),
        Tick.ARRANGEMENTS: _l("arrangements that help me"),
        Tick.EMPLOYERS: _l("former employers by name"),
    },
)

register(
    KykyRound,
    {
        KykyRound.START: _lp("round", "start"),
        KykyRound.MONTHS_3_4: _lp("round", "3–4 months"),
        KykyRound.MONTHS_10: _lp("round", "about 10 months"),
        KykyRound.OTHER: _lp("round", "other"),
    },
)

register(
    KykySection,
    {
        KykySection.INCLUSION: _l("Inclusion"),
        KykySection.MIND: _l("Mind"),
        KykySection.EVERYDAY: _l("Everyday life"),
        KykySection.SKILLS: _l("Skills"),
        KykySection.BODY: _l("Body"),
    },
)

register(
    WhyNot,
    {
        WhyNot.NO_TALK: _l(
            "There has been no talk about what the employer is told. Have the talk and record it first."
        ),
        WhyNot.NOTHING_TOLD: _l(
            "The client has decided that employers are told nothing. "
            "Talk it over again if the client wishes."
        ),
        WhyNot.LATER: _l(
            "The client has not decided yet what employers are told. "
            "Talk it over again and record the choice."
        ),
        WhyNot.REVIEW_PASSED: _l(
            "The day to talk again has passed. Talk over again what the employer is told."
        ),
        WhyNot.COACH_NOT_TOLD: _l(
            "The client has not allowed telling that a coach supports them. The introduction tells it, "
            "so talk it over again."
        ),
    },
)


@says("VersionOpen")
def _version_open() -> str:
    return _("The newest version is still a draft. Go on with it.")


@says("VersionReady")
def _version_ready() -> str:
    return _("The form is marked as ready. Reopen it to change something.")


@says("NotReadyYet")
def _not_ready_yet(count: int) -> str:
    return ngettext(
        "%(num)s answer is still missing. You can save a draft and go on later.",
        "%(num)s answers are still missing. You can save a draft and go on later.",
        count,
    )


@says("SectionAlwaysAsked")
def _section_always_asked() -> str:
    return _("Goal and plan are always asked. Fill them in, or leave the form as a draft.")


@says("ReviewDayPassed")
def _review_day_passed() -> str:
    return _("The day to talk again must be after the talk. Choose a later day.")


@says("FiguresMissing")
def _figures_missing() -> str:
    return _("Enter at least one figure of the round.")


@says("MappingEmpty")
def _mapping_empty() -> str:
    return _("Write what the mapping told, or where it is.")


@says("NotAllowedToTell")
def _not_allowed_to_tell(why: WhyNot) -> str:
    return str(label(why))


@says("NothingToTell")
def _nothing_to_tell() -> str:
    return _("There is no client profile with kinds of work yet. Fill in form A first.")


@says("TemplateUnreadable")
def _template_unreadable(name: str) -> str:
    return _(
        "The organisation’s own template cannot be read. Ask the administrator to check the file %(name)s.",
        name=name,
    )


@says("EmployerNotKnown")
def _employer_not_known() -> str:
    return _("The register has no employer of this name. Check the name, or leave it empty.")
