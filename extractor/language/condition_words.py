"""Words of diseases: what names one, what modifies one, what is no disease at all.

All words are in the folded form of `modifiers.fold_word`: lower case, American spelling, singular.
"""

from collections.abc import Mapping
from functools import lru_cache

Meaning = tuple[str, str, bool]

PLURAL_LOOKING = frozenset(
    "diabetes herpes rabies scabies caries ascites mumps aids rickets shingles hives measles species series "
    "biceps triceps feces lens pus menses facies hives apnoeas athletes faeces always previous less".split()
)


def _family(family: str, values: str, *, negated: bool = False) -> dict[str, tuple[Meaning, ...]]:
    """"early: early stage, early | advanced: ..." as phrase -> meaning."""
    phrases: dict[str, tuple[Meaning, ...]] = {}
    for group in values.split("|"):
        value, _, spelled = group.partition(":")
        for phrase in (spelled or value).split(","):
            phrases[phrase.strip()] = ((family, value.strip(), negated),)
    return phrases


PHRASES: Mapping[str, tuple[Meaning, ...]] = {
    **_family("severity", "mild: mild, mildly | moderate: moderate, moderately | severe: severe, severely"),
    **_family("severity", "very severe: very severe, life threatening, critical, critically ill"),
    **_family("course", "acute | subacute: subacute, sub acute | chronic: chronic, chronically, long standing"),
    **_family("course", "episodic"),
    **_family("line", "new: newly diagnosed, new onset, recently diagnosed, first diagnosed | untreated: untreated,"
              "previously untreated, treatment naive, therapy naive, drug naive, chemotherapy naive, naive"),
    **_family("line", "relapsed: relapsed, relapse, relapsing, in relapse, recurrent, recurring, recurrence"
              "| refractory: refractory, intractable, treatment resistant, drug resistant, therapy resistant, resistant"
              "| pretreated: previously treated, pretreated, heavily pretreated"),
    **_family("form", "remitting: relapsing remitting | primary progressive | secondary progressive"),
    **_family("stage", "early: early stage, early | localized: localized | locally advanced | advanced: advanced,"
              "advanced stage, late stage | metastatic: metastatic, metastasized, disseminated | end: end stage, terminal"),
    **_family("extent", "limited: limited stage | extensive: extensive stage"),
    **_family("extent", "localized: generalized, extensive", negated=True),
    **_family("surgery", "resectable: resectable, operable"),
    **_family("surgery", "resectable: unresectable, inoperable, irresectable, nonresectable", negated=True),
    **_family("level of grade", "low: low grade | high: high grade | intermediate: intermediate grade"),
    **_family("risk", "low: low risk | standard: standard risk | intermediate: intermediate risk, medium risk"
              "| high: high risk, very high risk"),
    **_family("histology", "small cell | squamous: squamous cell, squamous | muscle invasive"),
    **_family("lineage", "b: b cell, b lineage, b precursor, precursor b cell, precursor b | t: t cell, t lineage"
              "| nk: nk cell, natural killer cell"),
    **_family("side", "left: left, left sided | right: right, right sided | bilateral | unilateral"),
    **_family("level", "upper | lower"),
    **_family("spine", "lumbar | cervical | thoracic | sacral"),
    **_family("origin", "congenital | acquired | hereditary: hereditary, inherited, familial | sporadic | idiopathic"
              "| primary | secondary"),
    **_family("age", "child: pediatric, childhood, child, juvenile, juvenile onset, infantile, adolescent, neonatal"
              "| adult: adult, adult onset, late onset | elderly: elderly, senile"),
    **_family("growth", "benign | malignant"),
    **_family("control", "controlled: controlled, well controlled"),
    **_family("control", "controlled: uncontrolled, poorly controlled, inadequately controlled", negated=True),
    **_family("stability", "stable"), **_family("stability", "stable: unstable", negated=True),
    **_family("symptoms", "symptomatic"), **_family("symptoms", "symptomatic: asymptomatic", negated=True),
    **_family("complications", "complicated"), **_family("complications", "complicated: uncomplicated", negated=True),
    **_family("activity", "active"), **_family("activity", "active: inactive, latent, quiescent", negated=True),
    **_family("reversibility", "reversible"), **_family("reversibility", "reversible: irreversible", negated=True),
    **_family("season", "seasonal | perennial"),
    **_family("rhythm", "paroxysmal | persistent | permanent"),
    **_family("angle", "open: open angle | closed: closed angle, angle closure"),
    **_family("ejection", "reduced: reduced ejection fraction | preserved: preserved ejection fraction"),
    **_family("castration", "sensitive: castration sensitive, hormone sensitive | resistant: castration resistant,"
              "castrate resistant, hormone refractory"),
    **_family("platinum", "sensitive: platinum sensitive | resistant: platinum resistant, platinum refractory"),
    **_family("stroke", "ischemic | hemorrhagic"),
    **_family("phase", "chronic: chronic phase | accelerated: accelerated phase | blast: blast crisis, blast phase"),
    "acute on chronic": (("course", "acute", False), ("course", "chronic", False)),
    "triple negative": (("marker", "er", True), ("marker", "pr", True), ("marker", "her2", True)),
}  # fmt: skip

