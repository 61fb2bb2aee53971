"""What a link may ask for, as the atlas has it."""

from dataclasses import replace

from geo.events.atlas import Atlas
from geo.events.now import atlas_now
from geo.out.kept import kept
from geo.out.share import Known


def known() -> Known:
    """The choices, events and days of the world as it is now."""
    return known_of(atlas_now())


@kept(8)
def known_of(atlas: Atlas) -> Known:
    """The same of any atlas; an event may be asked for by its id or by its key in `events.csv`."""
    events = {str(event): str(event) for event in atlas.chronology.events.index}
    keys = {str(key): str(event) for event, key in atlas.chronology.events["event_key"].items()}
    crossings = {crossing.crossing_id: crossing.name for crossing in atlas.crossings.crossings}
    return Known(atlas.choices, keys | events, atlas.first, atlas.last, atlas.lenses, crossings)


def known_outside(atlas: Atlas) -> Known:
    """What an export may be asked for: the same, but the days of the data are those of what may be passed on."""
    known = known_of(atlas)
    return known if atlas.outward is None else replace(known, first=atlas.outward.first, last=atlas.outward.last)
