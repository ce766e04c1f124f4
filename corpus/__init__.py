"""What documents are there, and what do they say where?

In: files. Out: ``Document`` values for ``index`` and ``assistant``: canonical text, pages, sections.
Start with ``read.py``, one file's whole way; ``loaders`` get the text, ``structure`` and ``metadata``
read it, ``catalogue`` records it, ``sources`` and ``reading`` bring in many.
"""

import os

# From 1.29 on, onnxruntime tells Microsoft what machine it runs on and which models it loads, unless this stands when it
# starts. It reads texts for all rooms, and all rooms import this one. A value that the user has set is left alone.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
