// git for unit tests: objects in memory behind `cat-file --batch`, and answers of the other commands by their words.
#pragma once

#include <algorithm>
#include <map>
#include <set>

#include "stackfit/support/child.h"
#include "stackfit/support/text.h"

namespace stackfit {

/// 40 digits that end in these.
inline std::string object_id(const std::string& digits) {
    return std::string(40 - digits.size(), '0') + digits;
}

class FakeGit : public Launcher {
public:
    struct Object {
        std::string type, content;
    };
    std::map<std::string, Object> objects;  ///< by id
    std::set<std::string> deadly;           ///< asked for one of these, the child ends
    std::map<std::string, Output> answers;  ///< by the beginning of the command's words: "rev-parse --verify"
    bool installed = true;
    mutable std::vector<std::string> commands, asked;  ///< the words behind "git"; what the child was sent
    mutable int started = 0;

    std::string add(const std::string& digits, const std::string& type, std::string content) {
        objects[object_id(digits)] = {type, std::move(content)};
        return object_id(digits);
    }
    /// A tree of entries "MODE NAME DIGITS".
    struct Entry {
        std::string mode, name, digits;
    };
    std::string add_tree(const std::string& digits, const std::vector<Entry>& entries) {
        std::string content;
        for (const Entry& entry : entries) {
            content += entry.mode + " " + entry.name + '\0';
            const std::string id = object_id(entry.digits);
            for (std::size_t i = 0; i < id.size(); i += 2)
                content += static_cast<char>(std::stoi(id.substr(i, 2), nullptr, 16));
        }
        return add(digits, "tree", content);
    }
    std::string add_commit(const std::string& digits, const std::string& tree, const std::string& parent,
                           long time) {
        return add(digits, "commit",
                   "tree " + object_id(tree) + "\n" +
                       (parent.empty() ? "" : "parent " + object_id(parent) + "\n") +
                       "author A <a@b> 1 +0000\ncommitter A <a@b> " + std::to_string(time) +
                       " +0000\n\nSubject of " + digits + "\n");
    }

    [[nodiscard]] Result<Output> run(const std::vector<std::string>& arguments,
                                     std::string_view) const override {
        if (!installed) return Output{127, "", "env: git: No such file or directory\n"};
        auto words = std::find(arguments.begin(), arguments.end(), "git") + 1;
        if (*words == "-C") words += 2;
        const std::string command = join(std::vector<std::string>(words, arguments.end()), " ");
        commands.push_back(command);
        for (auto answer = answers.rbegin(); answer != answers.rend();
             ++answer)  // the longest beginning first
            if (command.starts_with(answer->first)) return answer->second;
        return Error{Error::Code::unreadable, "the program env cannot be started", {}};
    }

    [[nodiscard]] Result<std::unique_ptr<Child>> start(const std::vector<std::string>&) const override {
        if (!installed) return Error{Error::Code::unreadable, "the program env cannot be started", {}};
        ++started;
        return std::unique_ptr<Child>(std::make_unique<Conversation>(*this));
    }

private:
    class Conversation : public Child {
    public:
        explicit Conversation(const FakeGit& git) : git_(git) {}
        std::optional<Error> send(std::string_view text) override {
            const std::string id(text.substr(0, text.find('\n')));
            git_.asked.push_back(std::string(text));
            if (dead_ || git_.deadly.contains(id)) {
                dead_ = true;
                return std::nullopt;
            }
            const auto found = git_.objects.find(id);
            output_ += found == git_.objects.end() ? id + " missing\n"
                                                   : id + " " + found->second.type + " " +
                                                         std::to_string(found->second.content.size()) + "\n" +
                                                         found->second.content + "\n";
            return std::nullopt;
        }
        Result<std::string> line(std::size_t most) override {
            const auto end = output_.find('\n');
            if (end == std::string::npos || end > most) return Error{Error::Code::unreadable, "it ended", {}};
            std::string text = output_.substr(0, end);
            output_.erase(0, end + 1);
            return text;
        }
        Result<std::string> bytes(std::size_t count) override {
            if (output_.size() < count) return Error{Error::Code::unreadable, "it ended", {}};
            std::string text = output_.substr(0, count);
            output_.erase(0, count);
            return text;
        }

    private:
        const FakeGit& git_;
        std::string output_;
        bool dead_ = false;
    };
};

}  // namespace stackfit
