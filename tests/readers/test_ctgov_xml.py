"""Legacy XML, the archive's XML and the JSON form: the same study gives the same fields."""

import json

import pytest

from extractor.errors import ReadError
from extractor.inputs import Source
from extractor.readers import ctgov_xml

PUBLIC = """<?xml version="1.0" encoding="UTF-8"?>
<clinical_study rank="7">
  <!-- a comment -->
  <id_info>
    <org_study_id>ABC-1</org_study_id>
    <secondary_id>2099-000001-10</secondary_id>
    <nct_id>NCT90000001</nct_id>
  </id_info>
  <brief_title>Testumab in Asthma &amp;amp; Rhinitis</brief_title>
  <sponsors>
    <lead_sponsor><agency>Example University</agency></lead_sponsor>
    <collaborator><agency>Example Fund</agency></collaborator>
    <collaborator><agency>Other Fund</agency></collaborator>
  </sponsors>
  <source>Example University</source>
  <brief_summary>
    <textblock>
      This study tests testumab, a treatment
      of asthma.
    </textblock>
  </brief_summary>
  <overall_status>Completed</overall_status>
  <start_date type="Actual">May 1, 2018</start_date>
  <phase>Phase 1/Phase 2</phase>
  <study_type>Interventional</study_type>
  <study_design_info>
    <allocation>Randomized</allocation>
    <masking>Double (Participant, Investigator)</masking>
  </study_design_info>
  <primary_outcome>
    <measure>FEV1</measure>
    <time_frame>12 weeks</time_frame>
  </primary_outcome>
  <number_of_arms>2</number_of_arms>
  <enrollment type="Actual">63</enrollment>
  <condition>Asthma</condition>
  <arm_group>
    <arm_group_label>A</arm_group_label>
    <arm_group_type>Experimental</arm_group_type>
  </arm_group>
  <intervention>
    <intervention_type>Drug</intervention_type>
    <intervention_name>testumab</intervention_name>
    <arm_group_label>A</arm_group_label>
    <other_name>TST-1</other_name>
  </intervention>
  <eligibility>
    <criteria>
      <textblock>
        Inclusion Criteria:&#xD;

          -  Age &amp;gt; 18 and
             willing to take part

          -  ALT &lt; 3 x ULN
      </textblock>
    </criteria>
    <gender>All</gender>
    <minimum_age>18 Years</minimum_age>
    <maximum_age>N/A</maximum_age>
    <healthy_volunteers>No</healthy_volunteers>
  </eligibility>
  <overall_official><last_name>Jane Doe</last_name></overall_official>
  <location>
    <facility>
      <name>Example Clinic</name>
      <address><city>Basel</city><country>Switzerland</country></address>
    </facility>
    <contact><last_name>John Roe</last_name><phone>555-1234</phone></contact>
  </location>
  <study_first_submitted>November 3, 1999</study_first_submitted>
  <condition_browse><mesh_term>Asthma</mesh_term></condition_browse>
</clinical_study>
"""
FIELDS = {
    "identificationModule.nctId": "NCT90000001",
    "identificationModule.orgStudyIdInfo.id": "ABC-1",
    "identificationModule.secondaryIdInfos[0].id": "2099-000001-10",
    "identificationModule.organization.fullName": "Example University",
    "identificationModule.briefTitle": "Testumab in Asthma & Rhinitis",
    "statusModule.overallStatus": "Completed",
    "statusModule.startDateStruct.date": "May 1, 2018",
    "statusModule.startDateStruct.type": "Actual",
    "statusModule.studyFirstSubmitDate": "November 3, 1999",
    "sponsorCollaboratorsModule.leadSponsor.name": "Example University",
    "sponsorCollaboratorsModule.collaborators[0].name": "Example Fund",
    "sponsorCollaboratorsModule.collaborators[1].name": "Other Fund",
    "descriptionModule.briefSummary": "This study tests testumab, a treatment\nof asthma.",
    "conditionsModule.conditions[0]": "Asthma",
    "designModule.studyType": "Interventional",
    "designModule.phases[0]": "Phase 1/Phase 2",
    "designModule.designInfo.allocation": "Randomized",
    "designModule.designInfo.maskingInfo.masking": "Double (Participant, Investigator)",
    "designModule.enrollmentInfo.count": "63",
    "designModule.enrollmentInfo.type": "Actual",
    "armsInterventionsModule.armGroups[0].label": "A",
    "armsInterventionsModule.armGroups[0].type": "Experimental",
    "armsInterventionsModule.interventions[0].type": "Drug",
    "armsInterventionsModule.interventions[0].name": "testumab",
    "armsInterventionsModule.interventions[0].armGroupLabels[0]": "A",
    "armsInterventionsModule.interventions[0].otherNames[0]": "TST-1",
    "outcomesModule.primaryOutcomes[0].measure": "FEV1",
    "outcomesModule.primaryOutcomes[0].timeFrame": "12 weeks",
    "eligibilityModule.eligibilityCriteria": (
        "Inclusion Criteria:\n\n  -  Age > 18 and\n     willing to take part\n\n  -  ALT < 3 x ULN"
    ),
    "eligibilityModule.healthyVolunteers": "No",
    "eligibilityModule.sex": "All",
    "eligibilityModule.minimumAge": "18 Years",
    "contactsLocationsModule.locations[0].facility": "Example Clinic",
    "contactsLocationsModule.locations[0].city": "Basel",
    "contactsLocationsModule.locations[0].country": "Switzerland",
    "source:number_of_arms": "2",
}
JSON_FORM = {
    "ctrname": "CTGOV",
    "id_info": {"org_study_id": "ABC-1", "nct_id": "NCT90000001", "secondary_id": {}},
    "brief_title": "Testumab &amp; Asthma",
    "brief_summary": {"textblock": " This study tests testumab,&#xD; a treatment&#xD; of asthma.&#xD; "},
    "start_date": "May 1, 2018",
    "condition": ["Asthma", "Rhinitis"],
    "eligibility": {"criteria": {"textblock": " Inclusion Criteria:&#xD;&#xD; - Adults"}, "gender": "All"},
    "clinical_results": {"outcome_list": {}, "x": 1},
}
ARCHIVED = """<clinical_study>
<study_id>
<org_full_name>
  Example University
</org_full_name>
<org_study_id>
  ABC-1
</org_study_id>
<secondary_id><id> 2099-000001-10 </id><id_type> EudraCT Number </id_type></secondary_id>
<nct_id>
  NCT90000001
</nct_id>
</study_id>
<brief_title><textblock>
  Testumab in Asthma
</textblock></brief_title>
<study_sponsor><lead_sponsor><agency> Example University </agency></lead_sponsor></study_sponsor>
<detailed_descr><textblock>
</textblock></detailed_descr>
<status_block><status> Recruiting </status><date>2014-03 </date></status_block>
<last_follow_up_date type="Anticipated"
>
<date>2016-02</date></last_follow_up_date>
<phase_block><phase> Phase 3 </phase></phase_block>
<design> Prevention </design><design> Randomized </design>
<design> Double Blind (Subject, Investigator) </design><design> Parallel Assignment </design>
<design> Efficacy Study </design>
<primary_outcome> Exacerbations </primary_outcome>
<intervention><intervent_type> Drug </intervent_type><primary_name> testumab </primary_name></intervention>
<eligibility><minimum_age> 18 Years </minimum_age><maximum_age>
  N/A
</maximum_age></eligibility>
</clinical_study>"""


