"""Which words of diseases mean the same, lie within one another, or belong to one field.

All words are in the folded form of `modifiers.fold_word`.
"""

from collections.abc import Mapping


def _groups(text: str) -> dict[str, str]:
    """Lines such as "kidney: renal nephric" as {"renal": "kidney", "nephric": "kidney"}."""
    same: dict[str, str] = {}
    for line in text.strip().splitlines():
        name, _, others = line.partition(":")
        same |= dict.fromkeys(others.split(), name.strip())
    return same


SAME_WORD: Mapping[str, str] = _groups(
    """
    kidney: renal nephric
    liver: hepatic
    heart: cardiac coronary
    lung: pulmonary bronchopulmonary
    brain: cerebral intracranial
    breast: mammary
    stomach: gastric
    prostate: prostatic
    pancreas: pancreatic
    ovary: ovarian
    uterus: uterine
    endometrium: endometrial
    esophagus: esophageal oesophageal
    colon: colonic
    rectum: rectal
    skin: cutaneous dermal
    eye: ocular ophthalmic
    mouth: oral buccal
    spinal: spine vertebral vertebra
    intestine: intestinal bowel enteric
    blood: hematologic hematological hematopoietic haematopoietic
    mental: psychiatric psychological
    lymphoid: lymphoblastic lymphocytic lymphatic
    myeloid: myelogenous myelocytic myeloblastic
    herniation: herniated hernia prolapse prolapsed protrusion protruded extrusion extruded slipped bulging
    herniation: displacement displaced
    asthma: asthmatic
    degeneration: degenerative
    diabetes: diabetic
    depression: depressive
    hypertension: hypertensive
    influenza: flu
    cancer: neoplasm tumor carcinoma malignancy neoplasia cancerous malignant
    headache: cephalgia cephalalgia
    stroke: apoplexy
    dependence: addiction
    stenosis: stenotic narrowing
    nose: nasal
    bone: osseous
    vein: venous
    artery: arterial
    nerve: neural
    muscle: muscular
    bladder: vesical
    testis: testicular
    penis: penile
    cervical: cervix
    vagina: vaginal
    vulva: vulvar
    bile: biliary
    throat: pharyngeal
    larynx: laryngeal
    tooth: dental
    joint: articular
    anus: anal
    psychosis: psychotic
    fever: febrile
    allergy: allergic
    obesity: obese
    suicide: suicidal suicidality
    anxiety: anxious
    epilepsy: epileptic
    infection: infectious infected
    pregnancy: pregnant gestational
    smoking: smoker tobacco nicotine cigarette vaping
    alcohol: alcoholic alcoholism drinking
    metastasis: metastatic metastasized
    insomnia: sleeplessness
    hodgkin: hodgkins
    fracture: fractured
    bleeding: hemorrhage haemorrhage
    inflammation: inflammatory
    ischemia: ischemic
    trauma: traumatic
    autism: autistic
    anemia: anemic
    """
)

SAME_PHRASE: Mapping[tuple[str, ...], tuple[str, ...]] = {
    tuple(phrase.split()): tuple(meaning.split())
    for phrase, meaning in {
        "high blood pressure": "hypertension", "elevated blood pressure": "hypertension",
        "low blood pressure": "hypotension", "heart attack": "heart infarction",
        "myocardial infarction": "heart infarction",
        "cerebrovascular accident": "stroke", "brain vascular accident": "stroke", "brain infarction": "stroke",
        "human immunodeficiency virus": "hiv", "hiv aids": "hiv", "sars cov 2": "covid", "sars cov2": "covid",
        "coronavirus disease 2019": "covid", "coronavirus disease": "covid", "covid 19": "covid",
        "novel coronavirus": "covid", "corona virus": "covid", "coronavirus": "covid",
        "coronavirus infection": "covid", "coronavirus infections": "covid",
        "post operative": "postoperative",
        "b cell": "bcell", "t cell": "tcell", "posttraumatic": "post trauma", "post traumatic": "post trauma",
        "high cholesterol": "hypercholesterolemia", "bed wetting": "enuresis",
        "head and neck": "head neck", "central nervous system": "cns", "gastro esophagus": "gastroesophageal",
        "immune deficiency": "immunodeficiency", "lower back": "low back", "lumbago": "low back pain",
        "pre diabetes": "prediabetes", "heavy menstrual bleeding": "menorrhagia", "blood cell cancer": "blood cancer",
        "non alcohol": "nonalcohol", "lou gehrig": "amyotrophic lateral sclerosis",
    }.items()
}  # fmt: skip

