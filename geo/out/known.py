"""What a link may ask for, as the atlas has it."""

from functools import cache

from geo.events.atlas import Atlas, open_atlas
from geo.out.share import Known


@cache
def known() -> Known:
    """The choices, events and days of what ships."""
    return known_of(open_atlas())


def known_of(atlas: Atlas) -> Known:
    """The same of any atlas; an event may be asked for by its id or by its key in `events.csv`."""
    events = {str(event): str(event) for event in atlas.chronology.events.index}
    keys = {str(key): str(event) for event, key in atlas.chronology.events["event_key"].items()}
    crossings = {crossing.crossing_id: crossing.name for crossing in atlas.crossings.crossings}
    return Known(atlas.choices, keys | events, atlas.first, atlas.last, crossings)
