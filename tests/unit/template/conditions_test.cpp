// What conditions, Rules and constraints of parameters make of the worlds of a template: User Guide, "Condition functions", "Rules section"
// and "Parameters section".
#include <doctest/doctest.h>

#include <sstream>

#include "support/world_runs.h"

using namespace stackfit;
using namespace stackfit::testing;

namespace {

struct Row {
    const char* name;
    const char* text;       ///< of the template, without Resources
    const char* asked;      ///< conditions, in this order
    const char* expected;   ///< "DECISIONS -> the conditions that are true", a line a world
};

std::string worlds_of(const Row& row) {
    const ParsedTemplate parsed(std::string(row.text) + "Resources: {}\n");
    return runs(parsed, [&](World& world) {
               std::istringstream names(row.asked);
               std::string line;
               for (std::string name; names >> name;)
                   if (world.condition(name)) line += (line.empty() ? "" : " ") + name;
               return line;
           }).text;
}

constexpr Row rows[] = {
    {"And, Or and Not of references", R"(
Parameters: {Env: {Type: String, AllowedValues: [dev, test, prod]}, Size: {Type: String, AllowedValues: [small, large]}}
Conditions:
  Prod: !Equals [!Ref Env, prod]
  Large: !Equals [!Ref Size, large]
  Both: !And [!Condition Prod, !Condition Large]
  Either: !Or [!Condition Prod, !Condition Large]
  Neither: !Not [!Condition Either]
)",
     "Both Either Neither", R"(Env=prod, Size≠large -> Either
Env≠prod, Size≠large -> Neither (not production)
Env=prod, Size=large -> Both Either
Env≠prod, Size=large -> Either (not production)
)"},
    {"functions in functions", R"(
Parameters: {Env: {Type: String, AllowedValues: [dev, test, prod]}}
Conditions: {Live: !Or [!Equals [!Ref Env, prod], !Not [!Or [!Equals [!Ref Env, dev], !Equals [!Ref Env, prod]]]]}
)",
     "Live", R"(Env=prod -> Live
Env≠prod, Env≠dev -> Live
Env≠prod, Env=dev ->  (not production)
)"},
    {"literals on both sides", "Conditions: {Same: !Equals [a, a], Other: !Equals [a, b], Number: !Equals [1, '1'], Spelling: !Equals ['1.0', 1]}\n",
     "Same Other Number Spelling", "-> Same Number\n"},
    {"a literal on the left, and booleans as text", R"(
Parameters: {On: {Type: String, AllowedValues: [true, false]}}
Conditions: {IsOn: !Equals [true, !Ref On], Yes: !Equals [!Ref On, 'True']}
)",
     "IsOn Yes", "On=true -> IsOn\nOn≠true -> \n"},
    {"parameter to parameter, closed", R"(
Parameters: {A: {Type: String, AllowedValues: [x, y]}, B: {Type: String, AllowedValues: [y, z]}}
Conditions: {Same: !Equals [!Ref A, !Ref B]}
)",
     "Same", "B=y, A=x -> \nB≠y, A=x -> \nB=y, A≠x -> Same\nB≠y, A≠x -> \n"},
    {"parameter to parameter, open: where one has a literal of the other, they are equal or not", R"(
Parameters: {A: {Type: String, AllowedValues: [x, y]}, B: {Type: String}}
Conditions: {Same: !Equals [!Ref A, !Ref B], IsX: !Equals [!Ref B, x], AX: !Equals [!Ref A, x]}
)",
     "AX IsX Same", "A=x, B≠x -> AX\nA≠x, B≠x, B≠y -> \nA=x, B=x -> AX IsX Same\nA≠x, B=x -> IsX\nA≠x, B≠x, B=y -> Same\n"},
    {"both sides functions", R"(
Parameters: {Env: {Type: String, AllowedValues: [dev, prod]}, Color: {Type: String, AllowedValues: [blue]}}
Mappings: {Colors: {dev: {Name: green}, prod: {Name: blue}}}
Conditions: {Match: !Equals [!Sub '${Env}-${Color}', !Join ['-', [prod, !FindInMap [Colors, !Ref Env, Name]]]]}
)",
     "Match", "Env=prod -> Match\nEnv≠prod ->  (not production)\n"},
    {"Select and Split", R"(
Parameters: {Place: {Type: String, AllowedValues: [eu-a, us-b]}}
Conditions: {Europe: !Equals [!Select [0, !Split ['-', !Ref Place]], eu]}
)",
     "Europe", "Place=eu-a -> Europe\nPlace≠eu-a -> \n"},
    {"a mapping as a switch", R"(
Parameters: {Env: {Type: String, AllowedValues: [dev, test, prod]}}
Mappings: {Switch: {dev: {Backup: 'false'}, test: {Backup: 'true'}, prod: {Backup: 'true'}}}
Conditions: {Backup: !Equals [!FindInMap [Switch, !Ref Env, Backup], 'true']}
)",
     "Backup", "Env=prod -> Backup\nEnv≠prod, Env≠dev -> Backup (not production)\nEnv≠prod, Env=dev ->  (not production)\n"},
    {"the keys of a mapping are values of an open parameter", R"(
Parameters: {Env: {Type: String}}
Mappings: {Switch: {dev: {Backup: 'false'}, live: {Backup: 'true'}}}
Conditions: {Backup: !Equals [!FindInMap [Switch, !Ref Env, Backup], 'true']}
)",
     "Backup",
     "Env=live -> Backup\nEnv≠live, Env≠dev, Backup is false ->  (not production)\nEnv≠live, Env=dev ->  (not production)\n"
     "Env≠live, Env≠dev, Backup is true -> Backup (not production)\n"},
    {"what only the deployment knows is one atom, however often it is compared", R"(
Parameters: {Subnets: {Type: 'List<AWS::EC2::Subnet::Id>'}}
Conditions:
  InVpc: !Not [!Equals [!Join ['', !Ref Subnets], '']]
  Public: !Equals ['', !Join ['', !Ref Subnets]]
  Nested: !And [!Condition InVpc, !Not [!Equals [!Join ['', !Ref Subnets], '']]]
)",
     "InVpc Public Nested", "Public is false -> InVpc Nested\nPublic is true -> Public\n"},
    {"a comparison that is no condition of its own has a name of its own", R"(
Parameters: {A: {Type: String}, B: {Type: String}}
Conditions: {C: !And [!Equals [!Sub '${A}-x', !Ref B], !Equals ['1', '1']], D: !Or [!Equals [!Sub '${A}-x', !Ref B], !Equals ['1', '2']]}
)",
     "C D", "Sub(\"${A}-x\") = B is false -> \nSub(\"${A}-x\") = B is true -> C D\n"},
    {"AllowedPattern and lengths take away what is compared in vain", R"(
Parameters: {Env: {Type: String, AllowedPattern: '[a-z]+'}, Name: {Type: String, MinLength: 1}, N: {Type: Number, MaxValue: 3}}
Conditions: {Test: !Equals [!Ref Env, TEST], None: !Equals [!Ref Name, ''], Four: !Equals [!Ref N, 4], Three: !Equals [!Ref N, 3]}
)",
     "Three", "N≠3 -> \nN=3 -> Three\n"},
    {"a pattern of alternatives is a list of allowed values", R"(
Parameters: {Env: {Type: String, AllowedPattern: '^(dev|prod)$'}}
Conditions: {Prod: !Equals [!Ref Env, prod], Dev: !Equals [!Ref Env, dev], Test: !Equals [!Ref Env, test]}
)",
     "Prod Dev", "Env=prod -> Prod\nEnv≠prod -> Dev (not production)\n"},
    {"the items of a list are allowed values, not the list", R"(
Parameters: {Zones: {Type: CommaDelimitedList, AllowedValues: [a, b], Default: a}}
Conditions: {OnlyA: !Equals [!Join [',', !Ref Zones], a]}
)",
     "OnlyA", "Zones=a -> OnlyA\nZones≠a, OnlyA is false -> \nZones≠a, OnlyA is true -> OnlyA\n"},
    {"partition and URL suffix follow from the region", R"(
Conditions:
  Ireland: !Equals [!Ref AWS::Region, eu-west-1]
  China: !Equals [!Ref AWS::Partition, aws-cn]
  Suffix: !Equals [!Ref AWS::URLSuffix, amazonaws.com.cn]
)",
     "China Ireland Suffix",
     "AWS::Partition≠aws-cn, AWS::Region≠eu-west-1, AWS::URLSuffix≠amazonaws.com.cn -> \nAWS::Partition=aws-cn -> China Suffix\n"
     "AWS::Partition≠aws-cn, AWS::Region=eu-west-1 -> Ireland\nAWS::Partition≠aws-cn, AWS::Region≠eu-west-1, AWS::URLSuffix=amazonaws.com.cn -> Suffix\n"},
    {"an undeclared condition is an atom", "Conditions: {A: !Not [!Condition Missing]}\n", "A", "Missing is false -> A\nMissing is true -> \n"},
    {"a circle is decided once", "Conditions: {A: !And [!Condition B, !Condition B], B: !Or [!Condition A, !Condition A]}\n", "A B",
     "A is false -> \nA is true -> A B\n"},
    {"a rule with a condition", R"(
Parameters: {Env: {Type: String, AllowedValues: [dev, prod]}, Copies: {Type: Number, AllowedValues: [1, 2, 3]}}
Rules: {Safe: {RuleCondition: !Equals [!Ref Env, prod], Assertions: [{Assert: !Not [!Equals [!Ref Copies, 1]], AssertDescription: x}]}}
Conditions: {Prod: !Equals [!Ref Env, prod], One: !Equals [!Ref Copies, 1]}
)",
     "One Prod", "Copies≠1, Env=prod -> Prod\nCopies=1, Env≠prod -> One (not production)\nCopies≠1, Env≠prod ->  (not production)\n"},
    {"Fn::Contains", R"(
Parameters: {Env: {Type: String, AllowedValues: [dev, test, prod]}}
Rules: {R: {Assertions: [{Assert: {'Fn::Contains': [[dev, test], !Ref Env]}}]}}
Conditions: {Prod: !Equals [!Ref Env, prod], Dev: !Equals [!Ref Env, dev]}
)",
     "Prod Dev", "Env≠prod, Env=dev -> Dev (not production)\nEnv≠prod, Env≠dev ->  (not production)\n"},
    {"Fn::EachMemberIn and Fn::EachMemberEquals", R"(
Parameters: {A: {Type: String, AllowedValues: [x, y, z]}, B: {Type: String, AllowedValues: [x, y, z]}}
Rules:
  In: {Assertions: [{Assert: {'Fn::EachMemberIn': [[!Ref A, !Ref B], [x, y]]}}]}
  Equal: {Assertions: [{Assert: {'Fn::EachMemberEquals': [[!Ref A], x]}}]}
Conditions: {AX: !Equals [!Ref A, x], BX: !Equals [!Ref B, x], BZ: !Equals [!Ref B, z]}
)",
     "AX BX BZ", "A=x, B=x -> AX BX\nA=x, B≠x, B≠z -> AX\n"},
    {"a list parameter in a rule", R"(
Parameters: {Zones: {Type: CommaDelimitedList, Default: 'a, b'}, Zone: {Type: String, AllowedValues: [a, c]}}
Rules: {R: {Assertions: [{Assert: {'Fn::Contains': [!Ref Zones, !Ref Zone]}}]}}
Conditions: {A: !Equals [!Ref Zone, a]}
)",
     "A", "Zone=a -> A\nZone≠a -> \n"},
    {"ValueOf, ValueOfAll and RefAll are known to AWS alone: they exclude nothing", R"(
Parameters: {Subnet: {Type: 'AWS::EC2::Subnet::Id'}, Env: {Type: String, AllowedValues: [a, b]}}
Rules:
  One: {Assertions: [{Assert: !Equals [{'Fn::ValueOf': [Subnet, VpcId]}, x]}]}
  All: {RuleCondition: !Equals [!Ref Env, a], Assertions: [{Assert: {'Fn::EachMemberIn': [{'Fn::ValueOfAll': ['AWS::EC2::Subnet::Id', VpcId]}, {'Fn::RefAll': 'AWS::EC2::VPC::Id'}]}}]}
Conditions: {A: !Equals [!Ref Env, a]}
)",
     "A", "Env=a -> A\nEnv≠a -> \n"},
    {"rules that exclude only together", R"(
Parameters: {A: {Type: String, AllowedValues: [1, 2]}, B: {Type: String, AllowedValues: [1, 2]}, C: {Type: String, AllowedValues: [1, 2]}}
Rules:
  X: {RuleCondition: !Equals [!Ref A, 1], Assertions: [{Assert: !Equals [!Ref B, !Ref C]}]}
  Y: {RuleCondition: !Equals [!Ref A, 1], Assertions: [{Assert: !Not [!Equals [!Ref B, !Ref C]]}]}
Conditions: {A1: !Equals [!Ref A, 1]}
)",
     "A1", "A≠1 -> \n"},
    {"rules that nothing satisfies leave the headline world", R"(
Parameters: {A: {Type: String, AllowedValues: [1, 2]}}
Rules: {X: {Assertions: [{Assert: !Equals [!Ref A, 3]}]}}
Conditions: {A1: !Equals [!Ref A, 1]}
)",
     "A1", "A=1 -> A1\n"},
    {"the headline keeps to the rules, whichever parameter is asked for first", R"(
Parameters: {A: {Type: String, AllowedValues: [1, 2]}, B: {Type: String, AllowedValues: [1, 2]}}
Rules: {X: {Assertions: [{Assert: !Not [!And [!Equals [!Ref A, 1], !Equals [!Ref B, 1]]]}]}}
Conditions: {A1: !Equals [!Ref A, 1], B1: !Equals [!Ref B, 1]}
)",
     "B1 A1", "B=1, A≠1 -> B1\nB≠1, A≠1 -> \nB≠1, A=1 -> A1\n"},
};

}  // namespace

TEST_CASE("the worlds of conditions, rules and constraints") {
    for (const Row& row : rows) {
        CAPTURE(row.name);
        CHECK(worlds_of(row) == row.expected);
    }
}
