"""Serve the pictures of pages: the one thing on the page that is fetched by an address of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import anyio
from fastapi import FastAPI, Request, Response

from assistant.panels.viewer_pages import PICTURE_ROUTE
from corpus.errors import AssistantError
from corpus.page_pictures import MEDIA_TYPE

if TYPE_CHECKING:
    from assistant.page_views import PageViews

DRAWN_AT_ONCE = 4


def add_page_pictures(app: FastAPI, pages: PageViews) -> None:
    """``/page-picture/ID/3.webp``: a page of a document that the catalogue in force names, drawn."""
    # Threads of their own: those who ask do not wait for those who turn pages.
    threads = anyio.CapacityLimiter(DRAWN_AT_ONCE)

    @app.get(f"/{PICTURE_ROUTE}/{{document_id}}/{{number}}.webp")
    async def picture(document_id: str, number: int, request: Request) -> Response:
        # An id names one exact file for ever, so a picture never changes; but the document may have been
        # removed, so a browser asks each time whether what it kept may still be shown.
        headers = {"etag": f'"{document_id}-{number}"', "cache-control": "private, no-cache"}
        try:
            content = await anyio.to_thread.run_sync(pages.picture, document_id, number, limiter=threads)
        except AssistantError:
            return Response(status_code=404)
        if request.headers.get("if-none-match") == headers["etag"]:
            return Response(status_code=304, headers=headers)
        return Response(content, media_type=MEDIA_TYPE, headers=headers)
