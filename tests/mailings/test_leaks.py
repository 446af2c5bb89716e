"""Nothing marked internal reaches an outsider in a copy of a mailing: bytes and headers walked."""

import pytest

from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.initiatives import actions as initiatives
from accord.features.letters import actions as letters
from accord.features.mailings import actions
from accord.features.mailings.models import Mailing, Recipient
from accord.features.mailings.queries import token_of, written_to
from accord.features.stakeholders import actions as register
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.ui.posting import Page, paper
from tests.leaks.reading import CANARY, marked, whole, words_of
from tests.mailings.conftest import work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]
HEADERS = {
    "Message-ID", "Date", "From", "To", "Subject", "Reply-To", "List-Unsubscribe",
    "List-Unsubscribe-Post", "Auto-Submitted", "X-Auto-Response-Suppress", "Content-Type",
    "Content-Transfer-Encoding", "MIME-Version", "Content-Language",
}  # fmt: skip


@pytest.fixture
def inside(reader, lead, person, at):
    """Know of one stakeholder all that is ours alone: notes, an assessment, a restricted talk."""
    on = {"by": SYSTEM, "at": at}
    mari = reader("Mari", headline=marked(), summary=marked(), accessibility=marked())
    register.keep_note(party=mari, text=marked(), **on)
    register.keep_note(by=lead, party=mari, text=marked(), visibility="named", at=at)
    log_interaction(parties=[mari], details=TalkDetails(marked(), direction="in"), **on)
    details = initiatives.InitiativeDetails(marked())
    initiative = initiatives.add_initiative(details=details, **on)
    [stake] = initiatives.take_stakes(initiative=initiative, parties=[mari], **on)
    said = initiatives.Said({"power": 20}, reason=marked())
    initiatives.assess(by=lead, stake=stake, what=said, at=at)
    return mari


@pytest.fixture
def mailing_about(lead, news, at):
    """Make a mailing all of whose inner words are marked: its title, its template's name."""

    def make(*parties):
        details = letters.TemplateDetails(
            name=marked(), purpose=marked(), scope="everyone", subject="The valve",
            text="{{ party.salutation }}{{ party.name }} {{ organisation }} {{ today }}",
        )  # fmt: skip
        template = letters.keep_template(by=lead, details=details, at=at)
        segment = register.add_segment(
            by=SYSTEM, name=marked(), needs=marked(), at=at, accessibility=marked()
        )
        for one in parties:
            register.pick(by=SYSTEM, segment=segment, party=one, at=at)
        given = actions.MailingDetails(
            title=marked(), template=template, purpose=news, segments=(segment,)
        )
        made = actions.write_mailing(by=lead, details=given, at=at)
        return actions.check_mailing(by=lead, mailing=made, at=at)

    return make


def test_no_copy_says_what_is_ours_in_words_or_headers(
    inside, mailing_about, reader, lead, office, client
):
    register.change_party(by=SYSTEM, party=inside, salutation="Dear ", at=clock.now())
    hidden = reader(f"Hidden {marked()}", address="hidden@example.org", visibility="named")
    made = mailing_about(inside, hidden)
    actions.try_mailing(by=lead, mailing=made, at=clock.now())
    actions.begin_mailing(by=lead, mailing=made, at=clock.now())
    work()
    [mail] = [one for one in office.taken if "mari@" in str(one["To"])]
    assert CANARY not in whole(mail)
    assert set(mail.keys()) <= HEADERS
    assert "hidden" not in whole(mail).lower()
    [mine] = [one for one in office.taken if str(one["Subject"]).startswith("Try")]
    assert CANARY not in whole(mine)
    row = Recipient.objects.get(party=inside)
    for method in (client.get, client.post):
        page = method(f"/mailings/stop/{token_of(row)}/").content.decode()
        assert CANARY not in page
        assert "Mari" not in page
    subject, words = written_to(made, [inside], "en", clock.now())
    home = Page("Mari", "Street 1", subject, words, "en")
    told = words_of(paper([home], ref=made.ref, at=clock.now()))
    assert "The valve" in told
    assert CANARY not in told


def test_who_may_not_see_somebody_writes_to_them_in_no_mailing(
    mailing_about, reader, person, lead, at
):
    staff = person(Role.PRACTITIONER, name="Staff")
    hidden = reader("Hidden", visibility="named")
    register.restrict(by=SYSTEM, party=hidden, visibility="named", readers=[lead], at=at)
    shown = mailing_about(hidden)
    assert Recipient.objects.filter(mailing=shown).count() == 1
    template, segment = shown.template, shown.choices.get().segment
    details = actions.MailingDetails(
        title="Mine", template=template, purpose=shown.purpose, segments=(segment,)
    )
    mine = actions.write_mailing(by=staff, details=details, at=at)
    actions.check_mailing(by=staff, mailing=mine, at=at)
    assert not Recipient.objects.filter(mailing=mine).exists()
    assert Mailing.objects.count() == 2
