"""How large a briefing may be: enough for an hour of presenting, too little to hurt whoever opens it."""

MOST_BYTES = 1_000_000
MOST_STEPS = 200
MOST_JUDGEMENTS = 50
