"""The name of what is given, as written nearest to an amount."""

import re
from collections.abc import Sequence

__all__ = ["Agents"]

_WORD = re.compile(r"[A-Za-zα-ωΑ-Ω0-9][\w®™'./+α-ω-]{0,40}")
_DRUG = re.compile(
    r"(?i:\w{2,}(?:mab|nib|ciclib|platin|taxel|rubicin|mycin|cillin|azole|pril|sartan|statin|olol|dipine"
    r"|gliptin|gliflozin|glutide|parin|caine|vir|"
    r"trexed|trexate|citabine|poside|fosfamide|amide|idone|azine|apine|etine|oxetine|triptan|setron"
    r"|prazole|sone|solone|olone|mide|tide|cept|"
    r"kinra|leukin|feron|grastim|poetin|floxacin|cycline|sulfa|amine|phylline|terol|tropium|lukast|zumab"
    r"|ximab|dronate|dronic|formin|glitazone|"
    r"idine|done|phine|fentanil|curium|flurane|barbital|azepam|zolam|pam|gabalin|pentin|toin|vudine|navir"
    r"|tegravir|buvir|previr|asvir|olimus|"
    r"stigmine|semide|thiazide|lactone|digoxin|warfarin|aspirin|insulin|vaccine|vitamin|calciferol|folate"
    r"|calcium|magnesium|saline|dextrose|albumin|"
    r"globulin|plasma|interferon|interleukin|toxin|zepine|parib|rafenib|limus|ximib|zomib|nertide|stim"
    r"|cog|ase))$|^[A-Z]{2,6}-?\d{2,7}[A-Za-z]?$|^[A-Z]{1,4}\d{3,}$"
)
_STOP = frozenset(
    """
    a an the and or of in on at to for from by with without within as is are was were be been being will
    would shall should may might can could must has have had having do does did not no nor than then that
    this these those there their they them it its he she his her we our you your i one two three four five
    six seven eight nine ten first second third fourth final last next previous same other another each
    every all any both either neither patient patients participant participants subject subjects volunteer
    volunteers individual individuals people person persons child children adult adults infant infants women
    men woman man male female group groups arm arms cohort cohorts study studies trial drug drugs treatment
    treatments treated therapy therapies regimen regimens intervention interventions medication medications
    medicine agent agents product products experimental control comparator active standard usual care dose
    doses dosed dosage dosages dosing amount amounts total daily weekly monthly day days week weeks month
    months year years hour hours minute minutes min hr hrs h d wk night nightly morning evening noon bedtime
    once twice thrice times time qd bid tid qid od bd tds q q2w q3w q4w prn po iv im sc sq ivdrip p.o i.v
    s.c i.m ip oral orally mouth intravenous intravenously intramuscular intramuscularly subcutaneous
    subcutaneously topical topically inhaled inhalation intranasal nasal sublingual epidural intrathecal
    intravitreal intradermal rectal vaginal transdermal enteral enterally route tablet tablets capsule
    capsules pill pills puff puffs drop drops patch patches spray vial vials ampoule ampoules sachet
    injection injections infusion infusions infused bolus solution suspension cream gel ointment powder
    mixture syringe pump bag bottle kit unit units mg mcg ug g kg ml l mmol iu gy cgy mg/kg mg/m2 mg/day µg
    μg cells cell fraction fractions cycle cycles course courses phase stage period level levels step steps
    receive receives received receiving administer administered administering administration give gives
    given giving take takes taken taking use used using inject injected injecting infuse deliver delivered
    delivering start starts started starting begin begins beginning initiate initiated initiation initial
    initially increase increased increasing decrease decreased reduce reduced titrate titrated titration
    escalate escalated escalation followed following follow continue continued continuous continuously
    continuing maintain maintained maintenance loading repeat repeated maximum max maximal minimum up until
    after before during prior approximately about around over under per via through into onto between
    starting-dose rate volume concentration strength weight body body-weight surface area fixed flat single
    multiple double low lower high higher medium target recommended assigned randomized randomised open
    open-label blind blinded double-blind matching matched oral-dose which who when where if so such also
    only plus combined combination together including consisting consists consist containing contains
    contain include includes hospital clinic home visit visits baseline screening enrollment enrolled end
    least more most less equal equivalent additional addition supplement supplementation supplemented
    adjuvant neoadjuvant induction consolidation chemotherapy radiotherapy radiation thereafter subsequently
    bw bsa bolus-dose auc curve form formulation type name long short term new based according adjusted
    proportion ratio ie eg e.g i.e approx ca respectively week-long consecutive alternate intermittent
    divided split planned effect effects response depending allowed tolerated tolerability early late left
    right well free base further available appropriate extended extended-release slow release immediate
    prolonged hard soft film-coated coated rest remaining lead-in set sets made make prepared diluted
    dissolved mixed desired achieved achieve achieving reached reach intake supply supplied will-be
    dose-level dosed-at breakfast lunch dinner meal meals food fasting fasted water-soluble consumption
    ingestion lasting duration increments increment interval intervals schedule basis continuation
    afterwards onwards progression toxicity disease orally-administered x vs versus ii iii v mtd rp2d except
    excepted d1 d8 d15 c1d1 ibw surgery operation procedure anesthesia anaesthesia conventional regular
    concurrent whichever exceed exceeded qod qds tiw subq bedside pain block
    """.split()
)
_CLAUSE = re.compile(r"[.,]\s(?=[^\W\d])|\w[^,]{0,60},\s$")
_ADVERB = re.compile(r"(?:ly|ing)$")
_GENERIC_END = re.compile(r"^(?:\d[\d.,/%-]*|[A-Za-z]\d?)$")
_AMOUNT_WORD = re.compile(r"[\d.,/-]+(?:mg|mcg|µg|μg|ug|g|ml|mL|IU|%|U|Gy|h|d)?\S{0,8}")
_TRAILING_NUMBER = re.compile(r"[ ](?:\d[\d.,/%-]*|[A-Za-z]\d)$")
_LINE_LABEL = re.compile(
    r"^(?:experimental|active comparator|placebo comparator|arm|group|cohort|drug|biological|intervention"
    r"|treatment|part|phase|radiation|other|"
    r"dietary supplement|device|procedure)\b[^:\n]{0,16}:\s*",
    re.I,
)
_NO_HEADING = re.compile(r"^\s*(?:[*•-]|\d{1,2}[.)])|[.:;,]\s*$|[<>≥≤=]|\b(?:criteria|weeks|years)\b", re.I)
_AMOUNT_TAIL = re.compile(
    r"[ ,(]{0,2}(?:at[ ])?\d[\d.,/-]*[ ]?(?:mg|mcg|µg|μg|ug|g|ml|mL|IU|%|U"
    r"|Gy)\b.{0,60}$"
)


