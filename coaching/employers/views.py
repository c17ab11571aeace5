"""Pages of the employer register, which all coaches share."""

from __future__ import annotations

from dataclasses import asdict

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from coaching.contacts import service as contacts
from coaching.employers import export_views as _export_views  # noqa: F401 - registers its views
from coaching.employers import import_views as _import_views  # noqa: F401 - registers its views
from coaching.employers import merge_views as _merge_views  # noqa: F401 - registers its views
from coaching.employers import pages
from coaching.employers import service as employers
from coaching.employers.blueprint import blueprint
from coaching.employers.types import PersonDetails
from coaching.jobs import employers as jobs
from coaching.web import actor, needs, send, transaction
from forms.base import BaseForm


@blueprint.get("")
@needs("coach", "leader")
def list_employers() -> ResponseReturnValue:
    """List the employers of the register."""
    with transaction() as session:
        form = pages.look_form(session)
        look = pages.look(form)
        return render_template(
            "employers/list_employers.html",
            form=form,
            look=look,
            narrowed=pages.address_of(look),
            page=employers.list_employers(session, actor(), look),
            industries=dict(form.industry.pairs),
        )


@blueprint.route("/new", methods=["GET", "POST"])
@needs("coach", "leader")
def add_employer() -> ResponseReturnValue:
    """Add an employer, after looking whether it is there already."""
    with transaction() as session:
        form = pages.new_form(session, actor())
        if form.validate_on_submit():

            def work() -> str:
                added = employers.add(
                    session,
                    actor(),
                    form.details(),
                    form.to_site(),
                    form.to_person(),
                    is_other=bool(form.is_other.data),
                )
                flash(_("Employer saved"), "success")
                return url_for("employers.show_employer", employer_id=added.public_id)

            if sent := send(session, form, work):
                return sent
        alike = pages.alike(session, form)
        return render_template("employers/add_employer.html", form=form, alike=alike), form.status


@blueprint.get("/<employer_id>")
@needs("coach", "leader")
def show_employer(employer_id: str) -> ResponseReturnValue:
    """Show one employer: sites and people, and when it was met by whom."""
    before = request.args.get("before")
    with transaction() as session:
        card = employers.show(session, employer_id)
        if led_on := pages.elsewhere(card):
            return led_on
        return render_template(
            "employers/show_employer.html",
            card=card,
            met=contacts.employer_meetings(session, actor(), card.id, before),
            last=contacts.last_meetings(session, actor(), [card.id]).get(card.id),
            has_jobs=bool(jobs.with_jobs(session, [card.id])),
            industry=pages.industry_words(session, card),
            merges=employers.can_be_undone(session, card.id),
        )


@blueprint.route("/<employer_id>/edit", methods=["GET", "POST"])
@needs("coach", "leader")
def edit_employer(employer_id: str) -> ResponseReturnValue:
    """Edit an employer's card."""
    with transaction() as session:
        card = employers.show(session, employer_id)
        if led_on := pages.elsewhere(card):
            return led_on
        form = pages.edit_form(session, actor(), card)
        if form.validate_on_submit():

            def work() -> str:
                employers.change(
                    session,
                    actor(),
                    employer_id,
                    form.to_details(),
                    int(form.row_version.data or 0),
                    is_other=bool(form.is_other.data),
                )
                flash(_("Employer saved"), "success")
                return url_for("employers.show_employer", employer_id=employer_id)

            if sent := send(session, form, work):
                return sent
        newer = form.newer(card.row_version, asdict(card.details))
        alike = pages.others_alike(session, form, card)
        page = render_template(
            "employers/edit_employer.html", form=form, card=card, newer=newer, alike=alike
        )
        return page, form.status


