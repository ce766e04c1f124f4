from __future__ import annotations

import pytest

from assistant.language.idioms import plain_words


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("Which bureau will run point on patents?", "Which bureau will lead patents?"),
        ("Is it spearheaded by the DRB?", "Is it led by the DRB?"),
        ("Who is taking the overall charge of it?", "Who is taking the overall charge of it?"),
        ("Who is taking full-blown, charge of it?", "Who is taking full-blown, charge of it?"),
        ("Who takes the charge of exports?", "Who leads exports?"),
        ("Which units are co-operating on it?", "Which units are supporting it?"),
        ("Which offices are jointly at the helm of it?", "Which offices are jointly in charge of it?"),
        ("whats the cap per 10k yuan?", "what is the cap per 10,000 yuan?"),
        ("What does it mean?", "What does it mean?"),
        (
            "does the water ppl or the housing buro help, n how?",
            "does the water people or the housing bureau help, and how?",
        ),
        (
            "what are the water buro's tasks, if it does sth?",
            "what are the water bureau's tasks, if it does something?",
        ),
        # What a text is divided into stands in none of its sentences; a section with a name of its own is a road's.
        ("How many beds are set in the elderly care section?", "How many beds are set in elderly care?"),
        ("What does the chapter on tourism say of inns?", "What does tourism say of inns?"),
        ("Who builds in the Dongling section?", "Who builds in the Dongling section?"),
        ("Any pat on the back for us?", "Any praise for us?"),
    ],
)
def test_a_turn_of_phrase_is_said_plainly_in_the_form_it_had(said: str, plain: str) -> None:
    assert plain_words(said) == plain
