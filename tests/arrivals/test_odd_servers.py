"""A server that keeps mailboxes and answers otherwise than the standard says."""

import re
import socketserver
import threading

import pytest
from imapclient import IMAPClient

from accord.foundation.arrivals import imap
from tests.arrivals.letters import letter


class _Odd(socketserver.StreamRequestHandler):
    """Says yes to everything, and names what it fetches as ``server.named`` does."""

    def handle(self):
        self.wfile.write(b"* OK [CAPABILITY IMAP4rev1] here\r\n")
        while line := self.rfile.readline():
            tag = line.split()[0]
            if b"SELECT" in line.upper() or b"EXAMINE" in line.upper():
                self.wfile.write(b"* 1 EXISTS\r\n* OK [UIDVALIDITY 1] valid\r\n")
            if re.search(rb"FETCH", line):
                body = self.server.body
                head = b"* 1 FETCH (UID 7 %s {%d}\r\n" % (self.server.named, len(body))
                self.wfile.write(head + body + b")\r\n")
            self.wfile.write(tag + b" OK done\r\n")


@pytest.mark.parametrize("named", [b"BODY[]<0>", b"BODY[]"])
def test_a_message_is_read_whatever_its_server_calls_the_part_that_was_asked_for(
    named, monkeypatch
):
    monkeypatch.setattr(imap, "MOST_BYTES", 200)
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Odd) as server:
        server.named, server.body = named, letter(1, text="x" * 500)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        talk = IMAPClient("127.0.0.1", server.server_address[1], ssl=False, timeout=5)
        talk.login("ann", "x")
        talk.select_folder("INBOX", readonly=True)
        found = imap._fetched(talk, [7])
        talk.shutdown()
        server.shutdown()
    assert [(one.uid, one.raw) for one in found] == [(7, letter(1, text="x" * 500)[:200])]
