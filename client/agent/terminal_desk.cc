#include "client/agent/terminal_desk.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

#include "client/agent/error_words.h"
#include "client/agent/signing_text.h"
#include "common/bounds.h"
#include "common/errors.h"
#include "common/status_macros.h"
#include "common/value_rules.h"
#include "render/styled_page.h"
#include "render/text_view.h"
#include "render/visible.h"

namespace paraphe::agent {
namespace {

constexpr char kPrompt[] = "> ";

absl::Status Stopped() { return MakeError(v1::ABORTED_BY_SIGNER, "stopped by the signer"); }

// Why a line did nothing where no certificate can be chosen.
Phrase WhyNotWithThisCard(const DeskLine& line) {
  const bool needs_one =
      line.command == DeskCommand::kSign || line.command == DeskCommand::kOtherCertificate;
  if (needs_one) return Phrase::kNoCertificate;
  return line.argument.empty() ? Phrase::kUnknownCommand : Phrase::kNotACertificate;
}

// Why a line at the choice of a certificate did nothing.
Phrase WhyNot(const DeskLine& line) {
  if (line.command == DeskCommand::kUnknown) return Phrase::kUnknownCommand;
  if (!line.argument.empty()) return Phrase::kNotACertificate;
  return line.command == DeskCommand::kSign ? Phrase::kNothingToSignWith : Phrase::kChooseNumber;
}

}  // namespace

TerminalDesk::TerminalDesk(Terminal& terminal, Language language, std::string browser,
                           absl::TimeZone zone)
    : terminal_(terminal),
      language_(language),
      browser_(std::move(browser)),
      zone_(zone),
      pager_(terminal, language) {}

size_t TerminalDesk::Columns() const { return std::min(terminal_.size().columns, kWidestProse); }

void TerminalDesk::Say(absl::string_view text) const {
  terminal_.WriteLine(Wrapped(text, Columns()));
}

absl::StatusOr<std::string> TerminalDesk::Ask(Phrase prompt, Phrase help) {
  while (true) {
    terminal_.Flush();
    ASSIGN_OR_RETURN(std::string line, terminal_.ReadLine(Wrapped(Text(prompt), Columns())));
    switch (ReadDeskLine(line).command) {
      case DeskCommand::kHelp:
        Say(Text(help));
        break;
      case DeskCommand::kAbandon:
        RETURN_IF_ERROR(AskAbandon());
        break;
      default:
        return line;
    }
  }
}

absl::StatusOr<DeskLine> TerminalDesk::AskCommand(Phrase commands) {
  while (true) {
    Say(absl::StrCat("\n", CommandsAsText(Text(commands))));
    terminal_.Flush();
    ASSIGN_OR_RETURN(const std::string typed, terminal_.ReadLine(kPrompt));
    DeskLine line = ReadDeskLine(typed);
    if (line.command == DeskCommand::kHelp) {
      RETURN_IF_ERROR(ShowBriefly(absl::StrCat(Text(Phrase::kHelpOfCommands), "\n")));
    } else if (line.command == DeskCommand::kAbandon) {
      RETURN_IF_ERROR(AskAbandon());
    } else {
      return line;
    }
  }
}

absl::Status TerminalDesk::AskAbandon() {
  terminal_.Flush();
  ASSIGN_OR_RETURN(const std::string answer,
                   terminal_.ReadLine(Wrapped(Text(Phrase::kAskAbandon), Columns())));
  if (Means(answer, Text(Phrase::kYes)) || ReadDeskLine(answer).command == DeskCommand::kAbandon) {
    abandoned_ = true;
    return Stopped();
  }
  Say(Text(Phrase::kGoesOn));
  return absl::OkStatus();
}

absl::Status TerminalDesk::Read(PagedText& text) {
  while (true) {
    ASSIGN_OR_RETURN(const Leaving leaving, pager_.Show(text));
    if (leaving != Leaving::kAbandon) return absl::OkStatus();
    RETURN_IF_ERROR(AskAbandon());
  }
}

absl::Status TerminalDesk::ShowBriefly(absl::string_view text) {
  // No screen holds nothing but the blank rows at the end.
  PagedText paged(absl::StrCat("\n", absl::StripTrailingAsciiWhitespace(text), "\n"),
                  Continuation::kProse);
  const size_t rows = RowsOf(paged.text(), Columns(), Continuation::kProse).size();
  if (rows + RowsOfPrompt() > terminal_.size().rows) return Read(paged);
  terminal_.Write(Wrapped(absl::StrCat("\n", text), Columns()));
  return absl::OkStatus();
}

size_t TerminalDesk::RowsOfPrompt() const {
  const auto rows = [this](const std::string& text) {
    return RowsOf(text, Columns(), Continuation::kProse).size();
  };
  return rows(std::string(Text(Phrase::kOnlyCertificate))) + 1 +
         rows(CommandsAsText(Text(Phrase::kCommandsDemand))) + 1;
}

absl::StatusOr<std::string> TerminalDesk::AskLink() {
  return Ask(Phrase::kAskTicket, Phrase::kHelpOfTicket);
}

absl::Status TerminalDesk::ShowDocument(const SigningView& view) {
  const std::string heading = absl::StrCat("\n", RequestAsText(view, language_), "\n",
                                           Text(Phrase::kDocumentHeading), "\n\n");
  ASSIGN_OR_RETURN(const std::string page, HtmlToText(view.document->html(), Columns()));
  // A page that is text for one width is so for all.
  document_ = PagedText(absl::StrCat(heading, page), Columns(),
                        [heading, document = view.document](size_t columns) {
                          return absl::StrCat(heading, *HtmlToText(document->html(), columns));
                        });
  page_.reset();
  return ReadDocument();
}

absl::Status TerminalDesk::ReadDocument() {
  RETURN_IF_ERROR(Read(document_));
  if (!document_.IsRead()) Say(absl::StrCat("\n", Text(Phrase::kDocumentLeft)));
  return absl::OkStatus();
}

absl::Status TerminalDesk::ShowRaw(const SigningView& view) {
  PagedText raw(absl::StrCat("\n", Text(Phrase::kRawHeading), "\n\n",
                             VisibleText(view.document->document(), language_), "\n"),
                Continuation::kExact);
  return Read(raw);
}

absl::Status TerminalDesk::ReadAttributes(const SigningView& view) {
  PagedText text(absl::StrCat("\n", Text(Phrase::kAttributesHeading), "\n\n",
                              AttributesAsText(view, language_, zone_)),
                 Continuation::kProse);
  // What was read of other values counts no more.
  if (text.text() != attributes_.text()) attributes_ = std::move(text);
  return Read(attributes_);
}

absl::Status TerminalDesk::ShowCertificate(const Certificate& certificate) {
  return ShowBriefly(absl::StrCat(Text(Phrase::kCertificateHeading), "\n\n",
                                  CertificateAsText(certificate, language_, zone_)));
}

void TerminalDesk::OpenHtml(const SigningView& view) {
  if (!page_.has_value()) {
    const absl::StatusOr<std::string> styled = StyledPage(view.document->html());
    if (!styled.ok()) return TellError(styled.status());
    absl::StatusOr<HtmlPage> page = HtmlPage::Write(*styled);
    if (!page.ok()) return TellError(page.status());
    page_ = *std::move(page);
  }
  Tell(page_->Open(browser_) ? Phrase::kHtmlOpened : Phrase::kHtmlWritten, page_->path());
}

absl::StatusOr<bool> TerminalDesk::Look(const SigningView& view, DeskCommand command) {
  switch (command) {
    case DeskCommand::kDocument:
      RETURN_IF_ERROR(ReadDocument());
      return true;
    case DeskCommand::kRaw:
      RETURN_IF_ERROR(ShowRaw(view));
      return true;
    case DeskCommand::kHtml:
      OpenHtml(view);
      return true;
    case DeskCommand::kAttributes:
      RETURN_IF_ERROR(ReadAttributes(view));
      return true;
    default:
      return false;
  }
}

absl::Status TerminalDesk::AskForDevice() {
  return Ask(Phrase::kInsertFirstCard, Phrase::kInsertFirstCard).status();
}

absl::StatusOr<Change> TerminalDesk::AskCard() {
  RETURN_IF_ERROR(Ask(Phrase::kInsertCard, Phrase::kInsertCard).status());
  return Change::kCard;
}

absl::StatusOr<std::variant<size_t, Change>> TerminalDesk::ChooseCertificate(
    const SigningView& view, const std::vector<CertificateChoice>& choices) {
  const CertificateList list(choices);
  if (list.acceptable_count() == 0) return AskForAnotherCard(view, list, choices);
  RETURN_IF_ERROR(ShowBriefly(list.AsText(language_, zone_)));
  while (true) {
    if (list.acceptable_count() == 1) Say(Text(Phrase::kOnlyCertificate));
    ASSIGN_OR_RETURN(const DeskLine line, AskCommand(Phrase::kCommandsBeforeChoice));
    ASSIGN_OR_RETURN(const bool looked, Look(view, line.command));
    if (looked) continue;
    if (line.command == DeskCommand::kOtherCard) return AskCard();
    const std::optional<size_t> position = list.PositionOf(line.argument);
    const CertificateChoice* choice = position.has_value() ? &choices[*position] : nullptr;
    if (line.command == DeskCommand::kView && choice != nullptr && choice->parsed.has_value()) {
      RETURN_IF_ERROR(ShowCertificate(*choice->parsed));
    } else if (line.command == DeskCommand::kChoose && choice != nullptr && choice->acceptable()) {
      return *position;
    } else {
      Say(Text(WhyNot(line)));
    }
  }
}

// REQ: CERT-4
absl::StatusOr<Change> TerminalDesk::AskForAnotherCard(
    const SigningView& view, const CertificateList& list,
    const std::vector<CertificateChoice>& choices) {
  const Certificate* const demanded = view.imposed.has_value() ? &*view.imposed : nullptr;
  std::string text = list.AsText(language_, zone_);
  if (demanded != nullptr) {
    absl::StrAppend(&text, list.DemandAsText(*demanded, language_, zone_));
  }
  RETURN_IF_ERROR(ShowBriefly(text));
  while (true) {
    absl::StatusOr<DeskLine> answer =
        AskCommand(demanded != nullptr ? Phrase::kCommandsDemand : Phrase::kCommandsRefused);
    // Who gives up here has no card for it; what a signal or the server ended keeps its own name.
    if (!answer.ok() && abandoned_) return list.NoneError(view.imposed);
    ASSIGN_OR_RETURN(const DeskLine line, std::move(answer));
    ASSIGN_OR_RETURN(const bool looked, Look(view, line.command));
    if (looked) continue;
    if (line.command == DeskCommand::kOtherCard) return AskCard();
    if (line.command == DeskCommand::kChoose && line.argument.empty()) return Change::kCard;
    const std::optional<size_t> position = list.PositionOf(line.argument);
    const Certificate* certificate = line.argument.empty() ? demanded : nullptr;
    if (position.has_value() && choices[*position].parsed.has_value()) {
      certificate = &*choices[*position].parsed;
    }
    if (line.command == DeskCommand::kView && certificate != nullptr) {
      RETURN_IF_ERROR(ShowCertificate(*certificate));
    } else {
      Say(Text(WhyNotWithThisCard(line)));
    }
  }
}

// REQ: CONS-1, PRES-9, ATT-1
absl::StatusOr<std::variant<ConsentActs, Change>> TerminalDesk::AskConsent(
    const SigningView& view) {
  RETURN_IF_ERROR(ReadAttributes(view));
  while (true) {
    ASSIGN_OR_RETURN(const DeskLine line, AskCommand(Phrase::kCommands));
    ASSIGN_OR_RETURN(const bool looked, Look(view, line.command));
    if (looked) continue;
    if (line.command == DeskCommand::kOtherCertificate) return Change::kCertificate;
    if (line.command == DeskCommand::kOtherCard) return AskCard();
    if (line.command == DeskCommand::kView && view.certificate.has_value()) {
      RETURN_IF_ERROR(ShowCertificate(*view.certificate));
    } else if (line.command == DeskCommand::kSign) {
      ASSIGN_OR_RETURN(const bool read, ReadToTheEnd(view));
      if (!read) continue;
      ASSIGN_OR_RETURN(const bool done, TickAndAsk(view));
      if (done) return ConsentActs{document_.IsRead(), true, true};
    } else {
      Say(Text(Phrase::kUnknownCommand));
    }
  }
}

absl::StatusOr<bool> TerminalDesk::ReadToTheEnd(const SigningView& view) {
  if (!document_.IsRead()) {
    Say(Text(Phrase::kDocumentNotRead));
    RETURN_IF_ERROR(ReadDocument());
  } else if (!attributes_.IsRead()) {
    Say(Text(Phrase::kAttributesNotRead));
    RETURN_IF_ERROR(ReadAttributes(view));
  }
  return document_.IsRead() && attributes_.IsRead();
}

absl::StatusOr<bool> TerminalDesk::TickAndAsk(const SigningView& view) {
  RETURN_IF_ERROR(ShowBriefly(absl::StrCat(Text(Phrase::kSummaryHeading), "\n\n",
                                           SummaryAsText(view, language_, zone_), "\n")));
  ASSIGN_OR_RETURN(const std::string tick, Ask(Phrase::kTickBox, Phrase::kHelpOfAnswer));
  if (!Means(tick, Text(Phrase::kYes))) {
    Say(Text(Phrase::kBoxNotTicked));
    return false;
  }
  Say(Text(Phrase::kBoxTicked));
  ASSIGN_OR_RETURN(const std::string line, Ask(Phrase::kAskLine, Phrase::kHelpOfAnswer));
  if (Means(line, Text(Phrase::kConsentLine))) return true;
  Say(Text(Phrase::kNotConsented));
  return false;
}

// REQ: DEV-3
absl::StatusOr<SecretBuffer> TerminalDesk::AskPin(const PinRequest& request) {
  if (request.device.pin_must_change) Say(Text(Phrase::kPinMustChange));
  if (request.device.tries_left == 1u) {
    Say(Text(Phrase::kFinalTry));
  } else if (request.device.wrong_pin_before) {
    Say(Text(Phrase::kWrongPinBefore));
  }
  if (request.device.pin_entry != device::PinEntry::kAtReader) return AskPinHere();
  RETURN_IF_ERROR(Ask(Phrase::kAskPinAtReader, Phrase::kHelpOfPin).status());
  return SecretBuffer(0);
}

// No PIN is empty or has one character: those are no tries.
absl::StatusOr<SecretBuffer> TerminalDesk::AskPinHere() {
  while (true) {
    absl::StatusOr<SecretBuffer> pin =
        terminal_.ReadSecret(Wrapped(Text(Phrase::kAskPin), Columns()));
    if (ReasonOf(pin.status()) == v1::DEVICE_PIN_UNUSABLE) {
      Say(Text(Phrase::kPinTooLong));
      continue;
    }
    RETURN_IF_ERROR(pin.status());
    if (pin->size() > 1) return pin;
    const DeskCommand command = ReadDeskLine(pin->RevealForDevice()).command;
    if (command == DeskCommand::kHelp) Say(Text(Phrase::kHelpOfPin));
    if (command == DeskCommand::kAbandon) RETURN_IF_ERROR(AskAbandon());
  }
}

std::string TerminalDesk::AskReason() {
  while (abandoned_) {
    terminal_.Flush();
    const absl::StatusOr<std::string> line =
        terminal_.ReadLine(Wrapped(Text(Phrase::kAskReason), Columns()));
    if (!line.ok()) break;
    const absl::string_view reason = absl::StripAsciiWhitespace(*line);
    if (FaultOfText(reason, kMaxReasonCharacters).empty()) return std::string(reason);
    Say(Text(Phrase::kReasonUnusable));
  }
  return "";
}

// The document is signed: q stops nothing any more. REQ: EXP-4
void TerminalDesk::OfferResult(const SignedResult& result) {
  while (true) {
    terminal_.Flush();
    const absl::StatusOr<std::string> line =
        terminal_.ReadLine(Wrapped(Text(Phrase::kAskSave), Columns()));
    if (!line.ok()) return;
    const std::string path = PathOf(*line);
    const DeskCommand command = ReadDeskLine(path).command;
    if (path.empty() || command == DeskCommand::kAbandon) return;
    if (command == DeskCommand::kHelp) {
      Say(Text(Phrase::kHelpOfSave));
      continue;
    }
    const absl::StatusOr<std::string> saved = SaveResult(result, path);
    const bool whole = !NamesReceipt(path);
    if (!saved.ok()) {
      Tell(whole ? Phrase::kNotSaved : Phrase::kReceiptNotSaved, path);
    } else {
      Tell(whole ? Phrase::kSaved : Phrase::kReceiptSaved, *saved);
      if (whole) return;
    }
  }
}

void TerminalDesk::Tell(Phrase phrase, absl::string_view detail) {
  Say(absl::StrCat(Text(phrase), VisibleLine(detail, language_)));
}

void TerminalDesk::TellError(const absl::Status& status) {
  Say(absl::StrCat("\n", WordsForError(status, language_)));
  if (ReasonOf(status) == v1::ABORTED_BY_SIGNER) return;
  Say(CodeOfError(status, language_));
  // It is English, and holds names of libraries.
  if (language_ == Language::kEnglish) {
    const absl::string_view message(status.message().data(), status.message().size());
    Say(absl::StrCat(Text(Phrase::kDetail), VisibleLine(message, language_)));
  }
}

}  // namespace paraphe::agent
