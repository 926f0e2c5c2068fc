// What the author asked not to be told, as read from a template: by stackfit's own words, and by those of peers that are honoured.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "judging.h"

namespace stackfit {

/// A suppression of one check id over a region of the file: of the node that a comment stands above or beside, of the resource or template
/// whose Metadata it is in, or of the whole file.
struct SuppressionRequest {
    std::string_view id;      ///< as written
    std::string reason;
    Span place;               ///< where it is written
    Span region;              ///< what it speaks of
    std::optional<Date> until;  ///< the last day on which it holds
    std::string_view peer;    ///< whose words they are; "": ours
    std::vector<const ActiveCheck*> checks;
    bool used = false;
};

/// A suppression that cannot be understood, and why.
struct SuppressionMistake {
    Span place;
    std::string message;
};

struct SuppressionRequests {
    std::vector<SuppressionRequest> list;
    std::vector<SuppressionMistake> mistakes;
    std::vector<std::string> notes;  ///< on peers' suppressions that are left alone
};

/// Reads the comments and the Metadata of the unit, and resolves the ids.
SuppressionRequests read_suppressions(const Judging& judging);

/// Members and items of the document in the order of the text, each from its key to the end of its value; an outer one before what it holds.
class Regions {
public:
    explicit Regions(const Node* root);

    /// What a comment speaks of: the next node when it has the line for itself, else the first that begins in its line, else the one before.
    [[nodiscard]] Span of(const Comment& comment, std::string_view text) const;

private:
    std::vector<Span> spans_;
};

Span whole_file(const Judging& judging);
/// The resource's declaration from its logical id on.
Span region_of(const Resource& resource);

/// Adds the suppressions of the peers that the configuration honours.
void read_peer_suppressions(const Judging& judging, SuppressionRequests& requests);

}  // namespace stackfit
