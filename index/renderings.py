"""Score rows for a query each of whose words has several renderings: an English question, as Chinese words.

A row gets the best rendering's score from each group, not the sum: a word with eight dictionary
translations must not outweigh a name with one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from index.lexical_field import LexicalField, idf_of
from index.search import Groups

# A rendering of n tokens (a word and its bigrams) counts n / n ** this much: more tokens are
# surer, not n times surer: on English questions without it the long rendering drowns the right one.
RENDERING_LENGTH_POWER = 0.5


def held_renderings(field: LexicalField, groups: Groups) -> Iterator[list[list[tuple[str, float]]]]:
    """Of each group the renderings that the field holds, as tokens and what a share of each counts."""
    for renderings in groups:
        held = [
            [(token, field.count(token), weight) for token, weight in weights.items() if field.count(token)]
            for weights in renderings
        ]
        held = [tokens for tokens in held if tokens]
        if not held:
            continue
        # Each rendering is as rare as its rarest token; the group as rare as all of them together.
        heaviest = max(weight for tokens in held for *_, weight in tokens)
        spread = sum(
            max(weight for *_, weight in tokens) / heaviest * min(count for _, count, _ in tokens)
            for tokens in held
        )
        group_idf = idf_of(spread, field.size)
        yield [
            [
                (
                    token,
                    weight * group_idf / idf_of(count, field.size) / len(tokens) ** RENDERING_LENGTH_POWER,
                )
                for token, count, weight in tokens
            ]
            for tokens in held
        ]


def best_of_groups(
    field: LexicalField,
    groups: Groups,
    length: int | None = None,
    listed: Callable[[str], tuple[NDArray[np.int32], NDArray[np.float32]]] | None = None,
) -> NDArray[np.float32]:
    """Scores of the field's rows, or of ``length`` others whose lists ``listed`` gives."""
    length, listed = field.size if length is None else length, listed or field.listed
    total = np.zeros(length, np.float32)
    part = np.zeros(length, np.float32)
    best = np.zeros(length, np.float32)
    for renderings in held_renderings(field, groups):
        touched: list[NDArray[np.int32]] = []
        for tokens in renderings:
            lists = [(*listed(token), scaled) for token, scaled in tokens]
            for rows, shares, scaled in lists:
                part[rows] += np.float32(scaled) * shares
            for rows, _, _ in lists:
                # Only the rows touched: a rendering is in few of them.
                best[rows] = np.maximum(best[rows], part[rows])
            for rows, _, _ in lists:
                part[rows] = 0
                touched.append(rows)
        for rows in touched:
            total[rows] += best[rows]
            best[rows] = 0
    return total
