"""The licences of what is installed with the project."""

import pytest

from tests import audit


def test_no_pinned_package_is_under_the_gpl() -> None:
    assert audit.licences() == []
    assert "spacy" in audit.pinned()


@pytest.mark.parametrize(
    ("stated", "bad"),
    [
        ("MIT", False),
        ("License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)", False),
        ("LGPL-2.1-or-later", False),
        ("GPL-2.0-only OR MIT", False),
        ("GPL-3.0-or-later", True),
        ("License :: OSI Approved :: GNU General Public License v3 (GPLv3)", True),
        ("GNU Affero General Public License", True),
        ("", True),
    ],
)
def test_unwanted(stated: str, bad: bool) -> None:
    assert bool(audit.unwanted(stated)) == bad
