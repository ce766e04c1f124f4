import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from corpus.errors import ModelMissingError
from index.embedding import open_encoder
from index.remote_embedding import BATCH, RemoteEncoder


class Scripted(BaseHTTPRequestHandler):
    """Gives each text the vector (its length, 1), in reverse order, as a server may."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, body["model"], self.headers.get("Authorization")))  # type: ignore[attr-defined]
        data = [{"index": n, "embedding": [len(text), 1]} for n, text in enumerate(body["input"])]
        if "短" in body["input"]:
            data.pop()
        reply = json.dumps({"data": data[::-1]}).encode()
        self.send_response(200 if body["model"] == "bge" else 404)
        self.end_headers()
        self.wfile.write(reply)

    def log_message(self, format: str, *args: object) -> None:
        del format, args


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Scripted) as running:
        running.asked = []  # type: ignore[attr-defined]
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


def address(server: ThreadingHTTPServer, model: str = "bge") -> str:
    return f"http://127.0.0.1:{server.server_address[1]}/v1#{model}"


def test_vectors_come_in_the_order_of_the_texts_and_of_length_one(server):
    texts = ["字" * n for n in range(1, 2 * BATCH + 4)]
    rows = RemoteEncoder(address(server)).embed_passages(texts)
    assert np.allclose(rows[:, 0] / rows[:, 1], [len(text) for text in texts], rtol=1e-4)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1)


def test_an_address_in_the_setting_opens_it_and_its_key_is_sent(server):
    encoder = open_encoder(address(server), key="secret")
    assert encoder.dim == 2
    assert encoder.fingerprint == "remote:bge"
    assert server.asked[0] == ("/v1/embeddings", "bge", "Bearer secret")


@pytest.mark.parametrize(("model", "text"), [("other", "字"), ("bge", "短")])
def test_a_server_that_gives_no_vectors_is_named(server, model, text):
    with pytest.raises(ModelMissingError, match=r"127\.0\.0\.1.*INDEX__MODEL"):
        RemoteEncoder(address(server, model)).embed_query(text)


def test_a_server_that_is_not_there_is_named():
    with pytest.raises(ModelMissingError, match="did not give vectors"):
        RemoteEncoder("http://127.0.0.1:9/v1#bge").embed_query("字")
