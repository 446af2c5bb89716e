"""Replies taken apart into what is new, what is quoted and what is a signature."""

import pytest

from accord.foundation.mail.reading.quotes import Kind, new_text, pieces

REPLIES = {
    "gmail-en": ("Fine by us.", "Fine by us.\n\nOn Mon, Nov 2, 2026 at 9:00 AM, Ann Lee <ann@x.org>\nwrote:\n\n> Is it?\n>\n> Ann"),
    "gmail-pl": ("Zgoda.", "Zgoda.\n\npon., 2 lis 2026 o 09:00 Anna Lis <anna@x.org> napisał(a):\n\n> Czy tak?"),
    "gmail-et": ("Sobib.", "Sobib.\n\nKirjutas Mari Mägi (<mari@x.org>) kuupäeval E, 2. november 2026 kell 09:00:\n\n> Kas sobib?"),
    "mailru-ru": ("Согласен.", "Согласен.\n\nПонедельник, 2 ноября 2026, 9:00 +03:00 от Ольга <olga@x.org>:\n\n> Так?"),
    "gmail-zh": ("可以。", "可以。\n\n王芳 <wang@x.org> 于2026年11月2日周一 09:00写道：\n\n> 好吗？"),
    "outlook-en": ("See below.", "See below.\n\n________________________________\nFrom: Ann Lee <ann@x.org>\nSent: Monday, November 2, 2026 9:00 AM\nTo: Bo\nSubject: Water\n\nIs it?"),
    "outlook-pl": ("Proszę.", "Proszę.\n\nOd: Anna Lis <anna@x.org>\nWysłano: poniedziałek, 2 listopada 2026 09:00\nDo: Bo\nTemat: Woda\n\nCzy tak?"),
    "outlook-et": ("Palun.", "Palun.\n\nSaatja: Mari Mägi <mari@x.org>\nSaadetud: esmaspäev, 2. november 2026 09:00\nAdressaat: Bo\nTeema: Vesi\n\nKas sobib?"),
    "outlook-ru": ("Да.", "Да.\n\nОт: Ольга <olga@x.org>\nОтправлено: понедельник, 2 ноября 2026 г. 9:00\nКому: Бо\nТема: Вода\n\nТак?"),
    "qq-zh": ("收到。", '收到。\n\n------------------ 原始邮件 ------------------\n发件人: "王芳" <wang@x.org>;\n发送时间: 2026年11月2日(星期一) 上午9:00\n收件人: "Bo"<bo@x.org>;\n主题: 水\n\n好吗？'),
    "unknown-language": ("Ja.", "Ja.\n\nAfsendt af: Bo <bo@x.org>\nTidspunkt: 2. november 2026 09:00\n\nEr det?"),
    "bottom-posting": ("Yes.\n\nNo.", "On 2026-11-02 09:00, Ann wrote:\n> One?\n\nYes.\n\n> Two?\n\nNo.\n"),
    "phone": ("Yes", "Yes\n\nSent from my iPhone\n\nOn 2 Nov 2026, at 09:00, Ann <ann@x.org> wrote:\n\n> Is it?"),
    "signature": ("Yes.", "Yes.\n\n-- \nAnn Lee\nWater Works\n"),
}  # fmt: skip

PLAIN = [
    "Three things:\n\n- one\n- two\n",
    "Name: Ann\nColour: blue\nSize: 4\n\nPlease order these.",
    "Meet at 10:30 on 2 May 2026.\nBring the map: ann@x.org has it.",
    "Sent from my desk, which is easier than a phone.",
    "a -- b\n\n---\n\nc",
]


@pytest.mark.parametrize("style", REPLIES)
def test_only_what_is_new_is_taken_for_new(style):
    new, text = REPLIES[style]
    assert new_text(text) == new
    assert "\n".join(piece.text for piece in pieces(text)) == text


@pytest.mark.parametrize("text", PLAIN)
def test_words_that_quote_nobody_stay_whole(text):
    assert [piece.kind for piece in pieces(text)] == [Kind.NEW]


def test_a_forward_without_a_word_of_ones_own_is_all_quoted():
    text = "---------- Forwarded message ---------\nFrom: Ann <ann@x.org>\nDate: Mon, 2 Nov 2026\nTo: Bo <bo@x.org>\n\nSaid."
    assert [piece.kind for piece in pieces(text)] == [Kind.QUOTED]
