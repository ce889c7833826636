"""The names of measurements: a line a measurement, its name for comparison, "=", and the spellings, in lower case.

Hyphens, slashes and colons are blanks here; what may stand before a name ("serum", "total") is left out. A line that
is indented goes on with the one before. `OTHERS` are words near which a number is no measurement of this kind.
"""

__all__ = ["CLINICAL", "LABORATORY", "OTHERS", "SCALES"]

LABORATORY = """
haemoglobin = hemoglobin, haemoglobin, hb, hgb, hg b, hemoglobin level
haematocrit = hematocrit, haematocrit, hct, packed cell volume
neutrophils = anc, neutrophil, neutrophils, absolute neutrophil count, neutrophil count, absolute neutrophils,
    neutrophilic count, absolute granulocyte count, agc, granulocytes, granulocyte count, polymorphonuclear
    leukocytes, ane, neutrophile granulocytes
platelets = platelet, platelets, plt, plts, platelet count, platelets count, thrombocyte, thrombocytes, thrombocyte
    count, plt count
leukocytes = wbc, wbcs, white blood cell, white blood cells, white blood cell count, leukocyte, leukocytes,
    leucocytes, leukocyte count, leucocyte count, white cell count, white blood count, white count, wbc count, blood
    leukocytes
lymphocytes = lymphocyte, lymphocytes, lymphocyte count, alc, absolute lymphocyte count
eosinophils = eosinophil, eosinophils, eosinophil count, eosinophil counts
reticulocytes = reticulocyte, reticulocytes, reticulocyte count
monocytes = monocytes, monocyte count
blasts = blast, blasts, blast cells, blast count, bone marrow blasts, marrow blasts, leukemic blasts
CD4 = cd4, cd4 count, cd4 cell count, cd4 cells, cd4 t cell count, cd4 lymphocyte count, cd4 t cells, cd4 t cell
    counts, cd4 cell counts, cd4 counts
viral load = viral load, hiv rna, hiv 1 rna, plasma hiv rna, hiv viral load, plasma viral load, hiv 1 viral load, hiv
    rna level, hiv 1 rna level, hiv rna levels, plasma hiv 1 rna
HBV DNA = hbv dna, hepatitis b virus dna, hepatitis b dna, hbv viral load, hbvdna
HCV RNA = hcv rna, hcv viral load, hepatitis c virus rna
creatinine = creatinine, scr, cr, s creatinine, creatinine level, creatinine concentration, sr cr, crea
creatinine clearance = creatinine clearance, calculated clearance, estimated clearance, crcl, ccr, clcr, cl cr,
    creatinine clearance rate, clearance of
    creatinine, cr cl, estimated creatinine clearance, calculated creatinine clearance, measured creatinine clearance,
    creatinine clearance ccr
GFR = gfr, egfr, glomerular filtration rate, estimated glomerular filtration rate, estimated gfr, mdrd, egfr mdrd,
    glomerular filtration, renal clearance
bilirubin = bilirubin, tbili, tbil, t bili, tb, bilirubin level, bili, t bilirubin, serum total bilirubin
direct bilirubin = direct bilirubin, conjugated bilirubin
ALT = alt, sgpt, alanine aminotransferase, alanine transaminase, alanine amino transferase, gpt, alat, alanine
    transferase, glutamic pyruvic transaminase, serum glutamic pyruvic transaminase, serum glutamate pyruvate
    transaminase, alanine aminotransaminase
AST = ast, sgot, aspartate aminotransferase, aspartate transaminase, aspartate amino transferase, got, asat, aspartic
    transaminase, serum glutamic oxaloacetic transaminase, glutamic oxaloacetic transaminase, aspartate transferase,
    aspartic aminotransferase, serum glutamic oxalacetic transaminase, aspartate aminotransaminase
transaminases = transaminase, transaminases, aminotransferase, aminotransferases, liver enzymes, liver function tests,
    lfts, lft, liver enzyme, hepatic enzymes, liver transaminases, hepatic transaminases, hepatic transaminase, liver
    function test
ALP = alp, alkaline phosphatase, alk phos, ap, alkp, alkaline phosphatases, alpk
GGT = ggt, gamma gt, gamma glutamyl transferase, gamma glutamyl transpeptidase, ggtp, γ gt
LDH = ldh, lactate dehydrogenase, lactic dehydrogenase
albumin = albumin, alb
prealbumin = prealbumin, pre albumin
INR = inr, international normalized ratio, international normalised ratio, pt inr, prothrombin time international
    normalized ratio
PT = pt, prothrombin time, prothrombin
aPTT = aptt, ptt, partial thromboplastin time, activated partial thromboplastin time, activated ptt
fibrinogen = fibrinogen
D-dimer = d dimer, d dimers
glucose = glucose, blood sugar, blood glucose, plasma glucose, glycemia, random glucose, random blood glucose, blood
    glucose level, glucose level, postprandial glucose, self monitored blood glucose
fasting glucose = fasting glucose, fpg, fbg, fasting plasma glucose, fasting blood glucose, fasting blood sugar, fbs,
    fasting serum glucose
HbA1c = hba1c, a1c, hemoglobin a1c, haemoglobin a1c, glycated hemoglobin, glycated haemoglobin, glycosylated
    hemoglobin, hb a1c, glycosylated haemoglobin, hgba1c, hgb a1c, glycohemoglobin, hba1 c, hba1c level, hba1c levels,
    hemoglobin a1 c, glycated hemoglobin a1c
C-peptide = c peptide, c peptide level, fasting c peptide
cholesterol = cholesterol, tc, cholesterol level, total cholesterol
LDL = ldl, ldl c, ldl cholesterol, low density lipoprotein, low density lipoprotein cholesterol, ldl cholesterol level
HDL = hdl, hdl c, hdl cholesterol, high density lipoprotein, high density lipoprotein cholesterol
triglycerides = triglyceride, triglycerides, tg, tgs, triglyceride level, triglyceride levels
sodium = na, sodium, natremia
potassium = k, potassium, kalemia
calcium = calcium, corrected calcium, calcemia, corrected serum calcium, albumin corrected calcium
ionized calcium = ionized calcium, ionised calcium
magnesium = magnesium
phosphate = phosphate, phosphorus, phosphorous, phosphatemia
bicarbonate = bicarbonate, hco3
uric acid = uric acid, urate
urea = urea
urea nitrogen = bun, blood urea nitrogen, urea nitrogen
CRP = crp, c reactive protein, hs crp, hscrp, high sensitivity c reactive protein, hs c reactive protein, high
    sensitivity crp
ESR = esr, erythrocyte sedimentation rate, sedimentation rate
procalcitonin = procalcitonin, pct
ferritin = ferritin, ferritin level
transferrin saturation = transferrin saturation, tsat
PSA = psa, prostate specific antigen, psa level, psa value, prostate specific antigen level
testosterone = testosterone, testosterone level, total testosterone, testosterone levels
FSH = fsh, follicle stimulating hormone, fsh level, fsh levels
LH = lh, luteinizing hormone
AMH = amh, anti mullerian hormone
estradiol = estradiol, oestradiol, e2
TSH = tsh, thyroid stimulating hormone
T4 = free t4, ft4, free thyroxine, thyroxine, ft 4
hCG = hcg, beta hcg, β hcg, human chorionic gonadotropin, b hcg, serum hcg, beta human chorionic gonadotropin
AFP = afp, alpha fetoprotein
CA-125 = ca 125, ca125
CA 19-9 = ca 19 9, ca19 9
CEA = cea, carcinoembryonic antigen
BNP = bnp, brain natriuretic peptide, b type natriuretic peptide
NT-proBNP = nt probnp, nt pro bnp, ntprobnp, n terminal pro b type natriuretic peptide
troponin = troponin, troponin i, troponin t, ctni, cardiac troponin
CK = ck, cpk, creatine kinase, creatine phosphokinase, creatinine phosphokinase, creatinine kinase
lipase = lipase
amylase = amylase
lactate = lactate, lactic acid, lactate level
vitamin D = vitamin d, 25 oh d, 25 hydroxyvitamin d, 25ohd, 25 oh vitamin d, 25 hydroxy vitamin d, vit d
PTH = pth, ipth, parathyroid hormone, intact pth, intact parathyroid hormone
IgE = ige, total ige, immunoglobulin e, ige level, specific ige
IgG = igg, immunoglobulin g, igg level
IgA = iga
IgM = igm
M-protein = m protein, monoclonal protein, paraprotein, m spike, m component, serum m protein, urine m protein,
    monoclonal paraprotein, urinary m protein, monoclonal gammopathy
free light chains = free light chain, free light chains, flc, involved free light chain, involved flc, light chain
beta-2 microglobulin = beta 2 microglobulin, b2m, β2 microglobulin
proteinuria = proteinuria, urine protein, urinary protein, urine protein excretion, urinary protein excretion, 24 hour
    urine protein, protein excretion, 24h urine protein, 24 h proteinuria, total urinary protein, urine protein level
UPCR = upcr, urine protein creatinine ratio, protein creatinine ratio, urine protein to creatinine ratio, upc, upc
    ratio, uprot ucr, urinary protein creatinine ratio, protein to creatinine ratio
UACR = uacr, acr, albumin creatinine ratio, urine albumin creatinine ratio, urinary albumin to creatinine ratio, urine
    albumin to creatinine ratio, albumin to creatinine ratio, urinary albumin creatinine ratio
albuminuria = albuminuria, urinary albumin excretion
ammonia = ammonia
pH = ph, arterial ph, blood ph
homocysteine = homocysteine
cortisol = cortisol
IGF-1 = igf 1, igf1, igf i
osmolality = osmolality
Ki-67 = ki 67, ki67, ki 67 index, mib 1
PD-L1 = pd l1, pdl1, pd l1 tps, pd l1 cps, pd l1 expression, tumor proportion score, tps, cps, combined positive score
"""

