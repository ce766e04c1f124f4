"""What the page shows, as files: ``/export/tasks.xlsx``, ``/export/check.xlsx`` and ``/export/conversation.docx``."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.responses import PlainTextResponse

from assistant.web.visitors import NOBODY, VISITOR
from corpus.errors import AssistantError

if TYPE_CHECKING:
    from assistant.panels.check_runs import CheckRuns
    from assistant.workspace import Workspace


def add_downloads(app: FastAPI, workspace: Workspace, runs: CheckRuns) -> None:
    """Put the addresses beside the page; ``runs`` keeps the results of checks."""
    from assistant.exports.conversation import MEDIA_TYPES, conversation_file
    from assistant.panels.check import export_checked
    from assistant.panels.tasks import EXPORT_TYPES, export_tasks
    from assistant.people.conversations import Conversations

    kept = Conversations(workspace.home.folder)

    @app.get("/export/tasks.{ending}")
    def tasks(ending: str, unit: str = "", role: str = "", before: str = "") -> Response:
        if ending not in EXPORT_TYPES:
            return PlainTextResponse(f"Export as one of: {', '.join(EXPORT_TYPES)}.", status_code=404)
        try:
            content = export_tasks(workspace, ending, unit or None, role or None, before or None)
        except AssistantError as error:
            return PlainTextResponse(str(error), status_code=400)
        return _file(content, EXPORT_TYPES[ending], f"tasks.{ending}")

    @app.get("/export/check.{ending}")
    def check(ending: str, key: str = "") -> Response:
        if ending not in EXPORT_TYPES:
            return PlainTextResponse(f"Export as one of: {', '.join(EXPORT_TYPES)}.", status_code=404)
        content = export_checked(runs, ending, key)
        if content is None:
            said = "This result is no longer kept: check again. 结果已不再保留,请重新核对。"
            return PlainTextResponse(said, status_code=404)
        return _file(content, EXPORT_TYPES[ending], f"check.{ending}")

    @app.get("/export/conversation.{ending}")
    def conversation(request: Request, ending: str, id: str = "") -> Response:
        if ending not in MEDIA_TYPES:
            return PlainTextResponse(f"Export as one of: {', '.join(MEDIA_TYPES)}.", status_code=404)
        owner = request.scope.get(VISITOR, NOBODY).owner
        found = kept.find(owner, id)
        if found is None:
            # The same words for one that is another's and one that is not there.
            return PlainTextResponse("You have no such conversation.", status_code=404)
        content = conversation_file(ending, found.title, kept.turns(owner, id), found.touched)
        return _file(content, MEDIA_TYPES[ending], f"{found.title}.{ending}")


def _file(content: bytes, media_type: str, name: str) -> Response:
    plain = "".join(sign if sign.isalnum() or sign in ".-_" else "_" for sign in name)
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(plain)}"}
    return Response(content, media_type=media_type, headers=headers)
