// What a template's judging asked of the files, so that it need not be judged again where all answers are the same.
#pragma once

#include <map>
#include <string>

#include "stackfit/revisions.h"

namespace stackfit {

/// Questions ("read a.yaml") and what identifies their answers.
using Trace = std::map<std::string, std::string>;

/// Does a revision answer all of these in the same way?
bool holds(const Trace& trace, const RevisionFiles& files);

/// A revision's files that remember what they were asked. For one thread.
class TracedFiles : public FileSystem {
public:
    explicit TracedFiles(const RevisionFiles& files) : files_(files) {}
    [[nodiscard]] Result<std::string> read(const std::string& path, std::size_t max_bytes) const override;
    [[nodiscard]] Kind kind(const std::string& path) const override;
    [[nodiscard]] Result<std::vector<Entry>> list(const std::string& directory) const override;

    [[nodiscard]] Trace& trace() { return trace_; }

private:
    void remember(char question, const std::string& path) const;

    const RevisionFiles& files_;
    mutable Trace trace_;
};

}  // namespace stackfit
