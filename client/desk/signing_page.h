// The sections of a request, one below the other, and how each stands at a stage of the session.
#ifndef PARAPHE_CLIENT_DESK_SIGNING_PAGE_H_
#define PARAPHE_CLIENT_DESK_SIGNING_PAGE_H_

#include <QScrollArea>

#include "client/agent/signing_view.h"
#include "client/desk/desk_stage.h"
#include "client/desk/section.h"
#include "common/bilingual.h"

namespace paraphe::desk {

class AttributesView;
class CertificateSection;
class ConsentSection;
class DocumentSection;
class PinPanel;
class RequestSection;
class ResultPanel;

// Holds the widgets, and knows no session. Belongs to the thread of the window.
class SigningPage : public QScrollArea {
  Q_OBJECT

 public:
  explicit SigningPage(QWidget* parent);

  // The document is shown anew, and nothing of it counts as seen. Its attributes are those before a
  // certificate is chosen.
  void ShowDocument(const agent::SigningView& view, Language spoken);
  // The attributes that will be signed, and the certificate.
  void ShowAgreed(const agent::SigningView& view);
  // Nothing is shown.
  void Clear();
  // Only who asked, and where to go on.
  void Abandon();
  void Speak(Language language);

  // Says in each section how it stands. `perhaps_signed`: a session that came to nothing, but for the card,
  // which may have signed.
  void Refresh(DeskStage stage, bool perhaps_signed);
  // Brings `widget`, which is on the page, into sight.
  void BringIntoSight(QWidget* widget);
  // Whether nothing is on its way into sight.
  bool IsSettled() const { return settling_ == 0; }

  // Whether the signer has seen all that is signed.
  bool IsSeen() const;

  RequestSection* request() const { return request_; }
  DocumentSection* document() const { return document_; }
  AttributesView* attributes() const { return attributes_; }
  CertificateSection* certificate() const { return certificate_; }
  ConsentSection* consent() const { return consent_; }
  Section* signature() const { return signature_; }
  PinPanel* pin() const { return pin_; }
  ResultPanel* result() const { return result_; }

 Q_SIGNALS:
  // Something was seen to its end, or counts as seen no more.
  void SeenChanged();

 private:
  void RefreshAttributes();
  void RefreshCertificate(DeskStage stage);
  void RefreshConsent(DeskStage stage);
  void RefreshSignature(DeskStage stage, bool perhaps_signed);

  Language language_ = Language::kFrench;
  bool shown_ = false;
  bool agreed_ = false;
  int settling_ = 0;  // how often a widget is still to be brought into sight
  RequestSection* request_;
  DocumentSection* document_;
  Section* attributes_section_;
  AttributesView* attributes_;
  CertificateSection* certificate_;
  ConsentSection* consent_;
  Section* signature_;
  PinPanel* pin_;
  ResultPanel* result_;
};

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_SIGNING_PAGE_H_
