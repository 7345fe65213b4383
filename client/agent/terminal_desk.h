// The desk in a terminal: a person reads, chooses, consents and enters the PIN.
#ifndef PARAPHE_CLIENT_AGENT_TERMINAL_DESK_H_
#define PARAPHE_CLIENT_AGENT_TERMINAL_DESK_H_

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

#include "client/agent/certificate_list.h"
#include "client/agent/desk_command.h"
#include "client/agent/html_page.h"
#include "client/agent/pager.h"
#include "client/agent/signer_desk.h"
#include "client/agent/terminal.h"

namespace paraphe::agent {

// `terminal` must outlive it. At every prompt `?` helps and `q` asks whether to abandon; Ctrl-C,
// Ctrl-D and the end of the input abandon at once. The document counts as presented once every row
// of its page stood on the screen (pager.h); consent is asked for only then, and once the same is
// true of what is signed beside it.
//
// REQ: PRES-1, PRES-9, ATT-1, CERT-3, CONS-1, CONS-2
class TerminalDesk final : public SignerDesk {
 public:
  // `browser`: as HtmlPage::Open takes it. `zone`: in which times are said.
  TerminalDesk(Terminal& terminal, Language language, std::string browser,
               absl::TimeZone zone = absl::LocalTimeZone());

  // Waits until the signer says that what they were told to plug or put in is there.
  absl::Status AskForDevice();

  absl::StatusOr<std::string> AskLink() override;
  absl::Status ShowDocument(const SigningView& view) override;
  absl::StatusOr<std::variant<size_t, Change>> ChooseCertificate(
      const SigningView& view, const std::vector<CertificateChoice>& choices) override;
  absl::StatusOr<std::variant<ConsentActs, Change>> AskConsent(const SigningView& view) override;
  absl::StatusOr<SecretBuffer> AskPin(const PinRequest& request) override;
  std::string AskReason() override;
  void OfferResult(const SignedResult& result) override;
  void Tell(Phrase phrase, absl::string_view detail) override;
  void TellError(const absl::Status& status) override;

 private:
  absl::string_view Text(Phrase phrase) const { return TextOf(phrase, language_); }
  // The columns that prose takes.
  size_t Columns() const;
  // Writes prose, and a line feed.
  void Say(absl::string_view text) const;
  // A line that is neither a wish for help, which `help` answers, nor one to abandon.
  absl::StatusOr<std::string> Ask(Phrase prompt, Phrase help);
  absl::StatusOr<DeskLine> AskCommand(Phrase commands);
  // OK where the signer goes on after all.
  absl::Status AskAbandon();

  // Until the signer leaves the text, and does not abandon.
  absl::Status Read(PagedText& text);
  // What stands between a short text and the next line of the signer's: commands and prompt.
  size_t RowsOfPrompt() const;
  // At once where it fits the window with the prompt below it, else as Read.
  absl::Status ShowBriefly(absl::string_view text);
  absl::Status ReadDocument();
  absl::Status ReadAttributes(const SigningView& view);
  absl::Status ShowRaw(const SigningView& view);
  absl::Status ShowCertificate(const Certificate& certificate);
  void OpenHtml(const SigningView& view);
  // Does what asks for a look; true where `command` is one of these.
  absl::StatusOr<bool> Look(const SigningView& view, DeskCommand command);
  absl::StatusOr<Change> AskCard();
  // Where no certificate of the card can be used; it ends with another card, or an error.
  absl::StatusOr<Change> AskForAnotherCard(const SigningView& view, const CertificateList& list,
                                           const std::vector<CertificateChoice>& choices);
  // Has what was left early read to its end; false where the signer leaves it again.
  absl::StatusOr<bool> ReadToTheEnd(const SigningView& view);
  absl::StatusOr<bool> TickAndAsk(const SigningView& view);
  absl::StatusOr<SecretBuffer> AskPinHere();

  Terminal& terminal_;
  Language language_;
  std::string browser_;
  absl::TimeZone zone_;
  Pager pager_;
  PagedText document_;    // of the view that ShowDocument was last called with
  PagedText attributes_;  // of the last view
  std::optional<HtmlPage> page_;
  bool abandoned_ = false;  // by q, not by a signal
};

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_TERMINAL_DESK_H_
