"""Is what a report says right, wrong, or not stated?

In: a claim, or a report. Out: verdicts with their differences named and the passages shown. Start with ``checking.py``;
``claim_parts`` takes a sentence apart, ``evidence_match``, ``repeated`` and ``duty_claims`` hold it against the evidence.
"""
