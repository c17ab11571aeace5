"""Every table in one import, for the application and the migrations."""

from coaching.accounts import models as accounts
from coaching.caseload import models as caseload
from coaching.clients import models as clients
from coaching.contacts import models as contacts
from coaching.employers import models as employers
from coaching.profiles import models as profiles
from coaching.reviews import models as reviews
from coaching.uselog import models as uselog

__all__ = [
    "accounts",
    "caseload",
    "clients",
    "contacts",
    "employers",
    "profiles",
    "reviews",
    "uselog",
]
