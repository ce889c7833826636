"""CDISC codes (NCI Thesaurus) of the registry's values, and addresses of the other vocabularies.

Source: CDISC controlled terminology of USDM v4.0. What CDISC has no code for keeps the registry's own value.
"""

CDISC = "http://www.cdisc.org"
CDISC_VERSION = "2024-09-27"
REGISTRY = "https://clinicaltrials.gov/data-api"
REGISTRY_VERSION = "2"
UCUM = "http://unitsofmeasure.org"
VOCABULARIES = {"MESH": "MeSH", "ICD10CM": "ICD-10-CM", "UNII": "UNII", "DRUGBANK": "DrugBank"}

Table = dict[str, tuple[str, str]]

UNKNOWN = ("C17998", "Unknown")
STUDY_TYPE: Table = {
    "INTERVENTIONAL": ("C98388", "Interventional Study"),
    "OBSERVATIONAL": ("C16084", "Observational Study"),
    "EXPANDED_ACCESS": ("C98722", "Expanded Access Study"),
}
PHASE: Table = {
    "": ("C48660", "Not Applicable"),
    "NA": ("C48660", "Not Applicable"),
    "EARLY_PHASE1": ("C54721", "Early Phase I"),
    "PHASE1": ("C15600", "Phase I Trial"),
    "PHASE1 PHASE2": ("C15693", "Phase I/II Trial"),
    "PHASE2": ("C15601", "Phase II Trial"),
    "PHASE2 PHASE3": ("C15694", "Phase II/III Trial"),
    "PHASE3": ("C15602", "Phase III Trial"),
    "PHASE4": ("C15603", "Phase IV Trial"),
}
MODEL: Table = {
    "CROSSOVER": ("C82637", "Cross-over"),
    "FACTORIAL": ("C82638", "Factorial"),
    "PARALLEL": ("C82639", "Parallel"),
    "SEQUENTIAL": ("C142568", "Sequential"),
    "SINGLE_GROUP": ("C82640", "Single Group"),
}
MASKING: Table = {
    "NONE": ("C49659", "Open Label"),
    "SINGLE": ("C28233", "Single Blind"),
    "DOUBLE": ("C15228", "Double Blind"),
}
WHO_MASKED: Table = {
    "PARTICIPANT": ("C41189", "Study Subject"),
    "CARE_PROVIDER": ("C17445", "Care Provider"),
    "INVESTIGATOR": ("C25936", "Investigator"),
    "OUTCOMES_ASSESSOR": ("C207599", "Outcomes Assessor"),
}
INTENT: Table = {
    "BASIC_SCIENCE": ("C15714", "Basic Science"),
    "DEVICE_FEASIBILITY": ("C139174", "Device Feasibility"),
    "DIAGNOSTIC": ("C49653", "Diagnosis"),
    "HEALTH_SERVICES_RESEARCH": ("C15245", "Health Services Research"),
    "PREVENTION": ("C49657", "Prevention"),
    "SCREENING": ("C71485", "Screening"),
    "SUPPORTIVE_CARE": ("C71486", "Supportive Care"),
    "TREATMENT": ("C49656", "Treatment"),
}
SEX: Table = {"FEMALE": ("C16576", "Female"), "MALE": ("C20197", "Male")}
ARM: Table = {
    "EXPERIMENTAL": ("C174266", "Investigational Arm"),
    "ACTIVE_COMPARATOR": ("C174267", "Active Comparator Arm"),
    "PLACEBO_COMPARATOR": ("C174268", "Placebo Control Arm"),
    "SHAM_COMPARATOR": ("C174269", "Sham Comparator Arm"),
    "NO_INTERVENTION": ("C174270", "No Intervention Arm"),
}
INTERVENTION: Table = {
    "BEHAVIORAL": ("C15184", "Behavioral Therapy"),
    "BIOLOGICAL": ("C307", "Biologic"),
    "COMBINATION_PRODUCT": ("C54696", "Combination Product"),
    "DEVICE": ("C16830", "Device"),
    "DIAGNOSTIC_TEST": ("C18020", "Diagnostic Test"),
    "DIETARY_SUPPLEMENT": ("C1505", "Dietary Supplement"),
    "DRUG": ("C1909", "Drug"),
    "GENETIC": ("C15238", "Genetic"),
    "PROCEDURE": ("C98769", "Procedure"),
    "RADIATION": ("C15313", "Radiation"),
    "OTHER": ("C17649", "Other"),
}
# The kind of the arms in which an intervention is given, the first that fits.
ROLE: Table = {
    "EXPERIMENTAL": ("C41161", "Experimental Intervention"),
    "ACTIVE_COMPARATOR": ("C68609", "Active Comparator"),
    "PLACEBO_COMPARATOR": ("C753", "Placebo"),
}
CATEGORY: Table = {"inclusion": ("C25532", "Inclusion"), "exclusion": ("C25370", "Exclusion")}
TITLE: Table = {
    "brief": ("C207615", "Brief Study Title"),
    "official": ("C207616", "Official Study Title"),
    "acronym": ("C207646", "Study Acronym"),
    "protocol": ("C207616", "Official Study Title"),
}
SPONSOR: Table = {"lead": ("C70793", "Sponsor"), "collaborator": ("C215669", "Co-Sponsor")}
OBJECTIVE: Table = {
    "primary": ("C85826", "Study Primary Objective"),
    "secondary": ("C85827", "Study Secondary Objective"),
    "other": ("C163559", "Exploratory Objective"),
}
ENDPOINT: Table = {
    "primary": ("C94496", "Primary Endpoint"),
    "secondary": ("C139173", "Secondary Endpoint"),
    "other": ("C170559", "Exploratory Endpoint"),
}
AGE_UNIT: Table = {
    "hour": ("C25529", "Hours"), "day": ("C25301", "Days"), "week": ("C29844", "Weeks"), "month": ("C29846", "Months"),
    "year": ("C29848", "Years"),
}  # fmt: skip
ROUTE: Table = {
    "PO": ("C38288", "Oral"), "IV": ("C38276", "Intravenous"), "SC": ("C38299", "Subcutaneous"),
    "IM": ("C28161", "Intramuscular"), "ID": ("C38238", "Intradermal"), "IT": ("C38267", "Intrathecal"),
    "INH": ("C38216", "Respiratory (Inhalation)"), "IN": ("C38284", "Nasal"), "TOP": ("C38304", "Topical"),
    "OPH": ("C38287", "Ophthalmic"), "OT": ("C38192", "Auricular (Otic)"), "PR": ("C38295", "Rectal"),
    "PV": ("C38313", "Vaginal"), "SL": ("C38300", "Sublingual"), "BUC": ("C38193", "Buccal"),
    "TD": ("C38305", "Transdermal"), "IVI": ("C38280", "Intravitreal"), "IA": ("C38222", "Intra-arterial"),
    "IP": ("C38258", "Intraperitoneal"), "EPI": ("C38210", "Epidural"), "NG": ("C38285", "Nasogastric"),
    "IO": ("C64987", "Intraosseous"),
}  # fmt: skip
# (times, period, unit) -> frequency.
FREQUENCY: dict[tuple[float, float, str], tuple[str, str]] = {
    (1, 1, "d"): ("C25473", "QD"), (2, 1, "d"): ("C64496", "BID"), (3, 1, "d"): ("C64527", "TID"),
    (4, 1, "d"): ("C64530", "QID"), (5, 1, "d"): ("C98849", "5 Times per Day"), (1, 2, "d"): ("C64525", "QOD"),
    (1, 3, "d"): ("C64533", "Q3D"), (1, 4, "h"): ("C64518", "Q4H"), (1, 6, "h"): ("C64520", "Q6H"),
    (1, 8, "h"): ("C64523", "Q8H"), (1, 12, "h"): ("C64502", "Q12H"), (1, 24, "h"): ("C64515", "Q24H"),
    (1, 1, "wk"): ("C67069", "Every Week"), (2, 1, "wk"): ("C64497", "2 Times per Week"),
    (3, 1, "wk"): ("C64528", "3 Times per Week"), (5, 1, "wk"): ("C85552", "5 Times per Week"),
    (1, 2, "wk"): ("C71127", "Every 2 Weeks"), (1, 3, "wk"): ("C64535", "Every 3 Weeks"),
    (1, 4, "wk"): ("C64529", "Every 4 Weeks"), (1, 6, "wk"): ("C89788", "Every 6 Weeks"),
    (1, 8, "wk"): ("C103389", "Every 8 Weeks"), (1, 12, "wk"): ("C161332", "Every 12 Weeks"),
    (1, 1, "mo"): ("C64498", "QM"), (1, 3, "mo"): ("C64537", "Q3M"), (1, 6, "mo"): ("C89789", "Q6M"),
    (1, 1, "once"): ("C64576", "Once"), (2, 1, "once"): ("C65134", "Twice"), (3, 1, "once"): ("C156502", "Thrice"),
}  # fmt: skip
# Registry -> its name, the scheme and identifier of the organisation.
REGISTRIES = {
    "nct": ("ClinicalTrials.gov", "USGOV", "CT-GOV"),
    "eudract": ("EU Clinical Trials Register", "EMA", "EUDRACT"),
    "ctis": ("Clinical Trials Information System", "EMA", "CTIS"),
    "isrctn": ("ISRCTN registry", "BMC", "ISRCTN"),
}
