// Is a password of a user that stands in the template long enough?
#include <cstdlib>

#include "../common/say.h"
#include "stackfit/engine.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

Judgement judge(CheckContext& context, const Resource& user) {
    const Value password = context.world.at(user.properties, {"LoginProfile", "Password"});
    const auto text = password.is_text() ? literal(password.text) : std::nullopt;
    if (!text) return Judgement::pass();
    const std::string& least = context.parameters.find("least")->second;
    const std::size_t length = code_points(*text);
    if (static_cast<double>(length) >= std::strtod(least.c_str(), nullptr)) return Judgement::pass();
    return Judgement::fail(
        say("The password of user ", user.id, " has ", std::to_string(length), " characters; wanted are ",
            least,
            ". A short password is guessed. Have a longer one made elsewhere, and give it by a "
            "dynamic reference."),
        password.node->span, "Properties.LoginProfile.Password");
}

}  // namespace

NativeCheck iam_user_password_is_long() { return {"iam-user-password-is-long", judge}; }

}  // namespace stackfit::checks
