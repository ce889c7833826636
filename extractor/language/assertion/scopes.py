"""How far a cue reaches: from its side through the head of the next phrase and the list that the head stands in."""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from extractor.language.assertion.cues import Cue, Sense, Side, find_cues

_TOKEN = re.compile(r"[^\W_]+(?:['’][a-z]{1,2}\b)?|[;:,.()\[\]/&!?]|\n[^\S\n]*(?=[A-Z\d*•–-])")
_STOPS = frozenset(";.!?")
_OPENS, _CLOSES = frozenset("(["), frozenset(")]")
_JOINS = frozenset(", / & ( ) [ ] and or nor".split())
# After the head of the phrase these begin what the cue says nothing of: "no chemotherapy for breast cancer".
_PREPOSITIONS = frozenset(
    "for in within during with by on at to from after before prior since due secondary requiring based under caused"
    " against following despite associated related that as if when where is are was were been had can may than upon per"
    " via defined measured who whom whose which".split()
)
_VERBS = frozenset("has have must should will includes led".split())
# Heads that say little themselves: "no evidence of infection", "no treatment with insulin".
_LIGHT = frozenset(
    "history evidence sign signs symptom symptoms use treatment therapy diagnosis presence documentation need exposure"
    " administration participation participate intake receipt findings suspicion treated".split()
)
_CARRIES_ON = frozenset("of with to in by".split())
_EXAMPLES = frozenset("including such eg e g i ie like example".split())
_ADVERBIAL = frozenset("in within for during with by on at from after before since".split())
_FUNCTION = frozenset(
    "a an the any have has had been be being was were is are to of other known prior previous previously yet currently"
    " , ( ) : and or".split()
)
_LINKS = frozenset("that which is are was were be been has have must should test tests status result results".split())
_ADJECTIVE = re.compile(r"(?:al|ic|ive|ous|ar|ory|ary|ed)$")
_OF_HEADS = frozenset({"negated", "excepted", "historical"})
_PRESENT = frozenset({"current", "currently", "active", "ongoing", "concurrent", "concomitant"})
_SUBJECTS = frozenset({"family", "partner", "donor", "other"})
_CARRIED = frozenset({"negated", "excepted", "historical", "family"})
_LONGEST, _BACK = 80, 30  # tokens that a scope may take, after its cue and before it
_BEFORE_HEAD, _BETWEEN = 9, 5  # and those outside all spans: before the first span, between two of a list


class Scope(NamedTuple):
    """A cue text[cue_start:cue_end] and what it asserts, text[start:end]."""

    sense: Sense
    side: Side
    start: int
    end: int
    cue_start: int
    cue_end: int


class Token(NamedTuple):
    """A word in lower case or a mark; `held`: it begins in one of the spans."""

    text: str
    start: int
    end: int
    held: bool


