"""The second process of an import: makes every other chunk ready, and writes it when told to.

Run as a module by the process that imports, which it hears on its input; when that ends, it does.
"""

import gc
import os
import signal
import sys
import threading
from queue import SimpleQueue

from accord.sqlite import use_sound_sqlite


def main() -> None:
    """Hear who imports what, then chunk after chunk."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what anything prints is no message
    use_sound_sqlite()
    import django

    gc.disable()  # a sixth of the start went to looking for rubbish where there is none
    django.setup()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    gc.enable()
    from accord.foundation.imports.actions import work_in_turns
    from accord.foundation.imports.messages import Message, read_message, write_message

    hello = read_message(sys.stdin.buffer)
    if hello is None:
        return
    heard: SimpleQueue[Message | None] = SimpleQueue()

    def hear() -> None:
        while (message := read_message(sys.stdin.buffer)) is not None:
            heard.put(message)
        heard.put(None)

    threading.Thread(target=hear, daemon=True).start()
    work_in_turns(hello, heard.get, lambda message: write_message(answers, message))


if __name__ == "__main__":
    main()
