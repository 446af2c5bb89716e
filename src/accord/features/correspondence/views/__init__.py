"""The pages of mail: the inbox, a message, whom we talk to and do not manage."""

from accord.features.correspondence.views._form import form_set, write_to_us
from accord.features.correspondence.views._inbox import (
    block_add,
    block_list,
    block_remove,
    card_take,
    inbox,
    message_assign,
    message_block,
    message_detail,
    message_enclosed,
    message_file,
    message_looking,
    message_set_aside,
    message_snooze,
)
from accord.features.correspondence.views._strangers import (
    stranger_address,
    stranger_ask_again,
    stranger_dismiss,
    stranger_give,
    stranger_list,
)

__all__ = [
    "block_add",
    "block_list",
    "block_remove",
    "card_take",
    "form_set",
    "inbox",
    "message_assign",
    "message_block",
    "message_detail",
    "message_enclosed",
    "message_file",
    "message_looking",
    "message_set_aside",
    "message_snooze",
    "stranger_address",
    "stranger_ask_again",
    "stranger_dismiss",
    "stranger_give",
    "stranger_list",
    "write_to_us",
]
