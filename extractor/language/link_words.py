"""Words that link to nothing by themselves, and words that a term can lose and still name its concept."""

HEALTHY = frozenset("healthy normal volunteer participant subject people adult person individual control".split())

STOP = frozenset(
    "m a b c d e s combined combination other disease disorder syndrome condition illness problem complication "
    "symptom treatment therapy drug medication intervention procedure surgery operation control group arm standard "
    "usual patient patients healthy volunteer none na unknown unspecified various general advanced acute chronic "
    "severe mild moderate primary secondary recurrence recurrent relapse refractory stage grade type risk quality "
    "life safety efficacy pharmacokinetic pharmacokinetics adult child children male female men women human humans "
    "all as ms pe pd pad cat dose placebos-controlled study trial test device solution tablet capsule injection "
    "infusion oral diagnosis prevention screening blood cell tissue organ time age use cohort experimental active "
    "observation observational questionnaire survey sham esophageal lesion mutation".split()
)

# What says how bad, how far, how long, whose: the disease is the same without it.
MODIFIERS = frozenset(
    "severe mild moderate very acute subacute chronic episodic recurrent relapsed relapsing refractory relapse "
    "resistant intractable persistent advanced metastatic locally local localized early late end stage stages grade "
    "phase class newly diagnosed new onset untreated treated previously pretreated unresectable resectable inoperable "
    "operable resected symptomatic asymptomatic active inactive stable unstable controlled uncontrolled poorly well "
    "adult adults child childhood children pediatric paediatric adolescent infant neonate elderly older geriatric "
    "young teen teenager female male woman man women men patient patients subject subjects participant participants "
    "volunteer person people individual individuals suspected confirmed known proven established possible probable "
    "primary secondary idiopathic sporadic solid unspecified nos specified mellitus high low intermediate risk "
    "standard first second third line frontline maintenance 0 1 2 3 4 i ii iii iv ia ib iia iib iiia iiib iiic iva "
    "ivb 1a 1b 2a 2b 3a 3b 3c 4a 4b current history prior previous other general malignant failure-free moderately "
    "severely critically ill hospitalized outpatient progressive disseminated extensive limited category related "
    "disease disorder disorders syndrome condition human sufferer case cases mutated positive negative her2 "
    "left right bilateral unilateral who that is are".split()
)

# Heads that say so little that a term is not linked to them alone.
VAGUE = frozenset(
    "behavior stenosis injury wound lesion failure obstruction infection dysfunction abnormality deformity rupture "
    "constriction psychology stress attitude habit emotion disability".split()
)

# A negated word of these says how the disease is, not which ("non-severe"); of any other it says which.
NEGATED = ("non", "un", "anti", "pseudo", "pre")
NEVER_LOST = frozenset("without no not absence lack free".split())

# Routes, forms, strengths and roles of what is given.
GIVEN_AS = frozenset(
    "oral orally intravenous iv intramuscular subcutaneous sc topical nasal intranasal inhaled inhalation inhaler "
    "transdermal sublingual rectal vaginal ophthalmic intrathecal intraarticular intravitreal intradermal epidural "
    "systemic local tablet capsule pill cream ointment gel solution suspension injection injectable infusion patch "
    "spray syrup powder drop lozenge suppository film sachet granule vial liquid emulsion lotion foam extended "
    "release prolonged sustained delayed immediate modified xr er sr cr ir mg g mcg ug ml iu kg unit dose dosing low "
    "high higher lower single multiple daily once twice weekly monthly bid qd tid day week month hour fixed standard "
    "regular drug product medication treatment therapy administration use supplement supplementation administered "
    "generic brand study investigational active comparator arm group active control reference test maintenance "
    "adjuvant neoadjuvant monotherapy based regimen recombinant human humanized human's only alone open label "
    "preservative liposomal pegylated micronized anhydrous hydrochloride dihydrochloride hcl sodium potassium calcium "
    "acetate citrate maleate fumarate phosphate sulfate sulphate tartrate mesylate besylate tosylate succinate "
    "bromide hydrobromide chloride nitrate monohydrate dihydrate disodium medoxomil axetil malate pamoate palmitate "
    "decanoate furoate propionate intervention program session training".split()
)
