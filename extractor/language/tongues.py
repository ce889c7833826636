"""Which language a text is in, by its commonest words and its script. English is what the rules read."""

import re
from collections import Counter

# Function words that stand in every passage of a language and (nearly) in no other.
WORDS = {
    "en": "the of and with for are will not this that from by to is be or patients study",
    "es": "el los las del con para una pacientes estudio por que en es como más años según",
    "fr": "le les des du avec pour une dans sont est patients étude par ou ans être ayant",
    "de": "der die das und mit für ein eine von den dem ist sind nicht oder werden patienten studie jahre",
    "it": "il gli della dei con per una che sono nel studio pazienti di o alla anni essere",
    "pt": "os dos das com para uma que em não pacientes estudo por são ou anos da do",
    "nl": "het een van met voor zijn niet bij patiënten onderzoek dat wordt de of jaar",
    "pl": "w z na do lub nie jest badania pacjentów leczenia oraz przez dla się lat",
    "hu": "és az egy nem hogy betegek vizsgálat vagy illetve esetén évesnél",
    "cs": "a na se že je pro nebo pacientů studie léčby při let",
    "sv": "och att som för med av är inte patienter studie eller på år",
    "da": "og at som med af er ikke patienter forsøg eller på til år",
    "fi": "ja tai on ei potilaat tutkimus sekä joka ovat",
    "el": "και του της με για σε από την ή των",
}
SCRIPTS = (
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
)
_FOREIGN = {language: frozenset(words.encode().split()) for language, words in WORDS.items()}
_ENGLISH = _FOREIGN.pop("en")
_ANY_FOREIGN = frozenset().union(*_FOREIGN.values())
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_NO_LETTER = re.compile(r"[\W\d_]")
_LETTERS_ALONE = bytes(sign if sign > 127 or chr(sign).isalpha() else 32 for sign in range(256))
SAMPLE = 6_000
SHARE = 0.08
FEWEST = 12


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of a text's language, None where it cannot be told (too short, or only names and numbers).

    English unless another language's words clearly outnumber its own, so that a foreign title or address beside
    English prose changes nothing.

    >>> language_of("The study will enroll patients with asthma who are treated for this condition by the sites.")
    'en'
    >>> language_of("El estudio incluye pacientes con asma para los que el tratamiento es una opción del médico.")
    'es'
    """
    sample = text[:SAMPLE]
    plain = sample
    if not sample.isascii():
        plain = _BEYOND_ASCII.sub(lambda run: _NO_LETTER.sub(" ", run[0].lower()), sample)
    parted = plain.encode("utf-8", "surrogatepass").lower().translate(_LETTERS_ALONE)
    words = parted.split()
    letters = len(plain) - parted.count(b" ")
    foreign = len(sample) - len(sample.encode("ascii", "ignore"))
    for language, script in SCRIPTS if foreign > letters / 2 else ():
        if len(script.findall(sample)) > letters / 2:
            return language
    if len(words) < FEWEST:
        return None
    english = sum(map(_ENGLISH.__contains__, words))
    if sum(map(_ANY_FOREIGN.__contains__, words)) > 2 * english:
        seen = Counter(words)
        counts = {language: sum(seen[word] for word in known & seen.keys()) for language, known in _FOREIGN.items()}
        best = max(counts, key=lambda language: counts[language])
        if counts[best] > 2 * english and counts[best] >= SHARE * len(words):
            return best
    return "en" if english >= 0.02 * len(words) else None