NUMBERED = frozenset({"type", "stage", "grade"})

NO_MODIFIER_BEFORE: Mapping[str, frozenset[str]] = {
    "early": frozenset("morning detection diagnosis treatment intervention phase life mobilization access".split()),
    "acute": frozenset("care phase effect".split()),
    "advanced": frozenset("age practice imaging technology directive life care navigation".split()),
    "primary": frozenset("care outcome endpoint end objective language caregiver sclerosing biliary".split()),
    "secondary": frozenset("outcome endpoint end objective to school".split()),
    "active": frozenset("treatment drug control comparator ingredient".split()),
    "critical": frozenset("care".split()),
    "right": frozenset("to of ventricular heart".split()),
    "left": frozenset("ventricular heart untreated".split()),
    "child": frozenset("bearing pugh care".split()),
    "stable": frozenset("dose regimen medication".split()),
    "upper": frozenset("limit".split()),
    "lower": frozenset("limit than back".split()),
}


def _pairs(text: str) -> frozenset[frozenset[str]]:
    """ "a ~ b c; d ~ e": a excludes b and c, d excludes e; "_" is a blank inside a value."""
    pairs = set()
    for group in text.split(";"):
        one, _, others = group.partition("~")
        pairs |= {frozenset({one.strip().replace("_", " "), other.replace("_", " ")}) for other in others.split()}
    return frozenset(pairs)


INCOMPATIBLE: Mapping[str, frozenset[frozenset[str]]] = {
    "severity": _pairs("mild ~ moderate severe very_severe; moderate ~ severe very_severe"),
    "course": _pairs("acute ~ chronic; subacute ~ chronic; episodic ~ chronic"),
    "line": _pairs("new ~ relapsed refractory pretreated; untreated ~ relapsed refractory pretreated"),
    "form": _pairs("remitting ~ primary_progressive secondary_progressive; primary_progressive ~ secondary_progressive"),
    "stage": _pairs(
        "early ~ locally_advanced advanced metastatic end 4; localized ~ advanced metastatic end 4; "
        "locally_advanced ~ metastatic; 0 ~ locally_advanced advanced metastatic; 1 ~ locally_advanced advanced metastatic; "
        "2 ~ metastatic"
    ),
    "extent": _pairs("limited ~ extensive"),
    "level of grade": _pairs("low ~ intermediate high; intermediate ~ high"),
    "risk": _pairs("low ~ intermediate high; standard ~ high; intermediate ~ high"),
    "side": _pairs("left ~ right; unilateral ~ bilateral"),
    "level": _pairs("upper ~ lower"),
    "spine": _pairs("lumbar ~ cervical thoracic; cervical ~ thoracic sacral"),
    "origin": _pairs("congenital ~ acquired; hereditary ~ sporadic acquired; primary ~ secondary; idiopathic ~ secondary"),
    "age": _pairs("child ~ adult elderly"),
    "growth": _pairs("benign ~ malignant"),
    "season": _pairs("seasonal ~ perennial"),
    "rhythm": _pairs("paroxysmal ~ persistent permanent"),
    "angle": _pairs("open ~ closed"),
    "ejection": _pairs("reduced ~ preserved"),
    "castration": _pairs("sensitive ~ resistant"),
    "platinum": _pairs("sensitive ~ resistant"),
    "stroke": _pairs("ischemic ~ hemorrhagic"),
    "phase": _pairs("chronic ~ accelerated blast; accelerated ~ blast"),
}

