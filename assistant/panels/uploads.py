"""Files that a browser sends: the zone they are dropped on, and the way from what it says to a file.

A browser may say anything; only what lies in the upload folder is a file that it sent.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any

ON_ZONE = """
const list = () => element.querySelector('.pa-uploads');
const send = (file, line) => new Promise((resolve) => {
  const request = new XMLHttpRequest(), body = new FormData();
  body.append('files', file);
  const words = list().dataset;
  request.upload.onprogress = (event) => {
    if (event.lengthComputable) line.textContent = `${words.uploading} ${Math.round(100 * event.loaded / event.total)}% ${file.name}`;
  };
  const failed = () => { line.textContent = `${words.failed}: ${file.name}`; resolve(null); };
  request.onerror = failed;
  request.onload = () => {
    try { const path = JSON.parse(request.responseText)[0]; line.remove(); resolve({path, name: file.name}); }
    catch { failed(); }
  };
  request.open('POST', new URL('gradio_api/upload', location.href.split(/[?#]/)[0]));
  request.send(body);
});
const take = async (files) => {
  const sent = [];
  list().replaceChildren();
  for (const file of files) {
    const line = document.createElement('li');
    line.textContent = file.name;
    list().append(line);
    const one = await send(file, line);
    if (one) sent.push(one);
  }
  if (sent.length) trigger('taken', {files: sent});
};
element.addEventListener('change', (event) => {
  const files = [...event.target.files];
  event.target.value = '';
  take(files);
});
const over = (on) => (event) => {
  event.preventDefault();
  const zone = element.querySelector('.pa-drop');
  if (zone) zone.classList.toggle('pa-over', on);
};
element.addEventListener('dragover', over(true));
element.addEventListener('dragleave', over(false));
element.addEventListener('drop', (event) => {
  over(false)(event);
  if (element.querySelector('.pa-drop')) take([...event.dataTransfer.files]);
});
"""
"""For an element with a ``pa-drop`` label and a ``pa-uploads`` list: its ``taken`` event brings path and name."""


def uploaded_file(sent: Any, folder: Path) -> tuple[Path, str] | None:
    """A file from the upload folder and its name; None for anything else that a browser may say."""
    try:
        path, name = Path(str(sent["path"])).resolve(), PurePosixPath(str(sent["name"])).name
    except (KeyError, TypeError, ValueError, OSError):
        return None
    return (path, name) if name and path.is_file() and path.is_relative_to(folder.resolve()) else None


def discard(path: Path) -> None:
    """Delete an uploaded file with the folder that it came in."""
    with suppress(OSError):
        path.unlink()
        path.parent.rmdir()
