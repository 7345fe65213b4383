// Documents that the scanner refuses, and what it says of them.
#ifndef PARAPHE_TESTS_DOCUMENT_REFUSAL_H_
#define PARAPHE_TESTS_DOCUMENT_REFUSAL_H_

#include <cstddef>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/errors.h"
#include "document/scanner.h"
#include "tests/testing/matchers.h"

namespace paraphe::test {

class IgnoringHandler final : public xml::Handler {
 public:
  absl::Status OnStart(const xml::StartTag&) override { return absl::OkStatus(); }
  absl::Status OnEnd(const xml::EndTag&) override { return absl::OkStatus(); }
  absl::Status OnText(absl::string_view, size_t) override { return absl::OkStatus(); }
};

inline absl::Status ScanAll(absl::string_view document) {
  IgnoringHandler ignore;
  return xml::Scan(document, xml::Bounds(), ignore);
}

inline constexpr v1::ErrorReason kDiffers = v1::DOCUMENT_NOT_CANONICAL;
inline constexpr v1::ErrorReason kIllFormed = v1::DOCUMENT_NOT_WELL_FORMED;

// A document, and where and how it is refused.
struct Refusal {
  absl::string_view document;
  v1::ErrorReason reason;
  size_t offset;
  const char* words;
};

inline void ExpectRefused(const Refusal& refusal) {
  const absl::Status status = ScanAll(refusal.document);
  SCOPED_TRACE(std::string(refusal.document));
  EXPECT_THAT(status, HasReason(refusal.reason, ::testing::HasSubstr(refusal.words)));
  const std::optional<v1::ErrorDetail> detail = GetErrorDetail(status);
  ASSERT_TRUE(detail.has_value() && detail->has_position());
  EXPECT_EQ(detail->position().byte_offset(), refusal.offset);
}

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_DOCUMENT_REFUSAL_H_