def words_of(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """The words and marks of text[start:end] with their places; ends of sentences and of items are ";"."""
    words: list[tuple[str, int, int]] = []
    for match in _TOKEN.finditer(text, start, end):
        word, stop = match[0], match.end()
        if word == "." and not _ends_sentence(text, stop, end):
            continue
        if word[0] == "\n" or word in ("OR", "AND"):
            word = ";"
        words.append((word.lower().replace("’", "'"), match.start(), stop))
    return words


def tokens_of(words: Sequence[tuple[str, int, int]], spans: Sequence[tuple[int, int]]) -> list[Token]:
    """The words as tokens; spans are in order of start."""
    tokens: list[Token] = []
    at, held_until = 0, -1
    for word, begin, stop in words:
        while at < len(spans) and spans[at][0] <= begin:
            held_until = max(held_until, spans[at][1])
            at += 1
        tokens.append(Token(word, begin, stop, begin < held_until))
    return tokens


def _ends_sentence(text: str, at: int, end: int) -> bool:
    after = text[at : min(at + 4, end)]
    begins = after.lstrip()
    return not begins or "\n" in after[:2] or (begins != after and (begins[0].isupper() or begins[0] in "-*•("))


class Reader:
    """The tokens of one sentence, line or criterion, and the cues among them."""

    def __init__(self, text: str, spans: Sequence[tuple[int, int]], start: int, end: int) -> None:
        self._start, self._spans = start, spans
        self._words = words_of(text, start, end)
        self._cues = list(find_cues([word for word, _, _ in self._words]))
        self._at = {first: cue.sense for first, _, cue in self._cues}

    @cached_property
    def _tokens(self) -> list[Token]:
        """Made on demand: most texts hold no cue."""
        return tokens_of(self._words, self._spans)

    def scopes(self, above: frozenset[Sense]) -> list[Scope]:
        """The scopes of all cues, and of those `above` that reach into this text."""
        found = []
        for sense in sorted(above):
            reach, _ = self._forward(0, sense)
            if reach:
                found.append(Scope(sense, "follows", self._start, reach, self._start, self._start))
        for first, after, cue in self._cues:
            if cue.sense not in ("none", "stop") and (scope := self._scope(first, after, cue)):
                found.append(scope)
        return found

    def carried(self, above: frozenset[Sense]) -> frozenset[Sense]:
        """The senses that reach past the end, into the items of a list that is announced there."""
        if not self._words or self._words[-1][0] not in (":", "following"):
            return frozenset()
        carried = {sense for sense in above if self._forward(0, sense)[1]}
        for _, after, cue in self._cues:
            if cue.side == "follows" and cue.sense in _CARRIED and self._forward(after, cue.sense)[1]:
                carried.add(cue.sense)
        return frozenset(carried)

    def _scope(self, first: int, after: int, cue: Cue) -> Scope | None:
        tokens = self._tokens
        begin, end = tokens[first].start, tokens[after - 1].end
        if cue.side == "adjoins":
            reach = self._adjoining(first, after)
            return Scope(cue.sense, cue.side, end, reach, begin, end) if reach else None
        if cue.side == "precedes":
            back = self._backward(first, cue.sense)
            return Scope(cue.sense, cue.side, back, begin, begin, end) if back is not None else None
        reach, _ = self._forward(after, cue.sense)
        return Scope(cue.sense, cue.side, end, reach, begin, end) if reach > end else None

    def _adjoining(self, first: int, after: int) -> int:
        """The end of the word after the cue, if it is a span's; 0 where it only describes the span's head."""
        tokens = self._tokens
        if after >= len(tokens) or not tokens[after].held or tokens[after].start - tokens[after - 1].end > 2:
            return 0
        goes_on = after + 1 < len(tokens) and tokens[after + 1].held
        if tokens[first].text == "non" and goes_on and _ADJECTIVE.search(tokens[after].text):
            return 0
        return tokens[after].end

    def _backward(self, first: int, sense: Sense) -> int | None:
        """Where the list of spans begins that ends just before a cue."""
        tokens, at = self._tokens, first - 1
        while at >= max(0, first - 4) and not tokens[at].held and tokens[at].text in _LINKS:
            at -= 1
        if at < 0 or not tokens[at].held:
            return None
        begin = tokens[at].start
        while at >= max(0, first - _BACK):
            if tokens[at].held:
                begin = tokens[at].start
            elif sense == "tested" or tokens[at].text not in _JOINS:
                break
            at -= 1
        return begin

    def _forward(self, at: int, sense: Sense) -> tuple[int, bool]:
        """The end of the last span that a cue before token `at` reaches (0: none), and whether it reaches on."""
        tokens, walk = self._tokens, _Walk(sense)
        i = at
        while i < len(tokens):
            if i - at > _LONGEST or self._ends(i, at, walk):
                return walk.reach, False
            if tokens[i].text in _OPENS and walk.reach and not self._is_one_word(i):
                i = self._closing(i)
            elif not walk.takes(tokens[i], tokens[i - 1].text if i else ""):
                return walk.reach, False
            i += 1
        return walk.reach, True

    def _ends(self, i: int, at: int, walk: "_Walk") -> bool:
        """Whether the scope of a cue before token `at` ends at token `i`, whatever came between."""
        word, here, sense = self._tokens[i].text, self._at.get(i), walk.sense
        if word in _STOPS or here in ("stop", "excepted") or here == sense:
            return True
        if word == ":":
            announced = any(token.text == "following" for token in self._tokens[max(at, i - 4) : i])
            return not (i == at or announced or i + 1 == len(self._tokens))
        if sense == "historical" and word in _PRESENT:
            return True
        if self._tokens[i].held:
            return False
        if word in _EXAMPLES and sense != "negated" and (walk.reach or sense == "uncertain"):
            return True
        if word in _OPENS and not self._is_one_word(i):
            return sense == "uncertain" or (sense == "excepted" and walk.reach > 0)
        if word == "," and sense == "uncertain" and not walk.reach:
            return True
        return word == "," and sense != "negated" and walk.reach > 0 and not self._is_list(i + 1)

    def _is_one_word(self, opened: int) -> bool:
        """Whether a bracket holds one word, as an abbreviation: what is longer may belong to anything before it."""
        return opened + 2 < len(self._tokens) and self._tokens[opened + 2].text in _CLOSES

    def _closing(self, opened: int) -> int:
        """The place of the bracket that closes the one at `opened`."""
        depth = 0
        for i in range(opened, min(len(self._tokens), opened + _LONGEST)):
            depth += (self._tokens[i].text in _OPENS) - (self._tokens[i].text in _CLOSES)
            if not depth:
                return i
        return len(self._tokens)

    def _is_list(self, at: int) -> bool:
        """Whether what follows a comma comes to an "or" or "and" like a list; else it is the next statement."""
        held, outside = False, 0
        for token in self._tokens[at : at + 14]:
            if token.text in ("or", "and", "nor"):
                return True
            if token.held:
                held, outside = True, 0
            elif token.text == ",":
                if not held:
                    return False
                outside = 0
            elif outside == 3 or token.text in _PREPOSITIONS or token.text in _VERBS or not token.text.isalnum():
                return False
            else:
                outside += 1
        return False


class _Walk:
    """A cue's scope as it grows word by word; `reach` is the end of its last span, 0 before the first."""

    def __init__(self, sense: Sense) -> None:
        self.sense = sense
        self.reach = 0
        self._content = 0
        self._empty = 0
        self._depth = 0

    def takes(self, token: Token, before: str) -> bool:
        """Goes on over a token that follows the word `before`; False where the scope ends."""
        word = token.text
        self._depth += (word in _OPENS) - (word in _CLOSES)
        if self._depth < 0:
            return False
        if token.held:
            if self.reach and word in _PREPOSITIONS and before not in _JOINS and before not in _LIGHT:
                return False
            self.reach, self._empty = token.end, 0
            return True
        if word in _JOINS:
            self._empty = 0 if self.reach else self._empty
            return bool(self.reach) or self.sense not in _SUBJECTS
        if word in _VERBS and (self.reach or (self._content and self.sense in _SUBJECTS)):
            return False
        if self.reach and word in _PREPOSITIONS and not (before in _LIGHT and word in _CARRIES_ON):
            return False
        if self._leaves_head(word, before):
            return False
        self._content += word not in _FUNCTION
        self._empty += 1
        return self._empty <= (_BETWEEN if self.reach else _BEFORE_HEAD)

    def _leaves_head(self, word: str, before: str) -> bool:
        """Whether a preposition follows a head that is in no span: "no abnormality in the ECG"."""
        if self.reach or not self._content or word not in _ADVERBIAL or self.sense not in _OF_HEADS:
            return False
        return before not in _LIGHT and not before.endswith(("ed", "ing"))
