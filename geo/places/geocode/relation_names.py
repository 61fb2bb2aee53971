"""How each relation is said in an answer, and what kind of geometry it is drawn as."""

BORDER_OF = "the border of "

SAID = {
    "within": "within {km} km of {name}",
    "from": "about {km} km from {name}",
    "near": "near {name}",
    "off": "at sea off {name}",
    "direction": "{way} of {name}",
    "part": "{way}ern part of {name}",
    "outskirts": "{way}ern outskirts of {name}",
    "between": "between {name} and {other}",
    "road": "on the road between {name} and {other}",
    "border": "the border at {name}",
    "border_of": BORDER_OF + "{name}",
    "border_shared": "the border between {name} and {other}",
    "border_all": "the {name}",
    "off_within": "at sea within {km} km of {name}",
    "road_within": "within {km} km of the road between {name} and {other}",
    "between_within": "within {km} km of the line between {name} and {other}",
    "border_distance": "about {km} km from the border, {name}",
    "border_within": "within {km} km of the border, {name}",
    "inside": "within {km} km of the border, {name}",
}

DRAWN_AS = {
    "within": "circle",
    "near": "circle",
    "from": "ring",
    "off": "sea",
    "direction": "wedge",
    "part": "part",
    "outskirts": "wedge",
    "between": "corridor",
    "road": "corridor",
    "border": "border_stretch",
    "border_distance": "border_band",
    "border_within": "border_band",
    "inside": "border_band",
}
