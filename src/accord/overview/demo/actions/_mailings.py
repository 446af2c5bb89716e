"""A mailing at the utility that is checked, and waits for somebody to let it leave."""

from datetime import datetime, timedelta

from accord.features.letters.models import Template
from accord.features.mailings import actions
from accord.features.stakeholders.models import Segment
from accord.overview.demo.actions._cast import Cast
from accord.overview.demo.actions._crowd import Step

TITLE = "Works on the pipe, neighbours"


def mailed(cast: Cast, at: datetime) -> list[Step]:
    """Say when it was made ready and checked."""

    def ready(moment: datetime) -> None:
        author = cast.people["MK"]
        people = [one for one in cast.crowd if one.kind == "person"]
        details = actions.MailingDetails(
            title=TITLE, template=Template.objects.get(name="Works near you begin"),
            purpose=cast.purposes[0],
            segments=(Segment.objects.get(name="Blast warnings"),),
            parties=(*people[:80], cast.known["jv"], cast.known["hw"]),
            without_parties=(cast.known["sh"],), per_minute=20,
        )  # fmt: skip
        made = actions.write_mailing(by=author, details=details, at=moment)
        actions.check_mailing(by=author, mailing=made, at=moment + timedelta(minutes=3))

    return [(at - timedelta(hours=1), ready)]
