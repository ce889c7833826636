"""Words of diseases: what names one, what modifies one, what is no disease at all.

All words are in the folded form of `modifiers.fold_word`: lower case, American spelling, singular.
"""

from functools import lru_cache

WEAK_HEADS = frozenset(
    "attack relapse symptom complication instability regurgitation displacement protrusion extrusion toxicity stone "
    "labor stress retention shock arrest tear burn crisis withdrawal abortion dependence failure deficiency injury "
    "impairment dysfunction abnormality defect malformation anomaly lesion intolerance obstruction sequela "
    "rejection degeneration insufficiency trauma strain sprain wound rupture dissection exacerbation abuse misuse "
    "reflux neglect nodule metastasis flutter stricture spasm lower rash fever pregnancy smoking inflammation "
    "allergy infection".split()
) - {"pregnancy", "smoking", "allergy", "infection", "inflammation", "fever", "rash", "metastasis", "lower"}

GENERIC = frozenset("disease disorder syndrome condition illness problem mellitus nos pathology complex".split())
CANCER = frozenset("cancer neoplasm tumor tumour carcinoma malignancy neoplasia".split())

HEADS = GENERIC | CANCER | frozenset(
    "failure infection deficiency immunodeficiency injury pain fracture diabetes asthma stroke hiv aids leukemia "
    "covid hypertension hypotension obesity overweight depression anxiety epilepsy seizure migraine headache "
    "cephalgia insomnia dementia autism schizophrenia hemorrhage bleeding ulcer sepsis pneumonia influenza flu "
    "malaria tuberculosis hepatitis cirrhosis angina infarction ischemia embolism arrhythmia tachycardia "
    "bradycardia fibrillation flutter arrest shock edema hernia herniation prolapse rupture tear sprain strain "
    "trauma wound burn lesion abscess cyst polyp stone degeneration insufficiency impairment dysfunction "
    "abnormality defect malformation anomaly allergy intolerance inflammation infestation intoxication poisoning "
    "overdose addiction dependence abuse misuse withdrawal alcoholism smoking fatigue nausea vomiting constipation "
    "diarrhea incontinence retention obstruction stenosis stricture reflux dyspepsia cough dyspnea apnea fever rash "
    "pruritus itch eczema acne alopecia vitiligo urticaria wart melasma cataract glaucoma myopia blindness deafness "
    "tinnitus vertigo dizziness parkinson alzheimer parkinsonism spasticity ataxia neglect palsy paralysis coma "
    "delirium psychosis mania infertility pregnancy menopause endometriosis labor preeclampsia eclampsia "
    "prematurity miscarriage abortion stillbirth jaundice colic caries toothache gingivitis edentulism malocclusion "
    "bruxism lupus gout sarcopenia frailty malnutrition cachexia anorexia bulimia hypothyroidism hyperthyroidism "
    "goiter prediabetes diphtheria tetanus measles rubella mumps varicella zoster shingles herpes cholera dengue "
    "ebola rabies scabies pediculosis toxoplasmosis chlamydia gonorrhea syphilis metastasis myeloma lymphoma "
    "melanoma glioma blastoma sarcoma nevus nodule adenoma attack crisis relapse exacerbation complication sequela "
    "symptom suicide suicidality stress burnout grief bereavement sciatica spondylolisthesis spondylosis scoliosis "
    "kyphosis radiculopathy neuralgia claudication aneurysm dissection thrombosis thromboembolism varices "
    "hemophilia thalassemia hypoglycemia hyperglycemia ketoacidosis dyslipidemia acromegaly gigantism dwarfism "
    "cushing crohn colitis celiac sjogren raynaud marfan hodgkin huntington rejection gvhd "
    "convulsion amblyopia presbyopia hyperopia diplopia amnesia "
    "myoclonus tremor rigidity hiccup hallucination hypoxia chorea asystole hypersensitivity cholestasis nightmare "
    "regurgitation instability myasthenia ideation displacement protrusion extrusion pneumonitis chikungunya "
    "leprosy plague anthrax sarcoidosis amyloidosis hyperplasia endophthalmitis keratoconus strabismus dermatitis "
    "psoriasis rosacea cellulitis lymphedema lipodystrophy lymphadenopathy splenomegaly".split()
)  # fmt: skip

