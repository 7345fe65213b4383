// The page of a document for people to look at: the page of render/html.h with a style of ours, for
// screens and for print.
//
// The style is no part of what is signed: the digest of PRES-8 is that of the bare page. It is one
// constant; nothing of a document or a table reaches it, and the page forbids whoever shows it every
// other style, and scripts, images, fonts, frames and forms besides (Content-Security-Policy, CSP
// Level 3).
#ifndef PARAPHE_RENDER_STYLED_PAGE_H_
#define PARAPHE_RENDER_STYLED_PAGE_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace paraphe {

// `page`, which RenderHtml made, with the policy and the style in its head; its body is as it was,
// byte for byte. HTML and well-formed XML at once, as the page is. Thread-safe.
// Errors:
//   PRESENTATION_MISMATCH  `page` does not begin as RenderHtml writes it
// REQ: PRES-7, PRES-8
absl::StatusOr<std::string> StyledPage(absl::string_view page);

}  // namespace paraphe

#endif  // PARAPHE_RENDER_STYLED_PAGE_H_
