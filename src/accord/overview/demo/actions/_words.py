"""What the people of the story said and wished, in their own words."""

# who and how many days ago: channel, words, mood
RECENT: dict[tuple[str, int], tuple[str, str, int | None]] = {
    ("jv", 26): (
        "visit", ("He accepts the northern route if lorries stop from 07:30 to 08:30. Asked for "
        "the plan in writing and for a number that somebody answers."), -1,
    ),
    ("jv", 41): (
        "call", ("Dust lies on the fodder after dry days, worst along km 4–7. We take samples to "
        "the lab and tell him the result."), -1,
    ),
    ("jv", 55): (
        "meeting", ("Co-op committee, nine people. Two decisions, four actions; the hay cut stands "
        "in the works calendar."), 1,
    ),
    ("jv", 70): ("call", "Asked who decides on the upper road. Friendly, a little short.", 0),
    ("jv", 83): ("visit", "Walked the field edge together and marked the gate he needs.", 1),
    ("hw", 2): (
        "call", ("The crack in the cistern has grown by a finger. She wants the inspection report, "
        "not another visit."), -1,
    ),
    ("hw", 10): ("meeting", "Residents' evening, 41 people. Night lorries first, then dust.", -1),
    ("ip", 3): ("mail", "May to October is still missing from the turbidity series.", 0),
    ("tl", 33): (
        "call", "Needs ten days' notice of any pressure test; the cheese season decides.", 0,
    ),
    ("sh", 61): (
        "meeting", "No shutdown without a signed protocol and one number to call, day and night.",
        0,
    ),
    ("ra", 6): ("visit", "Counted fish at the weir together. She will bring the students.", 1),
    ("en", 17): ("visit", "The fence gave way again. She showed the photographs of May.", -1),
    ("ta", 8): ("call", "Writes about the haul road on Friday. Wanted the dust figures.", 0),
    ("mc", 5): ("meeting", "Runner and shaft pass acceptance; shipping moves by one week.", 0),
}  # fmt: skip

# What was done on the way here, with whom it had to do.
PAST = (
    ("Send the map of night deliveries", "hw"), ("Bring the second dust gauge", "jv"),
    ("Answer the question on the permit", "ra"), ("Book the hall for the residents", "hw"),
    ("Take water samples at Mill Lane", "ip"), ("Measure the crack in the cistern", "hw"),
    ("Order the cattle fence", "en"), ("Agree the closure of Chapel Lane", "bm"),
    ("Check the hydrants with the brigade", "md"), ("Send figures on dust", "ta"),
    ("Mark the farm gates", "jv"), ("Read the acceptance record", "mc"),
    ("Draft the shutdown protocol", "sh"), ("Show the dairy the valve house", "tl"),
    ("Invite the anglers to the weir", "os"), ("Visit the school at eight", "lr"),
    ("File the spillway minutes", "kt"), ("Thank the students for the count", "ra"),
)  # fmt: skip

# who, purpose, what they said of it, days ago, where
CONSENTS = (
    ("jv", "Newsletter by e-mail", "given", 140, "Sign-up sheet, assembly"),
    ("jv", "Photographs", "refused", 140, "Sign-up sheet, assembly"),
    ("hw", "Newsletter by e-mail", "given", 230, "Residents' evening"),
    ("hw", "Survey invitations", "given", 230, "Residents' evening"),
    ("ra", "Photographs", "given", 190, "By e-mail"),
    ("en", "Photographs", "withdrawn", 58, "On the phone"),
    ("tl", "Survey invitations", "refused", 120, "On the phone"),
)
WANTED = {
    "jv": ("Dust and noise", "Haul road"),
    "hw": ("Dust and noise", "Haul road", "Compensation"),
    "ip": ("Water quality",),
    "ra": ("Fish and river", "Water quality"),
    "en": ("Compensation", "Haul road"),
    "os": ("Fish and river",),
    "sh": ("Water quality",),
}
