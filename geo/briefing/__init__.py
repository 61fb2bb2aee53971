"""Room 7, the briefing: an ordered list of Views with the analyst's words, as a file, a link, and on the user's shelf."""