KNOWN_ABBREVIATIONS: Mapping[str, str] = {
    short.strip(): long
    for short, _, long in (
        line.partition(" = ")
        for line in """
    NSCLC = non-small cell lung cancer
    SCLC = small cell lung cancer
    AML = acute myeloid leukemia
    ALL = acute lymphoblastic leukemia
    CLL = chronic lymphocytic leukemia
    CML = chronic myeloid leukemia
    APL = acute promyelocytic leukemia
    POAG = primary open-angle glaucoma
    MDS = myelodysplastic syndrome
    T2DM = type 2 diabetes mellitus
    T1DM = type 1 diabetes mellitus
    T2D = type 2 diabetes
    T1D = type 1 diabetes
    COPD = chronic obstructive pulmonary disease
    HIV = HIV infection
    AIDS = acquired immunodeficiency syndrome
    ADHD = attention deficit hyperactivity disorder
    PTSD = post-traumatic stress disorder
    IBS = irritable bowel syndrome
    IBD = inflammatory bowel disease
    GERD = gastroesophageal reflux disease
    CKD = chronic kidney disease
    ESRD = end-stage renal disease
    VTE = venous thromboembolism
    DVT = deep vein thrombosis
    HCC = hepatocellular carcinoma
    RCC = renal cell carcinoma
    ESCC = esophageal squamous cell carcinoma
    HNSCC = head and neck squamous cell carcinoma
    NPC = nasopharyngeal carcinoma
    DLBCL = diffuse large B-cell lymphoma
    NHL = non-Hodgkin lymphoma
    GVHD = graft versus host disease
    NAFLD = non-alcoholic fatty liver disease
    NASH = non-alcoholic steatohepatitis
    ARDS = acute respiratory distress syndrome
    OSA = obstructive sleep apnea
    MDD = major depressive disorder
    AUD = alcohol use disorder
    OUD = opioid use disorder
    SLE = systemic lupus erythematosus
    TNBC = triple negative breast cancer
    MASLD = metabolic dysfunction-associated steatotic liver disease
    MASH = metabolic dysfunction-associated steatohepatitis
    BPH = benign prostatic hyperplasia
    """.strip().splitlines()
    )
}

PARENTS: Mapping[str, tuple[str, ...]] = {
    "leukemia": ("blood", "cancer"), "lymphoma": ("blood", "cancer"), "myeloma": ("blood", "cancer"),
    "myelodysplastic": ("blood", "cancer"), "migraine": ("headache",),
    "sciatica": ("back", "pain"), "neuralgia": ("pain", "neuropathy"), "arthritis": ("joint", "inflammation"),
    "aspergillosis": ("fungal", "infection"), "mycosis": ("fungal", "infection"),
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
    "cystitis": ("bladder", "urinary", "tract", "infection"), "pyelonephritis": ("kidney", "urinary", "tract"),
    "crohn": ("inflammation", "bowel", "intestine"),
    "colitis": ("inflammation", "bowel", "intestine"),
    "candidiasis": ("fungal", "infection", "systemic"),
    "candidemia": ("fungal", "infection", "systemic"), "hypercholesterolemia": ("lipid", "metabolism"),
    "stomach": ("gastrointestinal",), "colon": ("gastrointestinal",), "esophagus": ("gastrointestinal",),
    "obesity": ("weight", "overweight"), "preeclampsia": ("pregnancy", "hypertension"),
}  # fmt: skip

FIELDS: tuple[frozenset[str], ...] = tuple(
    frozenset(line.split())
    for line in """
    spinal lumbar back disc intervertebral radiculopathy radicular sciatica sciatic spondylolisthesis spondylosis
    scoliosis spinal lumbar lumbosacral lumbopelvic spondylolysis herniation back disc
    diabetes prediabetes glucose hyperglycemia glycemic insulin
    smoking substance drug
    substance opioid alcohol drug cocaine cannabis overdose dependence abuse
    sleep insomnia apnea
    ptsd combat nightmare stress trauma
    depression anxiety mental mood bipolar psychosis schizophrenia stress suicide ptsd trauma
    headache migraine
    steatohepatitis steatotic fatty steatosis
    musculoskeletal arthritis osteoarthritis tendinitis tendinopathy ligament orthopedic joint bone sport disc spinal
    dementia alzheimer cognitive cognition memory
    pregnancy labor birth obstetric preeclampsia
    hypertension heart cardiovascular vascular atherosclerosis
    """.strip().splitlines()
)
