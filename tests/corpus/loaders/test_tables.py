from __future__ import annotations

from corpus.loaders.canonical import TextBuilder
from corpus.loaders.tables import Cell, GridRow, repeated, write_table


def test_a_header_repeated_above_another_grid_is_merged_with_nothing_there() -> None:
    """Origins are counted from 0 in each grid, so that those of two pages may be the same."""
    header = [GridRow(1, (Cell("税目", 0), Cell("税目", 0), Cell("税率", 2), Cell("备注", 3)))]
    rows = [
        GridRow(1, (Cell("合同", 1), Cell("技术合同", 4), Cell("万分之三", 2), Cell("含转让", 5))),
        GridRow(2, (Cell("合同", 1), Cell("租赁合同", 6), Cell("千分之一", 7), Cell("", 8))),
    ]
    builder = TextBuilder()
    write_table(builder, [*repeated(header), *rows])
    loaded = builder.finish("")
    assert [row.cells for row in loaded.rows] == [
        (("税目", "合同"), ("税目", "技术合同"), ("税率", "万分之三"), ("备注", "含转让")),
        (("税目", "合同"), ("税目", "租赁合同"), ("税率", "千分之一"), ("备注", "")),
    ]
