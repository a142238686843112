"""Files as written: text, then a tree of YAML or JSON nodes that know their places. Every scalar is still text."""

from ctethics.source.json_tree import parse_json
from ctethics.source.nodes import Mapping, Node, Scalar, Sequence
from ctethics.source.read import read_text
from ctethics.source.yaml_tree import parse_yaml

__all__ = ["Mapping", "Node", "Scalar", "Sequence", "parse_json", "parse_yaml", "read_text"]
