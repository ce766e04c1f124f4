"""The int8 copy of the packaged model: its matrices in whole numbers of eight bits.

Weights get a scale for each column, once; what they are multiplied with gets one as it comes ("dynamic
quantisation"). The table of words stays in float32: it is looked up and not multiplied, and in eight bits
it cost a third of the loss.

Of the eight bits the weights use seven. Processors without instructions of their own for this (AVX2 alone)
add two products in sixteen bits, which eight bits overflow: vectors had a cosine of .69 with float32. Seven
leave room, so that one copy serves every processor.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.model import INT8_FILE, ONNX_FILE

SMALLEST_COSINE = 0.99
"""Between a vector of the int8 copy and that of float32; below it bulk goes another way. nDCG@10 of 631
questions over 599 policy documents by meaning alone was .764 with such vectors, as it was in float32."""

_PROBES = (
    "提高专利申请质量。鼓励企业、高等学校和科研院所开展发明专利创造,完善专利资助政策,对授权的发明专利给予资助。",
    "到2025年,全社会研发经费投入强度达到3%,高新技术企业达到500家,技术合同成交额年均增长10%以上。",
    "(牵头单位:市科技局;配合单位:市财政局、市市场监管局、各区人民政府;完成时间:2022年12月)",
    "第十二条 申请公共租赁住房的家庭,应当同时符合下列条件:\n(一)具有本市城镇户籍;\n(二)人均可支配收入低于规定标准;"
    "\n(三)在本市无自有产权住房,或者现自有产权住房人均建筑面积低于规定标准。\n各级住房保障部门应当自受理之日起20个工作日内完成审核。",
    "各地要落实属地责任,加强组织领导,健全工作机制,做好疫情防控和物资保障工作,切实维护人民群众生命安全和身体健康。"
    * 4,
    "Small and medium-sized enterprises may apply for a loan of up to 3 million yuan (贷款额度).",
    "总则",
)


def write_int8(folder: Path) -> float | None:
    """Write the int8 copy beside ``model.onnx``, and return its least cosine with that on the probes.

    Where that is too little, nothing is left behind and None is returned.
    """
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    draft = folder / f".{INT8_FILE}.{os.getpid()}"
    try:
        with _quiet():
            quantize_dynamic(
                # As a value: given a path, the library writes a second copy of the model beside it.
                onnx.load(str(folder / ONNX_FILE)),
                str(draft),
                weight_type=QuantType.QInt8,
                per_channel=True,
                reduce_range=True,
                op_types_to_quantize=["MatMul"],
            )
        cosine = _least_cosine(folder, draft)
        if cosine < SMALLEST_COSINE:
            return None
        draft.replace(folder / INT8_FILE)
        return round(cosine, 5)
    finally:
        draft.unlink(missing_ok=True)


def _least_cosine(folder: Path, draft: Path) -> float:
    import numpy as np
    import onnxruntime
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(
        int(json.loads((folder / "config.json").read_text("utf-8"))["max_position_embeddings"])
    )
    sessions = [
        onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
        for path in (folder / ONNX_FILE, draft)
    ]
    least = 1.0
    for probe in _PROBES:
        ids = np.array([tokenizer.encode(probe).ids], dtype=np.int64)
        feed: dict[str, Any] = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        exact, less = (np.asarray(session.run(None, feed)[0], dtype=np.float64)[0] for session in sessions)
        least = min(least, float(exact @ less / (np.linalg.norm(exact) * np.linalg.norm(less))))
    return least


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the library's advice to preprocess the model, which there is nothing in for this one."""
    root = logging.getLogger()

    def refuse(record: logging.LogRecord) -> bool:
        return "pre-processing before quantization" not in record.getMessage()

    root.addFilter(refuse)
    try:
        yield
    finally:
        root.removeFilter(refuse)
