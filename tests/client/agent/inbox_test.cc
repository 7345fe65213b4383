// The inbox at a terminal, against a server that answers as told. Proves: CHN-4
#include "client/agent/inbox.h"

#include <map>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/errors.h"
#include "tests/client/testing/pty.h"
#include "tests/testing/matchers.h"

namespace paraphe::agent {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;
using paraphe::test::Pty;

using Script = std::vector<std::pair<std::string, std::string>>;

constexpr char kPassword[] = "huit-chats-noirs";
constexpr char kNewPassword[] = "neuf-chiens-gris";

class FakeInboxServer final : public InboxServer {
 public:
  absl::StatusOr<v1::LoginResponse> Login(const v1::LoginRequest& request) override {
    ++logins;
    const auto found = passwords.find(request.user_name());
    if (found == passwords.end() || found->second != request.password()) return Refused();
    v1::LoginResponse response = login;
    token = response.login_token();
    return response;
  }
  absl::StatusOr<v1::LogoutResponse> Logout(const v1::LogoutRequest& request) override {
    logged_out = request.login_token();
    token.clear();
    return v1::LogoutResponse();
  }
  absl::StatusOr<v1::ChangePasswordResponse> ChangePassword(
      const v1::ChangePasswordRequest& request) override {
    if (request.login_token() != token) return Refused();
    if (request.old_password() != passwords["marie"]) return Refused();
    if (request.new_password().size() < 12) {
      return MakeError(v1::PASSWORD_TOO_WEAK, "short");
    }
    passwords["marie"] = request.new_password();
    return v1::ChangePasswordResponse();
  }
  absl::StatusOr<v1::ListSessionsResponse> ListSessions(
      const v1::ListSessionsRequest& request) override {
    if (lists++ == expires_after) token.clear();
    if (request.login_token() != token || token.empty()) return Refused();
    return inbox;
  }
  static absl::Status Refused() { return MakeError(v1::LOGIN_REFUSED, "no"); }

  std::map<std::string, std::string> passwords = {{"marie", kPassword}};
  v1::LoginResponse login;
  v1::ListSessionsResponse inbox;
  std::string token;
  std::string logged_out;
  int logins = 0;
  int lists = 0;
  int expires_after = -1;  // so many lists
};

class InboxTest : public ::testing::Test {
 protected:
  InboxTest() {
    pty_.Resize(100, 200);
    server_.login.set_login_token("the-login-token");
    Add("id-1", v1::PREPARED);
    Add("id-2", v1::SIGNING);
    Add("id-3", v1::PRESENTED);
  }

