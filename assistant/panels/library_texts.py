"""More words of the library: replacing a document, and making the index anew."""

from __future__ import annotations

from assistant.phrases import Phrase

UPLOADED = Phrase("已上传,正在处理", "Uploaded, being taken in")
PAGES_READ = Phrase("本文件第 {done}/{total} 页", "{done} of {total} pages of this file")
REPLACE = Phrase("替换…", "Replace…")
REPLACE_LABEL = Phrase("选择替换这份文件的新文件", "Choose the file that takes this one's place")
REINDEX = Phrase("重建索引", "Rebuild the index")
REINDEX_SURE = Phrase(
    "重新读取并索引全部文件?文件多时需要较长时间,期间照常可以提问。",
    "Read and index every document anew? With many it takes a while; questions are answered meanwhile.",
)
REINDEX_YES = Phrase("确定重建", "Yes, rebuild it")
REINDEX_NO = Phrase("不重建", "Leave it")
