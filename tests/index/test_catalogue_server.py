"""The same catalogue in the home's file and on a PostgreSQL server must give the same answers.

A real server is started from the system's own programs (Debian: the package ``postgresql``) on a Unix socket,
for an unprivileged user, since it refuses to run for root.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from assistant.settings import ClusterSettings, Settings
from assistant.workspace import Workspace
from corpus.errors import BusyHomeError, StaleIndexError, UsageError
from index import catalogue_server
from index.catalogue_server import CatalogueServerError, Schema, ServerCatalogue
from tests.support import CountingEncoder, make_workspace

pytest.importorskip("psycopg", reason='pip install "policy-assistant[cluster]"')

QUESTIONS = [
    "哪个部门牵头专利指标?",
    "科技创新资金池的规模是多少?",
    "Which department leads the patent targets?",
]


def program(name: str) -> str:
    """Path of one of the server's programs, which Debian keeps off the PATH."""
    places = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    found = shutil.which(name) or next((str(p / name) for p in places if (p / name).is_file()), None)
    if found is None:
        pytest.skip(f"no {name} here; on Debian: apt install postgresql")
    return str(Path(found).resolve())


def unprivileged() -> str | None:
    """Whom to run the server for; None means whoever runs the tests."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """URL of an empty database, on a server that lives as long as these tests."""
    initdb, postgres, user = program("initdb"), program("postgres"), unprivileged()
    folder = Path(
        tempfile.mkdtemp(prefix="pg", dir="/tmp")
    )  # short: the name of a socket has 107 characters at most
    if user is not None:
        shutil.chown(folder, user)
    data = folder / "data"
    common = {"user": user, "cwd": folder} if user else {"cwd": folder}
    made = subprocess.run(
        [initdb, "-D", str(data), "-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"],
        capture_output=True,
        text=True,
        check=False,
        **common,
    )
    assert made.returncode == 0, made.stderr
    settings = ["listen_addresses=", f"unix_socket_directories={folder}", "fsync=off"]
    options = [word for setting in settings for word in ("-c", setting)]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen([postgres, "-D", str(data), *options], stdout=log, stderr=log, **common)
    try:
        for _ in range(100):
            if (folder / ".s.PGSQL.5432").exists() or process.poll() is not None:
                break
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.1)
        yield f"postgresql://tester@/postgres?host={folder}"
    finally:
        # At once; SIGTERM waits for clients, and the pools of the page stay open.
        process.send_signal(signal.SIGINT)
        process.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


def on_server(home: Path, url: str) -> Workspace:
    workspace = Workspace(home, Settings(cluster=ClusterSettings(catalogue_url=url)))
    workspace.__dict__["encoder"] = CountingEncoder()
    return workspace


def schemas(url: str) -> set[str]:
    server = catalogue_server._Server(url)
    try:
        rows = server.rows("SELECT schema_name FROM information_schema.schemata")
        return {name for (name,) in rows if name.startswith("policy_")}
    finally:
        server.close()


@pytest.fixture(scope="module")
def moved(shipped_home: Path, server: str, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    home = tmp_path_factory.mktemp("cluster") / "home"
    shutil.copytree(shipped_home, home)
    workspace = on_server(home, server)
    workspace.move()
    return workspace


def test_both_catalogues_list_the_same(moved: Workspace, shipped: Workspace):
    assert isinstance(moved.generation.catalogue, ServerCatalogue)
    assert moved.documents() == shipped.documents()
    assert moved.generation.catalogue.origins() == shipped.generation.catalogue.origins()
    assert list(moved.generation.catalogue.texts()) == list(shipped.generation.catalogue.texts())
    for document_id in shipped.generation.document_ids:
        assert moved.document(document_id) == shipped.document(document_id)
        assert moved.passages(document_id) == shipped.passages(document_id)
        assert moved.original(document_id).name == shipped.original(document_id).name
    assert list(moved.generation.passage_table.all()) == list(shipped.generation.passage_table.all())


def test_an_unknown_document_is_refused_alike(moved: Workspace):
    with pytest.raises(UsageError, match="no document"):
        moved.document("' OR 1=1 --")


@pytest.mark.parametrize("question", QUESTIONS)
def test_both_give_the_same_answer(moved: Workspace, shipped: Workspace, question: str):
    assert moved.ask(question).text == shipped.ask(question).text
    here, there = (workspace.search(question, 8).hits for workspace in (shipped, moved))
    assert [hit.passage for hit in there] == [hit.passage for hit in here]


def test_many_threads_read_at_once(moved: Workspace):
    ids = moved.generation.document_ids
    with ThreadPoolExecutor(20) as pool:
        found = list(pool.map(moved.generation.catalogue.document, ids * 8))
    assert [document.document_id for document in found] == ids * 8


def test_a_generation_of_the_server_goes_with_its_folder(server: str, shipped_home: Path, tmp_path: Path):
    shutil.copytree(shipped_home, tmp_path / "home")
    workspace = on_server(tmp_path / "home", server)
    before = schemas(server)
    with pytest.raises(StaleIndexError, match="home move"):
        workspace.search(QUESTIONS[0])
    workspace.move()
    gone = workspace.search(QUESTIONS[0], 1).hits[0].passage.document_id
    workspace.remove([gone])
    assert gone not in {record.entry.document_id for record in workspace.documents()}
    workspace.remove([workspace.generation.document_ids[0]])

    named = {Schema.of(path) for path in workspace.home.generations.iterdir()} - {None}
    assert schemas(server) - before == {schema.name for schema in named if schema}

    back = make_workspace(tmp_path / "home")  # the file is there all the time
    assert back.documents() == workspace.documents()


def test_a_lost_server_is_filled_again(server: str, shipped_home: Path, tmp_path: Path):
    shutil.copytree(shipped_home, tmp_path / "home")
    workspace = on_server(tmp_path / "home", server)
    workspace.move()
    schema = Schema.of(workspace.home.current_folder())
    assert schema is not None
    lost = catalogue_server._Server(server)
    lost.run(f"DROP SCHEMA {schema.name} CASCADE")
    lost.commit()
    lost.close()

    with pytest.raises(StaleIndexError, match="home move"):
        workspace.documents()
    workspace.move()
    assert len(workspace.documents()) == len(make_workspace(shipped_home).documents())


def test_a_copy_leaves_the_originals_place_on_the_server_alone(moved: Workspace, server: str, tmp_path: Path):
    moved.home.copy_to(tmp_path / "copy")
    copy = on_server(tmp_path / "copy", server)
    copy.move()
    copy.remove([copy.generation.document_ids[0]])
    assert len(moved.documents()) == len(copy.documents()) + 1


def test_a_second_writer_is_turned_away(moved: Workspace, server: str):
    with (
        catalogue_server.writing(server, moved.home.current_folder()),
        pytest.raises(BusyHomeError, match="Another process"),
    ):
        moved.remove([moved.generation.document_ids[0]])


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("mysql://name:secret@host/db", "must be an SQLAlchemy URL of PostgreSQL"),
        ("policy", "must be an SQLAlchemy URL of PostgreSQL"),
        ("postgresql://name:secret@127.0.0.1:9/db", r"127\.0\.0\.1:9"),
    ],
)
def test_an_address_of_no_use_is_named_without_its_password(
    shipped_home: Path, tmp_path: Path, url: str, told: str
):
    shutil.copytree(shipped_home, tmp_path / "home")
    workspace = on_server(tmp_path / "home", url)
    with pytest.raises(CatalogueServerError, match=told) as raised:
        workspace.move()
    assert "secret" not in str(raised.value)
    assert make_workspace(tmp_path / "home").documents()
