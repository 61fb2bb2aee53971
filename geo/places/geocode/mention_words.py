"""The words by which running text tells a place from an organisation, a person or a government."""

import re

from geo.places.geocode.wording import DIRECTION

ORGANISATION = frozenset(
    """liberation army front corps scouts rifles party movement league assembly government council chamber bar press
    union university college times post daily news agency ministry court authority bank company solidarity committee
    yakjehti republican raji students student student's national guards guard brigade regiment division club federation
    alliance organisation organization foundation institute nationalist tigers gladiators commission police civil
    society association constabulary mail express mela traders' engineering street avenue zalmi qalandars""".split()
)
"""A capitalised one of these right after a name makes an organisation of it: "Quetta Chamber of Commerce"."""

TROOPS = frozenset(
    {"regiment", "brigade", "battalion", "corps", "scouts", "rifles", "gladiators", "news", "daily", "newspaper"}
)
"""The same where they are written small: "the Mirjaveh regiment"."""

TITLES = frozenset(
    """mr mrs ms dr sardar nawab mir haji hajji mullah maulana molavi mawlawi general brigadier colonel major captain
    lieutenant governor minister president premier ayatollah sheikh shaikh syed sayed seyyed justice senator commander
    spokesman spokesperson spokeswoman secretary director professor inspector sir lord king shah hazrat agha""".split()
)
PERSONAL = frozenset(
    """khan ali ahmed ahmad muhammad mohammad mohammed mohammadi hussain hussein hossein hassan hasan shah jan lal bibi
    singh baloch baluch bugti marri mengal raisani bizenjo rind zehri magsi khetran jamali kakar achakzai khosa lehri
    langove malik mehmood mahmood aziz nasir omar umar akbar abbas raza reza jamil rehman rahman begum bano zai
    barahui naroui narouei""".split()
)
"""Names of people that often stand beside a place-like name: "Sarbaz Khan", "Akhtar Mengal"."""

SPEECH = frozenset(
    """said says say spoke speaks denied denies accused accuses claimed claims summoned called calls rejected rejects
    urged urges insisted insists blamed blames warned warns condemned condemns recalled told tells added adds replied
    responded announced vowed wrote writes argued wants wanted promised has had will would has summons asked asks and
    praised thanked expelled retaliated confirmed confirms""".split()
)
LOCATIVE = frozenset(
    """in at near from to around outside into towards toward via through inside across beyond between off of leaving
    reached reaching entered visiting visited over above nearby""".split()
)
"""A name after one of these is a place."""

ENGLISH = frozenset(
    """bent sib drug gar hub mach nag lar dak nal bela sami duki shand hushak tis aliabad johan mola badini gazg rustam
    malik loti dam kot chah port bazar killi khan band post may march""".split()
)
"""Names that are words or people's names as well: at the start of a sentence they are no places."""

FUNCTION = frozenset(
    """the a an in at on near from to after before when while as but and or for of by with since until between across
    according early late officials police gunmen locals residents traders militants security troops two three four five
    six many several some both all most another this that these those his her its their our new old upper lower north
    south east west northern southern eastern western central greater monday tuesday wednesday thursday friday saturday
    sunday january february march april may june july august september october november december pakistan's iran's
    pakistani iranian afghan district tehsil county province town city village killi kili mount port camp fort""".split()
)
"""Capitalised words that may stand before a place without being part of a name."""

KINDS_AFTER = (
    r"(?:town|city|village|district|county|tehsil|sub-tehsil|province|area|areas|region|sector|valley"
    r"|crossing|border "
    r"(?:crossing|post|market|terminal|area|region)|border(?! (?:regiment|guards?|force|police|command|corps))"
    r"|gate|bazaar|bazar|port|airport|checkpoint"
    r"|checkpost|check post|"
    r"check-post|outpost|post|division|bakhsh|shahrestan|zero point|mosque|mine|dam|road|highway"
    r"|volcano|mountains?|hills|peak)"
)
_NUMBER = (
    r"(?:(?:within|about|around|some|nearly|almost|roughly|approximately|over|just|up to|no more than"
    r"|less than|in|a|radius|of)\s+){0,4}"
    r"\d+(?:[.,]\d+)?(?:\s*(?:-|–|to)\s*\d+)?[\s-]*(?:kilomet(?:er|re)s?|kms?|nautical miles|miles?|met(?:er|re)s?)"
    r"(?:\s*\([^()]{2,25}\))?"
)
LEFT = re.compile(
    rf"(?:{_NUMBER}\s+(?:to the |in the )?(?:{DIRECTION})?(?:ern|wards?)?\s*(?:away from|of|from"
    rf"|off the coast of|off|inside|outside|into|around|short of)\s+(?:the )?(?:town of |city of )?"
    rf"|(?:on |in |at )?(?:the )?(?:(?:{DIRECTION})ern )?(?:outskirts|suburbs?|vicinity|surroundings"
    rf"|edge) of (?:the )?"
    rf"|(?:(?:a|an|the) (?:border )?(?:village|hamlet|mountains|hills|mountain|area|post|place|spot"
    rf"|road|desert)s? )?(?:near(?: to)?|close to|not far from|next to|outside|off the coast of"
    rf"|off) (?:the (?:town|city|village) of )?"
    rf"|(?:in )?(?:the )?(?:mountains|hills|desert) (?:of|around|above) "
    rf"|(?:to the |in the |the )?(?:{DIRECTION})(?:ern part)? of "
    rf"|(?:{_NUMBER}\s+(?:from|of|inside|off)\s+)?(?:the )?(?:zero point|border|frontier|border area|border crossing)s?"
    rf" (?:near|at|of|in|around|with iran in) "
    rf"|(?:(?:{DIRECTION})ern )|(?:(?:on|along) the ))$",
    re.IGNORECASE,
)
FROM_BORDER = re.compile(
    rf"{_NUMBER}\s+(?:(?:away )?from|of|off|inside)\s+(?:the )?(?:(?:Pak(?:istan)?i?|Iran(?:ian)?)[ –—-]+)*"
    r"(?:(?:border|frontier)(?! (?:with|of|between))(?: area| region| line)?|(?<=inside )(?:Pakistan|Iran)\b)"
    r"(?! (?:guards?|troops|forces?))"
)
"""So far from the border, or inside a country: the place is said before or after it."""

THERE = re.compile(r",? (?:in|near|at|of|around|close to|outside) (?:the )?(?:(?:town|city|village) of )?")
"""What joins it to the place after it."""

BORDER = re.compile(
    rf"(?:(?:the )?zero point (?:of|on|at) )?(?:{_NUMBER}\s+(?:from|of|inside|off)\s+)?(?:the )?"
    r"(?:(?:Pak(?:istan)?i?|Iran(?:ian)?)[ –—-]+(?:Iran(?:ian)?|Pak(?:istan)?i?) (?:border|frontier)"
    r"|(?:Iran(?:ian)?|Pakistani?) (?:border|frontier))(?: area| region)?"
    r"(?! (?:guards?|troops|forces?|police|regiment|command|officials?|town|city|village|post|market|province)\b)"
)
UNKNOWN_AREA = re.compile(
    r"(?P<name>(?:[A-Z][\w’'-]+[ ]?){1,3})(?<= )(?:area|village|sector|tehsil|town|locality) (?:of|in) (?:the )?$"
)
SENTENCE = re.compile(r"[.!?؟۔]\s+|\n+|;\s")
