"""The registered sex cannot have the registered condition.

What it does: compares the field `sex` with the conditions, registered and of the title, that only one sex has:
diseases of the prostate, the testes or the penis; of the ovaries, the womb, the cervix uteri, the vulva or the vagina;
pregnancy, childbirth and what follows it.

Why it matters: the registry's filter by sex shows the trial to nobody who can take part.

Example: condition "Prostate Cancer", sex FEMALE.

Not an error: the cervical spine; breast cancer in either sex; trials for partners, fathers or newborns; infertility,
which is a couple's; transgender participants; conditions of both sexes side by side.
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.checks import Target, targets
from extractor.language.sexes import names_gender
from extractor.model import Finding
from extractor.record import TrialRecord

code = "SEX102"
name = "sex-vs-condition"
severity: Final = "error"
needs = ("sex.registered", "conditions")

_OF = {
    "MALE": re.compile(
        r"(?i)\b(?:prostat(?:e|ic|itis|ectomy)|testic(?:le|ular)|testis|cryptorchidism|hypospadias|varicocele|phimosis"
        r"|penile|erectile|premature ejaculation|benign prostatic)\b"
    ),
    "FEMALE": re.compile(
        r"(?i)\b(?:ovar(?:y|ies|ian)|polycystic ovar\w*|uter(?:us|ine)|endometri(?:al|um|osis|tis)|vulv(?:a|ar"
        r"|ovaginal)|vagin(?:a|al|itis|osis|ismus)|cervi(?:x|cal) (?:cancer|carcinoma|intraepithelial|neoplas\w+"
        r"|dysplasia|uteri|ripening|incompetence|insufficiency)|cervicitis|leiomyoma of uterus|fallopian"
        r"|pregnan(?:cy|cies|t)|gestational|post-?partum|puerper(?:al|ium)|pre-?eclampsia|eclampsia|menopaus(?:e|al)"
        r"|peri-?menopaus\w+|post-?menopaus\w+|dysmenorrh\w+|menorrhagia|amenorrh\w+|menstrual|c(?:a)?esarean"
        r"|labou?r (?:pain|onset|induction|induced)|obstetric\w*|hyperemesis gravidarum|miscarriage|abortion"
        r"|lactation|breast-?feeding)\b"
    ),
}
OTHER = {"MALE": "FEMALE", "FEMALE": "MALE"}
_OF_OTHERS = re.compile(
    r"(?i)\b(?:partners?|spouses?|husbands?|wives|wife|fathers?|paternal|mothers?|maternal|couples?|care-?givers?"
    r"|carers?|newborns?|neonat\w+|infants?|fetal|fetus|foetal|offspring|child(?:ren)?|trans(?:gender|men|women)"
    r"|donors?|prostate-?specific|male menopause|infertil\w+|IVF|providers?)\b"
)


def run(record: TrialRecord) -> Iterator[Finding]:
    """At most one finding: the sex and the condition."""
    field = next(one for one in record.sex if one.origin == "registered")
    if field.value not in OTHER:
        return
    named = [target for target in targets(record, "registered", "target") if _sex_of(target)]
    about_others = any(_OF_OTHERS.search(title.text) for title in record.titles)
    about_others |= any(names_gender(criterion.text) for criterion in record.criteria)
    if about_others or not named or any(_sex_of(target) == field.value for target in named):
        return
    found = named[0]
    yield Finding(
        code=code,
        name=name,
        severity=severity,
        message=f"sex is registered as {field.value}, but the condition is {found.phrase.text}",
        suggestion=f"register the sex as {OTHER[field.value]}, or correct the condition",
        evidence=[field.evidence[0], found.evidence],
        values={"sex": field.value, "condition": found.phrase.name},
    )


def _sex_of(target: Target) -> str | None:
    """The one sex that has a condition; None for both."""
    text = target.phrase.text
    if _OF_OTHERS.search(text):
        return None
    sexes = [sex for sex, words in _OF.items() if words.search(text)]
    return sexes[0] if len(sexes) == 1 else None
