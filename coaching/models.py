"""Every table in one import, for the application and the migrations."""

from coaching.accounts import models as accounts
from coaching.benefits import models as benefits
from coaching.caseload import models as caseload
from coaching.clients import models as clients
from coaching.consents import models as consents
from coaching.contacts import models as contacts
from coaching.employers import models as employers
from coaching.jobs import models as jobs
from coaching.profiles import models as profiles
from coaching.reviews import models as reviews
from coaching.support import models as support
from coaching.teamwork import models as teamwork
from coaching.uselog import models as uselog
from coaching.worktime import models as worktime

__all__ = [
    "accounts",
    "benefits",
    "caseload",
    "clients",
    "consents",
    "contacts",
    "employers",
    "jobs",
    "profiles",
    "reviews",
    "support",
    "teamwork",
    "uselog",
    "worktime",
]
