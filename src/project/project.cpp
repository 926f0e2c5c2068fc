// Reading the templates of one run: text to document, document to template, SAM expanded, exports collected.
#include "stackfit/project.h"

#include <algorithm>
#include <utility>

#include "missing_paths.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

/// The id under which a mistake in the text is reported; "" for what ends the reading (the unit is then not readable).
std::string_view check_of(SyntaxError::Kind kind) {
    switch (kind) {
        case SyntaxError::Kind::duplicate_key: return "duplicate-key";
        case SyntaxError::Kind::alias: return "yaml-alias";
        case SyntaxError::Kind::merge_key: return "yaml-merge-key";
        case SyntaxError::Kind::unknown_tag: return "yaml-unknown-tag";
        case SyntaxError::Kind::syntax: break;
    }
    return {};
}

/// The tag of a preprocessor's directive is no slip: check template-fragment tells of it, once for the file.
bool is_directive(const Sources& sources, const SyntaxError& error) {
    return error.kind == SyntaxError::Kind::unknown_tag &&
           sources[error.span.file].text(error.span).starts_with("!Rain::");
}

void add_document_problems(const Sources& sources, const Document& document, std::vector<Problem>& problems) {
    for (const SyntaxError& error : document.errors) {
        const auto check = check_of(error.kind);
        if (check.empty() || is_directive(sources, error)) continue;
        problems.push_back(Problem{check, error.message, error.span, {}, false});
    }
}

/// A file that is included: the template can be judged without it, so what ends its reading is a finding too.
void add_included_problems(const Sources& sources, const Document& document, std::vector<Problem>& problems) {
    if (document.root != nullptr) return add_document_problems(sources, document, problems);
    const SyntaxError& error = document.errors.front();
    problems.push_back(Problem{"template-syntax", error.message, error.span, {}, false});
}

std::string quoted_list(const std::vector<std::string_view>& values) {
    std::string text;
    for (const auto value : values) text += (text.empty() ? "" : ", ") + std::string(value);
    return text;
}

/// What is given and does not fit the declaration: CloudFormation refuses the deployment, not the template, so these are notes.
std::vector<Problem> given_problems(const Template& templ, const Assignment& given) {
    std::vector<Problem> problems;
    for (const auto& [name, value] : given.parameters) {
        const Parameter* parameter = templ.parameter(name);
        if (parameter != nullptr && !parameter->allowed_values.empty() && !parameter->list &&
                   std::find(parameter->allowed_values.begin(), parameter->allowed_values.end(), value) == parameter->allowed_values.end()) {
            problems.push_back(Problem{{}, "parameter " + name + " is given as '" + value + "', which its AllowedValues do not have: " + quoted_list(parameter->allowed_values), {}, {}, true});
        }
    }
    return problems;
}

/// The path that a nested stack names its template by; "" when there is none, or it is no path.
std::string_view local_template(const Resource& stack) {
    if (stack.type != "AWS::CloudFormation::Stack" || stack.properties == nullptr) return {};
    const Node* url = stack.properties->get("TemplateURL");
    const bool path = url != nullptr && url->is_string() && url->text.find("://") == std::string_view::npos &&
                      url->text.find_first_of("{}$") == std::string_view::npos && !url->text.starts_with('/');
    return path ? url->text : std::string_view{};
}

/// `files`: null for a template that is no file; nothing is included then.
void expand(Unit& unit, const ProjectOptions& options, const FileSystem* files, Sources& sources, Arena& arena) {
    SamOptions sam;
    sam.files = files;
    sam.sources = &sources;
    sam.mode = options.mode;
    sam.region = options.given.region.value_or(options.region);
    sam.given = &options.given;
    sam.repository_url = options.repository_url;
    SamResult result = expand_sam(unit.source, sam, arena);
    for (const Document& document : result.included) add_included_problems(sources, document, unit.problems);
    unit.problems.insert(unit.problems.end(), std::make_move_iterator(result.problems.begin()),
                         std::make_move_iterator(result.problems.end()));
    for (auto& problem : given_problems(unit.source, options.given)) unit.problems.push_back(std::move(problem));
    unit.refused = result.refused;
    unit.made = std::move(result.made);
    unit.expanded = Template::read(result.root);
    unit.expanded.set_possible_names(std::move(result.possible_names));
    unit.source.set_types(options.types);
    unit.expanded.set_types(options.types);
    unit.worlds = std::make_unique<Worlds>(unit.expanded, options.given, options.production_names);
}

}  // namespace

