"""Files as written: text, then a tree of YAML or JSON nodes that know their places. Every scalar is still text."""

from ctethics.diagnostics import Collector, Source
from ctethics.source.nodes import Mapping, Node, Scalar, Sequence
from ctethics.source.read import read_text

__all__ = ["Mapping", "Node", "Scalar", "Sequence", "parse_json", "parse_yaml", "read_text"]


def parse_yaml(source: Source, problems: Collector) -> Node | None:
    """The file's one document as nodes, or None and a diagnostic; loads PyYAML, which not everybody needs."""
    from ctethics.source.yaml_tree import parse_yaml as parse

    return parse(source, problems)


def parse_json(source: Source, problems: Collector) -> Node | None:
    """The file's value as nodes, or None and a diagnostic."""
    from ctethics.source.json_tree import parse_json as parse

    return parse(source, problems)
