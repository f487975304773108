"""Readers of documents: bytes of one format in, the text that all offsets refer to out.

One module a format. Each has `read(data) -> Content`; `referat.read` chooses among them by the content.
"""