CLINICAL = """
BMI = bmi, body mass index, body mass indexes, body mass index bmi, quetelet index, body mass
weight = weight, body weight, bodyweight, weigh, weighing, body wt, weighs
birth weight = birth weight, birthweight, weight at birth
weight loss = weight loss, loss of weight, loss of body weight, body weight loss, unintentional weight loss,
    unintended weight loss, involuntary weight loss
height = height, body height
waist circumference = waist circumference, waist, abdominal circumference
BSA = bsa, body surface area, body surface, total body surface area, tbsa, body surface area involvement
BP = bp, blood pressure, resting blood pressure, arterial pressure, arterial blood pressure, blood pressure bp, blood
    pressures, ta, arterial hypertension, hypertension, office blood pressure, seated blood pressure
systolic BP = systolic, sbp, systolic bp, systolic blood pressure, systolic pressure, systolic arterial pressure, sys,
    systolic arterial, systolic arterial blood pressure, mssbp, ssbp, seated systolic blood pressure, mean sitting
    systolic blood pressure
diastolic BP = diastolic, dbp, diastolic bp, diastolic blood pressure, diastolic pressure, diastolic arterial
    pressure, dia, diastolic arterial blood pressure, msdbp, sdbp, seated diastolic blood pressure
MAP = map, mean arterial pressure, mean arterial blood pressure
heart rate = heart rate, hr, pulse, pulse rate, ventricular rate, resting heart rate, ventricular response, sinus
    rhythm
respiratory rate = respiratory rate, rr, respiration rate, breathing rate, respiratory frequency
SpO2 = spo2, oxygen saturation, o2 saturation, sao2, sa o2, o2 sat, o2sat, saturation, pulse oximetry, arterial oxygen
    saturation, sp o2, pulse oxygen saturation, peripheral oxygen saturation, pulse ox, sats, room air saturation, 02
    saturation, oxygen saturations
PaO2 = pao2, po2, partial pressure of oxygen, arterial oxygen tension, pa o2
PaCO2 = paco2, pco2, partial pressure of carbon dioxide, arterial carbon dioxide tension, pa co2
PaO2/FiO2 = pao2 fio2, p f ratio, p f, pao2 fio2 ratio, po2 fio2
FiO2 = fio2, fraction of inspired oxygen
temperature = temperature, body temperature, fever, oral temperature, axillary temperature, tympanic temperature,
    rectal temperature, temp, pyrexia, hypothermia
QTc = qtc, qtcf, qtcb, qt, qtc interval, qtcf interval, qt interval, corrected qt interval, corrected qt, qt interval
    corrected, qtc prolongation, fridericia, bazett, corrected qt interval qtc, mean qtc, resting qtc, qtc f, qtc b,
    qt c, qt qtc, qt qtc interval, qt interval qtc
QRS = qrs, qrs duration, qrs interval, qrs width, qrs complex
PR interval = pr interval, pr
LVEF = lvef, ef, ejection fraction, left ventricular ejection fraction, cardiac ejection fraction, lv ejection
    fraction, left ventricle ejection fraction, left ventricular function, ventricular ejection fraction, lv function,
    left ventricular ef
shortening fraction = shortening fraction, fractional shortening, sf
cardiac index = cardiac index
PVR = pvr, pulmonary vascular resistance
mPAP = mpap, mean pulmonary arterial pressure, mean pulmonary artery pressure, pulmonary artery pressure, pap,
    pulmonary arterial pressure, systolic pulmonary artery pressure, pasp
PCWP = pcwp, pulmonary capillary wedge pressure, pawp, lvedp, wedge pressure
FEV1 = fev1, fev 1, forced expiratory volume in 1 second, forced expiratory volume in one second, forced expiratory
    volume, fev1 predicted, forced expired volume in 1 second, ppfev1
FVC = fvc, forced vital capacity, vital capacity
FEV1/FVC = fev1 fvc, fev1 forced vital capacity, forced expiratory volume in one second forced vital capacity, forced
    expiratory volume in 1 second forced vital capacity, fev1 fvc
    ratio, fev1 vc, ratio of fev1 to fvc, fev 1 fvc, fev1 fev6
DLCO = dlco, diffusion capacity, diffusing capacity, dlco corrected, tlco, carbon monoxide diffusing capacity, lung
    diffusion capacity, corrected dlco, diffusing capacity of carbon monoxide
PEF = pef, peak expiratory flow
6MWD = 6mwd, 6mwt, 6 minute walk distance, six minute walk distance, 6 minute walk test, 6 minute walk, 6 min walk
    distance, 6mwd distance
IOP = iop, intraocular pressure
BCVA = bcva, visual acuity, best corrected visual acuity, va, letter score, bcva letter score, bcva score
gestational age = gestational age, gestation, weeks gestation, gestational weeks, weeks of gestation
life expectancy = life expectancy, expected survival, estimated survival, anticipated survival, expected life,
    estimated life expectancy, predicted survival, expected survival time, survival expectancy, predicted life
    expectancy, life expectation, expected lifetime, projected life expectancy, anticipated life expectancy, survival
    time, predicted survival time, estimated survival time, prognosis, expected lifespan, minimum life expectancy,
    expected life expectancy, life span, survival
T-score = t score, t scores, bmd t score, bone mineral density t score
tumour size = tumor size, tumour size, tumor diameter, tumour diameter, lesion size, lesion diameter, tumor thickness,
    breslow thickness
urine output = urine output, diuresis
liver stiffness = liver stiffness, fibroscan, liver stiffness measurement
ABI = abi, ankle brachial index, ankle brachial pressure index
HOMA-IR = homa ir, homa
endometrial thickness = endometrial thickness
cervical length = cervical length
AHI = ahi, apnea hypopnea index, apnoea hypopnoea index
ABPM = abpm
IQ = iq, intelligence quotient, full scale iq, full scale intelligence quotient, verbal iq
CDAI = cdai, crohn's disease activity index, crohns disease activity index
MELD = meld, meld score, meld na, model for end stage liver disease, meld na score, model for end stage liver disease
    score
pack-years = smoking history, pack years
stenosis = stenosis, luminal stenosis, diameter stenosis
body fat = body fat, fat mass
"""

