"""What a step that needs much memory gives back."""

import subprocess
import sys
from pathlib import Path

import pytest

from corpus import limits

PROGRAM = """
import re, sys
from pathlib import Path
from corpus import limits

def resident_mb():
    return int(re.search(r"VmRSS:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024

limits.join_queue(Path(sys.argv[1]))
with limits.turn():
    blocks = [bytearray(60_000) for _ in range(4_000)]
    kept = bytearray(60_000)  # lies above them, so that nothing goes back by itself
    held = resident_mb()
    del blocks
    freed = resident_mb()
print(held, freed, resident_mb())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="what glibc keeps")
def test_what_a_step_no_longer_needs_goes_back_with_the_turn(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PROGRAM, str(tmp_path / "turn.lock")]
    root = Path(limits.__file__).parents[1]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root)
    held, freed, after = map(int, done.stdout.split())
    if held - freed > 100:
        pytest.skip("this allocator keeps nothing")
    assert held - after > 150
