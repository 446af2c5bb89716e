"""The index. All of it follows from other rows and can be made anew from them at any time.

Its tables refuse nothing: where two writers keep the same part of a word at once, it stands
there twice until the next reindexing, which no reader notices and no writer waits for.
"""

from django.db import models

from accord.foundation.journal.columns import OrderedField


class Shelf(models.Model):
    """A compartment of the index that holds something: one kind, one rank, one audience.

    All three stand in its number (see ``shelves``), so nothing needs to be looked up to find it.
    """

    id = models.IntegerField(primary_key=True)

    derived = True

    def __str__(self) -> str:
        return str(self.pk)


class Card(models.Model):
    """One document as the index keeps it; everything else follows from ``words``."""

    id = models.BigIntegerField(primary_key=True)
    shelf_id = models.IntegerField()
    ref = OrderedField(max_length=20)
    title = models.CharField(max_length=300)
    subtitle = models.CharField(max_length=300)
    look = models.CharField(max_length=20)
    words = OrderedField(max_length=8000)
    within_id = models.BigIntegerField(default=0)

    derived = True

    class Meta:
        indexes = [models.Index(fields=["ref"], name="search_card_by_ref")]

    def __str__(self) -> str:
        return self.title


class _Posting(models.Model):
    pk = models.CompositePrimaryKey("shelf_id", "token", "card_id")
    shelf_id = models.IntegerField()
    token = OrderedField(max_length=64)
    card_id = models.BigIntegerField()

    derived = True

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.token} {self.card_id}"


class Posting(_Posting):
    """A word, and a card that has it."""


class FreshPosting(_Posting):
    """A word of one of many new cards, which waits here as fresh parts do."""


class _Part(models.Model):
    pk = models.CompositePrimaryKey("part", "token")
    part = OrderedField(max_length=64)
    token = OrderedField(max_length=64)

    derived = True

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.part} {self.token}"


class Part(_Part):
    """Something that a word is found by when it is typed otherwise: a later part, its sound."""


class Fresh(_Part):
    """A part that has come with many others and waits here to be sorted in among all of them.

    Few are soon written anywhere; many, each at another place of a big table, are not.
    """


class Reader(models.Model):
    """Somebody named who may find a document that is not for everyone.

    With a minus before the person: who may find it even if what it is within is hidden from them.
    """

    pk = models.CompositePrimaryKey("person_id", "card_id")
    person_id = models.BigIntegerField()
    card_id = models.BigIntegerField()

    derived = True

    class Meta:
        indexes = [models.Index(fields=["card_id"], name="search_reader_of_card")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.card_id}"


class Passage(models.Model):
    """One document's running text. Its number grows with the moment it tells of.

    The words themselves stand in an FTS5 table beside it, or in a column of it on PostgreSQL.
    """

    id = models.BigIntegerField(primary_key=True)
    card_id = models.BigIntegerField()
    shelf_id = models.IntegerField()
    within_id = models.BigIntegerField(default=0)

    derived = True

    class Meta:
        indexes = [models.Index(fields=["card_id"], name="search_passage_of_card")]

    def __str__(self) -> str:
        return str(self.pk)
