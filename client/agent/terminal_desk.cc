#include "client/agent/terminal_desk.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

#include "client/agent/certificate_list.h"
#include "client/agent/pager.h"
#include "common/errors.h"
#include "common/status_macros.h"
#include "policy/attribute_text.h"
#include "render/text_view.h"
#include "render/visible.h"

namespace paraphe::agent {
namespace {

constexpr char kQuit[] = "q";
constexpr char kView[] = "v";
constexpr size_t kWidestText = 100;  // columns; longer lines are hard to read

absl::Status Stopped() { return MakeError(v1::ABORTED_BY_SIGNER, "stopped by the signer"); }

// The two consent texts are compared as a person means them: case and outer blanks do not count.
bool Means(absl::string_view answer, absl::string_view expected) {
  return absl::EqualsIgnoreCase(absl::StripAsciiWhitespace(answer), expected);
}

}  // namespace

TerminalDesk::TerminalDesk(Terminal& terminal, Language language, std::string pager)
    : terminal_(terminal), language_(language), pager_(std::move(pager)) {}

absl::Status TerminalDesk::ShowDocument(const SigningView& view) {
  TellAbout(view);
  return ShowPage(view);
}

void TerminalDesk::TellAbout(const SigningView& view) {
  const std::pair<Phrase, const std::string&> lines[] = {
      {Phrase::kSession, view.session_code},
      {Phrase::kApplication, view.application},
      {Phrase::kRole, view.signer_role},
      {Phrase::kDocument, view.document->title()},
  };
  terminal_.WriteLine("");
  for (const auto& [phrase, value] : lines) {
    terminal_.WriteLine(absl::StrCat(Text(phrase), VisibleLine(value, language_)));
  }
}

absl::StatusOr<std::string> TerminalDesk::AskCommand(Phrase commands) {
  terminal_.WriteLine("");
  terminal_.WriteLine(Text(commands));
  terminal_.Flush();
  ASSIGN_OR_RETURN(const std::string line, terminal_.ReadLine("> "));
  std::string command(absl::StripAsciiWhitespace(line));
  if (absl::EqualsIgnoreCase(command, kQuit)) return Stopped();
  return command;
}

absl::StatusOr<bool> TerminalDesk::Look(const SigningView& view, const std::string& command) {
  if (absl::EqualsIgnoreCase(command, "a")) {
    ShowAttributes(view);
    return true;
  }
  const bool page = absl::EqualsIgnoreCase(command, "d");
  if (!page && !absl::EqualsIgnoreCase(command, "x")) return false;
  RETURN_IF_ERROR(page ? ShowPage(view) : ShowRaw(view));
  return true;
}

absl::Status TerminalDesk::ShowPage(const SigningView& view) {
  const size_t columns = std::min(terminal_.columns(), kWidestText);
  ASSIGN_OR_RETURN(const std::string text, HtmlToText(view.document->html(), columns));
  return ShowText(Text(Phrase::kDocumentHeading), text);
}

absl::Status TerminalDesk::ShowRaw(const SigningView& view) {
  return ShowText(Text(Phrase::kRawHeading), VisibleText(view.document->document(), language_));
}

void TerminalDesk::ShowAttributes(const SigningView& view) {
  terminal_.WriteLine(absl::StrCat("\n", Text(Phrase::kAttributesHeading), "\n"));
  terminal_.Write(LinesAsText(view.attributes, language_));
}

void TerminalDesk::ShowCertificate(const Certificate& certificate) {
  terminal_.WriteLine(absl::StrCat("\n", Text(Phrase::kCertificateHeading), "\n"));
  terminal_.Write(LinesAsText(DescribeCertificate(certificate), language_));
}

absl::Status TerminalDesk::ShowText(absl::string_view heading, absl::string_view text) {
  const std::string whole = absl::StrCat("\n", heading, "\n\n", text, "\n");
  if (terminal_.IsInteractive()) return ShowInPager(pager_, terminal_, whole, language_);
  terminal_.Write(whole);
  return absl::OkStatus();
}

// REQ: CERT-3
absl::StatusOr<std::variant<size_t, Change>> TerminalDesk::ChooseCertificate(
    const SigningView& view, const std::vector<CertificateChoice>& choices) {
  const CertificateList list(choices);
  terminal_.Write(absl::StrCat("\n", list.AsText(language_)));
  const Phrase commands =
      list.acceptable_count() > 0 ? Phrase::kCommandsBeforeChoice : Phrase::kCommandsRefused;
  while (true) {
    if (list.acceptable_count() == 1) terminal_.WriteLine(Text(Phrase::kOnlyCertificate));
    absl::StatusOr<std::string> answer = AskCommand(commands);
    if (!answer.ok() && list.acceptable_count() == 0) return list.NoneError();
    ASSIGN_OR_RETURN(std::string command, std::move(answer));
    ASSIGN_OR_RETURN(const bool looked, Look(view, command));
    if (looked) continue;
    absl::string_view number = command;
    const bool look = absl::ConsumePrefix(&number, kView);
    const std::optional<size_t> position = list.PositionOf(absl::StripAsciiWhitespace(number));
    if (look && position.has_value() && choices[*position].parsed.has_value()) {
      ShowCertificate(*choices[*position].parsed);
    } else if (!look && position.has_value() && choices[*position].acceptable()) {
      return *position;
    } else {
      terminal_.WriteLine(Text(Phrase::kNotACertificate));
    }
  }
}

// REQ: CONS-1, ATT-1
absl::StatusOr<std::variant<ConsentActs, Change>> TerminalDesk::AskConsent(
    const SigningView& view) {
  terminal_.WriteLine(
      absl::StrCat("\n", Text(Phrase::kChosenCertificate),
                   VisibleLine(CertificateName(view.certificate, language_), language_)));
  ShowAttributes(view);
  while (true) {
    ASSIGN_OR_RETURN(const std::string command, AskCommand(Phrase::kCommands));
    ASSIGN_OR_RETURN(const bool looked, Look(view, command));
    if (looked) continue;
    if (absl::EqualsIgnoreCase(command, kView) && view.certificate.has_value()) {
      ShowCertificate(*view.certificate);
    } else if (absl::EqualsIgnoreCase(command, "s")) {
      ASSIGN_OR_RETURN(const bool done, TickAndAsk());
      // The flow asks for consent only to what ShowDocument has shown.
      if (done) return ConsentActs{true, true, true};
    } else {
      terminal_.WriteLine(Text(Phrase::kUnknownCommand));
    }
  }
}

absl::StatusOr<bool> TerminalDesk::TickAndAsk() {
  terminal_.Flush();
  ASSIGN_OR_RETURN(const std::string tick, terminal_.ReadLine(Text(Phrase::kTickBox)));
  if (Means(tick, kQuit)) return Stopped();
  if (!Means(tick, Text(Phrase::kYes))) {
    terminal_.WriteLine(Text(Phrase::kBoxNotTicked));
    return false;
  }
  terminal_.WriteLine(Text(Phrase::kBoxTicked));
  terminal_.Flush();
  ASSIGN_OR_RETURN(const std::string line, terminal_.ReadLine(Text(Phrase::kAskLine)));
  if (Means(line, kQuit)) return Stopped();
  if (Means(line, Text(Phrase::kConsentLine))) return true;
  terminal_.WriteLine(Text(Phrase::kNotConsented));
  return false;
}

// REQ: DEV-3
absl::StatusOr<SecretBuffer> TerminalDesk::AskPin(const PinRequest& request) {
  if (request.device.tries_left == 1u) {
    terminal_.WriteLine(Text(Phrase::kFinalTry));
  } else if (request.device.wrong_pin_before) {
    terminal_.WriteLine(Text(Phrase::kWrongPinBefore));
  }
  if (request.device.pin_entry == device::PinEntry::kAtReader) {
    ASSIGN_OR_RETURN(const std::string line, terminal_.ReadLine(Text(Phrase::kAskPinAtReader)));
    if (Means(line, kQuit)) return Stopped();
    return SecretBuffer(0);
  }
  ASSIGN_OR_RETURN(SecretBuffer pin, terminal_.ReadSecret(Text(Phrase::kAskPin)));
  // No PIN has one character.
  if (pin.RevealForDevice() == kQuit) return Stopped();
  return pin;
}

void TerminalDesk::Tell(Phrase phrase, absl::string_view detail) {
  terminal_.WriteLine(absl::StrCat(Text(phrase), VisibleLine(detail, language_)));
}

void TerminalDesk::TellError(const absl::Status& status) {
  terminal_.WriteLine(absl::StrCat("\n", WordsForError(status, language_)));
  terminal_.WriteLine(absl::StrCat(
      Text(Phrase::kDetail),
      VisibleLine(absl::string_view(status.message().data(), status.message().size()), language_)));
}

}  // namespace paraphe::agent
