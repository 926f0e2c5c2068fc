#include <set>

#include "../common/say.h"
#include "stackfit/engine.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

/// Names of attributes in normal form. Nothing when some are known only at deployment.
using Names = std::optional<std::set<std::string>>;

/// Adds AttributeName of each element.
void add(World& world, const Value& list, Names& names) {
    if (list.absent() || !names) return;
    if (!list.is_sequence()) return names.reset();
    for (const Value& item : world.items(list)) {
        const Value name = world.get(item, "AttributeName");
        if (!name.is_text()) return names.reset();
        names->insert(to_string(name.text));
    }
}

/// Of the table and of its indexes.
Names keys(World& world, const Resource& table) {
    Names names{std::in_place};
    add(world, world.get(table.properties, "KeySchema"), names);
    for (const char* indexes : {"GlobalSecondaryIndexes", "LocalSecondaryIndexes"}) {
        const Value list = world.get(table.properties, indexes);
        if (list.absent()) continue;
        if (!list.is_sequence()) return std::nullopt;
        for (const Value& index : world.items(list)) add(world, world.get(index, "KeySchema"), names);
    }
    return names;
}

std::string without(const std::set<std::string>& some, const std::set<std::string>& others) {
    std::vector<std::string> left;
    for (const std::string& name : some) {
        if (others.count(name) == 0) left.push_back(say("'", name, "'"));
    }
    return join(left, ", ");
}

Judgement judge(CheckContext& context, const Resource& table) {
    const Value definitions = context.world.get(table.properties, "AttributeDefinitions");
    if (definitions.absent()) return Judgement::not_applicable();
    Names declared{std::in_place};
    add(context.world, definitions, declared);
    const Names used = keys(context.world, table);
    if (!declared || !used || used->empty())
        return Judgement::unknown("Attributes are known only at deployment");
    const std::string missing = without(*used, *declared);
    const std::string surplus = without(*declared, *used);
    if (missing.empty() && surplus.empty()) return Judgement::pass();
    // A parameter may have the name of any attribute.
    if ((missing + surplus).find("${") != std::string::npos)
        return Judgement::unknown("Attributes are known only at deployment");
    std::string message = missing.empty() ? say("AttributeDefinitions of table ", table.id, " declares ",
                                                surplus, ", which is no key of the table or an index.")
                                          : say("Keys of table ", table.id, " or its indexes use ", missing,
                                                ", which AttributeDefinitions does not declare.");
    message += " DynamoDB wants exactly the attributes of all keys there, and refuses the table.";
    const Member* properties = table.node->find("Properties");
    return Judgement::fail(std::move(message), properties == nullptr ? table.id_span : properties->key_span,
                           "Properties.AttributeDefinitions");
}

}  // namespace

NativeCheck table_keys_declared() { return {"table-keys-declared", judge}; }

}  // namespace stackfit::checks
