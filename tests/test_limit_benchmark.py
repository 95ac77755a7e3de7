"""What the measure of the limit counts."""

from __future__ import annotations

import pytest

from benchmarks.limit import operations, run
from onrecord.reading.encoder import shipped
from tests.conftest import STORY


def test_operations_are_those_of_six_layers_of_the_encoder() -> None:
    assert operations(1) == 6 * 2 * (1_769_472 + 2 * 384)
    assert operations(200) > 200 * operations(1), "attention grows with the square"


def test_reading_is_slower_than_its_network(capsys: pytest.CaptureFixture[str]) -> None:
    found = run([str(STORY)], shipped(1), rounds=1)
    assert 0 < found["whole"] < found["bare"]
    assert found["product"] > 0
    assert "of the network by itself" in capsys.readouterr().out
    with pytest.raises(SystemExit, match="nothing to read"):
        run([], shipped(1))