@blueprint.route("/<employer_id>/sites/new", methods=["GET", "POST"])
@needs("coach", "leader")
def add_site(employer_id: str) -> ResponseReturnValue:
    """Add a site to an employer."""
    with transaction() as session:
        card = employers.show(session, employer_id)
        if led_on := pages.elsewhere(card):
            return led_on
        form = pages.site_form(session)
        if form.validate_on_submit():

            def work() -> str:
                employers.add_site(session, actor(), employer_id, form.to_site())
                flash(_("Site saved"), "success")
                return pages.home_of(card)

            if sent := send(session, form, work):
                return sent
        page = render_template(
            "employers/edit_site.html", form=form, card=card, site=None, newer=[]
        )
        return page, form.status


@blueprint.route("/sites/<site_id>/edit", methods=["GET", "POST"])
@needs("coach", "leader")
def edit_site(site_id: str) -> ResponseReturnValue:
    """Edit a site of an employer."""
    with transaction() as session:
        card, site = employers.show_site(session, site_id)
        if led_on := pages.elsewhere(card):
            return led_on
        form = pages.site_form(session, site.details, site.row_version)
        if form.validate_on_submit():

            def work() -> str:
                version = int(form.row_version.data or 0)
                employers.change_site(session, actor(), site_id, form.to_site(), version)
                flash(_("Site saved"), "success")
                return pages.home_of(card)

            if sent := send(session, form, work):
                return sent
        stored = {"municipality": site.details.municipality, "site": site.details.name}
        newer = form.newer(site.row_version, stored)
        page = render_template(
            "employers/edit_site.html", form=form, card=card, site=site, newer=newer
        )
        return page, form.status


@blueprint.route("/sites/<site_id>/people/new", methods=["GET", "POST"])
@needs("coach", "leader")
def add_person(site_id: str) -> ResponseReturnValue:
    """Add a contact person to a site."""
    with transaction() as session:
        card, site = employers.show_site(session, site_id)
        if led_on := pages.elsewhere(card):
            return led_on
        form = pages.person_form(PersonDetails("", why_kept=_("Contact person of an employer")))
        if form.validate_on_submit():

            def work() -> str:
                employers.add_person(session, actor(), site_id, form.to_person())
                flash(_("Contact person saved"), "success")
                return pages.home_of(card)

            if sent := send(session, form, work):
                return sent
        page = render_template(
            "employers/edit_person.html", form=form, card=card, site=site, person=None, newer=[]
        )
        return page, form.status


@blueprint.route("/people/<person_id>/edit", methods=["GET", "POST"])
@needs("coach", "leader")
def edit_person(person_id: str) -> ResponseReturnValue:
    """Edit a contact person."""
    with transaction() as session:
        card, site, person = employers.show_person(session, person_id)
        if led_on := pages.elsewhere(card):
            return led_on
        form = pages.person_form(person.details, person.row_version)
        if form.validate_on_submit():

            def work() -> str:
                version = int(form.row_version.data or 0)
                employers.change_person(session, actor(), person_id, form.to_person(), version)
                flash(_("Contact person saved"), "success")
                return pages.home_of(card)

            if sent := send(session, form, work):
                return sent
        newer = form.newer(person.row_version, asdict(person.details))
        page = render_template(
            "employers/edit_person.html",
            form=form,
            card=card,
            site=site,
            person=person,
            newer=newer,
        )
        return page, form.status


@blueprint.route("/people/<person_id>/remove", methods=["GET", "POST"])
@needs("coach", "leader")
def remove_person(person_id: str) -> ResponseReturnValue:
    """Remove a contact person for good."""
    form = BaseForm()
    with transaction() as session:
        card, site, person = employers.show_person(session, person_id)
        if led_on := pages.elsewhere(card):
            return led_on
        if form.validate_on_submit():

            def work() -> str:
                employers.remove_person(session, actor(), person_id)
                flash(_("Contact person removed"), "success")
                return pages.home_of(card)

            if sent := send(session, form, work):
                return sent
        page = render_template(
            "employers/remove_person.html", form=form, card=card, site=site, person=person
        )
        return page, form.status
