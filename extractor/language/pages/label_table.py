"""The table of `page_labels`: names of data elements on registry pages, and what their values look like.

Sources of the names: the pages of ClinicalTrials.gov (2024 and classic), ISRCTN, EU CTIS, ChiCTR and ITMCTR, sponsors'
registers (Takeda, GSK) and the sites that republish registry records.
"""

from typing import Literal

Kind = Literal[
    "one", "list", "prose", "criteria", "age", "count", "date", "interventions", "arms", "outcomes", "titles",
    "overview", "about", "design", "private", "end",
]  # fmt: skip

_SEX = (
    r"(?i:all|both|any|male|female|men|women|all sexes|both males and females|both sexes|"
    r"males?[ ,/&]{1,3}(?:and )?females?|females?[ ,/&]{1,3}(?:and )?males?|"
    r"(?:fe)?male only)\b[ *.]{0,2}$"
)
_STATUS = (
    r"(?i:(?:not yet |active, not |currently |no longer )?recruiting|completed|terminated|suspended|"
    r"withdrawn|enrolling(?: by invitation)?|unknown(?: status)?|available|approved for marketing|"
    r"active|ongoing|stopped|pending|prematurely ended|temporarily halted|authori[sz]ed|ended|closed|"
    r"recruitment (?:completed|closed)|overall|retrospective|prospective)\b.{0,60}$"
)
_PHASE = (
    r"(?i:early |pre)?(?i:phase\b|[iv]{1,3}\b|[0-4]\b|n/?a\b|not applicable|human pharmacology|"
    r"therapeutic|post)"
)
_TYPE = r"(?i:interventional|observational|expanded access|interventions?\b|observational study)"
_YES = r"(?i:yes|no|none|true|false|accepts|does not|not accepted|healthy|n/a)\b.{0,40}$"
_AGE = (
    r"(?i:.{0,40}\d.{0,60}(?:years?|months?|weeks?|days?|hours?|y|yrs?|m|w|d)\b.{0,60}|all ages?|all|"
    r"no (?:minimum|maximum|limit)|none|n/?a|child\b.{0,60}|adult\b.{0,60}|older adult|senior|mixed|"
    r"neonate|\d{1,3})"
)
_COUNT = (
    r"(?i:(?:actual|estimated|anticipated|target|approx\w{0,9}|about|planned|uk sample size:|"
    r"~)?[ :]{0,2}\d[\d,. ]{0,12}(?:\b.{0,60})?$)"
)
_DATE = (
    r"(?i:(?:\d{1,4}[-/. ]){0,2}(?:\d{1,2} )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|"
    r"dec)[a-z]{0,6}\b.{0,40}|\d{1,4}[-/.]\d{1,2}.{0,40}|(?:19|20)\d\d\b.{0,30})$"
)
_PURPOSE = (
    r"(?i:treatment|prevention|diagnostic|supportive care|screening|health services research|"
    r"basic science|device feasibility|educational|ect|other|quality of life)\b.{0,40}$"
)
_ALLOCATION = r"(?i:(?:non|not)?[- ]?randomi[sz]ed|n/?a|not applicable|randomi[sz]ation).{0,60}$"
_MODEL = (
    r"(?i:single[- ]group|parallel|cross-?over|factorial|sequential|case|cohort|ecologic|family|"
    r"other|defined population|natural history).{0,60}$"
)
_MASKING = (
    r"(?i:none|open|single|double|triple|quadruple|no masking|masked|blinded|participant|yes|"
    r"no\b).{0,120}$"
)
_TIME = r"(?i:prospective|retrospective|cross-?sectional|longitudinal|other).{0,60}$"
_DESIGN = r"(?i:.{0,40}(?:allocation|endpoint|masking|model|purpose|randomi[sz]ed|perspective)\b)"
_NCT = r"(?i:.{0,30}\bNCT\d{8}\b.{0,60}$)"

