"""The pages of letters, and of what letters begin with."""

from accord.features.letters.views._files import (
    letter_file,
    letter_file_add,
    letter_file_preview,
    letter_file_remove,
)
from accord.features.letters.views._letters import (
    letter_agree,
    letter_change,
    letter_detail,
    letter_discard,
    letter_hand_over,
    letter_list,
    letter_recall,
    letter_send,
    letter_send_back,
    letter_write,
    manner,
)
from accord.features.letters.views._names import allow, disallow, letter_address
from accord.features.letters.views._paper import letter_paper, letter_posted
from accord.features.letters.views._templates import (
    sign,
    template_add,
    template_change,
    template_drop,
    templates,
)

__all__ = [
    "allow",
    "disallow",
    "letter_address",
    "letter_agree",
    "letter_change",
    "letter_detail",
    "letter_discard",
    "letter_file",
    "letter_file_add",
    "letter_file_preview",
    "letter_file_remove",
    "letter_hand_over",
    "letter_list",
    "letter_paper",
    "letter_posted",
    "letter_recall",
    "letter_send",
    "letter_send_back",
    "letter_write",
    "manner",
    "sign",
    "template_add",
    "template_change",
    "template_drop",
    "templates",
]