Unit& Project::add(const FileSystem& files, const std::string& path, const ProjectOptions& options) {
    return add(&files, Request{path}, options);
}

Unit& Project::add_text(std::string path, std::string text, const ProjectOptions& options, const FileSystem* files) {
    return add(files, Request{std::move(path), std::move(text)}, options);
}

Unit& Project::add_failure(std::string path, Error error) { return add(nullptr, Request{std::move(path), std::move(error)}, {}); }

Unit& Project::add(const FileSystem* files, Request request, const ProjectOptions& options) {
    Unit& unit = units_.emplace_back();
    read(unit, files, std::move(request), options);
    add_exports(unit);
    return unit;
}

/// Units are independent of each other until their exports are joined. Only the numbers of files depend on who comes first, and those are
/// compared within a unit only, where they rise.
void Project::add_all(const FileSystem& files, std::vector<Request> requests, const ProjectOptions& options, const Workers& workers) {
    const std::size_t first = units_.size();
    for (std::size_t i = 0; i < requests.size(); ++i) units_.emplace_back();
    workers.each(requests.size(), [&](std::size_t i) { read(units_[first + i], &files, std::move(requests[i]), options); });
    for (std::size_t i = first; i < units_.size(); ++i) add_exports(units_[i]);
}

void Project::read(Unit& unit, const FileSystem* files, Request request, const ProjectOptions& options) {
    const bool is_file = !request.text;
    auto text = is_file ? files->read(request.path, DocumentLimits{}.bytes) : std::move(*request.text);
    unit.path = unit.name = request.path;
    if (!text) unit.read_error = text.error();
    // What could not be read is a place too, for the finding to stand at.
    unit.file = sources_.add(std::move(request.path), text ? std::move(text.value()) : std::string());
    if (unit.read_error) return;
    read_template(unit, files, options);
    if (is_file) add_nested(*files, unit);
}

void Project::read_template(Unit& unit, const FileSystem* files, const ProjectOptions& options) {
    unit.document = read_document(sources_, unit.file, *unit.arena);
    unit.readable = unit.document.root != nullptr;
    if (!unit.readable) return;
    add_document_problems(sources_, unit.document, unit.problems);
    unit.source = Template::read(unit.document.root);
    unit.is_template = unit.source.looks_like_template();
    if (!unit.is_template) return;
    expand(unit, options, files, sources_, *unit.arena);
    if (!options.check_paths || files == nullptr) return;
    for (Problem& problem : missing_paths(unit.source, *files, std::string(folder_of(unit.path)))) unit.problems.push_back(std::move(problem));
}

void Project::add_nested(const FileSystem& files, Unit& unit) {
    const std::string folder(folder_of(unit.path));
    for (const Resource& stack : unit.expanded.resources()) {
        const std::string_view url = local_template(stack);
        if (url.empty() || unit.nested.count(url) != 0) continue;
        const std::string path = folder + std::string(url.substr(url.starts_with("./") ? 2 : 0));
        auto text = files.read(path, DocumentLimits{}.bytes);
        if (!text) continue;
        const Document document = read_document(sources_, sources_.add(path, std::move(text.value())), *unit.arena);
        if (document.root == nullptr || !document.errors.empty()) continue;
        Template templ = Template::read(document.root);
        if (templ.looks_like_template()) unit.nested.try_emplace(std::string(url), std::move(templ));
    }
}

void Project::add_exports(const Unit& unit) {
    const Node* outputs = unit.worlds == nullptr ? nullptr : unit.expanded.section("Outputs");
    if (outputs == nullptr) return;
    // A name may rest on parameters; it is taken as in the headline world, those without a value staying pieces.
    unit.worlds->explore(
        [&](World& world) {
            for (const Member& output : outputs->members) {
                const Value name = world.at(output.value, {"Export", "Name"});
                if (name.is_text())
                    exports_.try_emplace(to_string(name.text),
                                         Export{&unit, output.value->get("Value"), &output});
            }
        },
        1);
}

const Project::Export* Project::exported(std::string_view name) const {
    const auto found = exports_.find(name);
    return found != exports_.end() ? &found->second : nullptr;
}

}  // namespace stackfit
