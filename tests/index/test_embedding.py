import logging
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch

from corpus.errors import ModelMissingError
from index import packaged as ways
from index.embedding import LibraryEncoder, batches_by_length, has_bfloat16, is_on_hub, open_encoder
from index.int8_export import SMALLEST_COSINE
from index.model import default_model_folder, is_ready
from index.packaged import PackagedEncoder, has_gpu

TEXTS = [
    "提高专利申请质量。鼓励企业、高等学校和科研院所开展发明专利创造。",
    "到2022年,全社会研发投入强度达到4%。(牵头单位:市科技局;配合单位:市统计局)",
    "市场监管局" * 40,
    "A city-level high-tech zone, in English.",
    "局",
]


@pytest.fixture(scope="module")
def packaged() -> PackagedEncoder:
    if not is_ready(default_model_folder()):
        pytest.skip('the packaged model is not here; run "policy-assistant model fetch"')
    encoder = open_encoder()
    assert isinstance(encoder, PackagedEncoder)
    return encoder


@pytest.fixture
def in_bulk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Send even a few passages the way of many."""
    monkeypatch.setattr(ways, "FEW_TOKENS", 0)
    yield


@pytest.fixture
def without_int8(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As where there is no int8 copy."""
    monkeypatch.setattr(ways, "add_int8", lambda folder: False)
    yield


def test_vectors_have_length_one_and_keep_the_order(packaged: PackagedEncoder):
    rows = packaged.embed_passages(TEXTS)
    assert rows.shape == (len(TEXTS), packaged.dim) and rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-6)
    alone = np.stack([packaged.embed_query(text) for text in TEXTS])
    assert (rows * alone).sum(axis=1).min() > 0.9999


def test_a_question_and_bulk_passages_in_int8_share_one_space(packaged: PackagedEncoder, in_bulk: None):
    encoder = open_encoder()
    assert isinstance(encoder, PackagedEncoder)
    if encoder.bulk_way != "int8":
        pytest.skip("passages go through the GPU of this machine")
    bulk = encoder.embed_passages(TEXTS)
    alone = np.stack([packaged.embed_query(text) for text in TEXTS])
    assert SMALLEST_COSINE < (bulk * alone).sum(axis=1).min() < 0.9999  # above that it was float32 after all
    assert np.array_equal(bulk, encoder.embed_passages(TEXTS))


def test_a_question_and_bulk_passages_share_one_space(
    packaged: PackagedEncoder, in_bulk: None, without_int8: None
):
    # The question is computed in float32, the passages in bfloat16 where the processor has it.
    bulk = open_encoder().embed_passages(TEXTS)
    alone = np.stack([packaged.embed_query(text) for text in TEXTS])
    assert (bulk * alone).sum(axis=1).min() > 0.999


def test_batches_in_bulk_come_in_few_widths(
    monkeypatch: pytest.MonkeyPatch, packaged: PackagedEncoder, in_bulk: None, without_int8: None
):
    # torch keeps kernels and buffers for each shape it has met: texts of every length, padded to the
    # longest of their batch alone, made 599 documents take 1.6 GB.
    monkeypatch.setattr(ways, "BATCH_TOKENS", 256)
    encoder = open_encoder()
    texts = ["局" * count for count in range(1, 120, 7)]
    widths: list[int] = []

    def watch(model: object, taken: tuple[dict[str, torch.Tensor], ...]) -> None:
        widths.append(taken[0]["input_ids"].shape[1])

    encoder.embed_passages(texts[:1])
    assert isinstance(encoder, PackagedEncoder) and encoder._library is not None
    with encoder._library._loaded()[0].register_forward_pre_hook(watch):
        rows = encoder.embed_passages(texts)
    assert widths == sorted(widths, reverse=True) and set(widths) == {32, 64, 96, 128}
    alone = np.stack([packaged.embed_query(text) for text in texts])
    assert (rows * alone).sum(axis=1).min() > 0.999


def test_the_same_texts_give_the_same_vectors(packaged: PackagedEncoder):
    assert np.array_equal(packaged.embed_passages(TEXTS), packaged.embed_passages(TEXTS))


