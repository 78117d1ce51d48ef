"""Dates in the Extended Date/Time Format (EDTF, ISO 8601-2): what days they may mean, how they fit, how they read.

Read here are years, months and days, the qualifiers ``?``, ``~`` and ``%``, unspecified digits (``201X``, ``2010-XX``), seasons
(``2010-21`` to ``2010-24``), one-of sets (``[2010-06-15,2010-06-20..2010-06-25]``) and intervals with open or unknown ends. A date
stands for the days it may mean, and never for more: a qualifier changes how sure the source is, not which days it names.
"""

from rightsgraph.dates.reading import DateBounds, Merged, bounds, compatible, is_point, merge, refines
from rightsgraph.dates.wording import describe

__all__ = ["DateBounds", "Merged", "bounds", "compatible", "describe", "is_point", "merge", "refines"]
