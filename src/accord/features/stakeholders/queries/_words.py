"""Topics and purposes of consent, with how many parties each is said of."""

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accord.features.stakeholders.models import Consent, ConsentPurpose, PartyTopic, Topic


def topics_in_use() -> QuerySet[Topic]:
    chosen = PartyTopic.objects.filter(topic=OuterRef("pk")).order_by().values("topic")
    uses = Subquery(chosen.annotate(n=Count("pk")).values("n"))
    return Topic.objects.annotate(uses=Coalesce(uses, 0)).order_by("-is_active", "name")


def purposes_in_use() -> QuerySet[ConsentPurpose]:
    asked = Consent.objects.filter(purpose=OuterRef("pk")).order_by().values("purpose")
    uses = Subquery(asked.annotate(n=Count("party", distinct=True)).values("n"))
    return ConsentPurpose.objects.annotate(uses=Coalesce(uses, 0)).order_by("-is_active", "name")
