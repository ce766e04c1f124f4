"""The gate, asked over HTTP: who gets through, to what, and who does not."""

from __future__ import annotations

import base64
import http.client
import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.people import accounts as accounts_module
from assistant.people.accounts import Accounts
from assistant.settings import PageSettings, Settings
from assistant.web import gate
from assistant.web.gate import VISIT_COOKIE, Door
from assistant.workspace import Workspace
from tests.support import make_workspace, run_async, served

PASSWORD = "drei-Birnen-7"
CLOSED = (
    "config",
    "export/tasks.csv",
    "page-picture/0123456789abcdef/1.webp",
    "gradio_api/info",
    "gradio_api/queue/data?session_hash=x",
    "gradio_api/heartbeat/x",
    "gradio_api/mcp/",
    "gradio_api/file=/etc/passwd",
)


@pytest.fixture(scope="module")
def accounts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Accounts]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts_module, "_COST", 4)
        accounts = Accounts(tmp_path_factory.mktemp("accounts") / "accounts.json")
        accounts.add("wang", PASSWORD, "editor")
        accounts.add("李娜", PASSWORD, "reader")
        yield accounts


@pytest.fixture(scope="module")
def address(shipped: Workspace, accounts: Accounts) -> Iterator[str]:
    with served(shipped, accounts) as address:
        yield address


def fetch(url: str, data: bytes | None = None, opener: Any = None, **headers: str) -> tuple[int, bytes, Any]:
    request = urllib.request.Request(
        url, data, {name.replace("_", "-"): value for name, value in headers.items()}
    )
    opener = opener or urllib.request.build_opener()
    try:
        with opener.open(request, timeout=20) as reply:
            return reply.status, reply.read(), reply.headers
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read(), refused.headers


def basic(name: str, password: str = PASSWORD) -> str:
    return "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()


def signed_in(address: str, name: str) -> urllib.request.OpenerDirector:
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    form = urllib.parse.urlencode({"username": name, "password": PASSWORD}).encode()
    assert fetch(f"{address}login", form, opener)[0] == 200
    return opener


def multipart(name: str = "a.txt") -> tuple[bytes, str]:
    body = f'--x\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\nwords\r\n--x--\r\n'
    return body.encode(), "multipart/form-data; boundary=x"


def test_a_stranger_sees_the_form_and_nothing_else(address: str) -> None:
    assert fetch(f"{address}healthz")[:2] == (200, b"ok")
    status, page, _ = fetch(address)
    assert status == 200
    assert b'type="password"' in page
    assert "高新".encode() not in page
    assert fetch(f"{address}assets/index.js")[0] == 401
    for path in CLOSED:
        assert fetch(address + path)[0] == 401, path
    body, kind = multipart()
    assert fetch(f"{address}gradio_api/upload", body, Content_Type=kind)[0] == 401
    cancel = json.dumps({"session_hash": "x", "fn_index": 0, "event_id": "x"}).encode()
    assert fetch(f"{address}gradio_api/cancel", cancel, Content_Type="application/json")[0] == 401


def test_the_form_and_the_header_both_let_a_person_in(address: str) -> None:
    assert fetch(f"{address}export/tasks.csv", opener=signed_in(address, "李娜"))[0] == 200
    assert fetch(f"{address}export/tasks.csv", Authorization=basic("Wang"))[0] == 200
    assert fetch(f"{address}config", Authorization=basic("wang"))[0] == 200
    for wrong in (basic("wang", "guess"), basic("nobody"), "Basic !!!", "Bearer x", "Basic"):
        assert fetch(f"{address}export/tasks.csv", Authorization=wrong)[0] == 401


def test_whoever_is_removed_or_has_another_password_is_out_at_once(address: str, accounts: Accounts) -> None:
    accounts.add("zhao", PASSWORD, "reader")
    browser = signed_in(address, "zhao")
    assert fetch(f"{address}config", opener=browser)[0] == 200
    assert fetch(f"{address}config", Authorization=basic("zhao"))[0] == 200

    accounts.set_password("zhao", "another-one-8")
    assert fetch(f"{address}config", opener=browser)[0] == 401
    assert fetch(f"{address}config", Authorization=basic("zhao"))[0] == 401
    assert fetch(f"{address}config", Authorization=basic("zhao", "another-one-8"))[0] == 200
    accounts.remove("zhao")
    assert fetch(f"{address}config", Authorization=basic("zhao", "another-one-8"))[0] == 401


