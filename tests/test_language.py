"""English is read; other languages are known for what they are."""

import pytest

from onrecord.articles.language import language, require_english
from onrecord.errors import ArticleError


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The harbour was closed on Monday after a crane fell, port officials said.", "en"),
        ("Crane falls in Marn", "en"),
        ("Le port a été fermé lundi après la chute d'une grue, ont déclaré les responsables du port de Marn.", "fr"),
        ("Der Hafen wurde am Montag geschlossen, nachdem ein Kran umgestürzt war, teilten Beamte mit.", "de"),
        ("El puerto fue cerrado el lunes después de que una grúa cayera, dijeron funcionarios portuarios.", "es"),
        ("تم إغلاق الميناء يوم الاثنين بعد سقوط رافعة، حسبما قال مسؤولون في الميناء.", "ar"),
        ("Порт был закрыт в понедельник после падения крана, сообщили официальные лица порта.", "ru"),
    ],
)
def test_languages(text: str, code: str) -> None:
    assert language(text) == code


def test_a_name_in_another_script_does_not_make_a_text_foreign() -> None:
    text = "The minister, نصر الدين, said that the harbour of Marn would be closed for as long as it takes."
    assert language(text) == "en"


def test_the_refusal_names_the_language() -> None:
    with pytest.raises(ArticleError, match="German"):
        require_english("Der Hafen wurde am Montag geschlossen, nachdem ein Kran umgestürzt war, hieß es.", "x")
