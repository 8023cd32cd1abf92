"""Text with positions: Markdown and YAML read so that every mistake has a line and a column."""

from markup.attributes import SLUG, Attributes, check_attributes
from markup.blocks import Block, Document
from markup.fields import Fields, read_fields
from markup.front_matter import Record, read_front_matter, read_yaml
from markup.inline import plain
from markup.lines import decode, split_lines
from markup.problems import Place, Problem, Report, errors_among, suggest
from markup.prose import render_prose
from markup.render import highlight_lines, render, render_inline
from markup.scanner import scan

__all__ = [
    "SLUG",
    "Attributes",
    "Block",
    "Document",
    "Fields",
    "Place",
    "Problem",
    "Record",
    "Report",
    "check_attributes",
    "decode",
    "errors_among",
    "highlight_lines",
    "plain",
    "read_fields",
    "read_front_matter",
    "read_yaml",
    "render",
    "render_inline",
    "render_prose",
    "scan",
    "split_lines",
    "suggest",
]
