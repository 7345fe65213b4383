// A certificate in a window of its own: what it means in words, the fields below.
//
// Chosen, refused or imposed: each is shown in the same way, and the same as at the terminal
// (CertificateAsText in client/agent/signing_text.h).
#ifndef PARAPHE_CLIENT_DESK_CERTIFICATE_WINDOW_H_
#define PARAPHE_CLIENT_DESK_CERTIFICATE_WINDOW_H_

#include <QWidget>

#include "common/bilingual.h"
#include "pki/certificate.h"

namespace paraphe::desk {

// Opens a window with the whole `certificate` (policy/attribute_text.h DescribeCertificate), each
// value in words before the value itself, and both as the certificate has them, marked where they
// could mislead (render/visible.h). Returns at once; the window closes with Escape, by its button, or
// with `parent`. Several may be open. The certificate is copied. To be called in the window's
// thread.
//
// REQ: CERT-3
void ShowCertificateWindow(QWidget* parent, const Certificate& certificate, Language language);

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_CERTIFICATE_WINDOW_H_