SCALES = """
ECOG = ecog, eastern cooperative oncology group, zubrod, ecog ps, ecog performance status, who performance status,
    performance status, who ps, ecog who performance status, swog performance status, ecog score, ecog status, who
    performance score, ecog performance score, ecog performance, ecog who, ecog zubrod, eastern co operative oncology
    group, gog performance status, who ecog performance status, eastern cooperative oncology group performance status,
    performance status ps, ecog scale, ps, ps score, ecog performance status score, eastern cooperative oncology group
    ecog, gog, zubrod performance status, world health organization performance status, who status, who performance,
    ecog ps score, performance score, ecog grade
Karnofsky = karnofsky, kps, karnofsky performance status, karnofsky performance scale, karnofsky performance score,
    karnofsky score, karnofsky index, karnofsky performance, karnofsky status, karnofsky scale, karnofsky performance
    index, karnofski
Lansky = lansky, lansky performance status, lansky score, lansky play performance, lansky performance score, lps
NYHA = nyha, new york heart association, nyha class, nyha functional class, new york heart association class, nyha
    classification, new york heart association functional class, new york heart association classification, new york
    heart association functional classification, nyha stage, new york heart association nyha class, nyha grade, new
    york heart association nyha, new york heart association grade, new york heart association nyha functional class,
    new york heart association nyha functional classification, nyha heart failure, new york heart association nyha
    classification, nyha functional classification, nyha congestive heart failure, nyha cardiac function, new york
    heart association heart failure, nyha fc
CCS = ccs, canadian cardiovascular society, canadian cardiovascular society class
WHO functional class = who functional class, who fc, world health organization functional class
Killip = killip, killip class
ASA = asa, american society of anesthesiologists, asa physical status, asa class, asa score, asa status, asa grade,
    asa ps, american society of anesthesiologists physical status, american society of anaesthesiologists, asa
    classification, american society of anesthesiology, american society of anesthesiologist, asa risk, american
    society of anesthesiologists class, american society of anesthesiologists score, asa physical status
    classification, asa physical status class, asa category, american society of anesthesiologists classification,
    american society of anesthesiologists asa physical status, american society of anesthesiologists asa, american
    society of anesthesiologists asa class
grade = ctcae, nci ctc, ctc, common terminology criteria for adverse events, common toxicity criteria, nci ctcae,
    toxicity, toxicities, ctcae grade, ctc grade, nci ctcae grade, adverse event grade, toxicity grade, common
    terminology criteria, neuropathy, peripheral neuropathy, sensory neuropathy, nci ctcae v4, gvhd, gvhd grade, acute
    gvhd
Gleason = gleason, gleason score, gleason sum, gleason grade, combined gleason score, total gleason score, gleason
    scores
MMSE = mmse, mini mental state examination, mini mental status examination, mini mental state exam, mini mental status
    exam, mini mental, folstein, folstein mini mental status examination, mmse score, mini mental state, mini mental
    test, mini mental examination, folstein mini mental state examination, mini mental state examination score, mini
    mental state examination mmse, mini mental test score
MoCA = moca, montreal cognitive assessment, moca score
PASI = pasi, psoriasis area and severity index, psoriasis area severity index, pasi score
EASI = easi, eczema area and severity index, easi score
SCORAD = scorad
IGA = iga score, investigator global assessment, investigator's global assessment, viga ad, iga scale, investigators
    global assessment
PGA = pga, spga, physician global assessment, physician's global assessment, static physician global assessment, pga
    score, spga score, static physician's global assessment
DLQI = dlqi, dermatology life quality index
EDSS = edss, expanded disability status scale, kurtzke, edss score, expanded disability status score
HAM-D = ham d, hamd, hdrs, hrsd, hamilton depression rating scale, hamilton rating scale for depression, ham d17, hamd
    17, ham d 17, hdrs 17, hamd17, hamilton depression scale, hrsd 17, 17 item hamilton depression rating scale,
    hamilton depression, ham d
    total score, hdrs17, hamd 24
HAM-A = ham a, hama, hamilton anxiety rating scale, hamilton anxiety scale, hamilton rating scale for anxiety
MADRS = madrs, montgomery asberg depression rating scale, montgomery åsberg depression rating scale, madrs total
    score, madrs score
PANSS = panss, positive and negative syndrome scale, panss total score, panss score
BPRS = bprs, brief psychiatric rating scale
YMRS = ymrs, young mania rating scale, ymrs total score
CGI-S = cgi s, cgi severity, clinical global impression severity, clinical global impression of severity, cgi,
    clinical global impression, clinical global impressions severity, clinical global impression severity scale, cgi s
    score, cgis
PHQ-9 = phq 9, phq9, patient health questionnaire 9, phq 9 score, patient health questionnaire
GAD-7 = gad 7, gad7
BDI = bdi, bdi ii, beck depression inventory, beck depression inventory ii
NIHSS = nihss, nih stroke scale, national institutes of health stroke scale, nihss score, national institute of health
    stroke scale, nih stroke scale score, nih stroke score
mRS = mrs, modified rankin scale, modified rankin score, modified rankin, rankin, rankin score, pre stroke mrs, mrs
    score, rankin scale, modified rankin scale score, modified rankin scale mrs
GCS = gcs, glasgow coma scale, glasgow coma score, gcs score, glasgow coma scale score, glasgow
Apgar = apgar, apgar score, apgar scores
SOFA = sofa, sofa score, sequential organ failure assessment, qsofa
APACHE II = apache ii, apache, apache ii score
CDR = cdr, clinical dementia rating, cdr global score, global cdr, clinical dementia rating scale, cdr score, cdr
    global, cdr gs
ADAS-Cog = adas cog, adas
UPDRS = updrs, mds updrs, unified parkinson's disease rating scale
Hoehn and Yahr = hoehn and yahr, hoehn yahr, hoehn and yahr stage, h y, hoehn and yahr staging, modified hoehn and
    yahr
DAS28 = das28, das 28, disease activity score, das28 crp, das28 esr, das28 score
SLEDAI = sledai, sledai 2k, selena sledai
BASDAI = basdai, bath ankylosing spondylitis disease activity index
Mayo = mayo score, mayo, total mayo score, modified mayo score, mayo endoscopic subscore, endoscopic subscore, full
    mayo score, endoscopy subscore, rectal bleeding subscore
IPSS = ipss, international prostate symptom score, i pss
AUDIT = audit, audit score, audit c
VAS = vas, visual analog scale, visual analogue scale, vas score, vas pain score, visual analogue score, visual analog
    score, pain vas, vas pain
NRS = nrs, numeric rating scale, numerical rating scale, nprs, numeric pain rating scale, numerical pain rating scale,
    pain intensity, pain score, pain nrs, pain scores, nrs score, average pain, bpi, pain intensity score, worst pain,
    pain rating, average pain score, pain level, average daily pain score, pain severity
ODI = odi, oswestry disability index
WOMAC = womac, womac pain, womac pain score
Kellgren-Lawrence = kellgren lawrence, kellgren and lawrence, kl, kellgren lawrence grade, k l, kl grade, kellgren,
    kellgren and lawrence grade, kellgren lawrence scale
Child-Pugh = child pugh, child pugh score, child turcotte pugh, ctp, child pugh points, ctp score, child turcotte pugh
    score
CHA2DS2-VASc = cha2ds2 vasc, cha2ds2vasc, chads2, cha2ds2 vasc score, chads2 score, chads vasc, cha2ds2vasc score,
    chads2 vasc
AIMS = aims
CKD stage = ckd, chronic kidney disease, ckd stage, chronic kidney disease stage, kdigo, renal insufficiency, chronic
    renal insufficiency
fibrosis stage = fibrosis, fibrosis stage, metavir, liver fibrosis, fibrosis score, fibrosis grade, metavir score,
    hepatic fibrosis
GOLD = gold, gold stage, gold grade
Tanner = tanner, tanner stage
GMFCS = gmfcs, gross motor function classification system
BI-RADS = bi rads, birads
HCT-CI = hct ci, hematopoietic cell transplantation comorbidity index, hct comorbidity index
Charlson = charlson, charlson comorbidity index, charlson index
ACQ = acq, asthma control questionnaire, acq 6, acq 5, acq 7
ACT = asthma control test, asthma control test score
CAT = cat score, copd assessment test, copd assessment test score
mMRC = mmrc, modified medical research council, mrc dyspnea scale, modified medical research council dyspnea scale,
    mmrc score
MIDAS = midas, midas score
PSQI = psqi, pittsburgh sleep quality index
ISI = isi, insomnia severity index
ESS = ess, epworth sleepiness scale, epworth
Y-BOCS = y bocs, ybocs, yale brown obsessive compulsive scale
Ramsay = ramsay, rass
Ranson = ranson
Bishop = bishop, bishop score
Mallampati = mallampati, mallampati score, mallampati class
ISS = injury severity score, iss
HOOS = hoos
GOS = glasgow outcome scale
SF-36 = sf 36
CAPS = caps 5, caps
ADHD-RS = adhd rs, adhd rating scale
QIDS = qids, qids sr, qids sr16
HADS = hads
EPDS = epds, edinburgh postnatal depression scale
FLIE = flie
HER2 IHC = ihc, her2 ihc
Fitzpatrick = fitzpatrick, fitzpatrick skin type, fitzpatrick skin
"""

OTHERS = """
age, aged, ages, years of age, years old, dose, doses, dosage, dosing, cycles, visits, cohort, week, day, month,
visit, part, phase, version, type, section, appendix, year, cigarettes, chemotherapy, regimens, lines, prior lines,
episodes, months, weeks, days, medication, prednisone, steroids, corticosteroids, corticosteroid, prednisolone, wash
out, washout, therapy, treatment, tablets
"""
