"""Words that tell the name of an agent from the other words of a regimen.

`STOP` are words of regimens, people, routes and schedules: none of them names what is given. `is_drug_word` knows
stems of international nonproprietary names (WHO, "The use of stems in the selection of INN", 2018), salts and common
agents, and laboratory codes ("BX1000", "AZD-9291").
"""

import re
from functools import lru_cache

__all__ = ["STOP", "is_drug_word", "tokens"]

_STEMS = """
    adol amide amine aminophen apine asvir autoleucel azepam azine azole bactam barbital bendazole bercept bidiol
    biotin blastine bulin buprenorphine buvir cabtagene caine calciferol calcitol carotene cicept ciclib cillin
    citidine clax codone covorin coxib cristine curcumin curium curonium cycline dartinib dipine done dopa
    dralazine dronate dronic ectin estradiol etine fenac fentanil fentanyl feron flavin flavir floxacin flurane
    folate folinate formin fosfamide fylline gabalin gabapentin gatran gepant gestrel ginase gliflozin
    gliptin glitazone glutide gramostim grastim grel grelor guanine idine idone ifene kacin kinra lactone leucel
    leukin limus lipase lisib loxone lukast lukin lutamide lutein mab metinib micin mide morphone mustin mustine
    mycin nabinol nagenase navir nercept nertide nib nicline nidase nide olimus olol olone orphanol oxetine
    oxifen oxin pam parib parin parvovec penem pentin peridol perone phalan phine phylline piprazole platin poetin
    poside prazole previr pril profen prostol purine quercetin quin quine rafenib relbine resveratrol retinoin
    retinol ricase ridone rizine rozole rsen rubicin sartan semide setron sidase siran solone sone spargase sporin
    sporine statin stigmine stim sulfan tabine tacept tadine taxel tecan tegravir teplase terol terone thiazide
    thromycin thyroxine ticase tide tinib tizumab tocin toclax tocopherol toin tokinase tramadol trapib tretinoin
    trexate trexed trexone triptan tropine tropium uracil urokinase vaptan vir vudine xaban zeaxanthin zepine
    zolam zomib zosin
""".split()
_NAMES = """
    acetate adrenaline albumin arginine bicarbonate calcium carnitine chloride citrate creatine cysteine
    deruxtecan dextrose epinephrine fibrinogen fumarate globulin glucan gluconate glutamine heparin hyaluronidase
    hydrochloride inositol insulin interferon interleukin ketamine lithium lysine magnesium maleate melatonin
    mesylate mofetil nitrate oxide ozogamicin peroxide phosphate plasma potassium propofol saline selenium
    succinate sulfate sulphate tartrate taurine thrombin toxin vaccine vaccines vedotin vitamin zinc
""".split()
_WHOLE = frozenset(
    """
    5-fu 5fu asparaginase aspirin atg ato atra atropine bcg botox botulinum busulfan caffeine cannabidiol capox
    carbidopa cbd chlorhexidine clonidine curcumin desflurane dexmedetomidine digoxin diltiazem ethanol fluoride
    folfiri folfirinox folfox g-csf ginseng glucagon glycerin gm-csf il-2 iodine iron lactulose levodopa
    levonorgestrel lithium lsd mannitol mdma menthol mifepristone minoxidil misoprostol msc mscs nacl naloxone
    nicotine oxygen oxytocin ozone peg placebo povidone-iodine prebiotic probiotic probiotics prp psilocybin
    remimazolam s-1 s1 sevoflurane sildenafil somatropin synbiotic tadalafil tbi thc thiopental topiramate
    treosulfan triamcinolone trioxide turmeric urea vasopressin verapamil warfarin xelox zolpidem zopiclone
    """.split()
)
_NO_STEM = frozenset(
    """
    base case phase increase decrease disease release database purchase please erase lease ease course abandoned
    examine condone undone gene hygiene routine outside inside beside aside side wide provide coincide decide guide
    ride tide slide override divide nationwide worldwide protein combine determine define machine medicine online
    spine pine baseline adolescence done none one alone clone tone zone telephone stone bone hormone someone anyone
    everyone cyclone plasma-level glamide margin origin begin within skin thin chin pain main gain again train
    supine concept metastase biase cease elevation amine crease rephrase paraphrase showcase headcase suitcase chase
    """.split()
)
_STEM = re.compile(rf"[^\W\d_]{{2,}}(?:{'|'.join(sorted({*_STEMS, *_NAMES}, key=len, reverse=True))})s?")
_CODE = re.compile(
    r"(?!(?:II|III|IV|CD|HLA|DL|RP|COVID|SARS|PD|CYP|HER|SF|ICD|NCT|DEC|ELN|PEAR)-?\d)"
    r"(?:[A-Z]{2,6}-?\d{2,7}[A-Za-z]{0,2}|[A-Z]{1,4}\d{3,}(?![A-Z]$)[A-Za-z]?)"
)
# A radionuclide, with what carries it: "131I", "177Lu-PSMA-617".
_NUCLIDE = re.compile(
    r"(?:(?:18F|11C)(?=-)|\d{2,3}m?(?:Ac|Cu|Ga|Ho|I|In|Lu|Pb|Ra|Re|Sm|Sr|Tc|Y|Zr))(?:-[A-Za-z][\w-]{0,20})?"
)
_WORD = re.compile(r"[^\W_](?:[\w'-]*[^\W_])?")


