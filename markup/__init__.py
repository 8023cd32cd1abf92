"""Text with positions: Markdown and YAML read so that every mistake has a line and a column."""

from markup.attributes import SLUG, Attributes, check_attributes
from markup.blocks import Block, Document
from markup.fields import Fields, Flag, read_fields
from markup.front_matter import Record, read_front_matter, read_yaml
from markup.inline import Link, plain
from markup.lines import decode, split_lines
from markup.problems import Place, Problem, Report, errors_among, suggest
from markup.prose import Prose, read_prose, refuse_callout
from markup.render import highlight_lines, render
from markup.scanner import scan, scan_body, split_document

__all__ = [
    "SLUG",
    "Attributes",
    "Block",
    "Document",
    "Fields",
    "Flag",
    "Link",
    "Place",
    "Problem",
    "Prose",
    "Record",
    "Report",
    "check_attributes",
    "decode",
    "errors_among",
    "highlight_lines",
    "plain",
    "read_fields",
    "read_front_matter",
    "read_prose",
    "read_yaml",
    "refuse_callout",
    "render",
    "scan",
    "scan_body",
    "split_document",
    "split_lines",
    "suggest",
]