IMPLIED: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("severity", "very severe"): ("severe",),
    ("line", "relapsed"): ("pretreated",),
    ("line", "refractory"): ("pretreated",),
    ("line", "untreated"): ("new",),
    ("stage", "metastatic"): ("advanced",),
    ("stage", "locally advanced"): ("advanced",),
    ("stage", "4"): ("advanced", "metastatic"),
    ("stage", "1"): ("early",),
    ("age", "elderly"): ("adult",),
}

MARKER_NAMES: Mapping[str, str] = {
    "estrogen receptor": "er", "oestrogen receptor": "er", "progesterone receptor": "pr", "hormone receptor": "hr",
    "androgen receptor": "ar", "human epidermal growth factor receptor 2": "her2", "her 2": "her2", "her2 neu": "her2",
    "human epidermal growth factor receptor type 2": "her2", "philadelphia chromosome": "ph", "philadelphia": "ph",
    "rheumatoid factor": "rf", "pd l1": "pd l1", "seronegative": "sero", "hiv": "hiv", "smear": "smear", "p16": "p16",
}  # fmt: skip

MARKER_STATES: Mapping[str, tuple[str, bool]] = {
    "positive": ("", False), "negative": ("", True), "pos": ("", False), "neg": ("", True),
    "mutant": ("changed", False), "mutated": ("changed", False), "rearranged": ("changed", False),
    "wild": ("changed", True), "unmutated": ("changed", True), "amplified": ("changed", False),
}  # fmt: skip

WEAK_HEADS = frozenset(
    "attack relapse symptom complication mass stone labor stress retention shock arrest tear burn crisis withdrawal "
    "abortion dependence failure deficiency injury impairment dysfunction abnormality defect malformation anomaly lesion "
    "intolerance obstruction sequela rejection degeneration insufficiency trauma strain sprain wound rupture dissection "
    "exacerbation abuse misuse retention reflux neglect nodule metastasis flutter stricture spasm lower rash fever "
    "pregnancy smoking inflammation allergy infection".split()
) - {"pregnancy", "smoking", "allergy", "infection", "inflammation", "fever", "rash", "metastasis", "stress", "lower"}

GENERIC = frozenset("disease disorder syndrome condition illness problem state mellitus finding nos".split())
CANCER = frozenset("cancer neoplasm tumor tumour carcinoma malignancy neoplasia oncology".split())

HEADS = GENERIC | CANCER | frozenset(
    "failure infection deficiency immunodeficiency injury pain fracture diabetes asthma stroke hiv aids leukemia covid hypertension "
    "hypotension obesity overweight depression anxiety epilepsy seizure migraine headache cephalgia insomnia dementia "
    "autism schizophrenia hemorrhage bleeding ulcer sepsis pneumonia influenza flu malaria tuberculosis hepatitis "
    "cirrhosis angina infarction ischemia embolism arrhythmia tachycardia bradycardia fibrillation flutter arrest shock "
    "edema hernia herniation prolapse rupture tear sprain strain trauma wound burn lesion abscess cyst polyp stone "
    "degeneration insufficiency impairment dysfunction abnormality defect malformation anomaly allergy intolerance "
    "inflammation infestation intoxication poisoning overdose addiction dependence abuse misuse withdrawal alcoholism "
    "smoking fatigue nausea vomiting constipation diarrhea incontinence retention obstruction stenosis stricture reflux "
    "dyspepsia cough dyspnea apnea fever rash pruritus itch eczema acne alopecia vitiligo urticaria wart melasma "
    "cataract glaucoma myopia blindness deafness tinnitus vertigo dizziness parkinson alzheimer parkinsonism spasticity "
    "ataxia neglect palsy paralysis coma delirium psychosis mania infertility pregnancy menopause endometriosis labor "
    "preeclampsia eclampsia prematurity miscarriage abortion stillbirth jaundice colic caries toothache gingivitis "
    "edentulism malocclusion bruxism lupus gout sarcopenia frailty malnutrition cachexia anorexia bulimia "
    "hypothyroidism hyperthyroidism goiter prediabetes diphtheria tetanus measles rubella mumps varicella zoster "
    "shingles herpes cholera dengue ebola rabies scabies pediculosis toxoplasmosis chlamydia gonorrhea syphilis "
    "metastasis myeloma lymphoma melanoma glioma blastoma sarcoma nevus nodule mass adenoma crisis attack relapse "
    "exacerbation complication sequela symptom suicide suicidality stress burnout grief bereavement sciatica "
    "spondylolisthesis spondylosis scoliosis kyphosis radiculopathy neuralgia claudication aneurysm dissection thrombosis "
    "thromboembolism varices hemophilia thalassemia hypoglycemia hyperglycemia ketoacidosis dyslipidemia acromegaly "
    "gigantism dwarfism cushing crohn colitis celiac sjogren raynaud marfan hodgkin huntington rejection gvhd "
    "dermatitis psoriasis rosacea cellulitis lymphedema lipodystrophy lymphadenopathy splenomegaly ".split()
)  # fmt: skip