  void Add(const std::string& id, v1::SessionState state) {
    v1::WaitingSession& session = *server_.inbox.add_sessions();
    session.set_session_id(id);
    session.set_state(state);
    session.set_application("mairie");
    session.set_application_description("Mairie de L'Île\x1b[2J");
    session.set_signer_role("Maire");
    session.set_session_code("code-of-" + id);
    session.mutable_created_at()->set_seconds(1'795'000'000);
  }

  // Logs in, and lets the signer choose once.
  absl::Status Play(const std::string& user, const Script& script) {
    Terminal terminal(pty_.slave_fd(), pty_.slave_fd(), -1);
    InboxDesk desk(terminal, language_, absl::UTCTimeZone());
    Inbox inbox(user);
    absl::Status status;
    std::thread thread([&] {
      status = inbox.LogIn(server_, desk);
      if (!status.ok()) return;
      auto chosen = inbox.Choose(server_, desk);
      status = chosen.status();
      if (chosen.ok()) chosen_ = *std::move(chosen);
    });
    for (const auto& [awaited, typed] : script) {
      const bool appeared = pty_.WaitFor(awaited);
      EXPECT_TRUE(appeared) << awaited << "\n" << pty_.Screen();
      if (!appeared) pty_.HangUp();
      if (!appeared) break;
      pty_.Type(typed);
    }
    thread.join();
    pty_.Drain();
    return status;
  }

  FakeInboxServer server_;
  Language language_ = Language::kFrench;
  Pty pty_;
  std::optional<v1::PresentRequest::Waiting> chosen_;
};

TEST_F(InboxTest, ASignerLogsInAndChooses) {
  server_.login.mutable_last_login()->set_seconds(1'795'000'000);
  server_.login.set_failures_since(3);
  EXPECT_THAT(Play("", {{"utilisateur : ", "marie\n"},
                        {"s'affiche) : ", "huit-chats-noirs\n"},
                        {"refusées depuis : 3", ""},
                        {"> ", "1\n"}}),
              IsOk());
  ASSERT_TRUE(chosen_.has_value());
  EXPECT_EQ(chosen_->session_id(), "id-1");
  EXPECT_EQ(chosen_->login_token(), "the-login-token");
  const std::string screen = pty_.Screen();
  EXPECT_TRUE(absl::StrContains(screen, "code-of-id-1")) << screen;
  EXPECT_TRUE(absl::StrContains(screen, "en qualité de Maire")) << screen;
  EXPECT_FALSE(absl::StrContains(screen, kPassword)) << screen;
  EXPECT_FALSE(absl::StrContains(screen, "the-login-token")) << screen;
  EXPECT_FALSE(absl::StrContains(screen, "\x1b[2J")) << screen;
}

TEST_F(InboxTest, EnglishToo) {
  language_ = Language::kEnglish;
  EXPECT_THAT(Play("", {{"User name: ", "marie\n"},
                        {"shown): ", "huit-chats-noirs\n"},
                        {"open at a desk", ""},
                        {"> ", "q\n"},
                        {"logged out", ""}}),
              IsOk());
  EXPECT_FALSE(chosen_.has_value());
  EXPECT_EQ(server_.logged_out, "the-login-token");
}

TEST_F(InboxTest, ARefusedLoginIsAskedForThreeTimes) {
  EXPECT_THAT(Play("", {{"utilisateur : ", "marie\n"},
                        {"s'affiche) : ", "wrong\n"},
                        {"utilisateur : ", "anne\n"},
                        {"s'affiche) : ", "wrong\n"},
                        {"utilisateur : ", "marie\n"},
                        {"s'affiche) : ", "wrong\n"},
                        {"Trop d'essais", ""}}),
              HasReason(v1::LOGIN_REFUSED));
  EXPECT_EQ(server_.logins, 3);
  EXPECT_EQ(server_.lists, 0);
}

TEST_F(InboxTest, AGivenNameIsNotAskedFor) {
  EXPECT_THAT(
      Play("marie",
           {{"s'affiche) : ", "wrong\n"}, {"s'affiche) : ", "huit-chats-noirs\n"}, {"> ", "q\n"}}),
      IsOk());
}

TEST_F(InboxTest, OnlyWhatCanBeOpenedIsChosen) {
  EXPECT_THAT(Play("marie", {{"s'affiche) : ", "huit-chats-noirs\n"},
                             {"en cours de signature", ""},
                             {"> ", "2\n"},
                             {"ni un numéro", ""},
                             {"> ", "4\n"},
                             {"ni un numéro", ""},
                             {"> ", "?\n"},
                             {"code de session", ""},
                             {"> ", "\n"},
                             {"> ", "3\n"}}),
              IsOk());
  ASSERT_TRUE(chosen_.has_value());
  EXPECT_EQ(chosen_->session_id(), "id-3");
  EXPECT_EQ(server_.lists, 2);
}

TEST_F(InboxTest, AnInitialPasswordIsChangedBeforeAnythingElse) {
  server_.login.set_must_change_password(true);
  EXPECT_THAT(Play("marie", {{"s'affiche) : ", "huit-chats-noirs\n"},
                             {"administrateur", ""},
                             {"actuel (rien ne s'affiche) : ", "huit-chats-noirs\n"},
                             {"renoncer) : ", "short\n"},
                             {"Encore une fois : ", "other\n"},
                             {"diffèrent", ""},
                             {"renoncer) : ", "short\n"},
                             {"Encore une fois : ", "short\n"},
                             {"trop court", ""},
                             {"renoncer) : ", "neuf-chiens-gris\n"},
                             {"Encore une fois : ", "neuf-chiens-gris\n"},
                             {"est changé", ""},
                             {"> ", "q\n"}}),
              IsOk());
  EXPECT_EQ(server_.passwords["marie"], kNewPassword);
  EXPECT_FALSE(absl::StrContains(pty_.Screen(), kNewPassword));
}

TEST_F(InboxTest, WhoDoesNotChangeItGoesNoFurther) {
  server_.login.set_must_change_password(true);
  EXPECT_THAT(Play("marie", {{"s'affiche) : ", "huit-chats-noirs\n"},
                             {"actuel (rien ne s'affiche) : ", "huit-chats-noirs\n"},
                             {"renoncer) : ", "\n"}}),
              HasReason(v1::LOGIN_REFUSED));
  EXPECT_EQ(server_.lists, 0);
}

TEST_F(InboxTest, ThePasswordIsChangedOnRequest) {
  EXPECT_THAT(Play("marie", {{"s'affiche) : ", "huit-chats-noirs\n"},
                             {"> ", "m\n"},
                             {"actuel (rien ne s'affiche) : ", "huit-chats-noirs\n"},
                             {"renoncer) : ", "neuf-chiens-gris\n"},
                             {"Encore une fois : ", "neuf-chiens-gris\n"},
                             {"est changé", ""},
                             {"> ", "q\n"}}),
              IsOk());
  EXPECT_EQ(server_.passwords["marie"], kNewPassword);
}

TEST_F(InboxTest, ALoginThatIsOverIsAskedForAgain) {
  server_.expires_after = 1;
  EXPECT_THAT(Play("marie", {{"s'affiche) : ", "huit-chats-noirs\n"},
                             {"> ", "\n"},
                             {"connexion est terminée", ""},
                             {"s'affiche) : ", "huit-chats-noirs\n"},
                             {"> ", "q\n"}}),
              IsOk());
  EXPECT_EQ(server_.logins, 2);
}

TEST_F(InboxTest, TheEndOfTheInputStops) {
  EXPECT_THAT(Play("marie", {{"s'affiche) : ", "\x04"}}), HasReason(v1::ABORTED_BY_SIGNER));
  EXPECT_EQ(server_.logins, 0);
}

TEST_F(InboxTest, AnEmptyInboxSaysSo) {
  server_.inbox.clear_sessions();
  EXPECT_THAT(Play("marie", {{"s'affiche) : ", "huit-chats-noirs\n"},
                             {"Aucun document", ""},
                             {"> ", "1\n"},
                             {"ni un numéro", ""},
                             {"> ", "q\n"}}),
              IsOk());
}

}  // namespace
}  // namespace paraphe::agent
