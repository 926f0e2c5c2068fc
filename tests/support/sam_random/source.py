"""Random choices from one seed, and the values that templates are written with: literals, and intrinsics where they are legal.

A table of properties is a dictionary from the property's name to its maker, a function that takes the Source. The helpers that
end in `_` give makers: `text_("name")` is a maker of texts.
"""
import random

WORDS = ("orders", "users", "billing", "search", "photos", "ledger", "notify", "archive", "profile", "catalog", "audit", "stock")
PSEUDO = ("AWS::Region", "AWS::AccountId", "AWS::StackName", "AWS::Partition", "AWS::URLSuffix", "AWS::StackId")
ODD_TEXTS = ("a b", "it's", 'say "hi"', "grüße", "日本", "50%", "x/y", "back\\slash", "", "true", "1.0", "two\nlines", "{curly}")


class Source:
    """What can be written in a template and where it may refer to; Template in template.py adds the resources."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.density = self.random.choice((0.05, 0.15, 0.3, 0.6))   # of optional properties
        self.intrinsic = self.random.choice((0.0, 0.1, 0.3))        # how often a value is no literal
        self.parameters, self.conditions = {}, {}
        self.serial = 0

    def chance(self, share):
        return self.random.random() < share

    def one(self, *items):
        return self.random.choice(items)

    def some(self, items, least=1, most=3):
        items = list(items)
        return self.random.sample(items, min(len(items), self.random.randint(least, most)))

    def number(self, least, most):
        return self.random.randint(least, most)

    def table(self, rows, required=(), without=()):
        """A random subset of the rows, in a random order; always those of `required`."""
        chosen = [name for name in rows if name in required or (name not in without and self.chance(self.density))]
        self.random.shuffle(chosen)
        return {name: rows[name](self) for name in chosen}

    def list_of(self, maker, least=1, most=3):
        return [maker(self) for _ in range(self.number(least, most))]

    def map_of(self, maker, least=1, most=3):
        return {f"{key}{self.one('', '-x', 'Y')}": maker(self) for key in self.some(WORDS, least, most)}

    def word(self, stem=""):
        self.serial += 1
        return f"{self.one(*WORDS)}{stem}{self.serial}"

    def id(self, kind=""):
        return self.word().capitalize() + kind

    # Values. A `plain` one is a literal, the others may be intrinsics.

    def plain(self, stem="x"):
        return self.one(*ODD_TEXTS) if self.chance(0.04) else f"{self.one(*WORDS)}-{stem}"

    def text(self, stem="x"):
        return self.intrinsic_text(stem) if self.chance(self.intrinsic) else self.plain(stem)

    def intrinsic_text(self, stem):
        makers = (lambda: {"Ref": self.parameter("String")}, lambda: {"Fn::Sub": f"{stem}-${{{self.parameter('String')}}}-${{{self.one(*PSEUDO)}}}"},
                  lambda: {"Fn::If": [self.condition(), self.plain(stem), self.one(self.plain(stem), {"Ref": "AWS::StackName"})]},
                  lambda: {"Fn::FindInMap": ["Regions", {"Ref": "AWS::Region"}, "Name"]}, lambda: {"Fn::ImportValue": f"{stem}-export"},
                  lambda: {"Fn::Join": ["-", [self.plain(stem), {"Ref": self.one(*PSEUDO)}]]}, lambda: {"Ref": self.one(*PSEUDO)},
                  lambda: {"Fn::Sub": [f"${{Own}}-{stem}", {"Own": self.one(self.plain(stem), {"Ref": self.parameter("String")})}]},
                  lambda: {"Fn::GetAtt": [self.plain_resource("AWS::SSM::Parameter"), "Value"]})
        return self.one(*makers)()

    def parameter_text(self, stem="x"):
        """A literal, or a Ref to a parameter with a value: where SAM needs to know."""
        return {"Ref": self.parameter("String", default=True)} if self.chance(self.intrinsic) else self.plain(stem)

    def count(self, least=1, most=900):
        if not self.chance(self.intrinsic):
            return self.number(least, most)
        return self.one({"Ref": self.parameter("Number")}, {"Fn::If": [self.condition(), least, most]},
                        {"Fn::FindInMap": ["Regions", "us-east-1", "Size"]})

    def flag(self):
        if not self.chance(self.intrinsic):
            return self.one(True, False)
        return self.one({"Ref": self.parameter("String")}, {"Fn::If": [self.condition(), True, False]}, "true")

    def arn(self, service, resource):
        written = f"arn:aws:{service}:us-east-1:123456789012:{resource}"
        if not self.chance(self.intrinsic):
            return written
        return self.one({"Fn::Sub": f"arn:${{AWS::Partition}}:{service}:${{AWS::Region}}:${{AWS::AccountId}}:{resource}"},
                        {"Fn::ImportValue": f"{service}-arn"}, {"Ref": self.parameter("String")},
                        {"Fn::If": [self.condition(), written, {"Ref": self.parameter("String")}]})

    # What values refer to comes into being with the first reference.

    def parameter(self, kind, default=None):
        """The name of a parameter of this type; with a value if `default`, else perhaps."""
        given = self.chance(0.7) if default is None else default
        name = f"{kind}{self.number(1, 2)}{'' if given else 'Open'}"
        if name not in self.parameters:
            value = {"String": self.plain("default"), "Number": self.number(1, 99), "CommaDelimitedList": "a,b"}[kind]
            self.parameters[name] = {"Type": kind, **({"Default": value} if given else {})}
        return name

    def condition(self):
        name = self.one("IsProd", "IsEast", "HasName", "Both")
        self.conditions.update({"IsProd": {"Fn::Equals": [{"Ref": self.parameter("String")}, "prod"]},
                                "IsEast": {"Fn::Equals": [{"Ref": "AWS::Region"}, "us-east-1"]},
                                "HasName": {"Fn::Not": [{"Fn::Equals": [{"Ref": "AWS::StackName"}, "x"]}]},
                                "Both": {"Fn::And": [{"Condition": "IsEast"}, {"Condition": "HasName"}]}})
        return name

    def tags(self):
        return {key: self.text("tag") for key in self.some(("Team", "Stage", "cost-center", "a:b"), 1, 3)}


def text_(stem="x"):
    return lambda s: s.text(stem)


def plain_(stem="x"):
    return lambda s: s.plain(stem)


def one_(*items):
    return lambda s: s.one(*items)


def count_(least=1, most=900):
    return lambda s: s.count(least, most)


def number_(least=1, most=900):
    return lambda s: s.number(least, most)


def arn_(service, resource):
    return lambda s: s.arn(service, resource)


def list_(maker, least=1, most=3):
    return lambda s: s.list_of(maker, least, most)


def map_(maker, least=1, most=3):
    return lambda s: s.map_of(maker, least, most)


def table_(rows, required=()):
    return lambda s: s.table(rows, required)


def flag(s):
    return s.flag()


def boolean(s):
    return s.one(True, False)


def tags(s):
    return s.tags()
