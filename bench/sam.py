"""The part of the benchmark about SAM: `stackfit transform` beside the translator that AWS publishes (aws-sam-translator).

Three questions: what a small template costs as a process, what it costs in a process that has done it before ("warm"), and how the
time grows with the template. Warm, each is a loop in one process that reads, expands and prints (transform_loop.cpp for stackfit);
both count CPU time, which a busy machine disturbs less.
"""
import importlib.util
import statistics
import subprocess
import sys

SIZES = (100, 200, 400)
SMALL = """Transform: AWS::Serverless-2016-10-31
Globals:
  Function: {Runtime: python3.13, MemorySize: 256}
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Handler: orders.handler
      CodeUri: s3://artifacts/orders.zip
      AutoPublishAlias: live
      DeploymentPreference: {Type: Canary10Percent5Minutes}
      Policies: [{DynamoDBCrudPolicy: {TableName: !Ref Table}}]
      Events:
        Get: {Type: Api, Properties: {Path: '/orders/{id}', Method: get}}
        Nightly: {Type: Schedule, Properties: {Schedule: rate(1 day)}}
  Table:
    Type: AWS::Serverless::SimpleTable
"""
FUNCTION = """  Function{n}:
    Type: AWS::Serverless::Function
    Properties:
      Handler: f{n}.handler
      Runtime: python3.13
      CodeUri: s3://artifacts/f{n}.zip
      Events:
        Get: {{Type: Api, Properties: {{Path: '/things{n}/{{id}}', Method: get}}}}
"""
# What the service does with a template: reads it, expands it, prints it. With a second argument: that often, and how long it took.
TRANSLATE = """
import json, os, sys, time, statistics
os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")
from samtranslator.yaml_helper import yaml_parse
from samtranslator.translator.transform import transform
class NoPolicies:
    def load(self): return {}
def once(text):
    return json.dumps(transform(json.loads(json.dumps(yaml_parse(text))), {}, NoPolicies()))
text, took = open(sys.argv[1]).read(), []
for _ in range(int((sys.argv[2:] or ["1"])[0])):
    begin = time.process_time()
    once(text)
    took.append(time.process_time() - begin)
print(statistics.median(took[len(took) // 10:]) * 1000)
"""
OURS, THEIRS = "stackfit transform", "aws-sam-translator"
SMALL_SUBJECT = f"SAM, {SMALL.count(chr(10))} lines"


def growth_subject(size):
    return f"SAM, {size} functions with an API path each"


def installed():
    return importlib.util.find_spec("samtranslator") is not None


def templates(folder):
    """Pairs of subject and path; the small one first."""
    made = [(SMALL_SUBJECT, SMALL)]
    for size in SIZES:
        made.append((growth_subject(size), "Transform: AWS::Serverless-2016-10-31\nResources:\n" + "".join(FUNCTION.format(n=n) for n in range(size))))
    paths = []
    for index, (subject, text) in enumerate(made):
        path = folder / f"sam{index}.yaml"
        path.write_text(text, encoding="utf-8")
        paths.append((subject, path))
    return paths


def cases(Case, binary, folder):
    made = []
    for subject, path in templates(folder):
        made.append(Case(subject, OURS, [binary, "transform", path], fine=[0]))
        if installed():
            # The translator needs seconds for the large ones: once is enough.
            made.append(Case(subject, THEIRS, [sys.executable, "-c", TRANSLATE, path], peer=True, fine=[0], once=subject != SMALL_SUBJECT))
    return made


def warm(binary, folder, environment, times=200):
    """Milliseconds of CPU for the small template in a process that has done it before: stackfit's, and the translator's or None.

    stackfit's is None where `./dev bench` has not built the loop.
    """
    loop = binary.parent / "transform_loop"
    commands = ([loop] if loop.is_file() else None, [sys.executable, "-c", TRANSLATE] if installed() else None)
    return [command and float(subprocess.run([*command, folder / "sam0.yaml", str(times)], env=environment, capture_output=True, text=True, check=True).stdout)
            for command in commands]


def ratios(cases, warm_ours, warm_theirs):
    """Lines that say how many times faster stackfit is, and how its time grows."""
    wall = {(case.subject, case.tool): statistics.median(case.wall) for case in cases}

    def line(what, ours, theirs, unit="ms"):
        than = f", {theirs / ours:.0f} times faster than {THEIRS} ({theirs:.0f} {unit})" if theirs else ""
        return f"{what}: {ours:.2f} {unit}{than}"

    lines = [line("a small template as a process", wall[(SMALL_SUBJECT, OURS)], wall.get((SMALL_SUBJECT, THEIRS)))]
    if warm_ours:
        lines.append(line("a small template, warm", warm_ours, warm_theirs, "ms CPU"))
    for size in SIZES:
        subject = growth_subject(size)
        lines.append(line(f"{size} functions", wall[(subject, OURS)], wall.get((subject, THEIRS))))
    return lines
