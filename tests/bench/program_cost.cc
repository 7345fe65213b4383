// T12: programs on files.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

#include "tests/bench/measured_program.h"
#include "tests/bench/measurements.h"
#include "tests/bench/process_cost.h"
#include "tests/client/cli/paraphe_command.h"
#include "tests/testing/or_die.h"
#include "tests/testing/run_command.h"
#include "tests/testing/temp_dir.h"
#include "tests/xades/signing.h"
#include "xades/forms.h"

namespace paraphe::bench {
namespace {

constexpr double kMostOfTheirs = 0.25;

using Command = std::vector<std::string>;

constexpr char kCopy[] =
    R"xsl(<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:template match="@*|node()"><xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy></xsl:template>
</xsl:stylesheet>)xsl";

// One of our programs beside one of others.
struct Pair {
  std::string name;
  Command ours;
  Command theirs;
};

// The files that all of them read and write.
class Files {
 public:
  explicit Files(Shape shape) {
    const std::string document = MakeDocument(shape, kLargeBytes);
    const test::TestCert& signer = xades::test::SignerOf();
    document_ = dir_.WriteFileOrDie("document.xml", document);
    signed_ = dir_.WriteFileOrDie(
        "signed.xml",
        xades::test::SignOrDie(document, xades::test::FullAttributes(signer), signer));
    ca_ = dir_.WriteFileOrDie("ca.pem", xades::test::Ca().Pem());
    copy_ = dir_.WriteFileOrDie("copy.xsl", kCopy);
    table_ = test::Project(absl::StrCat("deploy/tables/", TableOf(shape), ".textproto"));
  }

  std::vector<Pair> Pairs() const {
    const Command canonical = {"xmllint", "--huge", "--exc-c14n", document_};
    return {
        {"check", Ours({"check", document_}), canonical},
        {"canonicalize", Ours({"canonicalize", "--force", "--out", Out(), document_}), canonical},
        {"render",
         Ours({"render", "--force", "--table", table_, "--out", Out(), document_}),
         {"xsltproc", "--huge", "--output", Out(), copy_, document_}},
        {"verify",
         Ours({"verify", "--ca", ca_, signed_}),
         {"xmlsec1", "--verify", "--enabled-reference-uris", "empty,same-doc", "--id-attr:Id",
          absl::StrCat(xades::FindForm(v1::XADES_BASELINE_B)->namespace_uri, ":SignedProperties"),
          "--trusted-pem", ca_, signed_}}};
  }

 private:
  static Command Ours(Command words) {
    words.insert(words.begin(), test::OurProgram("paraphe"));
    return words;
  }
  std::string Out() const { return dir_.Join("out"); }

  test::TempDir dir_;
  std::string document_, signed_, ca_, copy_, table_;
};

ProgramCost RunOrDie(const Command& command) {
  const auto cost = RunMeasured(command);
  test::CheckOrDie(cost.ok(), cost.status().ToString().c_str());
  return *cost;
}

Report MeasurePair(const Pair& pair, int rounds) {
  std::vector<double> our_peaks, their_peaks;
  const auto run = [](const Command& command, std::vector<double>* peaks) {
    const ProgramCost cost = RunOrDie(command);
    peaks->push_back(cost.peak);
    return cost.cpu;
  };
  const std::vector<double> cpu = MediansInTurn(
      rounds,
      {[&] { return run(pair.theirs, &their_peaks); }, [&] { return run(pair.ours, &our_peaks); }});
  const std::string what = absl::StrCat("paraphe ", pair.name, " of 10 MB / ", pair.theirs[0]);
  const Figure time = RatioOf(absl::StrCat("T12 ", pair.name), what, kMostOfTheirs, 1e3 * cpu[1],
                              1e3 * cpu[0], "ms");
  const Figure memory =
      RatioOf(absl::StrCat("T12 ", pair.name, " mem"), what, kMostOfTheirs,
              MedianOf(our_peaks) / kMegabyte, MedianOf(their_peaks) / kMegabyte, "MB");
  return {{time, memory}, {}};
}

}  // namespace

Report MeasurePrograms(const BenchOptions& options) {
  Report report;
  const Files files(options.shape);
  for (const Pair& pair : files.Pairs()) {
    Progress(absl::StrCat("T12 ", pair.name));
    report.Add(MeasurePair(pair, options.quick ? 3 : 9));
  }
  return report;
}

}  // namespace paraphe::bench