def test_a_request_that_another_site_makes_is_refused(address: str) -> None:
    form = urllib.parse.urlencode({"username": "wang", "password": PASSWORD}).encode()

    assert fetch(f"{address}login", form, Origin="http://evil.example")[0] == 403
    assert fetch(f"{address}login", form, Sec_Fetch_Site="cross-site")[0] == 403
    assert fetch(f"{address}login", form, Origin=address.rstrip("/"))[0] == 200


def test_another_site_reads_nothing_with_a_visitors_cookies_and_signs_nobody_out(address: str) -> None:
    # Gradio answers any origin with "Access-Control-Allow-Credentials" wherever it is not on localhost.
    browser = signed_in(address, "wang")
    assert fetch(f"{address}config", opener=browser, Origin="https://evil.example")[0] == 403
    embedded = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors"}
    assert fetch(f"{address}export/tasks.csv", opener=browser, **embedded)[0] == 403
    followed = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate"}
    assert fetch(address, opener=browser, **followed)[0] == 200
    assert fetch(f"{address}logout", opener=browser, **followed)[0] == 403
    assert fetch(f"{address}config", opener=browser)[0] == 200


def test_signing_out_ends_the_session_and_not_only_the_cookie(address: str) -> None:
    # Without HTTPS a browser sends the one of Gradio's cookies at which Gradio does not look when it signs out.
    form = urllib.parse.urlencode({"username": "wang", "password": PASSWORD}).encode()
    cookies = fetch(f"{address}login", form)[2].get_all("set-cookie")
    cookie = next(one for one in cookies if one.startswith("access-token-unsecure-")).split(";")[0]
    other = signed_in(address, "wang")
    assert fetch(f"{address}config", Cookie=cookie)[0] == 200

    fetch(f"{address}logout?all_session=false", Cookie=cookie)

    assert fetch(f"{address}config", Cookie=cookie)[0] == 401
    assert fetch(f"{address}config", opener=other)[0] == 200


@pytest.mark.parametrize(
    ("path", "header"),
    [
        ("login", ("Content-Length", "20000")),
        ("gradio_api/queue/join", ("Content-Length", "20000000")),
    ],
)
def test_more_than_a_form_or_a_report_is_refused_unread(
    address: str, path: str, header: tuple[str, str]
) -> None:
    connection = http.client.HTTPConnection(urllib.parse.urlsplit(address).netloc, timeout=20)
    connection.putrequest("POST", f"/{path}")
    connection.putheader(*header)
    connection.endheaders()

    assert connection.getresponse().status == 413
    connection.close()


@pytest.mark.parametrize(("filling", "status"), [(0, 200), (20_000, 413)])
def test_a_request_in_pieces_without_its_length_is_counted_as_it_comes(
    address: str, filling: int, status: int
) -> None:
    # Programs send such; they were refused whatever they sent.
    form = urllib.parse.urlencode({"username": "wang", "password": PASSWORD, "x": "x" * filling}).encode()
    connection = http.client.HTTPConnection(urllib.parse.urlsplit(address).netloc, timeout=20)
    pieces = (form[at : at + 7_000] for at in range(0, len(form), 7_000))
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/login", pieces, headers, encode_chunked=True)

    assert connection.getresponse().status == status
    connection.close()


def test_passwords_beyond_what_can_be_checked_in_seconds_are_refused_with_a_word(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "WAITING_AT_MOST", 0)
    form = urllib.parse.urlencode({"username": "wang", "password": PASSWORD}).encode()

    for status, said, headers in (
        fetch(f"{address}login", form),
        fetch(f"{address}config", Authorization=basic("wang", "never sent before")),
    ):
        assert status == 503
        assert b"try again in a few seconds" in said
        assert headers["retry-after"]