class Agents:
    """Finds the agent of each amount of one text; `known` are the names that the trial gives its interventions."""

    def __init__(self, text: str, known: Sequence[str] = ()) -> None:
        self.text = text
        names = sorted({name.strip() for name in known if len(name.strip()) > 2}, key=len, reverse=True)[:200]
        pattern = "|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names)
        self._known = re.compile(pattern, re.I) if names else None

    def behind(self, start: int, end: int) -> tuple[int, int] | None:
        """The name right behind an amount: "90 mg brigatinib", "25 mcg of HSPPC-96"."""
        window = self.text[start : min(end, start + 90)]
        lead = re.match(
            r"[ ]?(?:\([^()\n]{0,30}\)[ ])?(?:(?:once|single|oral|IV|IM|SC|intravenous|subcutaneous"
            r"|intramuscular|bolus|daily|dose|doses|tablets?|capsules?|"
            r"injections?|infusion|of|the|a|study|solution|suspension)[ ]){0,4}",
            window,
            re.I,
        )
        at = start + (lead.end() if lead else 0)
        return self._run(at, min(end, at + 80)) if lead and lead.end() else None

    def before(self, start: int, end: int) -> tuple[int, int] | None:
        """The last name in front of an amount, within its sentence."""
        if self._known is not None and (hits := list(self._known.finditer(self.text, start, end))):
            return hits[-1].span()
        runs = list(self._runs(start, end))
        drugs = [run for run in runs if any(_DRUG.search(word) for word in self.text[slice(*run)].split())]
        if drugs:
            return drugs[-1]
        near = [run for run in runs if not _CLAUSE.search(self.text, run[1], end)]
        return near[-1] if near else None

    def _runs(self, start: int, end: int) -> list[tuple[int, int]]:
        runs: list[tuple[int, int]] = []
        pos = start
        while pos < end:
            word = _WORD.search(self.text, pos, end)
            if word is None:
                break
            run = self._run(word.start(), end)
            if run is not None:
                runs.append(run)
            pos = max(word.end(), run[1] if run else 0)
        return runs

    def _run(self, start: int, end: int) -> tuple[int, int] | None:
        """Up to five name words in a row from `start`, or None."""
        stop, pos, words = start, start, 0
        while words < 5 and (word := _WORD.match(self.text, pos, end)):
            clean = word[0].rstrip("./'-+")
            if not _may_name(clean) or (words == 0 and _GENERIC_END.match(clean)):
                break
            stop, words = pos + len(clean), words + 1
            if len(clean) < len(word[0]) or self.text[stop : stop + 1] not in (" ", "-"):
                break
            pos = stop + 1
        while words > 1 and _TRAILING_NUMBER.search(self.text, start, stop):
            stop = self.text.rfind(" ", start, stop)
            words -= 1
        return (start, stop) if words and stop - start > 2 else None

    def heading(self, position: int) -> tuple[int, int] | None:
        """The agent's name in the short line above a paragraph."""
        line_start = self.text.rfind("\n", 0, position) + 1
        for _ in range(4):
            if line_start == 0:
                return None
            above = self.text.rfind("\n", 0, line_start - 1) + 1
            line = self.text[above : line_start - 1]
            if line.strip() and len(line) < 120 and not _NO_HEADING.search(line):
                label = _LINE_LABEL.match(line)
                begin = above + (label.end() if label else 0)
                cut = _AMOUNT_TAIL.search(line, begin - above)
                stop = above + (cut.start() if cut else len(line.rstrip()))
                return (begin, stop) if stop - begin > 2 else None
            line_start = above
        return None


def _may_name(word: str) -> bool:
    """Whether a word can be part of an agent's name: no word of regimens, no adverb, no amount."""
    return not (word.lower().replace(".", "") in _STOP or _ADVERB.search(word) or _AMOUNT_WORD.fullmatch(word))