HEAD_ENDINGS = (
    "itis", "oma", "emia", "osis", "pathy", "algia", "plegia", "penia", "uria", "rrhea", "rrhage", "ectasia", "ectasis",
    "megaly", "trophy", "plasia", "phobia", "dynia", "philia", "lepsy", "paresis", "sthesia", "thorax", "iasis",
    "kinesia", "phasia", "phagia", "cephaly", "malacia", "toxicity", "arthritis", "edema", "spasm", "asthenia",
)  # fmt: skip

NOT_HEADS = frozenset(
    "diagnosis prognosis hypnosis osmosis symbiosis anastomosis mitosis apoptosis necrosis diploma aroma stroma "
    "chromosoma stoma soma academia sympathy empathy homeopathy naturopathy osteopathy allopathy telepathy nostalgia "
    "cardioplegia anesthesia anaesthesia philosophy thorax hemothorax dosis trophy fibrinolysis meiosis oncology "
    "osteosynthesis angioplasty arthroplasty septoplasty euthanasia aplasia dysplasia phytotherapy ketosis hydropathy "
    "glycosis exocytosis phagocytosis endocytosis metamorphosis ptosis autophagia biopsy bioglass aesthesia "
    "neuropathia toxicity cardiotoxicity hepatotoxicity neurotoxicity nephrotoxicity ototoxicity cytotoxicity".split()
) - {"necrosis", "aplasia", "dysplasia", "ketosis", "ptosis", "cardiotoxicity", "neurotoxicity"}

NOT_CONDITION_BEFORE = frozenset(
    "institute center centre society council foundation hospital network alliance registry consortium federation "
    "association league charity unit clinic department academy trust group research".split()
)

STOP = frozenset(
    "a an the of in on at by for from with without to into onto and or nor but as than then that this these those which "
    "who whom whose when where while if is are was were be been being has have had having do does did not no any all "
    "each every both either neither other another some such same own only also via per vs versus during after before "
    "between among within under over above below against about through until since due because history evidence "
    "diagnosis diagnosed diagnose presence absence risk suspicion documented confirmed proven known suspected "
    "patient participant subject volunteer people person individual man woman child adult infant adolescent newborn "
    "neonate girl boy male female mother father parent caregiver survivor student veteran donor resident user "
    "study trial treatment therapy treat treating treated management prevention preventing prevent prophylaxis control "
    "comparison comparing compare effect efficacy effectiveness safety evaluation evaluate assessment assess assessing "
    "investigation investigate investigating analysis role use using impact influence outcome result response "
    "tolerability pharmacokinetics dose dosing administration injection infusion tablet capsule vaccine vaccination "
    "chemotherapy radiotherapy immunotherapy surgery surgical operation procedure transplantation transplant screening "
    "screen detection imaging monitoring medication drug agent placebo combination combined plus alone based guided "
    "undergoing receiving having suffering suffer experiencing requiring require required need needing associated related "
    "induced caused causing leading resulting including included includes include excluding except like follow following "
    "followed improve improving reduce reducing reduction increase increased decrease decreased manage managing new novel "
    "standard current currently previous previously prior past present ongoing concomitant concurrent coexisting "
    "existing significant clinically clinical histologically cytologically pathologically histological histologic "
    "cytological cytologic pathological radiological radiologically histopathologically biopsy eligible measurable evaluable "
    "potential possible probable must may can will should would could more less most least one two three four five six "
    "seven eight nine ten first second third line setting year month week day hour time age aged old years level score "
    "scale criteria criterion definition classification according meet meeting meets i.e e.g ie eg etc phase pilot "
    "randomized randomised controlled open label double blind prospective retrospective observational cohort group arm "
    "quality life hospital hospitalized hospitalised inpatient outpatient admission admitted positive negative test "
    "program programme intervention exercise training education app digital therapeutic virtual digitally delivered "
    "comprehensive specific general different various multiple certain so very well being our their its his her they it "
    "we you he she there here up down out off again once underlying comorbid serious major minor "
    "cause causes recovery rehabilitation care primary_care support supporting self health status "
    "development develop developing detect detecting predict predicting prediction predictor biomarker marker "
    "contraindication allergic able unable willing unwilling further how what why does affect affecting whether "
    "targeting targeted harboring harbouring bearing carrying early_detection suitable type_of form kind case "
    "active_treatment surveillance burden prevalence incidence epidemiology evolution observatory".split()
) - {"controlled", "surgical", "specific", "positive", "negative", "previously"}  # fmt: skip

