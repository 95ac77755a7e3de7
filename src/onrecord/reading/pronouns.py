"""Third-person pronouns, and words that tell whether somebody is a man or a woman."""

from __future__ import annotations

from typing import Final

HE: Final = frozenset({"he", "him", "his", "himself"})
SHE: Final = frozenset({"she", "her", "hers", "herself"})
IT: Final = frozenset({"it", "its", "itself"})
THEY: Final = frozenset({"they", "them", "their", "theirs", "themselves"})

MALE: Final = frozenset(
    "mr sir lord king prince father brother son husband spokesman chairman businessman congressman policeman "
    "actor uncle grandfather boyfriend widower duke archbishop imam pope ayatollah sheikh man boy gentleman nephew "
    "statesman salesman councilman fisherman".split()
)
FEMALE: Final = frozenset(
    "mrs ms miss lady queen princess mother sister daughter wife spokeswoman chairwoman businesswoman "
    "congresswoman policewoman actress aunt grandmother girlfriend widow duchess madame dame woman girl niece "
    "councilwoman stateswoman".split()
)
