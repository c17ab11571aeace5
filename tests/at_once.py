"""Several at once, each in a thread of its own."""

from __future__ import annotations

import threading


def together(work, times):
    """Do the work in several threads that are let go at once; return what went wrong."""
    gate, failed = threading.Barrier(times), []

    def run(number):
        try:
            gate.wait(30)
            work(number)
        except Exception as error:  # the test says it
            failed.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return failed