def _groups(text: str) -> dict[str, str]:
    """ "kidney: renal nephric | ..." as {"renal": "kidney", ...}."""
    canon = {}
    for group in text.split("|"):
        name, _, others = group.partition(":")
        canon |= dict.fromkeys(others.split(), name.strip())
    return canon


SAME_WORD: Mapping[str, str] = _groups(
    "kidney: renal nephric | liver: hepatic | heart: cardiac coronary | lung: pulmonary bronchopulmonary | brain: cerebral "
    "intracranial | breast: mammary | stomach: gastric | prostate: prostatic | pancreas: pancreatic | ovary: ovarian | "
    "uterus: uterine | endometrium: endometrial | esophagus: esophageal oesophageal | colon: colonic | rectum: rectal | "
    "skin: cutaneous dermal | eye: ocular ophthalmic | mouth: oral buccal | spinal: spine vertebral vertebra | intestine: "
    "intestinal bowel enteric | blood: hematologic hematological hematopoietic haematopoietic | mental: psychiatric "
    "psychological | lymphoid: lymphoblastic lymphocytic lymphatic | myeloid: myelogenous myelocytic myeloblastic | "
    "herniation: herniated hernia prolapse prolapsed protrusion extrusion slipped bulging | asthma: asthmatic | degeneration: "
    "degenerative | diabetes: diabetic | depression: depressive | hypertension: hypertensive | influenza: flu | cancer: "
    "neoplasm tumor carcinoma malignancy neoplasia cancerous malignant | headache: cephalgia cephalalgia | stroke: apoplexy "
    "| dependence: addiction | stenosis: stenotic narrowing | nose: nasal | bone: osseous | vein: venous | artery: arterial "
    "| nerve: neural | muscle: muscular | bladder: vesical | testis: testicular | penis: penile | cervical: cervix | vagina: vaginal "
    "| vulva: vulvar | bile: biliary | throat: pharyngeal | larynx: laryngeal | tooth: dental | joint: articular | anus: anal "
    "| psychosis: psychotic | fever: febrile | allergy: allergic | obesity: obese | suicide: suicidal suicidality | anxiety: "
    "anxious | epilepsy: epileptic | infection: infectious infected | pregnancy: pregnant gestational | smoking: smoker "
    "tobacco nicotine cigarette vaping | alcohol: alcoholic alcoholism drinking | metastasis: metastatic metastasized"
    "| insomnia: sleeplessness | hodgkin: hodgkins | fracture: fractured | bleeding: hemorrhage haemorrhage"
    "| inflammation: inflammatory | ischemia: ischemic | trauma: traumatic | autism: autistic | anemia: anemic"
)

SAME_PHRASE: Mapping[tuple[str, ...], tuple[str, ...]] = {
    tuple(phrase.split()): tuple(meaning.split())
    for phrase, meaning in {
        "high blood pressure": "hypertension", "elevated blood pressure": "hypertension",
        "low blood pressure": "hypotension", "heart attack": "heart infarction", "myocardial infarction": "heart infarction",
        "cerebrovascular accident": "stroke", "brain vascular accident": "stroke", "brain infarction": "stroke",
        "human immunodeficiency virus": "hiv", "hiv aids": "hiv", "sars cov 2": "covid", "sars cov2": "covid",
        "coronavirus disease 2019": "covid", "coronavirus disease": "covid", "covid 19": "covid", "novel coronavirus": "covid",
        "b cell": "bcell", "t cell": "tcell", "posttraumatic": "post trauma", "post traumatic": "post trauma",
        "high cholesterol": "hypercholesterolemia", "bed wetting": "enuresis",
        "head and neck": "head neck", "central nervous system": "cns", "gastro esophagus": "gastroesophageal",
        "immune deficiency": "immunodeficiency", "lower back": "low back", "lumbago": "low back pain",
        "pre diabetes": "prediabetes", "heavy menstrual bleeding": "menorrhagia", "blood cell cancer": "blood cancer",
        "non alcohol": "nonalcohol", "lou gehrig": "amyotrophic lateral sclerosis",
    }.items()
}  # fmt: skip