def _values(data: str) -> dict[str, str]:
    document = ctgov_xml.read(Source("study", data.encode()))
    return {field.path.removeprefix("protocolSection."): document.value(field) for field in document.fields}


def test_public_xml() -> None:
    assert _values(PUBLIC) == FIELDS


def test_carriage_returns_change_nothing() -> None:
    assert _values(PUBLIC.replace("\n", "\r\n")) == FIELDS


def test_contacts_stay_out_and_derived_parts_are_named() -> None:
    document = ctgov_xml.read(Source("study.xml", PUBLIC.encode()))
    assert not any(name in document.text for name in ("Doe", "Roe", "555"))
    assert [item.text for item in document.unparsed] == ["condition_browse"]
    assert (document.format, document.kind) == ("ctgov-xml", "registry")


def test_json_form_gives_the_same_names_and_restores_lines() -> None:
    source = Source("study.json", json.dumps(JSON_FORM).encode())
    assert ctgov_xml.detects(source)
    document = ctgov_xml.read(source)
    assert _values(json.dumps(JSON_FORM)) == {
        "identificationModule.nctId": "NCT90000001",
        "identificationModule.orgStudyIdInfo.id": "ABC-1",
        "identificationModule.briefTitle": "Testumab & Asthma",
        "statusModule.startDateStruct.date": "May 1, 2018",
        "descriptionModule.briefSummary": "This study tests testumab,\na treatment\nof asthma.",
        "conditionsModule.conditions[0]": "Asthma",
        "conditionsModule.conditions[1]": "Rhinitis",
        "eligibilityModule.eligibilityCriteria": "Inclusion Criteria:\n\n- Adults",
        "eligibilityModule.sex": "All",
    }
    assert [item.text for item in document.unparsed] == ["clinical_results"]


