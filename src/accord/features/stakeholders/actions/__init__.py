"""Every write on parties. What one file tells is one topic."""

from accord.features.stakeholders.actions._affiliation import (
    Post,
    add_affiliation,
    add_to_group,
    end_affiliation,
    move_person,
    remove_fact,
    veil_headlines,
)
from accord.features.stakeholders.actions._bulk import BulkChange, BulkDone, change_parties
from accord.features.stakeholders.actions._contact import (
    ContactDetails,
    add_consent_purpose,
    add_contact_point,
    change_contact_point,
    fold_contact,
    make_primary,
    prepare_contact_point,
    record_consent,
)
from accord.features.stakeholders.actions._custom import set_custom
from accord.features.stakeholders.actions._erase import ask_erasure, erase_party
from accord.features.stakeholders.actions._file import Attached, attach_files, remove_file
from accord.features.stakeholders.actions._import import PartyTarget
from accord.features.stakeholders.actions._ledger import keep_ledger, replay_erasures
from accord.features.stakeholders.actions._likeness import (
    forget_pairs,
    keep_likeness,
    keep_pairs,
    look_for_twins,
    tell_apart,
)
from accord.features.stakeholders.actions._merge import (
    CHOSEN,
    merge_many,
    merge_parties,
    unmerge,
)
from accord.features.stakeholders.actions._name import (
    add_identifier,
    add_name,
)
from accord.features.stakeholders.actions._ownership import (
    follow,
    hand_over,
    restrict,
    set_deputy,
)
from accord.features.stakeholders.actions._party import (
    PartyDetails,
    add_party,
    change_party,
    clean_name,
    prepare,
    reactivate_party,
    retire_party,
)
from accord.features.stakeholders.actions._place import (
    PlaceDetails,
    add_place,
    change_place,
    link_place,
)
from accord.features.stakeholders.actions._processing import note_whole_file
from accord.features.stakeholders.actions._reaching import (
    heed_complaint,
    note_failure,
    note_reachable,
)
from accord.features.stakeholders.actions._retention import (
    RuleDetails,
    add_rule,
    apply_rules,
    change_rule,
    keep_longer,
    switch_rule,
)
from accord.features.stakeholders.actions._rhythm import follow_rhythm, keep_rhythm
from accord.features.stakeholders.actions._segment import (
    add_category,
    add_segment,
    add_topic,
    change_category,
    change_consent_purpose,
    change_segment,
    change_topic,
    pick,
    retire_segment,
    set_topics,
    unpick,
)
from accord.features.stakeholders.actions._succession import succession
from accord.features.stakeholders.actions._timeline import (
    Telling,
    keep_note,
    roll_up_timeline,
    tell,
)

__all__ = [
    "CHOSEN",
    "Attached",
    "BulkChange",
    "BulkDone",
    "ContactDetails",
    "PartyDetails",
    "PartyTarget",
    "PlaceDetails",
    "Post",
    "RuleDetails",
    "Telling",
    "add_affiliation",
    "add_category",
    "add_consent_purpose",
    "add_contact_point",
    "add_identifier",
    "add_name",
    "add_party",
    "add_place",
    "add_rule",
    "add_segment",
    "add_to_group",
    "add_topic",
    "apply_rules",
    "ask_erasure",
    "attach_files",
    "change_category",
    "change_consent_purpose",
    "change_contact_point",
    "change_parties",
    "change_party",
    "change_place",
    "change_rule",
    "change_segment",
    "change_topic",
    "clean_name",
    "end_affiliation",
    "erase_party",
    "fold_contact",
    "follow",
    "follow_rhythm",
    "forget_pairs",
    "hand_over",
    "heed_complaint",
    "keep_ledger",
    "keep_likeness",
    "keep_longer",
    "keep_note",
    "keep_pairs",
    "keep_rhythm",
    "link_place",
    "look_for_twins",
    "make_primary",
    "merge_many",
    "merge_parties",
    "move_person",
    "note_failure",
    "note_reachable",
    "note_whole_file",
    "pick",
    "prepare",
    "prepare_contact_point",
    "reactivate_party",
    "record_consent",
    "remove_fact",
    "remove_file",
    "replay_erasures",
    "restrict",
    "retire_party",
    "retire_segment",
    "roll_up_timeline",
    "set_custom",
    "set_deputy",
    "set_topics",
    "succession",
    "switch_rule",
    "tell",
    "tell_apart",
    "unmerge",
    "unpick",
    "veil_headlines",
]