KNOWN_ABBREVIATIONS: Mapping[str, str] = {
    short.strip(): long.strip()
    for short, long in (
        entry.split("=")
        for entry in (
            "NSCLC=non-small cell lung cancer|SCLC=small cell lung cancer|AML=acute myeloid leukemia|ALL=acute lymphoblastic "
            "leukemia|CLL=chronic lymphocytic leukemia|CML=chronic myeloid leukemia|APL=acute promyelocytic leukemia|"
            "MDS=myelodysplastic syndrome|T2DM=type 2 diabetes mellitus|T1DM=type 1 diabetes mellitus|T2D=type 2 diabetes|"
            "T1D=type 1 diabetes|COPD=chronic obstructive pulmonary disease|HIV=HIV infection|AIDS=acquired "
            "immunodeficiency syndrome|ADHD=attention deficit hyperactivity disorder|PTSD=post-traumatic stress disorder|"
            "IBS=irritable bowel syndrome|IBD=inflammatory bowel disease|GERD=gastroesophageal reflux disease|CKD=chronic "
            "kidney disease|ESRD=end-stage renal disease|VTE=venous thromboembolism|DVT=deep vein thrombosis|HCC="
            "hepatocellular carcinoma|RCC=renal cell carcinoma|ESCC=esophageal squamous cell carcinoma|HNSCC=head and neck "
            "squamous cell carcinoma|NPC=nasopharyngeal carcinoma|DLBCL=diffuse large B-cell lymphoma|NHL=non-Hodgkin "
            "lymphoma|GVHD=graft versus host disease|NAFLD=non-alcoholic fatty liver disease|NASH=non-alcoholic "
            "steatohepatitis|ARDS=acute respiratory distress syndrome|OSA=obstructive sleep apnea|MDD=major depressive "
            "disorder|AUD=alcohol use disorder|OUD=opioid use disorder|COVID=COVID-19|"
            "SLE=systemic lupus erythematosus|TNBC=triple negative breast cancer|MASLD=metabolic dysfunction-associated "
            "steatotic liver disease|MASH=metabolic dysfunction-associated steatohepatitis|BPH=benign prostatic hyperplasia"
        ).split("|")
    )
}

PARENTS: Mapping[str, tuple[str, ...]] = {
    "leukemia": ("blood", "cancer"), "lymphoma": ("blood", "cancer"), "myeloma": ("blood", "cancer"),
    "myelodysplastic": ("blood", "cancer"), "migraine": ("headache",),
    "sciatica": ("back", "pain"), "neuralgia": ("pain", "neuropathy"), "arthritis": ("joint", "inflammation"),
    "covid": ("virus", "infection", "respiratory"), "influenza": ("virus", "infection", "respiratory"),
    "hiv": ("virus", "infection"), "hepatitis": ("liver", "infection"), "cirrhosis": ("liver",),
    "pneumonia": ("lung", "infection", "respiratory"), "sepsis": ("infection",), "tuberculosis": ("infection",),
    "asthma": ("lung", "respiratory"), "stroke": ("brain", "vascular"), "dementia": ("cognitive", "brain"),
    "alzheimer": ("dementia", "cognitive", "brain"), "epilepsy": ("seizure", "brain"), "glioma": ("brain",),
    "glioblastoma": ("glioma", "brain"), "depression": ("mental", "mood"), "anxiety": ("mental",),
    "schizophrenia": ("mental", "psychosis"), "hepatocellular": ("liver",), "nephropathy": ("kidney",),
    "hypertension": ("blood", "pressure", "vascular"), "insomnia": ("sleep",), "apnea": ("sleep",),
    "colorectal": ("colon", "rectum", "intestine"), "nasopharyngeal": ("head", "neck"), "larynx": ("head", "neck"),
    "oropharyngeal": ("head", "neck"), "mouth": ("head", "neck"), "thalassemia": ("anemia", "blood"),
    "obesity": ("weight", "overweight"), "preeclampsia": ("pregnancy", "hypertension"),
}  # fmt: skip

