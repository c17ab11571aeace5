"""Pages of quality: the team's reviews, their entry, the trend and what the records say today."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.sansio.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import pgettext

from coaching import clock, i18n
from coaching.errors import NotThere
from coaching.reviews import behind, live, rows
from coaching.reviews import service as reviews
from coaching.reviews.types import ReviewKind
from coaching.security import IMAGE_POLICY
from coaching.web import actor, needs, send, sent_before, transaction
from fidelity import charts, trend
from fidelity.scorecard import totals
from forms import figure_words, suggestion_words
from forms.fields import read_day
from forms.labels import label
from forms.review import (
    BANDS,
    CERTAINTY,
    ITEMS,
    KIND_TAGS,
    LEFT_OUT,
    SECTIONS,
    BeginReviewForm,
    CardDayForm,
    FinishReviewForm,
    PlainForm,
    items_form,
)

blueprint = Blueprint("reviews", __name__, url_prefix="/quality")


@blueprint.record_once
def _words(state: BlueprintSetupState) -> None:
    """Give templates (imported macros too) the words of items, sections, bands and kinds."""
    state.app.jinja_env.globals.update(
        item_names=ITEMS,
        section_names=SECTIONS,
        band_names=BANDS,
        kind_tags=KIND_TAGS,
        certainty=CERTAINTY,
        left_out_words=LEFT_OUT,
        review_kinds={kind.value: label(kind) for kind in ReviewKind},
    )


@blueprint.get("")
@needs("coach", "leader", "manager")
def quality() -> ResponseReturnValue:
    """Lead to the only team whose scores one may see, or list the teams."""
    with transaction() as session:
        teams = reviews.teams_seen(session, actor())
        if len(teams) == 1:
            return redirect(url_for("reviews.show_team", team=teams[0].short))
        ids = [team.id for team in teams]
        finished, due = reviews.finished_of(session, ids), reviews.next_reviews(session, ids)
        rows = [(team, trend.series(finished[team.id])[-1:], due[team.id]) for team in teams]
        return render_template("reviews/list_teams.html", rows=rows)


@blueprint.get("/<team>")
@needs("coach", "leader", "manager")
def show_team(team: str) -> ResponseReturnValue:
    """Show a team's quality: newest review, trend, clients per coach today, the next review."""
    with transaction() as session:
        found = reviews.get_team(session, actor(), team)
        finished = reviews.finished(session, found.id)
        points = trend.series(finished)
        caseload = reviews.live_caseload_size(session, actor(), found, clock.today())
        return render_template(
            "reviews/show_team.html",
            team=found,
            scale=reviews.scale_in_force(),
            leads=found.id in actor().leader_of,
            points=points,
            seen=trend.seen(points, reviews.scale_in_force()),
            newest=finished[-1] if finished else None,
            listed=reviews.listed(session, actor(), found),
            live=caseload,
            is_hidden=reviews.is_small_group(actor(), found, caseload),
            sees_rows=found.id in actor().teams,
            due=reviews.next_review(session, found.id),
            today=clock.today(),
            chart=_chart_key(points),
        )


@blueprint.get("/<team>/today")
@needs("coach", "leader", "manager")
def show_card(team: str) -> ResponseReturnValue:
    """Show all items of a team from the records, today or on a past day."""
    form = CardDayForm(formdata=request.args, on=clock.today())
    fits = form.on.validate(form)
    on = form.on.data if fits and form.on.data else clock.today()
    if fits:
        form.on.process_data(on)
    with transaction() as session:
        found = reviews.get_team(session, actor(), team)
        card, advice = live.card_with_advice(session, actor(), found, on)
        return render_template(
            "reviews/show_card.html",
            form=form,
            team=found,
            card=card,
            sees_rows=found.id in actor().teams,
            advice=advice,
            hidden={
                item: live.is_hidden(actor(), found, result)
                for item, result in card.results.items()
            },
            later=live.entered_later(session, found.id, on) if on < clock.today() else 0,
            figure=figure_words.figure,
            following=figure_words.following,
            suggested=suggestion_words,
            today=clock.today(),
        ), 200 if fits else 422


@blueprint.get("/<team>/items/<item>")
@needs("coach", "leader")
def show_rows(team: str, item: str) -> ResponseReturnValue:
    """Show the records behind an item of the own team's card."""
    with transaction() as session:
        found = reviews.get_own_team(session, actor(), team)
        on = read_day(request.args.get("on", ""), clock.today(), past=True) or clock.today()
        card = live.card_of(session, actor(), found, min(on, clock.today()))
        if item not in card.results:
            raise NotThere
        return render_template(
            "reviews/show_rows.html",
            team=found,
            card=card,
            item=item,
            result=card.results[item],
            behind=behind.behind(session, actor(), card.results[item], request.args.get("after")),
            figure=figure_words.figure,
            following=figure_words.following,
            record=figure_words.record,
            turned=bool(request.args.get("after")),
        )


@blueprint.get("/<team>/trend-<shade>-<size>.svg")
@needs("coach", "leader", "manager")
def trend_image(team: str, shade: str, size: str) -> ResponseReturnValue:
    """Draw the trend of finished reviews."""
    with transaction() as session:
        found = reviews.get_team(session, actor(), team)
        points = trend.series(reviews.finished(session, found.id))
        if not points or shade not in ("light", "dark") or size not in ("wide", "narrow"):
            return render_template("errors/404.html"), 404
        svg = _drawn(points, i18n.language(), shade == "dark", size == "narrow")
    response = Response(svg, mimetype="image/svg+xml")
    response.headers["Content-Security-Policy"] = IMAGE_POLICY
    # The address carries a hash of the numbers, so the picture may be kept by this reader.
    response.headers["Cache-Control"] = "private, max-age=86400"
    return response


