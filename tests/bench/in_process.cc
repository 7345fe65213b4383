// T4, T9, T10: the libraries, beside OpenSSL's SHA-256 of the same document.
#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "common/bilingual.h"
#include "common/openssl.h"
#include "document/intake.h"
#include "paraphe/v1/attributes.pb.h"
#include "render/html.h"
#include "render/table.h"
#include "tests/bench/measurements.h"
#include "tests/bench/process_cost.h"
#include "tests/testing/or_die.h"
#include "tests/xades/signing.h"
#include "xades/signature_builder.h"
#include "xades/verifier.h"

namespace paraphe::bench {
namespace {

using ::paraphe::test::CheckOrDie;

constexpr double kLeastSeconds = 0.01;  // of one measurement: below it the clock's steps count
constexpr double kMostStray = 0.2;      // T9
constexpr double kMostFormatting = 3;   // T4
constexpr double kMostPage = 10;        // T10

int RoundsOf(const BenchOptions& options) { return options.quick ? 5 : 21; }

std::vector<Shape> ShapesOf(const BenchOptions& options) {
  if (!options.all_shapes) return {options.shape};
  return {kAllShapes.begin(), kAllShapes.end()};
}

// "T4" of the shape that targets are for, "T4 ubl" of another.
std::string IdOf(const std::string& target, Shape shape) {
  return shape == Shape::kPes ? target : absl::StrCat(target, " ", NameOf(shape));
}

void DigestAlone(absl::string_view document) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  CheckOrDie(EVP_Digest(document.data(), document.size(), digest.data(), nullptr, EVP_sha256(),
                        nullptr) == 1,
             "SHA-256");
}

// Intake, plan and digests, as Prepare, Present and the agent need them.
xades::SignaturePlan Format(const std::string& document, const v1::SignedAttributes& attributes,
                            const Certificate& certificate, const xml::Bounds& bounds) {
  const auto facts = xml::CheckDocument(document, bounds);
  CheckOrDie(facts.ok(), "intake");
  auto plan = xades::SignaturePlan::Create(document, *facts, attributes, certificate);
  CheckOrDie(plan.ok(), "the plan of a signature");
  return *std::move(plan);
}

// A document of a bench signer: formatted, signed, assembled and verified.
class Chain {
 public:
  explicit Chain(size_t bytes) { bounds_.document_bytes = 2 * bytes + (size_t{1} << 20); }

  void Format(const std::string& document) const {
    bench::Format(document, attributes_, certificate_, bounds_);
  }
  void SignAndVerify(const std::string& document) const {
    const xades::SignaturePlan plan = bench::Format(document, attributes_, certificate_, bounds_);
    const auto assembled = plan.Assemble(document, std::string(kSignatureBytes, 's'));
    CheckOrDie(assembled.ok(), "assembling");
    xades::VerifyOptions options;
    options.bounds = bounds_;
    options.expected_original = document;
    CheckOrDie(xades::Verify(*assembled, options).ok(), "verifying");
  }

 private:
  static constexpr size_t kSignatureBytes = 256;  // of RSA-2048

  xml::Bounds bounds_;
  const v1::SignedAttributes attributes_ = xades::test::FullAttributes(xades::test::SignerOf());
  const Certificate certificate_ = xades::test::ParsedOrDie(xades::test::SignerOf());
};

// `ours` over SHA-256 of the document, in turn.
Figure OverDigest(const std::string& id, const std::string& what, double limit,
                  const BenchOptions& options, const std::string& document,
                  const std::function<void()>& ours) {
  const std::vector<double> medians = MediansInTurn(
      RoundsOf(options), {[&] { return CpuOf([&] { DigestAlone(document); }, kLeastSeconds); },
                          [&] { return CpuOf(ours, kLeastSeconds); }});
  return RatioOf(id, what, limit, 1e3 * medians[1], 1e3 * medians[0], "ms");
}

}  // namespace

Report MeasureFormatting(const BenchOptions& options) {
  Report report;
  const Chain chain(kLargeBytes);
  for (const Shape shape : ShapesOf(options)) {
    Progress(absl::StrCat("T4 ", NameOf(shape)));
    const std::string document = MakeDocument(shape, kLargeBytes);
    report.figures.push_back(
        OverDigest(IdOf("T4", shape), "intake, formatting and digests of 10 MB / SHA-256",
                   kMostFormatting, options, document, [&] { chain.Format(document); }));
  }
  return report;
}

Report MeasurePage(const BenchOptions& options) {
  Report report;
  for (const Shape shape : ShapesOf(options)) {
    Progress(absl::StrCat("T10 ", NameOf(shape)));
    const std::string document = MakeDocument(shape, kLargeBytes);
    const auto table = Table::Create(TableText(shape), TableOf(shape));
    CheckOrDie(table.ok(), "the table of a shape");
    report.figures.push_back(OverDigest(
        IdOf("T10", shape), "the page of 10 MB with its digest / SHA-256 of the document",
        kMostPage, options, document, [&] {
          CheckOrDie(RenderPage(document, **table, Language::kFrench, {}).ok(), "the page");
        }));
    const double digest_alone = CpuOf([&] {
      CheckOrDie(HashHtml(document, **table, Language::kFrench, {}).ok(), "the page's digest");
    });
    report.parts.push_back(
        {absl::StrCat("T10 ", NameOf(shape), ": the page's digest alone, as the server makes it"),
         1e3 * digest_alone, "ms"});
  }
  return report;
}

Report MeasureGrowth(const BenchOptions& options) {
  Report report;
  std::vector<std::string> documents;
  std::vector<std::function<double()>> measures;
  const size_t most = options.quick ? kLargeBytes : kHugeBytes;
  const Chain chain(most);
  for (size_t bytes = 1000; bytes <= most; bytes *= 10) {
    documents.push_back(MakeDocument(options.shape, bytes));
  }
  for (const std::string& document : documents) {
    measures.emplace_back([&] {
      return CpuOf([&] { chain.SignAndVerify(document); }, kLeastSeconds) /
             static_cast<double>(document.size());
    });
  }
  Progress("T9");
  const std::vector<double> each = MediansInTurn(options.quick ? 3 : 7, measures);
  std::vector<double> large;
  for (size_t i = 0; i < documents.size(); ++i) {
    report.parts.push_back(
        {absl::StrCat("T9 intake to verification, each byte of ", documents[i].size(), " bytes"),
         1e9 * each[i], "ns"});
    if (documents[i].size() >= kMegabyte) large.push_back(1e9 * each[i]);
  }
  const auto [least, largest] = std::minmax_element(large.begin(), large.end());
  Figure figure;
  figure.id = "T9";
  figure.what =
      "how far the time per byte strays from its middle, from 1 MB up (parts: least, most)";
  figure.value = (*largest - *least) / (*largest + *least);
  figure.limit = kMostStray;
  figure.unit = "share";
  figure.peer = *least;
  figure.ours = *largest;
  figure.parts_unit = "ns/byte";
  report.figures.push_back(std::move(figure));
  return report;
}

}  // namespace paraphe::bench
