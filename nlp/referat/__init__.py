"""Danish municipal minutes and agendas in, records out.

>>> record = extract("Udvalget søger 2,5 mio. kr. fra STAR.", meeting_date="2022-10-11")
>>> [(entity.label, entity.text, entity.value) for entity in record.entities]
[('MONEY', '2,5 mio. kr.', '2500000'), ('ORG', 'STAR', 'Styrelsen for Arbejdsmarked og Rekruttering')]
"""

from referat.loading import load
from referat.pipeline import extract, extract_file
from referat.values import Entity, Record

__all__ = ["Entity", "Record", "extract", "extract_file", "load"]
__version__ = "0.1.0"
