// The desk in a terminal: a person reads, chooses, consents and enters the PIN.
#ifndef PARAPHE_CLIENT_AGENT_TERMINAL_DESK_H_
#define PARAPHE_CLIENT_AGENT_TERMINAL_DESK_H_

#include <string>
#include <variant>
#include <vector>

#include "client/agent/signer_desk.h"
#include "client/agent/terminal.h"

namespace paraphe::agent {

// `terminal` must outlive it. Every prompt ends the session on q, Ctrl-C, Ctrl-D and end of input;
// in the pager q closes the text. A text that the pager fails to show was not shown: that error
// (pager.h) ends the session.
//
// REQ: PRES-1, ATT-1, CERT-3, CONS-1, CONS-2
class TerminalDesk final : public SignerDesk {
 public:
  // `pager`: path of the program that shows long texts on an interactive terminal.
  TerminalDesk(Terminal& terminal, Language language, std::string pager);

  absl::Status ShowDocument(const SigningView& view) override;
  absl::StatusOr<std::variant<size_t, Change>> ChooseCertificate(
      const SigningView& view, const std::vector<CertificateChoice>& choices) override;
  absl::StatusOr<std::variant<ConsentActs, Change>> AskConsent(const SigningView& view) override;
  absl::StatusOr<SecretBuffer> AskPin(const PinRequest& request) override;
  std::string AskReason() override { return ""; }
  void Tell(Phrase phrase, absl::string_view detail) override;
  void TellError(const absl::Status& status) override;

 private:
  absl::string_view Text(Phrase phrase) const { return TextOf(phrase, language_); }
  void TellAbout(const SigningView& view);
  absl::StatusOr<std::string> AskCommand(Phrase commands);
  // Does what d, x and a ask for; true where `command` was one of them.
  absl::StatusOr<bool> Look(const SigningView& view, const std::string& command);
  absl::Status ShowPage(const SigningView& view);
  absl::Status ShowRaw(const SigningView& view);
  void ShowAttributes(const SigningView& view);
  void ShowCertificate(const Certificate& certificate);
  absl::Status ShowText(absl::string_view heading, absl::string_view text);
  // Whether the two acts before the PIN were done.
  absl::StatusOr<bool> TickAndAsk();

  Terminal& terminal_;
  Language language_;
  std::string pager_;
};

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_TERMINAL_DESK_H_
