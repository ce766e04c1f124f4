"""Read what only older office programs wrote (DOC, XLS, RTF, WPS) by letting LibreOffice write it anew.

LibreOffice runs without a window, on a profile of its own that allows neither macros nor linked files, for a
bounded time, and leaves nothing behind. What it writes is then read like any DOCX or XLSX.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from corpus.document import LoadedText, LoadWarning
from corpus.errors import UnreadableFileError, UnsupportedFormatError
from corpus.limits import extra_time, turn

TIME_LIMIT_S = 120
MEMORY_LIMIT_BYTES = 2 << 30
_PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
_WORKBOOK = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_DOCUMENT = "WordDocument".encode("utf-16-le")
_SCAN_BYTES = 64 * 1024 * 1024
_MISSING = (
    "旧版 Office 文件(DOC、XLS、RTF、WPS)需要本机安装 LibreOffice 才能读取;请安装后重试,或另存为 DOCX/XLSX。 "
    "(Legacy Office files need LibreOffice on this machine; install it, or save the file as DOCX or XLSX.)"
)
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link"><value>1</value></prop></item>
</oor:items>
"""


def load(path: Path) -> LoadedText:
    """A legacy Office file as canonical text.

    Raises:
        UnsupportedFormatError: LibreOffice is not installed, or this is neither a text nor a workbook.
        UnreadableFileError: LibreOffice could not open it, or took too long.
    """
    kind = _kind(path)
    with written_anew(path, kind) as converted:
        if kind == "docx":
            from corpus.loaders.docx import load as load_converted
        else:
            from corpus.loaders.xlsx import load as load_converted
        loaded = load_converted(converted)
    warning = LoadWarning(
        "旧版格式,已由 LibreOffice 转换后读取。 (A legacy format, read by way of LibreOffice.)"
    )
    return replace(loaded, warnings=(warning, *loaded.warnings))


@contextmanager
def written_anew(path: Path, kind: str) -> Iterator[Path]:
    """The file as LibreOffice writes it, for as long as the context lasts.

    Args:
        path: The file.
        kind: What to write: "docx" or "xlsx".
    Raises:
        UnsupportedFormatError: LibreOffice is not installed.
        UnreadableFileError: LibreOffice could not open the file, or took too long.
    """
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise UnsupportedFormatError(_MISSING)
    # LibreOffice writes sockets and locks below its profile: a folder of its own, which goes with it.
    with tempfile.TemporaryDirectory(prefix="policy-assistant-", ignore_cleanup_errors=True) as folder:
        yield _convert(program, path, kind, Path(folder))


def _kind(path: Path) -> str:
    """What to convert into: "docx" or "xlsx".

    Raises:
        UnsupportedFormatError: Slides, mail, or another kind of the same container.
    """
    with path.open("rb") as stream:
        data = stream.read(_SCAN_BYTES)
    if data.startswith(b"{\\rtf") or _DOCUMENT in data:
        return "docx"
    if any(name in data for name in _WORKBOOK):
        return "xlsx"
    raise UnsupportedFormatError(
        "这种旧版 Office 文件(如演示文稿、邮件)不能读取,请另存为 PDF 或 DOCX。 "
        "(This kind of legacy Office file is not read; save it as PDF or DOCX.)"
    )


def _convert(program: str, path: Path, kind: str, folder: Path) -> Path:
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, "utf-8")
    # A name of ours: what the file is called is no argument and no path for another program.
    source = folder / f"source{'.doc' if kind == 'docx' else '.xls'}"
    shutil.copyfile(path, source)
    out = folder / "out"
    command = [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard"),
        *("--convert-to", kind, "--outdir", str(out), str(source)),
    ]
    with turn(), extra_time(TIME_LIMIT_S + 30):
        _run(command, folder)
    converted = out / f"source.{kind}"
    if not converted.is_file():
        raise UnreadableFileError(
            "LibreOffice 无法打开该文件,可能已损坏或加密;请另存为 DOCX 后再导入。 "
            "(LibreOffice could not open it; it may be damaged or encrypted.)"
        )
    return converted


def _run(command: list[str], folder: Path) -> None:
    """Run LibreOffice to its end, or end it with all that it started."""
    environment = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder)}
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_own_limits if os.name == "posix" else None,
    )
    try:
        process.wait(TIME_LIMIT_S)
    except subprocess.TimeoutExpired as error:
        raise UnreadableFileError(
            f"LibreOffice 转换超过 {TIME_LIMIT_S} 秒,已停止;请另存为 DOCX 后再导入。 "
            "(LibreOffice took too long and was stopped.)"
        ) from error
    finally:
        with suppress(OSError, AttributeError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _own_limits() -> None:
    """In the child, before it becomes LibreOffice, which needs more room than a parser."""
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or hard >= MEMORY_LIMIT_BYTES:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT_BYTES, hard))
