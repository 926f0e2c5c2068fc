// The order of the transforms: those nested in the template, innermost first; then the entries of Transform, from left to right (User
// Guide, "Overview of CloudFormation macros"). AWS::LanguageExtensions has to stand before AWS::Serverless ("AWS::LanguageExtensions
// transform"). Where it does not, SAM meets loops that it does not know: that is said, and they are expanded as if it did. Templates
// without loops are deployed in that order, and then SAM comes first here too.
#include <algorithm>

#include "sam/include.h"
#include "sam/language/language_extensions.h"
#include "sam/serverless.h"

namespace stackfit::sam {
namespace {

constexpr std::string_view extensions_name = "AWS::LanguageExtensions";

class Transforms {
public:
    Transforms(const Template& templ, const SamOptions& options, Arena& arena)
        : templ_(templ), options_(options), arena_(arena), build_(arena) {}

    SamResult run() {
        const Node* root = include(*templ_.root());
        Template read;
        if (root != templ_.root()) read = Template::read(root);
        const Template& included = root != templ_.root() ? read : templ_;
        check_names(included);
        const Member* use = first_use(*root);
        const bool listed = included.has_transform(extensions_name);
        // While judging, the check transform-missing tells, which knows a part of a template from a whole one.
        if (!listed && use != nullptr && options_.mode == SamMode::transform) refuse_unlisted(*use);
        for (const TransformEntry& entry : included.transforms()) note(entry);
        if (const Node* late = late_entry(included)) {
            const Member* loop = first_loop(included);
            if (loop == nullptr) return finish(expand_last(included));
            refuse_order(*late, *loop);
        }
        SamResult result = expand(included, listed || use != nullptr, options_.mode);
        // The service resolves parameters before SAM looks: what SAM refuses as a function may well be a text by then.
        if (listed && result.refused && options_.mode == SamMode::judge) {
            SamResult resolved = expand(included, true, SamMode::transform);
            if (refusals(resolved) < refusals(result)) result = std::move(resolved);
        }
        return finish(std::move(result));
    }

private:
    /// Nested ones, then the entries of Transform that are includes.
    const Node* include(const Node& root) {
        LanguageExtensions values(templ_, options_, arena_, remarks_);
        Includes includes(options_, values, arena_, remarks_);
        const Node* made = includes.expand(root);
        for (const TransformEntry& entry : templ_.transforms()) {
            if (entry.name != "AWS::Include") continue;
            if (const Node* joined = includes.expand_entry(*made, entry)) {
                made = joined;
                done_.push_back(entry.node);
            }
        }
        included_ = includes.take_documents();
        return done_.empty() ? made : without_done(*made);
    }

    /// Without the entries that are carried out.
    const Node* without_done(const Node& root) {
        const Member* transform = root.find("Transform");
        const auto done = [&](const Node* node) {
            return std::find(done_.begin(), done_.end(), node) != done_.end();
        };
        if (transform == nullptr) return &root;
        if (!transform->value->is_sequence())
            return done(transform->value) ? build_.without(root, "Transform") : &root;
        std::vector<const Node*> left;
        for (const Node* item : transform->value->items) {
            if (!done(item)) left.push_back(item);
        }
        if (left.empty()) return build_.without(root, "Transform");
        Member made = *transform;
        made.value = build_.sequence(left, transform->value->span, transform->value->origin);
        return build_.with(root, made);
    }

    static const Member* first_use(const Node& root) {
        for (const char* name : {"Conditions", "Resources", "Outputs", "Globals"}) {
            const Node* section = root.get(name);
            const Member* use = section == nullptr ? nullptr : first_extension(*section);
            if (use != nullptr) return use;
        }
        return nullptr;
    }

    void refuse_unlisted(const Member& use) {
        remarks_.refuse(extensions_check, use.key_span,
                        std::string(extension_name(use)) +
                            " needs the transform AWS::LanguageExtensions, which the template does not "
                            "list. CloudFormation refuses the template. Add it to Transform, before "
                            "AWS::Serverless-2016-10-31 where that stands.");
    }

    void check_names(const Template& templ) {
        for (const TransformEntry& entry : templ.transforms()) {
            if (entry.name.empty())
                remarks_.refuse(transforms_check, entry.node->span,
                                "An entry of Transform is the literal name of a transform, or {Name: ..., "
                                "Parameters: ...}.");
        }
    }

    /// AWS::LanguageExtensions where it stands after AWS::Serverless.
    static const Node* late_entry(const Template& templ) {
        bool serverless = false;
        for (const TransformEntry& entry : templ.transforms()) {
            serverless = serverless || entry.name.starts_with("AWS::Serverless");
            if (entry.name == extensions_name && serverless) return entry.node;
        }
        return nullptr;
    }

