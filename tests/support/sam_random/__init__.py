"""Random SAM templates that are valid, or nearly always are: see template.generate."""
from .template import TYPES, generate

__all__ = ["TYPES", "generate"]
