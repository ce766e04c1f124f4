"""Turn a model's raw files into the folder that the program opens.

In: ``config.json``, ``tokenizer.json`` and ``pytorch_model.bin`` of a BERT-like encoder. Out: a
sentence-transformers folder with mean pooling and unit length, which any code that uses that
library opens, ``model.onnx``, the same network in one file, and ``model.int8.onnx``, for bulk.

The second copy is there for the start of a process: importing sentence-transformers takes 5 s on
two cores and transformers alone 3.4 s, while onnxruntime opens the model in a third of a second.

m3e-small's own vectors have lengths from 13 to 18; without the last step (unit length) an inner
product is no cosine, and loses first places.
"""

from __future__ import annotations

import json
import shutil
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import ModelMissingError
from index.int8_export import write_int8
from index.model import INT8_ENTRY, ONNX_FILE, stay_offline

if TYPE_CHECKING:
    import torch

SMALLEST_COSINE = 0.9999
"""Between the ONNX copy and the original network, on the probes below."""

# The oldest names of these modules, which every version of the library understands.
_MODULES = [
    {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
    {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
    {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
]
_PROBES = (
    "市",
    "哪个部门牵头专利指标?",
    "Which department leads the patent targets by 2022?",
    "提高专利申请质量。鼓励企业、高等学校和科研院所开展发明专利创造,完善专利资助政策。" * 20,
)


def export_model(raw: Path, made: Path) -> dict[str, Any]:
    """Write the sentence-transformers folder and its ONNX copy into ``made``, an empty folder.

    Returns:
        What a reader must know without loading it: ``dim``, ``max_tokens``, ``pooling``.
    Raises:
        ModelMissingError: The ONNX copy does not give the vectors of the original.
    """
    stay_offline()
    config = json.loads((raw / "config.json").read_text(encoding="utf-8"))
    dim, max_tokens = int(config["hidden_size"]), int(config["max_position_embeddings"])
    _write_weights(raw, made)
    shutil.copyfile(raw / "config.json", made / "config.json")
    shutil.copyfile(raw / "tokenizer.json", made / "tokenizer.json")
    lowercase = bool(
        (json.loads((raw / "tokenizer.json").read_text(encoding="utf-8")).get("normalizer") or {}).get(
            "lowercase", False
        )
    )
    _write_json(
        made / "tokenizer_config.json",
        {
            "tokenizer_class": "BertTokenizer",
            "do_lower_case": lowercase,
            "model_max_length": max_tokens,
            "cls_token": "[CLS]",
            "mask_token": "[MASK]",
            "pad_token": "[PAD]",
            "sep_token": "[SEP]",
            "unk_token": "[UNK]",
        },
    )
    _write_json(made / "modules.json", _MODULES)
    _write_json(made / "sentence_bert_config.json", {"max_seq_length": max_tokens, "do_lower_case": False})
    _write_json(
        made / "1_Pooling" / "config.json",
        {"word_embedding_dimension": dim, "pooling_mode_mean_tokens": True},
    )
    # A module needs its folder even where it has no settings of its own.
    _write_json(made / "2_Normalize" / "config.json", {})
    _export_onnx(made)
    return {
        "dim": dim,
        "max_tokens": max_tokens,
        "pooling": "mean",
        INT8_ENTRY: write_int8(made),
    }


def _write_json(path: Path, value: object) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")


def _write_weights(raw: Path, made: Path) -> None:
    import torch
    from safetensors.torch import save_file

    # weights_only: the file is a pickle, and without this flag it could run code.
    weights = torch.load(raw / "pytorch_model.bin", map_location="cpu", weights_only=True)
    # position_ids is a counter of old versions, not a weight; today's networks refuse it.
    kept = {name: value.contiguous() for name, value in weights.items() if not name.endswith("position_ids")}
    path = made / "model.safetensors"
    save_file(kept, path, metadata={"format": "pt"})
    # The library writes it for its owner alone; a service account must be able to read it too.
    path.chmod(0o644)


def _export_onnx(made: Path) -> None:
    import torch
    from tokenizers import Tokenizer
    from transformers import AutoModel
    from transformers.utils import logging

    disable_progress_bar: Callable[[], None] = logging.disable_progress_bar
    disable_progress_bar()
    # Eager attention: the fused kinds have no ONNX form.
    network = AutoModel.from_pretrained(made, attn_implementation="eager", dtype=torch.float32).eval()
    tokenizer = Tokenizer.from_file(str(made / "tokenizer.json"))
    tokenizer.enable_truncation(network.config.max_position_embeddings)
    tokenizer.enable_padding()

    class Embedder(torch.nn.Module):
        """The network, the mean over its tokens, and unit length, as one graph."""

        def __init__(self) -> None:
            super().__init__()
            self.network = network

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            states = self.network(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
            weights = attention_mask.unsqueeze(-1).to(states.dtype)
            return torch.nn.functional.normalize((states * weights).sum(1) / weights.sum(1), dim=1)

    embedder = Embedder().eval()
    encoded = tokenizer.encode_batch(list(_PROBES))
    input_ids = torch.tensor([one.ids for one in encoded])
    attention_mask = torch.tensor([one.attention_mask for one in encoded])
    with torch.no_grad(), warnings.catch_warnings():
        # Tracing warns of Python branches and of the older exporter; the check below is the proof.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            embedder,
            (input_ids[:2], attention_mask[:2]),
            str(made / ONNX_FILE),
            input_names=["input_ids", "attention_mask"],
            output_names=["embedding"],
            dynamic_axes={
                "input_ids": {0: "texts", 1: "tokens"},
                "attention_mask": {0: "texts", 1: "tokens"},
                "embedding": {0: "texts"},
            },
            opset_version=17,
            # The newer exporter needs onnxscript and takes ten times as long for the same graph.
            dynamo=False,
        )
        expected = embedder(input_ids, attention_mask).numpy()
    _check_onnx(made / ONNX_FILE, input_ids, attention_mask, expected)


def _check_onnx(path: Path, input_ids: torch.Tensor, attention_mask: torch.Tensor, expected: Any) -> None:
    import onnxruntime

    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    feed = {"input_ids": input_ids.numpy(), "attention_mask": attention_mask.numpy()}
    cosine = float((session.run(None, feed)[0] * expected).sum(axis=1).min())
    if cosine < SMALLEST_COSINE:
        raise ModelMissingError(
            f"The exported model differs from the original (cosine {cosine:.5f}), so it was not kept. "
            "Reinstall the pinned dependencies (make setup) and fetch the model again."
        )
