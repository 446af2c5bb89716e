# ruff: noqa: E501 -- a pattern is easier to read in one piece
"""The words by which five languages decide. Read in text that ``plain`` folded."""

import re

_LETTER = "a-zа-яёęą"
DECIDED = re.compile(
    rf"(?<![{_LETTER}])(?:(?:was |were |is |have |has )?(?:decided|resolved)(?= |:|$)|decision:|agreed that|we agree(?:d)? (?:on|that)"
    r"|postanowi\w+|zdecydowa\w+|uchwal(?:ono|il\w*)|uzgodni(?:ono|li\w*)|ustal(?:ono|ilismy)|decyzja:"
    r"|otsusta(?:ti|sime|s|sid|me|takse)|lepp?i(?:ti|me|sime) kokku|otsus:"
    r"|реш(?:ил[аи]?|ено)|постановил[аи]?|постановлено|договорились|решение:"
    rf")(?![{_LETTER}])|决定|议定|商定|决议|一致同意|通过了"
)
WE = re.compile(r"(?:we|i|my|me|meie|ma|мы|я)(?= )|我们|我方|我(?=[将会要])")
MARKS = {"!": "decision", "！": "decision", "+": "task", "＋": "task", ">": "we", "》": "we",
         "<": "they", "《": "they", "?": "question", "？": "question", "-": "note", "–": "note",
         "#": "heading", "＃": "heading"}  # fmt: skip
INSIDE = "//"
ENDS_IN_QUESTION = re.compile(r"[?？]\s*$")
