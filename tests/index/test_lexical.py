import numpy as np
import pytest

from corpus.errors import DamagedIndexError
from index.lexical import LexicalIndex
from index.lexical_build import PASSAGE_B, PASSAGE_K1, LexicalWriter

BODIES = [["专利", "申请"], ["专利", "科技局"], ["旅游"], ["旅游", "旅游", "商务"]]
OF = [0, 0, 1, 1]


@pytest.fixture
def lexical() -> LexicalIndex:
    return LexicalIndex.build(BODIES, documents=["x", "x", "y", "y"])


def test_the_rarer_word_decides(lexical):
    scores = lexical.scores(["专利", "科技局"])
    assert scores.argmax() == 1
    assert scores.dtype == np.float32 and scores.shape == (4,)


def test_words_the_index_does_not_hold_count_nothing(lexical):
    assert not lexical.scores(["审计局"]).any()


def test_a_repeated_token_counts_as_often_and_a_weight_multiplies(lexical):
    once = lexical.scores(["专利"])
    assert np.allclose(lexical.scores(["专利", "专利"]), 2 * once)
    assert np.allclose(lexical.scores(["专利"], [0.5]), 0.5 * once)


def test_a_passage_gains_from_its_document():
    alone = LexicalIndex.build(BODIES)
    together = LexicalIndex.build(BODIES, documents=["x", "x", "y", "y"])
    assert alone.scores(["科技局"])[0] == 0
    assert 0 < together.scores(["科技局"])[0] < together.scores(["科技局"])[1]


def test_heads_are_searched_too():
    lexical = LexicalIndex.build([["申请"], ["申请"]], heads=[["专利"], []])
    assert lexical.scores(["专利"]).argmax() == 0
    assert lexical.has_token("专利")


def test_coverage_is_the_share_of_the_question_that_a_passage_holds(lexical):
    assert lexical.coverage(["专利", "申请"], None, 0) == pytest.approx(1.0)
    assert 0 < lexical.coverage(["专利", "审计局"], None, 0) < 0.5
    assert lexical.coverage([], None, 0) == 0.0


def test_idf_falls_with_frequency_and_is_zero_for_the_unknown(lexical):
    assert lexical.idf("科技局") > lexical.idf("专利") > lexical.idf("审计局") == 0.0


def write(folder, bodies=BODIES, documents=OF, work=None):
    writer = LexicalWriter(len(set(documents or ())), work)
    for position, body in enumerate(bodies):
        writer.add(body, document=documents[position] if documents else None)
    writer.write(folder)
    return LexicalIndex.open(folder)


def test_an_index_opens_as_it_was_written(lexical, tmp_path):
    opened = write(tmp_path)
    assert len(opened) == 4
    assert np.array_equal(opened.scores(["专利", "旅游"]), lexical.scores(["专利", "旅游"]))


def test_the_same_passages_give_the_same_files(tmp_path):
    write(tmp_path / "one")
    write(tmp_path / "two")
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()


def test_what_does_not_fit_into_memory_gives_the_same_files(tmp_path, monkeypatch):
    random = np.random.default_rng(3)
    bodies = [[f"词{n}" for n in random.integers(0, 300, 40)] for _ in range(60)]
    documents = [position // 7 for position in range(60)]
    write(tmp_path / "memory", bodies, documents)
    monkeypatch.setattr("index.lexical_build._IN_MEMORY", 100)
    write(tmp_path / "files", bodies, documents, tmp_path / "work")

    for file in (tmp_path / "memory").iterdir():
        assert file.read_bytes() == (tmp_path / "files" / file.name).read_bytes()
    assert not (tmp_path / "work").exists()


def test_the_shares_are_those_of_bm25s():
    # The formula has many variants and as many ways to be off by one; this one is a library's.
    bm25s = pytest.importorskip("bm25s")
    random = np.random.default_rng(3)
    bodies = [[f"词{n}" for n in random.zipf(1.3, random.integers(3, 60)) % 200] for _ in range(80)]
    reference = bm25s.BM25(method="lucene", k1=PASSAGE_K1, b=PASSAGE_B)
    reference.index([list(body) for body in bodies], show_progress=False)
    lexical = LexicalIndex.build(bodies)

    for query in (["词1"], ["词2", "词3", "词3"], ["词7", "词100"]):
        known = [token for token in query if token in reference.vocab_dict]
        assert np.allclose(lexical.scores(query), reference.get_scores(known), atol=1e-5)


@pytest.mark.parametrize("bodies", [[], [[], []]])
def test_an_index_without_tokens_can_be_built_written_and_asked(bodies, tmp_path):
    opened = write(tmp_path, bodies, [])
    assert opened.scores(["专利"]).shape == (len(bodies),)
    assert not opened.has_token("专利")


def test_a_damaged_index_is_named(tmp_path):
    write(tmp_path)
    (tmp_path / "passages_rows").write_bytes(b"")
    with pytest.raises(DamagedIndexError, match="ingest --rebuild"):
        LexicalIndex.open(tmp_path)


def test_lists_of_unequal_length_are_refused():
    with pytest.raises(ValueError, match="one length"):
        LexicalIndex.build([["专利"]], [[], []])


def test_the_passages_of_a_document_must_come_together():
    writer = LexicalWriter(2)
    writer.add(["专利"], document=0)
    writer.add(["专利"], document=1)
    with pytest.raises(ValueError, match="together"):
        writer.add(["专利"], document=0)