def test_one_address_does_not_take_all_places_of_those_who_wait(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "WAITING_FROM_ONE", 0)

    assert fetch(f"{address}config", Authorization=basic("wang", "never sent before"))[0] == 503


def test_a_session_ends_with_the_password_that_was_remembered_for_it(
    address: str, accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "PASSWORDS_KEPT", 1)
    door = Door(accounts)
    door.page = SimpleNamespace(tokens={}, cookie_id="x")  # type: ignore[assignment]

    for name in ("wang", "李娜"):
        visitor, _ = run_async(door.visitor({}, basic(name)))
        assert visitor is not None

    assert list(door.page.tokens.values()) == ["李娜"]
    assert len(door._begun) == 1


def test_an_accounts_file_broken_while_serving_is_said_and_heals(
    shipped: Workspace, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    own = Accounts(tmp_path / "accounts.json")
    own.add("wang", PASSWORD, "reader")
    with served(shipped, own) as address:
        whole = own.path.read_text("utf-8")
        own.path.write_text("{", "utf-8")
        form = urllib.parse.urlencode({"username": "wang", "password": PASSWORD}).encode()
        for status, said, _ in (
            fetch(f"{address}login", form),
            fetch(f"{address}config", Authorization=basic("wang")),
        ):
            assert status == 503
            assert "账户文件无法读取".encode() in said
            assert str(tmp_path).encode() not in said
        assert str(own.path) in caplog.text

        own.path.write_text(whole, "utf-8")
        assert fetch(f"{address}config", Authorization=basic("wang"))[0] == 200


def test_what_is_too_long_for_a_name_is_not_remembered(address: str, accounts: Accounts) -> None:
    for name in ("nobody", "n" * 300):
        assert fetch(f"{address}config", Authorization=basic(name))[0] == 401

    names = [name for name, _ in accounts.guesses._wrong]
    assert "nobody" in names
    assert max(map(len, names)) < 300


def test_another_name_for_this_machine_is_not_answered(address: str) -> None:
    assert fetch(f"{address}healthz", Host="evil.example")[0] == 400
    assert fetch(f"{address}healthz", Host="localhost")[0] == 200


def test_a_page_that_others_reach_without_accounts_takes_no_files(shipped: Workspace) -> None:
    with served(shipped, host="0.0.0.0") as address:
        body, kind = multipart()
        assert fetch(f"{address}gradio_api/upload", body, Content_Type=kind)[0] == 403
        assert fetch(f"{address}gradio_api/upload/", body, Content_Type=kind)[0] == 403
        assert fetch(f"{address}export/tasks.csv")[0] == 200


def test_a_page_behind_a_proxy_answers_to_its_names_and_is_public(tmp_path: Path, shipped_home: Path) -> None:
    workspace = make_workspace(shipped_home)
    workspace.settings = Settings(page=PageSettings(names=("policy.example",)))
    with served(workspace) as address:
        body, kind = multipart()
        assert fetch(f"{address}healthz", Host="policy.example")[0] == 200
        assert fetch(f"{address}healthz", Host="other.example")[0] == 400
        assert fetch(f"{address}gradio_api/upload", body, Content_Type=kind)[0] == 403


def test_every_browser_gets_a_cookie_that_no_script_reads_and_that_ends_with_it(shipped: Workspace) -> None:
    with served(shipped) as address:
        _, _, headers = fetch(address)
        cookie = headers["set-cookie"]
        assert cookie.startswith(f"{VISIT_COOKIE}=")
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Max-Age" not in cookie
        assert "Expires" not in cookie
        assert fetch(address)[2]["set-cookie"] != cookie
        again = fetch(address, Cookie=cookie.split(";")[0])[2]
        assert again["set-cookie"] is None


@pytest.mark.parametrize(
    ("cookie", "said"),
    [
        ("", "用户名"),
        ("policy-assistant-language=en", "User name"),
        ("policy-assistant-language=<b>", "用户名"),
    ],
)
def test_the_form_speaks_the_language_that_was_chosen(address: str, cookie: str, said: str) -> None:
    _, page, headers = fetch(address, Cookie=cookie)

    assert said in page.decode()
    assert "<b>" not in page.decode()
    assert headers["cache-control"] == "no-store"
