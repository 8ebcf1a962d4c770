"""The pages of the service: the secretary's flow, its documentation, its statement of accessibility."""

from flask import Blueprint, Flask, Response, render_template

from service.config import Settings
from service.web.pages import check, district, docs, guard, preview, result, start, steps
from service.web.pages.browser import Browsers
from service.web.pages.desk import give_desk
from service.web.pages.errors import BLUEPRINT, page_of
from service.web.pages.naming import capitalize_first, clock, spoken

__all__ = ["page_of", "register"]


def register(app: Flask, settings: Settings) -> None:
    """Register the pages."""
    app.session_interface = Browsers()
    app.jinja_env.filters.update(clock=clock, spoken=spoken, capitalize_first=capitalize_first)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        has_page=lambda rule: any(one.rule == rule for one in app.url_map.iter_rules()),
        has_workbook=True,
        keep_days=settings.keep_days,
    )
    guard.protect(app)
    give_desk(app, settings)
    app.add_url_rule("/docs", "docs", docs.docs)
    app.add_url_rule("/accessibility", "accessibility", accessibility)
    app.register_blueprint(_flow())


def accessibility() -> str:
    """Show the statement of accessibility."""
    return render_template("accessibility.html")


def _flow() -> Blueprint:
    flow = Blueprint(BLUEPRINT, __name__)
    flow.before_request(guard.check)
    flow.after_request(_private)
    flow.get("/")(start.start)
    flow.post("/drafts")(start.create)
    flow.post("/drafts/upload")(start.upload)
    flow.get("/drafts/<draft>")(steps.show_draft)
    flow.post("/drafts/<draft>/delete")(start.delete)
    flow.get("/drafts/<draft>/documents")(start.show_documents)
    flow.post("/drafts/<draft>/documents")(start.choose_documents)
    flow.route("/drafts/<draft>/steps/<step>", methods=["GET", "POST"])(steps.show_step)
    flow.post("/drafts/<draft>/steps/<step>/autosave")(steps.autosave)
    flow.get("/drafts/<draft>/steps/<step>/preview")(preview.show_preview)
    flow.get("/drafts/<draft>/pages/<kind>/<int:number>")(preview.show_pages)
    flow.get("/drafts/<draft>/pages/<kind>/<int:number>/<int:page>.png")(preview.picture)
    flow.get("/drafts/<draft>/pages/<kind>/<int:number>.pdf")(preview.open_preview)
    flow.get("/drafts/<draft>/check")(check.check)
    flow.post("/drafts/<draft>/names")(check.correct)
    flow.get("/drafts/<draft>/result")(result.result)
    flow.get("/drafts/<draft>/files/<int:place>.<format>")(result.document)
    flow.get("/drafts/<draft>/open/<int:place>.pdf")(result.opened)
    flow.get("/drafts/<draft>/set.zip")(result.archive)
    flow.get("/drafts/<draft>/data.json")(result.data_json)
    flow.get("/drafts/<draft>/data.xlsx")(result.data_xlsx)
    district.add_to(flow)
    return flow


def _private(answer: Response) -> Response:
    """Keep what holds names of people out of every cache."""
    answer.headers.setdefault("Cache-Control", "no-store")
    return answer