FIELDS: tuple[frozenset[str], ...] = tuple(
    frozenset(line.split())
    for line in (
        "spinal lumbar back disc intervertebral radiculopathy sciatica spondylolisthesis spondylosis scoliosis lumbopelvic "
        "spondylolysis radicular lumbosacral sciatic herniation",
        "diabetes prediabetes glucose hyperglycemia glycemic insulin",
        "smoking substance drug", "sleep insomnia apnea", "ptsd combat nightmare stress trauma", "depression anxiety mental mood bipolar psychosis schizophrenia stress suicide "
        "ptsd trauma",
        "substance opioid alcohol drug cocaine cannabis overdose dependence abuse",
        "headache migraine", "steatohepatitis steatotic fatty steatosis",
        "musculoskeletal arthritis osteoarthritis tendinitis tendinopathy ligament orthopedic joint bone sport disc spinal",
        "dementia alzheimer cognitive cognition memory",
        "pregnancy labor birth obstetric preeclampsia",
        "hypertension heart cardiovascular vascular atherosclerosis",
    )
)

SYMPTOMS = frozenset(
    "pain fatigue nausea vomiting dyspnea cough fever dizziness pruritus stress nausea nightmare anxiety weakness shivering "
    "headache constipation diarrhea delirium bleeding hypotension insomnia xerostomia agitation disability stiffness "
    "impairment complication dysfunction quality symptom mucositis edema swelling".split()
)
MATERIALS = frozenset(
    "cell stem cord umbilical blood tissue plasma serum marrow bone platelet urine saliva dna rna antibody graft specimen "
    "sample placenta adipose exosome".split()
)
MATERIAL_QUALIFIERS = frozenset(
    "autologous allogeneic mesenchymal stromal human peripheral whole derived fetal hematopoietic of and".split()
)
MATERIAL_PAIRS = frozenset(
    {("stem", "cell"), ("umbilical", "cord"), ("cord", "blood"), ("bone", "marrow"), ("blood", "plasma")}
)
INTERVENTIONS = frozenset(
    "therapy treatment surgery transplantation transplant vaccine vaccination injection infusion exercise training program "
    "rehabilitation chemotherapy radiotherapy immunotherapy anesthesia acupuncture stimulation massage diet education "
    "counseling intervention tablet capsule drug medication implant device traction block laser imaging ultrasound "
    "biopsy ventilation dialysis screening technique method app software".split()
)
INTERVENTION_ENDINGS = ("ectomy", "plasty", "therapy", "scopy", "ostomy", "otomy", "mab", "tinib", "graphy", "vaccine")
HEALTHY = frozenset("healthy normal".split())
HEALTHY_NOUNS = frozenset(
    "volunteer subject participant adult people person individual male female men women man woman control child elderly "
    "human donor population healthy normal aging ageing young older old infant adolescent student and or the in of "
    "state status japanese chinese caucasian korean asian".split()
)

NAME_WORDS = frozenset(
    "herniated impaired disturbed advanced sclerosing relapsing sleeping eating bleeding remitting restricted fixed "
    "retained disordered infected ruptured prolapsed displaced unruptured mixed aging binge feeding hearing living "
    "metastasized localized swelling breathing wheezing whooping swallowing family early elderly anomaly staging "
    "reading learning gambling gaming bulging narrowing tethered disseminated undifferentiated differentiated dilated "
    "combined delayed embolizing crushed infantile spreading wasting invading".split()
)
COMMON = GENERIC | CANCER | WEAK_HEADS | frozenset(
    "infection pain chronic acute failure injury cell system blood inflammation symptom low high post pre use abuse "
    "primary secondary tissue child adult advanced virus metastasis surgery solid health complication".split()
)
REAL_PAIRS = frozenset({frozenset({"arthritis", "arteritis"}), frozenset({"nephrosis", "necrosis"})})


@lru_cache(maxsize=65536)
def is_head(word: str) -> bool:
    """Whether a folded word names a disease by itself or by its ending."""
    return word in HEADS or (len(word) > 5 and word.endswith(HEAD_ENDINGS) and word not in NOT_HEADS)
