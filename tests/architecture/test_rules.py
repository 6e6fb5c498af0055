"""Every rule tells its own good examples from its bad ones, and the house keeps every rule."""

import importlib
import pkgutil

import pytest

from tests.architecture import rules
from tests.architecture.house import Rule, sources

RULES: dict[str, Rule] = {
    module.name: importlib.import_module(f"{rules.__name__}.{module.name}").RULE
    for module in pkgutil.iter_modules(rules.__path__)
}
every_rule = pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))


@every_rule
def test_the_rule_finds_each_bad_example(rule: Rule) -> None:
    missed = [bad.text for bad in rule.bad if not (rule.where(bad) and list(rule.find(bad)))]

    assert rule.bad and missed == []


@every_rule
def test_the_rule_is_content_with_each_good_example(rule: Rule) -> None:
    found = [
        (good.text, list(rule.find(good))) for good in rule.good if rule.where(good) and list(rule.find(good))
    ]

    assert rule.good and found == []


@every_rule
def test_the_house_keeps_the_rule(rule: Rule) -> None:
    breaches = [
        f"{source.path}:{line}: {what}"
        for source in sources()
        if rule.where(source)
        for line, what in rule.find(source)
    ]

    assert not breaches, f"{rule.says}\n" + "\n".join(breaches)
