"""What the libraries below would tell others, they do not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

LOADS_A_MODEL = """
import corpus
import onnx
import onnxruntime
from onnx import TensorProto, helper

values = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1]) for name in "ab"]
graph = helper.make_graph([helper.make_node("Identity", ["a"], ["b"])], "one", values[:1], values[1:])
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
print(onnxruntime.InferenceSession(model.SerializeToString()).get_outputs()[0].name)
"""


def test_the_model_runtime_keeps_no_record_of_this_machine_to_send(tmp_path: Path) -> None:
    # Where it would report, it writes a device id and a queue of events into the cache folder as it starts. In CI it
    # never would, so that the test has to look like a machine that is none.
    own = {name: value for name, value in os.environ.items() if name not in ("CI", "ORT_DISABLE_TELEMETRY")}
    homes = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / ".cache")}

    said = subprocess.run(
        [sys.executable, "-c", LOADS_A_MODEL],
        env={**own, **homes},
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.strip() == "b"
    assert not [path for path in tmp_path.rglob("*") if "Microsoft" in path.parts]