# (data element, layout, value, names). A name with "~" is also an ordinary word: it needs other labels around it.
TABLE: tuple[tuple[str, Kind, str | None, str], ...] = (
    (
        "identificationModule.nctId", "one", _NCT,
        "nct number; nct id; ~nct; clinicaltrials.gov id; clinicaltrials.gov identifier; "
        "clinicaltrials.gov number; clinicaltrials.gov registry number; trial registration number; "
        "nct identifier; clinicaltrials.gov identifier (nct number)",
    ),
    (
        "identificationModule.orgStudyIdInfo.id", "one", None,
        "other study id #; study id; clinical study id; takeda trial id; protocol id; org study id; "
        "unique protocol id; protocol serial number; organization study id; ~protocol number",
    ),
    (
        "identificationModule.secondaryIdInfos[].id", "list", None,
        "other study id numbers; secondary id; secondary ids; other trial ids; "
        "secondary identifying numbers; secondary identifiers; other identifiers; isrctn number; "
        "isrctn id; isrctn; eudract number; eudract/ctis number; eu trial number; eu ct number; "
        "iras number; registration number; registry id; other study ids",
    ),
    (
        "identificationModule.briefTitle", "one", None,
        "brief title; public title; study title; trial title; ~title of study; short title",
    ),
    (
        "identificationModule.officialTitle", "one", None,
        "official title; scientific title; full title; full title of the trial; study official title",
    ),
    (
        "identificationModule", "titles", None,
        "~title",
    ),
    (
        "identificationModule.acronym", "one", None,
        "~acronym; english acronym; study acronym",
    ),
    (
        "identificationModule.organization.fullName", "one", None,
        "~source; ~organization; ~organisation",
    ),
    (
        "statusModule.overallStatus", "one", _STATUS,
        "recruitment status; study recruitment status; overall status; overall recruitment status; "
        "overall trial status; overall study status; ~status; study status; trial status; "
        "~recruiting status; ~recruitment",
    ),
    (
        "statusModule.startDateStruct", "date", _DATE,
        "study start; study start date; study started; start date; trial start date; "
        "overall study start date; actual study start date; estimated study start date; est. start date; "
        "date of first enrolment; date of first enrollment",
    ),
    (
        "statusModule.primaryCompletionDateStruct", "date", _DATE,
        "primary completion; primary completion date; study primary completion; "
        "study primary completion date; actual primary completion date; "
        "estimated primary completion date; est. primary completion date",
    ),
    (
        "statusModule.completionDateStruct", "date", _DATE,
        "study completion; study completion date; completion date; est. completion date; "
        "actual study completion date; estimated study completion date; trial end date; "
        "overall study end date; study end date; end date",
    ),
    (
        "statusModule.studyFirstSubmitDate", "date", _DATE,
        "first submitted; study first submitted; first received; date of registration; registration date; "
        "date of first registration; submission date; date applied",
    ),
    (
        "statusModule.studyFirstPostDateStruct", "date", _DATE,
        "first posted; study first posted; first posted date; results first posted",
    ),
    (
        "statusModule.lastUpdateSubmitDate", "date", _DATE,
        "last update submitted; last updated; last update; last update submitted that met qc criteria; "
        "date of last refreshed on; last edited; last refreshed on; updated date; last changed date",
    ),
    (
        "statusModule.lastUpdatePostDateStruct", "date", _DATE,
        "last update posted; last update posted date; last posted",
    ),
    (
        "statusModule.statusVerifiedDate", "date", _DATE,
        "last verified; verified date; record verification date; verification date",
    ),
    (
        "statusModule.whyStopped", "one", None,
        "why study stopped; why stopped; reason stopped",
    ),
    (
        "sponsorCollaboratorsModule.leadSponsor.name", "one", None,
        "lead sponsor; ~sponsor; sponsored by; trial sponsor; study sponsor; primary sponsor; "
        "sponsor name; name of sponsor; lead sponsor name; sponsor organisation; all listed sponsors",
    ),
    (
        "sponsorCollaboratorsModule.collaborators[].name", "list", None,
        "~collaborator; ~collaborators; secondary sponsor; secondary sponsors; collaborating sponsors",
    ),
    (
        "descriptionModule.briefSummary", "prose", None,
        "brief summary; ~summary; clinical trial summary; study summary; trial summary; "
        "plain english summary; plain english summary of protocol; lay summary; ~description; study description; "
        "trial description; study overview summary; summary description; plain language summary; "
        "main objective",
    ),
    (
        "descriptionModule.detailedDescription", "prose", None,
        "detailed description; full description; clinical trial description; ~detailed summary; "
        "study detailed description",
    ),
    (
        "conditionsModule.conditions[]", "list", None,
        "~condition; ~conditions; condition or disease; condition/disease; disease or condition; "
        "conditions or diseases; health condition; health conditions; ~indication; study indication; "
        "target disease; health condition(s) or problem(s) studied; medical condition; "
        "~medical conditions; medical condition(s); conditions studied",
    ),
    (
        "conditionsModule.keywords[]", "list", None,
        "~keywords; keywords provided by sponsor; study keywords",
    ),
    (
        "designModule.studyType", "one", _TYPE,
        "study type; ~type; trial type; type of study; primary study design",
    ),
    (
        "designModule.phases[]", "list", _PHASE,
        "~phase; ~phases; study phase; trial phase; phase of study; phase of trial; clinical phase; "
        "development phase",
    ),
    (
        "designModule.enrollmentInfo", "count", _COUNT,
        "~enrollment; ~enrolment; actual enrollment; estimated enrollment; anticipated enrollment; "
        "target enrollment; enrollment count; enrollment/number of participants; number of participants; "
        "study participants; target number of participants; total final enrolment; "
        "total final enrollment; target sample size; planned number of participants; "
        "total target enrolment; ~sample size; ~participants; number of participants enrolled; "
        "total enrollment",
    ),
    (
        "designModule.enrollmentInfo.type", "one", r"(?i:actual|estimated|anticipated)$",
        "enrollment type",
    ),
    (
        "statusModule.completionDateStruct.type", "one", r"(?i:actual|estimated|anticipated)$",
        "study completion date type; completion date type",
    ),
    (
        "statusModule.primaryCompletionDateStruct.type", "one", r"(?i:actual|estimated|anticipated)$",
        "primary completion date type",
    ),
    (
        "designModule.designInfo.allocation", "one", _ALLOCATION,
        "~allocation; allocation type",
    ),
    (
        "designModule.designInfo.interventionModel", "one", _MODEL,
        "intervention model; interventional model; interventional study model; study design (assignment); "
        "~assignment; intervention assignment; design intervention model; intervention study model",
    ),
    (
        "designModule.designInfo.interventionModelDescription", "prose", None,
        "intervention model description; interventional model description",
    ),
    (
        "designModule.designInfo.primaryPurpose", "one", _PURPOSE,
        "primary purpose; design primary purpose; study purpose; trial purpose",
    ),
    (
        "designModule.designInfo.observationalModel", "one", _MODEL,
        "observational model; observational study model",
    ),
    (
        "designModule.designInfo.timePerspective", "one", _TIME,
        "time perspective",
    ),
    (
        "designModule.designInfo.maskingInfo.masking", "one", _MASKING,
        "~masking; masking type; ~blinding; design masking",
    ),
    (
        "designModule.designInfo.maskingInfo.maskingDescription", "prose", None,
        "masking description",
    ),
    (
        "designModule.designInfo", "design", _DESIGN,
        "study design; trial design; study design details; design details; ~design",
    ),
    (
        "armsInterventionsModule.interventions[]", "interventions", None,
        "~intervention; ~interventions; ~treatments; intervention/treatment; intervention / treatment; "
        "interventions / treatments; intervention name; intervention(s); drug/biologic interventions; "
        "drug / device / biological / vaccine name(s); drug names",
    ),
    (
        "armsInterventionsModule.armGroups[]", "arms", None,
        "arms and interventions; arms of the study; study arms; ~arms; trial arms/groups or cohorts; "
        "treatment arms; arm groups; ~arm; arms, groups and cohorts; arms & interventions; "
        "participant groups; participant group/arm",
    ),
    (
        "outcomesModule.primaryOutcomes[]", "outcomes", None,
        "primary outcome measures; ~primary outcome measure; primary outcomes; primary outcome(s); "
        "~primary outcome; outcomes - primary; primary endpoint(s)",
    ),
    (
        "outcomesModule.secondaryOutcomes[]", "outcomes", None,
        "secondary outcome measures; ~secondary outcome measure; secondary outcomes; "
        "secondary outcome(s); ~secondary outcome; secondary endpoint(s)",
    ),
    (
        "outcomesModule.otherOutcomes[]", "outcomes", None,
        "other outcome measures; other outcomes; other pre-specified outcome measures; other outcome",
    ),
    (
        "eligibilityModule.eligibilityCriteria", "criteria", None,
        "eligibility criteria; ~criteria; ~eligibility; key eligibility criteria; "
        "inclusion and exclusion criteria; participant inclusion criteria; "
        "eligibility criteria description; inclusion/exclusion criteria",
    ),
    (
        "eligibilityModule.eligibilityCriteria", "criteria", None,
        "~inclusion criteria; ~exclusion criteria; ~inclusion criterias; ~exclusion criterias; "
        "~key inclusion criteria; ~key exclusion criteria; participant exclusion criteria; "
        "principal inclusion criteria; principal exclusion criteria; ~main inclusion criteria; "
        "~main exclusion criteria",
    ),
    (
        "eligibilityModule.sex", "one", _SEX,
        "~sex; ~gender; sexes eligible for study; genders eligible for study; gender eligible for study; "
        "participant gender; sex/gender; sexes; genders; sex eligible for study",
    ),
    (
        "eligibilityModule", "age", _AGE,
        "ages eligible for study; ~ages; ~age; age group; ages eligible; age range; age eligibility; "
        "participant age; eligible ages; participant age group; participant type(s) age group; "
        "age limits; eligible age",
    ),
    (
        "eligibilityModule.minimumAge", "one", _AGE,
        "minimum age; lower age limit; min age; age minimum; minimum age for eligibility",
    ),
    (
        "eligibilityModule.maximumAge", "one", _AGE,
        "maximum age; upper age limit; max age; age maximum; maximum age for eligibility",
    ),
    (
        "eligibilityModule.healthyVolunteers", "one", _YES,
        "accepts healthy volunteers; healthy volunteers; healthy volunteers allowed; ~volunteers; "
        "healthy volunteer; healthy volunteers accepted",
    ),
    (
        "eligibilityModule.studyPopulation", "prose", None,
        "~study population; study population description",
    ),
    (
        "eligibilityModule.samplingMethod", "one", r"(?i:non-?probability|probability)",
        "sampling method",
    ),
    (
        "", "about", None,
        "about this trial",
    ),
    (
        "", "overview", None,
        "~overview",
    ),
    (
        "", "private", None,
        "study contact; central contact; central contact phone; central contact email; "
        "central trial contact; study contact backup; contact name; contact phone; contact email; "
        "overall study official; principal investigator; principal investigators; study director; "
        "study chair; ~contact; ~contacts; contact information; contact details; overall study officials; "
        "public contact; scientific contact; public contact email; scientific contact email; "
        "investigators; study contact email; study contact phone; principal investigator name",
    ),
    (
        "", "end", None,
        "recruitment start date; recruitment end date; condition category; intervention type; "
        "participant type(s); study overview; study plan; participation criteria; "
        "how is the study designed; "
        "what is the study measuring; contacts and locations; trial contacts and locations; "
        "study locations; ~locations; sites / locations; collaborators and investigators; ~publications; "
        "study record dates; study registration dates; study record updates; more information; "
        "terms related to this study; additional relevant mesh terms; "
        "plan for individual participant data (ipd); "
        "drug and device information, study documents, and helpful links; ~timeline; ~details; "
        "trial locations; ~sponsors; information provided by (responsible party); "
        "information provided by; recruitment information; recruitment information / eligibility; "
        "administrative data; study information; ~administrative information; responsible party; "
        "funder types; funder type; ~references; ~results; ~outcomes; ~full info; ~arms and outcomes; "
        "more details; search by location; registration status; first submitted that met qc criteria; "
        "fda regulated intervention; is fda regulated; section 801 clinical trial; delayed posting; "
        "ind/ide protocol; ind/ide grantor; ind/ide number; ind/ide serial number; has expanded access; "
        "oversight authority; masked subject; masked caregiver; masked investigator; masked assessor; "
        "study classification; study classification (endpoint); generic name; ~compound; trade name; "
        "document title; ~citation; location name; health authority; ethics approval; "
        "secondary study design; study setting(s); participant information sheet; "
        "countries of recruitment; study participating centre; ipd sharing plan; ipd sharing statement; "
        "publications and dissemination; ~funders; funder(s); sponsor type; sponsor details; read more; "
        "read less; studies a u.s. fda-regulated drug product; "
        "studies a u.s. fda-regulated device product; trial results; back to results; ~outcome measure; "
        "~time frame; ~measure description; design details; layout table for study information; "
        "eligibility module; ~loading...; data sourced from clinicaltrials.gov; editorial notes; "
        "additional notes; ~locations and contacts; overall study official affiliation; "
        "overall study official role; study type and design; current primary outcome; "
        "resource links provided by the national library of medicine; go to; expand all; collapse all; "
        "how to participate; other available languages; download the clinical trial summary; "
        "trial description results; trial documents; reporting groups",
    ),
)  # fmt: skip
