"""Made-up mail, as bytes."""


def letter(
    number=1, *, sender="Mari Mägi <mari@vald.example>", to="office@water.example",
    subject="Water", text="Is the water safe?", more="",
):  # fmt: skip
    identity = f"Message-ID: <{number}@vald.example>\n" if number else ""
    return (
        f"{identity}From: {sender}\nTo: {to}\nSubject: {subject}\n"
        f"Date: Mon, 4 May 2026 10:00:00 +0000\n{more}\n{text}\n"
    ).encode()
