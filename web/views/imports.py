"""Workbooks in and out: look first, store afterwards, whole or not at all."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Blueprint, abort, current_app, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from web.access import Permission, current_user, requires
from web.db import get_session
from web.forms.imports import LONGEST_NAME, StoreForm, UploadForm
from web.services import convert, importer, uploads
from web.services.audit import record
from web.services.errors import Refused, ServiceError
from web.views.common import actor, tell

blueprint = Blueprint("imports", __name__)

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/club")
@requires(Permission.CLUB_IMPORT)
def overview() -> str:
    """What can be uploaded and downloaded. Files that nobody has confirmed go, whoever looks in first."""
    uploads.sweep(_folder())
    return _page(UploadForm())


@blueprint.post("/club/check")
@requires(Permission.CLUB_IMPORT)
def check() -> str | tuple[str, int]:
    """Try the file without storing anything: what would change, or every fault."""
    form = UploadForm()
    if not form.validate():
        return _page(form), 422
    data = form.file.data.read()
    organization = current_user().organization_id
    try:
        summary = _read(form.kind.data, data, form.file.data.filename or "", dry_run=True)
    except Refused as error:
        return _page(form, faults=error.findings, file_name=form.file.data.filename), 422
    name = uploads.keep(_folder(), organization, data)
    return _page(form, summary=summary, name=name, kind=form.kind.data, file_name=form.file.data.filename)


@blueprint.post("/club/store")
@requires(Permission.CLUB_IMPORT)
def store() -> Response | tuple[str, int]:
    """Store the file that was looked at a moment ago."""
    form = StoreForm()
    if not form.validate():
        abort(400)
    organization = current_user().organization_id
    try:
        data = uploads.take(_folder(), organization, form.name.data)
        _read(form.kind.data, data, form.file_name.data or "")
    except Refused as error:
        return _page(UploadForm(formdata=None), faults=error.findings), 422
    except ServiceError as error:
        tell(error)
        return redirect(url_for("imports.overview"), 303)
    flash(_("The file is stored."), "done")
    return redirect(url_for("desk.start"), 303)


def _read(kind: str, data: bytes, file_name: str, dry_run: bool = False) -> importer.ImportSummary:
    """Import a file as what the form says it is. Raises Refused."""
    session, organization = get_session(), current_user().organization_id
    if kind == "workbook":
        return importer.import_workbook(session, organization, data, actor(), dry_run)
    return importer.import_handmade(session, organization, data, actor(), dry_run, file_name=file_name[:LONGEST_NAME])


@blueprint.get("/club/blank.xlsx")
@requires(Permission.CLUB_EXPORT)
def blank() -> Response:
    """The blank workbook (빈 양식)."""
    from scheduler.files.workbook import write_blank  # noqa: PLC0415 - openpyxl is slow to load and seldom needed

    return _workbook(write_blank, "blank-workbook.xlsx")


@blueprint.post("/club/present.xlsx")
@requires(Permission.CLUB_EXPORT)
def present() -> Response:
    """The club's present data as a workbook that can be changed and uploaded again; noted in the access record."""
    from scheduler.files.workbook import write_book  # noqa: PLC0415 - openpyxl is slow to load and seldom needed

    organization = current_user().organization_id
    book = convert.book_of(get_session(), organization, None, forgiving=True)
    record(get_session(), organization, actor(), "export.workbook", "all", participants=len(book.participants))
    get_session().commit()
    return _workbook(lambda path: write_book(book, path), "club.xlsx")


def _workbook(write: Any, name: str) -> Response:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        write(path)
        response = make_response(path.read_bytes())
    response.headers["Content-Type"] = _XLSX
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _folder() -> Path:
    return Path(current_app.instance_path) / "uploads"


def _page(form: UploadForm, **more: Any) -> str:
    return render_template("pages/imports.html", form=form, **more)