    static const Member* first_loop(const Template& templ) {
        const Node* resources = templ.section("Resources");
        if (resources == nullptr) return nullptr;
        const auto found = std::find_if(resources->members.begin(), resources->members.end(),
                                        [](const Member& member) { return is_loop(member.key); });
        return found == resources->members.end() ? nullptr : &*found;
    }

    void refuse_order(const Node& late, const Member& loop) {
        remarks_.refuse(transforms_check, late.span,
                        "AWS::LanguageExtensions stands after AWS::Serverless in Transform, so SAM meets " +
                            std::string(loop.key) + ", which it does not know. Put it first.");
    }

    void note(const TransformEntry& entry) {
        const bool known = entry.name.starts_with("AWS::Serverless") || entry.name == extensions_name ||
                           entry.name == "AWS::Include";
        if (!known && !entry.name.empty())
            remarks_.leave("macro " + std::string(entry.name), entry.node->span);
    }

    /// `resolving`: how AWS::LanguageExtensions treats parameters.
    SamResult expand(const Template& templ, bool extended, SamMode resolving) {
        Remarks remarks;
        if (!extended) return serverless(templ, remarks, {});
        SamOptions options = options_;
        options.mode = resolving;
        LanguageExtensions extensions(templ, options, arena_, remarks);
        const Node* root = apply(extensions, templ);
        const Template read = Template::read(root);
        std::vector<std::string_view> names = names_of(extensions);
        add_stage_names(read, names);
        return serverless(read, remarks, std::move(names));
    }

    /// SAM, then AWS::LanguageExtensions.
    SamResult expand_last(const Template& templ) {
        SamResult result = expand_serverless(templ, options_, arena_);
        const Template read = Template::read(result.root);
        Remarks remarks;
        LanguageExtensions extensions(read, options_, arena_, remarks);
        result.root = apply(extensions, read);
        result.possible_names = names_of(extensions);
        add(remarks, result);
        return result;
    }

    const Node* apply(LanguageExtensions& extensions, const Template& templ) {
        const Node* root = extensions.expand();
        // While judging SAM is to know that a parameter is a text by then.
        if (extensions.loops_left() || options_.mode == SamMode::judge) return root;
        for (const TransformEntry& entry : templ.transforms()) {
            if (entry.name == extensions_name) done_.push_back(entry.node);
        }
        return without_done(*root);
    }

    SamResult serverless(const Template& templ, Remarks& remarks, std::vector<std::string_view> names) {
        SamResult result = expand_serverless(templ, options_, arena_);
        add(remarks, result);
        result.possible_names = std::move(names);
        return result;
    }

    /// What was said before SAM comes first.
    static void add(Remarks& remarks, SamResult& result) {
        result.refused = result.refused || remarks.refusals() > 0;
        std::vector<Problem> before = remarks.finish();
        result.problems.insert(result.problems.begin(), before.begin(), before.end());
    }

    std::vector<std::string_view> names_of(const LanguageExtensions& extensions) {
        std::vector<std::string_view> names;
        for (const std::string& glob : extensions.possible_names()) names.push_back(build_.text(glob));
        return names;
    }

    /// The id of an API's stage has the stage's name in it, which the service knows by then; while judging it is open.
    void add_stage_names(const Template& templ, std::vector<std::string_view>& names) {
        for (const Resource& resource : templ.resources()) {
            if (resource.type != "AWS::Serverless::Api" || resource.properties == nullptr) continue;
            const Node* stage = resource.properties->get("StageName");
            if (stage != nullptr && !stage->is_scalar())
                names.push_back(build_.text(std::string(resource.id) + "*Stage"));
        }
    }

    static std::size_t refusals(const SamResult& result) {
        return static_cast<std::size_t>(std::count_if(result.problems.begin(), result.problems.end(),
                                                      [](const Problem& problem) { return !problem.note; }));
    }

    SamResult finish(SamResult result) {
        add(remarks_, result);
        result.changed = result.changed || result.root != templ_.root();
        result.included = std::move(included_);
        return result;
    }

    const Template& templ_;
    const SamOptions& options_;
    Arena& arena_;
    Builder build_;
    Remarks remarks_;
    std::vector<const Node*> done_;  ///< entries of Transform that are carried out
    std::vector<Document> included_;
};

}  // namespace
}  // namespace stackfit::sam

namespace stackfit {

SamResult expand_sam(const Template& templ, const SamOptions& options, Arena& arena) {
    if (templ.root() == nullptr || !templ.root()->is_mapping()) {
        SamResult unchanged;
        unchanged.root = templ.root();
        return unchanged;
    }
    return sam::Transforms(templ, options, arena).run();
}

}  // namespace stackfit
