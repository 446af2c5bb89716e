"""What became of copies after they left, as servers told."""

from datetime import datetime

from accord.features.letters import policies
from accord.features.letters.models import Addressee
from accord.features.letters.states import Copy
from accord.foundation.journal.change import change
from accord.foundation.kernel.rules import Actor


def note_bounce(*, by: Actor, addressee: Addressee, words: str, at: datetime) -> bool:
    """Write down that a copy did not arrive, with what was said; gives whether that is news."""
    with change(policies.NOTE, by=by, at=at, subject=addressee) as record:
        is_news = addressee.state in {Copy.LEAVING, Copy.SENT}
        record.note(ref=addressee.letter.ref)
        if is_news:
            record.set(addressee, state=Copy.BOUNCED, error=words[:500])
    return is_news
