// project: the templates of one run. Everything later runs over a project, also of one template.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "stackfit/sam.h"
#include "stackfit/support/workers.h"

namespace stackfit {

/// One template: as written, and as AWS sees it after the transforms.
struct Unit {
    std::unique_ptr<Arena> arena = std::make_unique<Arena>();  ///< of its trees
    FileId file = no_file;
    std::string path;                  ///< as the user gave it
    std::string name;                  ///< path within the directory or revision given: equal on both sides of a comparison
    Document document;
    Template source;                   ///< as written
    Template expanded;                 ///< after SAM; what is judged
    std::vector<Problem> problems;     ///< of reading and expanding
    bool readable = false;             ///< false: `document.errors` says why, or `read_error`
    std::optional<Error> read_error;
    bool is_template = false;          ///< false: skipped with a note
    bool refused = false;              ///< SAM would refuse it (see `problems`): `expanded` holds what could be expanded
    std::vector<MadeResource> made;    ///< what SAM made, and for whom
    /// Templates of nested stacks that stand beside it, by their TemplateURL as it is written: as they are, and not judged.
    std::map<std::string, Template, std::less<>> nested;
    std::unique_ptr<Worlds> worlds;    ///< over `expanded`; null unless readable and is_template
};

struct ProjectOptions {
    Assignment given;                              ///< for every template that declares the parameter
    std::vector<std::string> production_names;     ///< of `environments:` marked production; else the usual ones
    std::string region = "us-east-1";
    SamMode mode = SamMode::judge;
    std::string repository_url;                    ///< see SamOptions
    bool check_paths = false;                      ///< local paths must exist beside the template
    const ResourceTypes* types = nullptr;          ///< null: those of the program; must outlive the project
};

/// Owns the sources, the arena and the units. Not copyable; pointers into it stay valid.
class Project {
public:
    Project() = default;
    Project(const Project&) = delete;
    Project& operator=(const Project&) = delete;

    /// Reads and expands one template, and the local files it includes. Reading errors are in the unit, never thrown.
    Unit& add(const FileSystem& files, const std::string& path, const ProjectOptions& options);
    /// The same from text (standard input); `files` is where its local paths are looked for.
    Unit& add_text(std::string path, std::string text, const ProjectOptions& options, const FileSystem* files = nullptr);
    Unit& add_failure(std::string path, Error error);
    /// Reads and expands several, of which some may be given as text. Their order is kept, whatever the workers do.
    struct Request {
        std::string path;
        std::optional<Result<std::string>> text{};  ///< of standard input
    };
    void add_all(const FileSystem& files, std::vector<Request> requests, const ProjectOptions& options, const Workers& workers);

    [[nodiscard]] std::deque<Unit>& units() { return units_; }
    [[nodiscard]] const std::deque<Unit>& units() const { return units_; }
    [[nodiscard]] const Sources& sources() const { return sources_; }

    /// The output that exports this name, in whichever template of the run; null when none does. `name` is to_string() of the
    /// text under which it is imported, so that `${AWS::StackName}-role` finds its like. The first template of the run wins.
    struct Export {
        const Unit* unit = nullptr;
        const Node* value = nullptr;   ///< null when the output has no Value
        const Member* output = nullptr;
    };
    [[nodiscard]] const Export* exported(std::string_view name) const;

private:
    Unit& add(const FileSystem* files, Request request, const ProjectOptions& options);
    void read(Unit& unit, const FileSystem* files, Request request, const ProjectOptions& options);
    void read_template(Unit& unit, const FileSystem* files, const ProjectOptions& options);
    void add_nested(const FileSystem& files, Unit& unit);
    void add_exports(const Unit& unit);

    Sources sources_;
    std::deque<Unit> units_;
    std::map<std::string, Export, std::less<>> exports_;
};

}  // namespace stackfit
