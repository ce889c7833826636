from tests.facts.documents import record_of, record_of_text, unread


def test_quantities_of_criteria_with_their_evidence() -> None:
    included = "Inclusion Criteria:\n\n* Platelets \\>= 100 x 10\\^9/L within 7 days before enrolment\n* Adults\n\n"
    record = record_of({"criteria": included + "Exclusion Criteria:\n\n* NYHA class III or IV\n"})
    platelets, nyha = record.quantities
    assert (platelets.id, platelets.measurement, platelets.low, platelets.unit) == ("q1", "Platelets", 100e9, "/L")
    assert platelets.window is not None
    assert platelets.window.model_dump() == {"value": 7, "unit": "d", "direction": "before", "anchor": "enrolment"}
    assert (nyha.low, nyha.high, nyha.criterion) == (3, 4, record.criteria[-1].id)
    text = record.document.text or ""
    for quantity in record.quantities:
        assert quantity.evidence[0].quote == quantity.text
        for place in quantity.evidence:
            assert text[place.start : place.end] == place.quote
            assert place.path == "protocolSection.eligibilityModule.eligibilityCriteria"
    assert [place.quote for place in platelets.evidence][1:] == ["Platelets", "within 7 days before enrolment"]


def test_thresholds_are_as_stated_in_exclusions() -> None:
    record = record_of_text("Exclusion Criteria:\n- BMI > 35 kg/m2\n")
    assert [(q.low, q.high, q.low_inclusive) for q in record.quantities] == [(35, None, False)]


def test_a_lost_sign_is_read_by_the_list_it_stands_in() -> None:
    record = record_of_text("Inclusion Criteria:\n- Hemoglobin = 9 g/dL\n\nExclusion Criteria:\n- Albumin = 3 g/dL\n")
    assert [(q.low, q.high, q.repaired) for q in record.quantities] == [(9, None, True), (None, 3, True)]


def test_what_cannot_be_read_is_not_dropped() -> None:
    record = record_of_text("Inclusion Criteria:\n- (see the laboratory manual): >= 50,000/mm3\n")
    assert record.quantities == []
    assert unread(record, "quantities") == [">= 50,000/mm3"]