@lru_cache(maxsize=4096)
def is_drug_word(word: str) -> bool:
    """Whether a word has the look of a drug's or another agent's name.

    >>> is_drug_word("osimertinib"), is_drug_word("AZD9291"), is_drug_word("aspirin"), is_drug_word("phase")
    (True, True, True, False)
    """
    lowered = word.lower()
    if lowered in _NO_STEM or lowered in STOP:
        return False
    if lowered in _WHOLE or lowered in _NAMES or _CODE.fullmatch(word) or _NUCLIDE.fullmatch(word):
        return True
    return any(_STEM.fullmatch(part) and part.removesuffix("s") not in _NO_STEM for part in lowered.split("-"))


def tokens(name: str) -> frozenset[str]:
    """The telling words of a name, in lower case: no words of regimens, no bare numbers.

    >>> sorted(tokens("Arm A: Tislelizumab + S-1, 200 mg"))
    ['s-1', 'tislelizumab']
    """
    found = (match[0].lower() for match in _WORD.finditer(name))
    return frozenset(word for word in found if len(word) > 2 and word not in STOP and not word[0].isdigit())


STOP = frozenset(
    """
    1a 1b 2a 2b a abdomen about about-to above according accumulated achieve achieved achieving active activities
    activity acts add added adding addition additional adds adjusted adjusted-dose adjustment adjustments adjuvant
    administer administered administered-as administering administers administration adolescent adolescents adult
    adults adverse after afterwards age aged agent agents ages aim aimed aiming all allocate allocated allocation
    allow allowed allows also alternate alternating although amount amounts ampoule ampoules an anaesthesia analysis
    and anesthesia anesthesiologist another anterior any apart appropriate approved approx approximately
    approximating are area areas arm arm-a arm-b arms around artery as as-needed assigned assigned-to at auc
    available b.d b.i.d bag bags basal base based baseline basis bd bds be because bedside bedtime been before begin
    beginning begins being below best better between between-dose bid bid/qd bilateral bilaterally binds biw blind
    blinded block blocks body body-surface body-weight bodyweight bolus bolus-dose bolus-injection boluses
    boost-volume both bottle bottles brand breakfast breakthrough bsa bw by c1 c1d1 c2 c3 ca can cans cap capped
    capsule capsules care caregiver case cases catheter cc ceiling cell cells cgy change changed changing
    chemoradiotherapy chemotherapy chewable child children clinic clinician coated cohort cohort-a cohort1 cohort2
    cohorts combination combined come comes commence commenced commencement commences commencing commercial
    commercially comparator compare compared compared-to comparison complete completed completion component
    components composed composition concentration concentrations concomitant concomitantly concurrent concurrently
    condition conditions consecutive consent consist consisting consists consolidation consumption contain
    containing contains content contents continuation continue continued continuing continuous continuous-dosing
    continuous-infusion continuously control controlled-release conventional corresponding could count counts course
    courses cream ctv cumulated cumulative cup cure cured curve cycle cycles d d1 d1-14 d1-21 d1-3 d1-5 d1-7 d15 d8
    daily daily-dose day day-1 day-2 day-3 day-period day1 day15 day2 day8 days days1 de-escalation death decrease
    decreased delayed-release deliver deliver-to delivered delivering deltoid demand depend depending depends
    desired did diluted dinner discontinuation disease dispersible dissolved distal divided dl dl1 dl2 dl3 dlt do
    doctor does dosage dosages dose dose-escalation dose-level dose1 dose2 dosed dosed-at doses doses-of dosing
    dosis double double-blind double-dose double-dummy doubled down-titrate drink drip drop drops drug drugs dummy
    duration during e.g each each-day each-dose ear earlier early ears effect effects effervescent efficacy eg eight
    either elderly end enrolled enrollment enteral enterally enteric enteric-coated epidural equal equal-volume
    equivalent equivalents escalate escalated escalation evening evening-dose event events every every-other-day
    exceed exceeded exceeding except excepted experimental extended extended-release eye eyes fasted fasted-state
    fasting father fed female field film-coated final finish finished first first-line five fixed flat flow follow
    followed following following-day following-dose follows food for forearm form formulation four four-times fourth
    fraction fractions free frequency from full full-dose further g ganglion gel generic get gets give given gives
    giving glass gm go goal goes going good gram grams granule granules group groups gtt gtv gtvs guidance gy h had half
    halved hard has have having he healthy hence her herself high high-dose higher highest himself hip his home
    hospital hour hour-long hours hours-apart however hr hrctv hrs hs i i.e i.m i.v i.v.-infusion ibw ideally ie if
    ii ii-a iii im im-injection immediate in include includes including increase increased increasing increment
    increments individual individuals induction infant infants infiltrate infiltrated infiltration infuse infused
    infusion infusions ingestion ingredient ingredients inhalation inhaled inhibits initial initially initiate
    initiated initiation inject injectable injected injecting injection injection-site injections intake
    intermittent interval interval-of intervals intervention interventions into intolerance intradermal
    intramuscular intramuscular-injection intramuscularly intranasal intraoperative intraoperatively intrathecal
    intravenous intravenous-infusion intravenously intravitreal investigator investigators ip is isocenter it its
    itv iu iv iv-infusion iv-injection ivdrip ivgtt joint kg kg-body kind kit knee l last lasting late later lateral
    lead-in least left lesion lesions less level levels line lines load loading local locally long low low-dose
    lower lowest lunch made maintain maintained maintenance make male man marketed matched matching material max
    max-dose maximal maximally maximum maximum-tolerated may mcg meal meal-time meals mean medial median medication
    medications medicine medium medium-dose men mg mg/day mg/kg mg/m2 microgram micrograms mid-dose might mild
    milligram milligrams milliliter milliliters millilitres min min-max minimal minimally minimum minimum-dose
    minute minutes mixed mixture ml ml/min mls mmol mock moderate modification modifications modified-release month
    month-old month-period monthly months more morning morning-dose most mother mothers mouth move moved moves mtd
    multi-dose multiple multiple-dose muscle must name nasal necessary need needed needle needs negative neither
    neoadjuvant nerve new next next-day night nightly nine no non-fasted nonresponders noon nor normal-weight
    normally nose nostril nostrils not note notes number numbers nurse o.d oar obese objective obtain obtained
    obtains od of ointment old older on once once-daily once-weekly one one-time only onto onwards open open-label
    operation optional optionally or oral oral-capsule oral-dose oral-solution oral-tablet orally
    orally-administered order ordered orodispersible other our outcome over over-encapsulated overall
    overencapsulated p.o p.r.n packet packets pain parent parents part participant participants parts patch patches
    patient patients pd people per per-day period perioperative permit permitted person persons pharmacist
    pharmacokinetic pharmacokinetics phase phase-1 phase-2 phase-i phase-ii physician pill pills pk plane planned
    plexus plus po poor port portion positive posology post post-dose post-surgical postdose posterior postoperative
    postoperatively postsurgical powder pre pre-dose pre-medication pre-specified predefined predose premedicate
    premedicated premedication preoperative preoperatively prepared prescribe prescribed prescribes prescribing
    prescription prespecified pretreatment previous primary prior prn procedure proceed proceeds product products
    progression progression-free prolonged prolonged-release prophylactic prophylaxis proportion provide provided
    provider provides providing proximal ptv ptvs puff puffs pump purpose push q q.d q12h q14d q1w q21d q24h q28d
    q2w q3w q4w q6h q6w q8h qd qds qhs qid qm qn qod quarter qw radiation radiotherapy random randomisation
    randomised randomization randomized range ranges ranging rate ratio ratio-of rd rde reach reached reaches
    reaction reactions receive received received-dose receives receiving recommended rectal reduce reduced
    reduced-dose regimen regimens region regular relative release remain remaining remains repeat repeated
    repeated-dose replace replaced replacing require required requires requiring rescue respective respectively
    responder responders response responses rest right risk route rp2d rp3d s.c sachet sachets safety same same-day
    same-dose sc sc-injection schedule scoop screening second second-line secondary see seen segment self-administer
    self-administered self-inject self-injected sequential sequentially serving servings set sets seven severe shall
    sham-controlled she short should shoulder side sides simultaneously since single single-dose single-use site
    sites six size skin slow so soft solution space spaced specified split spoon spray sq staff stage standard
    standardised standardized start started starting starting-dose starts state step steps stop stopped strength
    strengths studies study sub-group sub-study subcutaneous subcutaneous-injection subcutaneously subgroup subject
    subjects sublingual subq subsequent subsequently substance substudy such sum supplement supplementation
    supplemented supplied supply surface surgeon surgery surgical suspension sustained-release switch switched
    switching syringe syrup t.i.d tablespoon tablet tablets take taken takes taking tap target target-dose
    target-level tds teaspoon ten term than that the their them themselves then then-after therapies therapy
    therapy-naive there thereafter therefore these they thigh third third-line this those though three three-times
    threshold thrice through thus tid time times tissue titrate titrated titration tiw to together tolerability
    tolerance tolerate tolerated tolerates tolerating topical topically total total-dose toward towards toxicity
    transdermal transfusion transfusions treated treating treatment treatments trial tripled tube twice twice-daily
    twice-weekly two type typically ug ultrasound ultrasound-guided unapproved under unilateral unit units unless
    until up up-titrate up-titrated up-titration uptitrate uptitration use used using usual usually utilised
    utilized v vaginal value values vehicle-matched vein versus versus-placebo via via-iv vial vials visit visits
    volume volumes volunteer volunteers vs was water-free water-soluble we week week-long week-period week1 weekly
    weeks weeks' weight well well-tolerated were when where whereas whether which whichever while who will will-be
    with withdrawal within without wk woman women works worst would wound x year year-old years years-old you
    younger your µg μg
    """.split()
)
"""Lower-case words that name no agent."""
