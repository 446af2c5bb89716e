"""Tactics that come up in hard talks: signs, a neutral reply, a sentence that sets a limit."""

from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


class Tactic(NamedTuple):
    """One card. It is about what is done in a talk, never about who does it."""

    name: Words
    signs: Words
    reply: Words
    limit: Words


CARDS: Final = {
    "deadline": Tactic(
        _("False deadline"),
        _("All at once it has to be today, and nobody can say why."),
        _("What happens if we answer on Thursday instead?"),
        _("We decide once we have read it. You get our answer on the day we name."),
    ),
    "divide": Tactic(
        _("Divide and rule"),
        _("“Your colleague already agreed.” Each of us hears something else."),
        _("I will ask them and write to you both, so that all of us have the same."),
        _("What we agree, we agree together and in writing."),
    ),
    "goalposts": Tactic(
        _("Moving goalposts"),
        _("Once a demand is met, another takes its place."),
        _("On the 3rd we agreed on these points. Which of them is still open?"),
        _("We finish what was agreed first. What is new we take up as something new."),
    ),
    "guilt": Tactic(
        _("Guilt"),
        _("“If you cared at all, you would.” The matter itself is missing."),
        _("I see how much this weighs on you. What would help most, in the matter itself?"),
        _("I do what I can do for everybody in your place, and I will say what I can’t."),
    ),
    "flattery": Tactic(
        _("Flattery"),
        _("“You are the only one here who understands.” Then comes the favour."),
        _("Thank you. Let us look at what the rules provide for."),
        _("I treat this as I would treat it for anybody else."),
    ),
    "salami": Tactic(
        _("Slice by slice"),
        _("One small favour after the other; together they are a large one."),
        _("Let us lay out the whole of it, then decide on the whole."),
        _("I don’t agree to parts before I know the whole."),
    ),
    "exaggeration": Tactic(
        _("Exaggeration"),
        _("Always, never, everybody, a scandal: large words, no example."),
        _("Which day was that, and what happened then?"),
        _("I answer to what happened. Please give me one example with its day."),
    ),
    "silence": Tactic(
        _("Silence as pressure"),
        _("No answer until the last day; then only one way is left."),
        _("We go on with the second option on Friday if we don’t hear from you."),
        _("No answer is not a no. We decide with what we have by then."),
    ),
    "authority": Tactic(
        _("Friends in high places"),
        _("“I know your director well.” The name stands in for a reason."),
        _("You are free to write to them. My answer rests on these points."),
        _("Whoever asks gets the same answer from us."),
    ),
    "flood": Tactic(
        _("Flood"),
        _("So many questions at once that the main one drowns."),
        _("Which three matter most to you? I begin with those."),
        _("I answer in one letter, in the order of weight."),
    ),
}  # fmt: skip