HEAD_ENDINGS = (
    "itis", "oma", "emia", "osis", "pathy", "algia", "plegia", "penia", "uria", "rrhea", "rrhage", "ectasia", "ectasis",
    "megaly", "trophy", "plasia", "phobia", "dynia", "philia", "lepsy", "paresis", "sthesia", "thorax", "iasis",
    "kinesia", "phasia", "somnia", "tonia", "phagia", "cephaly", "malacia", "toxicity", "arthritis", "edema", "spasm",
    "asthenia",
)  # fmt: skip

NOT_HEADS = frozenset(
    "diagnosis prognosis hypnosis osmosis symbiosis anastomosis mitosis apoptosis diploma aroma stroma chromosoma "
    "stoma academia sympathy empathy homeopathy naturopathy osteopathy allopathy telepathy nostalgia cardioplegia "
    "anesthesia fibrinolysis meiosis osteosynthesis exocytosis phagocytosis endocytosis metamorphosis hydropathy "
    "ethiopia utopia cytotoxicity immunotoxicity genotoxicity phototoxicity".split()
)

NOT_CONDITION_BEFORE = frozenset(
    "institute center centre society council foundation hospital network alliance registry consortium federation "
    "association league charity unit clinic department academy trust group research modifying".split()
)

STOP = frozenset(
    "a an the of in on at by for from with without to into onto and or nor but as than then that this these those "
    "which who whom whose when where while if is are was were be been being has have had having do does did not no "
    "any all each every both either neither other another some such same own only also via per vs versus during "
    "after before between among within under over above below against about through until since due because history "
    "evidence diagnosis diagnosed diagnose presence absence risk suspicion documented confirmed proven known "
    "suspected patient participant subject volunteer people person individual man woman child adult infant "
    "adolescent newborn neonate girl boy male female mother father parent caregiver survivor student veteran donor "
    "resident user study trial treatment therapy treat treating treated management prevention preventing prevent "
    "prophylaxis control comparison comparing compare effect efficacy effectiveness safety evaluation evaluate "
    "assessment assess assessing investigation investigate investigating analysis role use using impact influence "
    "outcome result response tolerability pharmacokinetics dose dosing administration injection infusion tablet "
    "capsule vaccine vaccination chemotherapy radiotherapy immunotherapy surgery surgical operation procedure "
    "transplantation transplant screening screen detection imaging monitoring medication drug agent placebo "
    "combination combined plus alone based guided undergoing receiving suffering suffer experiencing requiring "
    "require required need needing associated related induced caused causing leading resulting including included "
    "includes include excluding except like follow following followed improve improving reduce reducing reduction "
    "increase increased decrease decreased manage managing new novel standard current currently previous previously "
    "prior past present ongoing concomitant concurrent coexisting existing significant clinically clinical "
    "histologically cytologically pathologically histological histologic cytological cytologic pathological "
    "radiological radiologically histopathologically biopsy eligible measurable evaluable potential possible "
    "probable must may can will should would could more less most least one two three four five six seven eight "
    "nine ten first second third line setting year month week day hour time age aged old years level score scale "
    "criteria criterion definition classification according meet meeting meets i.e e.g ie eg etc phase pilot "
    "randomized randomised controlled open label double blind prospective retrospective observational cohort group "
    "arm quality life hospital hospitalized hospitalised inpatient outpatient admission admitted positive negative "
    "test program programme intervention exercise training education app digital therapeutic virtual digitally "
    "delivered comprehensive specific general different various certain so very well our their its his her they it "
    "we you he she there here up down out off again once underlying comorbid serious major minor cause causes "
    "recovery rehabilitation care primary_care support supporting self health status development develop developing "
    "detect detecting predict predicting prediction predictor biomarker marker contraindication allergic able "
    "unable willing unwilling further how what why affect affecting whether targeting targeted harboring harbouring "
    "bearing carrying early_detection suitable type_of form kind case active_treatment surveillance burden "
    "prevalence incidence epidemiology evolution observatory".split()
) - {"controlled", "surgical", "specific", "positive", "negative", "previously"}  # fmt: skip