def test_archived_form_gives_the_same_names() -> None:
    assert _values(ARCHIVED) == {
        "identificationModule.nctId": "NCT90000001",
        "identificationModule.orgStudyIdInfo.id": "ABC-1",
        "identificationModule.secondaryIdInfos[0].id": "2099-000001-10",
        "identificationModule.secondaryIdInfos[0].type": "EudraCT Number",
        "identificationModule.organization.fullName": "Example University",
        "identificationModule.briefTitle": "Testumab in Asthma",
        "statusModule.statusVerifiedDate": "2014-03",
        "statusModule.overallStatus": "Recruiting",
        "statusModule.completionDateStruct.date": "2016-02",
        "statusModule.completionDateStruct.type": "Anticipated",
        "sponsorCollaboratorsModule.leadSponsor.name": "Example University",
        "designModule.phases[0]": "Phase 3",
        "designModule.designInfo.allocation": "Randomized",
        "designModule.designInfo.interventionModel": "Parallel Assignment",
        "designModule.designInfo.primaryPurpose": "Prevention",
        "designModule.designInfo.maskingInfo.masking": "Double Blind (Subject, Investigator)",
        "armsInterventionsModule.interventions[0].type": "Drug",
        "armsInterventionsModule.interventions[0].name": "testumab",
        "outcomesModule.primaryOutcomes[0].measure": "Exacerbations",
        "eligibilityModule.minimumAge": "18 Years",
        "source:design": "Efficacy Study",
    }


def test_design_in_one_sentence() -> None:
    design = (
        "Endpoint Classification: Safety Study, Masking: Double Blind (Subject, Caregiver), Primary Purpose: Treatment"
    )
    old = f"<clinical_study><study_design>{design}</study_design></clinical_study>"
    assert _values(old) == {
        "designModule.designInfo.primaryPurpose": "Treatment",
        "designModule.designInfo.maskingInfo.masking": "Double Blind (Subject, Caregiver)",
    }


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("<clinical_study><a></clinical_study>", "broken XML"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><clinical_study>&a;</clinical_study>', "entities"),
        ('<?xml version="1.0" encoding="no-such"?><clinical_study/>', "broken XML"),
        ("<clinical_study>" + "<a>" * 5000 + "</a>" * 5000 + "</clinical_study>", "nested deeper"),
    ],
)
def test_hostile_xml_is_a_read_error(data: str, reason: str) -> None:
    source = Source("study.xml", data.encode())
    assert ctgov_xml.detects(source)
    with pytest.raises(ReadError, match=reason):
        ctgov_xml.read(source)


def test_utf_16_is_read() -> None:
    source = Source("study.xml", PUBLIC.replace("UTF-8", "UTF-16").encode("utf-16"))
    assert ctgov_xml.detects(source)
    assert ctgov_xml.read(source).first("protocolSection.identificationModule.nctId")


@pytest.mark.parametrize(
    "other",
    [
        "<html><body><clinical_study></body></html>",
        "see <clinical_study> in the schema",
        "<study/>",
        '{"brief_title": "x", "nct_id": "NCT90000001", "eligibility": {}}',
        "",
    ],
)
def test_other_documents_are_not_taken(other: str) -> None:
    assert not ctgov_xml.detects(Source("x", other.encode()))
