"""The ways in for programs: what docs/api.md shows runs, three functions are there and no more, and accounts apply."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import io
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.people import accounts as accounts_module
from assistant.people.accounts import Accounts
from assistant.people.conversations import Conversations
from assistant.workspace import Workspace
from tests.support import run_async, served

DOCS = (Path(__file__).parent.parent / "docs" / "api.md").read_text("utf-8")
NAME, PASSWORD = "lina", "her password"
SHOWN = "http://127.0.0.1:7860/"


@pytest.fixture(scope="module")
def address(shipped: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts_module, "_COST", 4)
        accounts = Accounts(tmp_path_factory.mktemp("accounts") / "accounts.json")
        accounts.add(NAME, PASSWORD, "reader")
        with served(shipped, accounts) as address:
            yield address


def example(language: str, address: str) -> str:
    (code,) = re.findall(rf"```{language}\n(.*?)```", DOCS, re.DOTALL)
    assert SHOWN in code
    return code.replace(SHOWN, address)


def test_the_python_example_runs_and_prints_what_the_documents_say(address: str, shipped: Workspace) -> None:
    kept = Conversations(shipped.home.folder).path
    before = kept.exists() and kept.read_bytes()  # other tests share the home
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(example("python", address), "docs/api.md", "exec"), {})

    printed = said.getvalue()
    assert "市场监管局" in printed
    assert "提高专利申请质量的配合单位" in printed
    assert "contradicted" in printed
    # Nothing is kept of what a program asks.
    assert (kept.exists() and kept.read_bytes()) == before


def test_the_curl_example_runs(address: str) -> None:
    done = subprocess.run(["bash", "-c", example("bash", address)], capture_output=True, check=True)

    answer = json.loads(done.stdout)["data"][0]
    assert "市场监管局" in answer["answer"]
    assert "牵头部门:市场监管局" in answer["citations"][0]["quote"]


def test_the_api_offers_three_functions_and_no_more(address: str) -> None:
    from gradio_client import Client

    client = Client(address, auth=(NAME, PASSWORD), verbose=False)
    offered: Any = client.view_api(return_format="dict")

    assert sorted(offered["named_endpoints"]) == ["/ask", "/check", "/search"]
    assert offered["unnamed_endpoints"] == {}
    with pytest.raises(Exception, match=r"nothing|empty|question|words"):
        client.predict("", api_name="/ask")


def use_tools(url: str, **headers: str) -> Any:
    """The tools that an MCP client finds, and what one of each kind of call returns."""
    from mcp import ClientSession
    from mcp.client.streamable_http import streamablehttp_client

    async def talk() -> Any:
        async with (
            streamablehttp_client(url, headers=headers) as (reader, writer, _),
            ClientSession(reader, writer) as session,
        ):
            await session.initialize()
            tools = (await session.list_tools()).tools
            asked = await session.call_tool("ask", {"question": "提高专利申请质量由哪个部门牵头?"})
            found = await session.call_tool("search", {"query": "专利", "limit": 2})
            checked = await session.call_tool("check", {"claim": "提高专利申请质量由科技局牵头。"})
            wrong = await session.call_tool("ask", {"question": "???"})
            return tools, asked, found, checked, wrong

    return run_async(asyncio.wait_for(talk(), 120))


def test_a_language_model_finds_three_tools_with_descriptions_and_uses_them(address: str) -> None:
    (block,) = re.findall(r"```json\n(.*?)```", DOCS, re.DOTALL)
    told = json.loads(block.replace(SHOWN, address))["mcpServers"]["policy-assistant"]
    assert base64.b64decode(told["headers"]["Authorization"].split()[1]).decode() == f"{NAME}:{PASSWORD}"

    tools, asked, found, checked, wrong = use_tools(told["url"], **told["headers"])

    assert sorted(tool.name for tool in tools) == ["ask", "check", "search"]
    for tool in tools:
        assert len(tool.description) > 100
        assert all(one.get("description") for one in tool.inputSchema["properties"].values())
    assert "市场监管局" in asked.content[0].text
    assert '"hits"' in found.content[0].text.replace("'", '"')
    assert "contradicted" in checked.content[0].text
    assert wrong.isError


def test_a_stranger_uses_none_of_it(address: str) -> None:
    from gradio_client import Client

    with pytest.raises(Exception, match=r"401|[Aa]uth|[Cc]redential|log"):
        Client(address, verbose=False).predict("专利", api_name="/search")
    with pytest.raises(BaseException):  # noqa: B017 — the client wraps a 401 in a group of its own
        use_tools(f"{address}gradio_api/mcp/")
