"""The SAM translator that AWS publishes, in this process: what it makes of a template. Tests that compare with it need it."""
import copy
import json
import logging
import os
import pathlib

REQUIREMENTS = pathlib.Path(__file__).resolve().parents[1] / "requirements.txt"
VERSION = REQUIREMENTS.read_text(encoding="utf-8").split("aws-sam-translator==")[1].split()[0]
REPOSITORY_URL = "https://example.com/signed-url"   # of every application of the Serverless Application Repository


def absence():
    """Why the translator cannot be asked here, or None."""
    import importlib.metadata
    try:
        found = importlib.metadata.version("aws-sam-translator")
    except importlib.metadata.PackageNotFoundError:
        return f"aws-sam-translator {VERSION} is not installed for this Python"
    return None if found == VERSION else f"this needs aws-sam-translator {VERSION}, not {found}"


class NoPolicies:
    """The list of managed policies that the service would fetch from IAM; the one in the package is enough."""

    def load(self):
        return {}


def answer_for_repository(self, call, logical_id, *arguments):
    return {"Status": "ACTIVE", "TemplateId": "id", "TemplateUrl": REPOSITORY_URL}


def set_region(region):
    import boto3
    from samtranslator.translator.arn_generator import ArnGenerator
    if os.environ.get("AWS_DEFAULT_REGION") != region:
        os.environ["AWS_DEFAULT_REGION"] = region   # the translator asks boto3, which asks the environment
        boto3.DEFAULT_SESSION = None
    ArnGenerator.BOTO_SESSION_REGION_NAME = region


def transform(template, parameters, region):
    """("made", template), ("refused", its reasons) or ("crashed", the exception): the last says nothing about the template."""
    logging.disable(logging.CRITICAL)
    from samtranslator.model.exceptions import InvalidDocumentException
    from samtranslator.plugins.application.serverless_app_plugin import ServerlessAppPlugin
    from samtranslator.translator.transform import transform as official
    ServerlessAppPlugin._sar_service_call = answer_for_repository
    set_region(region)
    try:
        return "made", official(copy.deepcopy(template), dict(parameters), NoPolicies())
    except InvalidDocumentException as error:
        return "refused", "; ".join(sorted({cause.message for cause in error.causes}))
    except Exception as error:  # whatever else leaves it is a fault of its own
        return "crashed", f"{type(error).__name__}: {error}"


def sorted_lists(value):
    """Lists as multisets, the way in which the translator's own tests compare."""
    if isinstance(value, dict):
        return {key: sorted_lists(member) for key, member in value.items()}
    if isinstance(value, list):
        return sorted((sorted_lists(item) for item in value), key=lambda item: (type(item).__name__, json.dumps(item, sort_keys=True)))
    return value
