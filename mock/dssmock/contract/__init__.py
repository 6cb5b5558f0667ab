"""Traffic of any client with any DSS, judged by the document.

``exchange`` reads and writes recordings, ``secrets`` cleans them, ``verify`` judges one exchange,
``report`` tells, ``proxy`` stands between a client and a DSS, ``usage`` says what the mock serves
of it, ``replay`` makes a mock of a recording, ``commands`` is the command line of all this.
"""