def test_no_texts_give_no_rows(packaged: PackagedEncoder):
    assert packaged.embed_passages([]).shape == (0, packaged.dim)


def test_like_meanings_are_nearer_than_unlike_ones(packaged: PackagedEncoder):
    question = packaged.embed_query("专利申请怎么提高质量")
    near, far = packaged.embed_passages([TEXTS[0], TEXTS[1]])
    assert question @ near > question @ far


def test_a_cut_passage_is_logged(packaged: PackagedEncoder, caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.WARNING):
        packaged.embed_passages(["短", "长文" * 600])
    assert "1 of 2 passages are longer than the 512 tokens" in caplog.text


def test_progress_ends_at_the_whole(packaged: PackagedEncoder):
    seen: list[tuple[int, int]] = []
    packaged.embed_passages(TEXTS, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (len(TEXTS), len(TEXTS))
    assert seen == sorted(seen)


def test_control_characters_and_emptiness_have_vectors_too(packaged: PackagedEncoder):
    rows = packaged.embed_passages(["", "\x00\x07", "🙂", "　"])
    assert np.isfinite(rows).all()
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-6)


def test_batches_hold_every_text_once_and_keep_the_budget():
    lengths = [5, 512, 40, 40, 3, 300, 8000, 1]
    batches = list(batches_by_length(lengths, 600))
    assert sorted(position for batch in batches for position in batch) == list(range(len(lengths)))
    assert batches[0] == [6]
    for batch in batches[1:]:
        assert max(lengths[position] for position in batch) * len(batch) <= 600


def test_batches_go_from_long_to_short():
    widths = [max(batch) for batch in batches_by_length([1, 9, 5, 7, 3], 9)]
    lengths = [
        [1, 9, 5, 7, 3][position] for batch in batches_by_length([1, 9, 5, 7, 3], 9) for position in batch
    ]
    assert widths and lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize(
    ("flags", "expected"),
    [("flags : fpu avx2 avx512_bf16", True), ("Features : fp asimd bf16", True), ("flags : fpu avx2", False)],
)
def test_bfloat16_is_read_from_the_processors_flags(tmp_path: Path, flags: str, expected: bool):
    (tmp_path / "cpuinfo").write_text(f"processor : 0\n{flags}\n")
    assert has_bfloat16(tmp_path / "cpuinfo") is expected


def test_a_machine_without_a_device_is_not_asked_for_a_gpu(tmp_path: Path):
    assert not has_gpu(tmp_path)


def test_a_system_without_processor_flags_has_no_bfloat16(tmp_path: Path):
    assert not has_bfloat16(tmp_path / "nothing")


@pytest.mark.parametrize("name", ["./model", "~/model", "/models/x", "a/b/c"])
def test_what_is_written_like_a_path_is_never_sought_on_a_hub(name: str):
    with pytest.raises(ModelMissingError, match="is not on this machine"):
        open_encoder(name)


def test_a_hub_name_opens_nothing_until_it_is_used():
    encoder = open_encoder("BAAI/bge-small-zh-v1.5")
    assert isinstance(encoder, LibraryEncoder)
    assert encoder.fingerprint == "hub:BAAI/bge-small-zh-v1.5"


def test_a_folder_fingerprint_follows_its_files(tmp_path: Path):
    (tmp_path / "config.json").write_text("{}")
    first = open_encoder(tmp_path).fingerprint
    (tmp_path / "config.json").write_text('{"hidden_size": 8}')
    assert open_encoder(tmp_path).fingerprint != first


def test_a_folder_that_is_no_model_is_named(tmp_path: Path):
    (tmp_path / "config.json").write_text("{}")
    encoder = open_encoder(tmp_path)
    with pytest.raises(ModelMissingError, match="could not be opened"):
        encoder.embed_query("?")


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("m3e-small", False),
        ("http://127.0.0.1:8080/v1#bge", False),
        ("/models/bge", False),
        ("./bge", False),
        ("BAAI/bge-m3", True),
    ],
)
def test_only_the_name_of_a_hub_model_needs_the_hub(model: str, expected: bool) -> None:
    # The page kept every model off the network, and with it one that a setting names on the hub.
    assert is_on_hub(model) is expected