@lru_cache(maxsize=64)
def _drawn(points: tuple[trend.Point, ...], language: str, dark: bool, narrow: bool) -> bytes:
    words = charts.ChartWords(
        bands={band: str(words) for band, words in BANDS.items()},
        kinds={
            "self": pgettext("chart", "self"),
            "peer": pgettext("chart", "peer"),
            "external": pgettext("chart", "external"),
        },
        day=lambda day: f"{day.month}/{day.year}",
    )
    return charts.trend_svg(points, reviews.scale_in_force(), words, dark=dark, narrow=narrow)


def _chart_key(points: tuple[trend.Point, ...]) -> str:
    return hashlib.sha256(repr((points, i18n.language())).encode()).hexdigest()[:16]


@blueprint.get("/<team>/items/S1")
@needs("coach", "leader")
def show_caseload_rows(team: str) -> ResponseReturnValue:
    """Show the rows behind clients per coach today, and the rule that made the figure."""
    with transaction() as session:
        found = reviews.get_team(session, actor(), team)
        caseload = reviews.live_caseload_size(session, actor(), found, clock.today())
        return render_template(
            "reviews/show_caseload_rows.html",
            team=found,
            today=clock.today(),
            live=caseload,
            behind=rows.behind(session, actor(), found.id, caseload),
            thresholds=reviews.scale_in_force().item("S1").thresholds,
        )


@blueprint.route("/<team>/reviews/new", methods=["GET", "POST"])
@needs("leader")
def begin_review(team: str) -> ResponseReturnValue:
    """Begin a review of the leader's own team."""
    form = BeginReviewForm(on=clock.today())
    with transaction() as session:
        found = reviews.get_led_team(session, actor(), team)

        def work() -> str:
            review = reviews.begin(session, actor(), found, form.to_new())
            return url_for("reviews.enter_review", review_id=review.public_id)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template("reviews/begin_review.html", form=form, team=found), form.status


@blueprint.route("/reviews/<review_id>/items", methods=["GET", "POST"])
@needs("leader")
def enter_review(review_id: str) -> ResponseReturnValue:
    """Enter points and evidence of the items."""
    with transaction() as session:
        review = reviews.get_open(session, actor(), review_id)
        scale, entries = reviews.scale_of(review), reviews.entries_of(review)
        form = items_form([item.id for item in scale.items], entries, review.row_version)

        def work() -> str:
            version = int(form.row_version.data or 0)
            reviews.enter(session, actor(), review, form.entries(), version)
            if "finish" in request.form:
                return url_for("reviews.finish_review", review_id=review_id)
            flash(_("Review saved"), "success")
            return url_for("reviews.enter_review", review_id=review_id)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        newer = form.newer(review.row_version, {})
        return render_template(
            "reviews/enter_review.html",
            form=form,
            newer=newer,
            review=review,
            scale=scale,
            totals=totals(reviews.points_of(review), scale),
            live=reviews.live_caseload_size(
                session, actor(), reviews.team_of(session, review), review.on
            ),
        ), form.status


@blueprint.route("/reviews/<review_id>/finish", methods=["GET", "POST"])
@needs("leader")
def finish_review(review_id: str) -> ResponseReturnValue:
    """Finish a review; with items missing a reason is needed."""
    with transaction() as session:
        if sent := sent_before(session):
            return sent
        review = reviews.get_open(session, actor(), review_id)
        form = FinishReviewForm(row_version=review.row_version)
        version = int(form.row_version.data or 0)

        def work() -> str:
            reviews.finish(session, actor(), review, form.missing_why.data, version)
            flash(_("The review is finished"), "success")
            return url_for("reviews.show_review", review_id=review_id)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        form.row_version.process_data(review.row_version)
        scale = reviews.scale_of(review)
        return render_template(
            "reviews/finish_review.html",
            form=form,
            review=review,
            missing=reviews.missing(review),
            totals=totals(reviews.points_of(review), scale),
        ), form.status


@blueprint.route("/reviews/<review_id>/throw-away", methods=["GET", "POST"])
@needs("leader")
def throw_away_review(review_id: str) -> ResponseReturnValue:
    """Remove an open review that was begun by mistake."""
    form = PlainForm()
    with transaction() as session:
        if sent := sent_before(session):
            return sent
        review = reviews.get_open(session, actor(), review_id)
        team = reviews.team_of(session, review)

        def work() -> str:
            reviews.throw_away(session, actor(), review)
            flash(_("The review was removed"), "success")
            return url_for("reviews.show_team", team=team.short)

        if form.validate_on_submit() and (sent := send(session, form, work)):
            return sent
        return render_template(
            "reviews/throw_away_review.html", form=form, review=review, team=team
        ), form.status


@blueprint.get("/reviews/<review_id>")
@needs("coach", "leader", "manager")
def show_review(review_id: str) -> ResponseReturnValue:
    """Show a finished review with its points; the evidence notes to the leader only."""
    with transaction() as session:
        review = reviews.get(session, actor(), review_id)
        if review.state == "open":
            return redirect(url_for("reviews.enter_review", review_id=review_id))
        scale = reviews.scale_of(review)
        return render_template(
            "reviews/show_review.html",
            review=review,
            team=reviews.team_of(session, review),
            kind=label(reviews.kind_of(review)),
            scale=scale,
            totals=totals(reviews.points_of(review), scale),
            rows={row.item: row for row in review.items},
            with_evidence=review.team_id in actor().leader_of,
        )
