"""What one can say, word for word, in the language of whom one talks with."""

from typing import Final

from django.utils.translation import gettext_lazy as _

SCRIPTS: Final = (
    (_("Acknowledge"), _("I hear how angry you are about this. I want to get to the matter.")),
    (
        _("Name what happens"),
        _("You have just called me names. I would like to help you, and I can’t like this."),
    ),
    (
        _("Set a limit"),
        _("If it goes on like this, I will end this talk. We can go on tomorrow at ten."),
    ),
    (
        _("Pause"),
        _("I am ending the talk now. What you asked is written down, and you get an answer."),
    ),
    (
        _("Bring in somebody"),
        _("I would like a colleague to join us, so that nothing gets lost."),
    ),
    (
        _("Keep the matter going"),
        _("Whatever was said today: your concern is dealt with like any other."),
    ),
)
