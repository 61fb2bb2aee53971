"""Room 1: the words everything else is said in: problems, ids, dates, records, filters, View."""