PERSON_ADJECTIVES = frozenset(
    "asthmatic diabetic hypertensive epileptic schizophrenic obese hemophiliac alcoholic parkinsonian hemiplegic "
    "anemic psychotic hemodialysis hypothyroid edentulous".split()
) - {"hemodialysis"}
PERSONS = frozenset(
    "patient participant subject people person individual adult child volunteer woman man adolescent".split()
)
SLIPPED = frozenset("herniated slipped prolapsed protruded bulging ruptured extruded displaced".split())
LATIN_TAILS = frozenset(
    "insipidus erythematosus multiforme simplex zoster gravis optica congenita obliterans bullosa vera nervosa "
    "imperfecta areata vulgaris capitis coli epilepticus lateralis ossificans fulminans pectoris planus pilaris".split()
)

SYMPTOMS = frozenset(
    "pain fatigue nausea vomiting dyspnea cough fever dizziness pruritus stress nightmare anxiety weakness "
    "shivering headache constipation diarrhea delirium bleeding hypotension insomnia xerostomia agitation "
    "disability stiffness impairment complication dysfunction quality symptom mucositis edema swelling".split()
)
MATERIALS = frozenset(
    "cell stem cord umbilical blood tissue plasma serum marrow bone platelet urine saliva dna rna antibody graft "
    "specimen sample placenta adipose exosome".split()
)
MATERIAL_QUALIFIERS = frozenset(
    "autologous allogeneic mesenchymal stromal human peripheral whole derived fetal hematopoietic of and".split()
)
INTERVENTIONS = frozenset(
    "therapy treatment surgery transplantation transplant vaccine vaccination injection infusion exercise training "
    "program rehabilitation chemotherapy radiotherapy immunotherapy anesthesia acupuncture stimulation massage diet "
    "education counseling intervention tablet capsule drug medication implant device traction block laser imaging "
    "ultrasound biopsy ventilation dialysis screening technique method app software".split()
)
INTERVENTION_ENDINGS = ("ectomy", "plasty", "therapy", "scopy", "ostomy", "otomy", "mab", "tinib", "graphy", "vaccine")
HEALTHY = frozenset("healthy normal".split())
HEALTHY_NOUNS = frozenset(
    "volunteer subject participant adult people person individual male female men women man woman control child "
    "elderly human donor population healthy normal aging ageing young older old infant adolescent student and or "
    "the in of state status japanese chinese caucasian korean asian".split()
)

NAME_WORDS = frozenset(
    "herniated impaired disturbed advanced sclerosing relapsing sleeping eating bleeding remitting restricted fixed "
    "retained disordered infected ruptured prolapsed displaced unruptured mixed aging binge feeding hearing living "
    "metastasized localized swelling breathing wheezing whooping swallowing family early elderly anomaly staging "
    "reading learning gambling gaming bulging narrowing tethered disseminated undifferentiated differentiated "
    "dilated combined delayed embolizing crushed infantile spreading wasting invading".split()
)
COMMON = (
    GENERIC
    | CANCER
    | frozenset(
        "attack crisis relapse symptom deficiency impairment dysfunction abnormality defect malformation anomaly "
        "lesion intolerance sequela insufficiency exacerbation toxicity instability retention degeneration "
        "infection pain chronic acute failure injury cell system blood inflammation symptom low high post pre use "
        "abuse primary secondary tissue child adult advanced virus metastasis surgery solid health complication".split()
    )
)
REAL_PAIRS = frozenset({frozenset({"arthritis", "arteritis"}), frozenset({"nephrosis", "necrosis"})})


@lru_cache(maxsize=65536)
def is_head(word: str) -> bool:
    """Whether a folded word names a disease by itself or by its ending."""
    return word in HEADS or (len(word) > 5 and word.endswith(HEAD_ENDINGS) and word not in NOT_HEADS)
