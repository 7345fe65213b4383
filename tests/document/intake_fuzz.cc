// Fuzz target: intake against libxml2. A document is accepted if and only if libxml2's exclusive
// canonical form of it is the document itself and its tree holds nothing that intake refuses by
// name; the position of a refusal is the first byte that differs from that form. What the scanner
// does quickly, it does as it would do it exactly.
#include <optional>
#include <set>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

#include "common/errors.h"
#include "common/libxml2.h"
#include "document/intake.h"
#include "document/scanner.h"
#include "tests/document/c14n_oracle.h"
#include "tests/document/two_ways.h"
#include "tests/fuzz/property.h"
#include "tests/render/html_oracle.h"

namespace paraphe::test {
namespace {

class Ignore final : public xml::Handler {
 public:
  absl::Status OnStart(const xml::StartTag&) override { return absl::OkStatus(); }
  absl::Status OnEnd(const xml::EndTag&) override { return absl::OkStatus(); }
  absl::Status OnText(absl::string_view, size_t) override { return absl::OkStatus(); }
};

uint64_t OffsetOf(const absl::Status& status) {
  return GetErrorDetail(status)->position().byte_offset();
}

// Refused by name, whatever libxml2 says (DOC-4, DOC-6).
bool IsRefusedByName(v1::ErrorReason reason) {
  return reason == v1::DOCUMENT_HAS_DTD || reason == v1::DOCUMENT_HAS_INSTRUCTION ||
         reason == v1::DOCUMENT_BEYOND_BOUND;
}

// Namespace names with & or " are given back by libxml2 as they stand, where canonical form and
// every other canonicalizer escape them: refused by name (DOC-7).
bool IsQuirkOfLibxml2(absl::string_view document, const absl::Status& scan) {
  if (ReasonOf(scan) != v1::DOCUMENT_RELATIVE_NAMESPACE || OffsetOf(scan) == 0) return false;
  const char quote = document[OffsetOf(scan) - 1];
  const absl::string_view rest = document.substr(OffsetOf(scan));
  return quote == '\'' || absl::StrContains(rest.substr(0, rest.find(quote)), '&');
}

void JudgeScan(absl::string_view document, const absl::Status& scan) {
  const v1::ErrorReason reason = ReasonOf(scan);
  RequireReason(scan,
                {v1::DOCUMENT_EMPTY, v1::DOCUMENT_NOT_CANONICAL, v1::DOCUMENT_NOT_WELL_FORMED,
                 v1::DOCUMENT_BAD_ENCODING, v1::DOCUMENT_HAS_DTD, v1::DOCUMENT_HAS_INSTRUCTION,
                 v1::DOCUMENT_RELATIVE_NAMESPACE, v1::DOCUMENT_BEYOND_BOUND});
  if (IsRefusedByName(reason)) return;
  const std::optional<std::string> canonical = CanonicalFormByLibxml2(document);
  if (IsQuirkOfLibxml2(document, scan)) return;
  Require(scan.ok() == (canonical == document), "the verdict is libxml2's", scan.ToString());
  if (scan.ok() || !canonical.has_value()) return;
  Require(OffsetOf(scan) == FirstDifference(document, *canonical),
          "the position is the first byte that differs",
          absl::StrCat(scan.ToString(), "\n", *canonical));
}

std::string TextOf(const xmlChar* text) {
  return text == nullptr ? "" : reinterpret_cast<const char*>(text);
}

// What intake refuses by name, found in libxml2's tree.
struct Named {
  bool signature = false;
  bool xinclude = false;
  bool repeated_id = false;
  bool bad_xml_id = false;
  std::set<std::string> ids;
  size_t attributes = 0;  // Id, ID, id and xml:id
};

void TakeAttribute(const xmlAttr& attribute, Named* named) {
  const std::string name = TextOf(attribute.name);
  const UniqueXmlChars raw(xmlNodeGetContent(reinterpret_cast<const xmlNode*>(&attribute)));
  std::string value = TextOf(raw.get());
  if (attribute.ns == nullptr) {
    if (absl::AsciiStrToLower(name) != "id" || name == "iD") return;
  } else {
    if (TextOf(attribute.ns->href) != "http://www.w3.org/XML/1998/namespace" || name != "id")
      return;
    if (xmlValidateNCName(raw.get(), 1) != 0) named->bad_xml_id = true;
    value = std::string(absl::StripAsciiWhitespace(value));
  }
  ++named->attributes;
  const bool is_data = attribute.ns == nullptr && name == "id";
  if (!is_data && !named->ids.insert(value).second) named->repeated_id = true;
}

void Walk(const xmlNode& node, Named* named) {
  if (node.type != XML_ELEMENT_NODE) return;
  const std::string uri = node.ns == nullptr ? "" : TextOf(node.ns->href);
  if (uri == "http://www.w3.org/2000/09/xmldsig#" && TextOf(node.name) == "Signature") {
    named->signature = true;
  }
  if (uri == "http://www.w3.org/2001/XInclude" || uri == "http://www.w3.org/2003/XInclude") {
    named->xinclude = true;
  }
  for (const xmlAttr* each = node.properties; each; each = each->next) TakeAttribute(*each, named);
  for (const xmlNode* child = node.children; child; child = child->next) Walk(*child, named);
}

// What intake adds to the scan, against the tree of a canonical document.
void JudgeNamed(absl::string_view document, const absl::StatusOr<xml::DocumentFacts>& facts) {
  const UniqueXmlDoc tree = ParseXmlOrDie(document);
  const xmlNode* root = xmlDocGetRootElement(tree.get());
  Named named;
  Walk(*root, &named);
  const bool refused = named.signature || named.xinclude || named.repeated_id || named.bad_xml_id;
  Require(facts.ok() == !refused, "refused by name if and only if libxml2's tree holds it",
          facts.status().ToString());
  switch (ReasonOf(facts.status())) {
    case v1::ERROR_REASON_UNSPECIFIED:
      Require(facts->root_local_name == TextOf(root->name), "the root's name is libxml2's");
      Require(facts->ids.size() == named.attributes, "the ids are those of libxml2's tree");
      Require(absl::StartsWith(document.substr(facts->insertion_offset), "</"),
              "a signature goes before the root's end tag");
      return;
    case v1::DOCUMENT_ALREADY_SIGNED:
      return Require(named.signature, "there is a signature");
    case v1::DOCUMENT_HAS_XINCLUDE:
      return Require(named.xinclude, "there is an XInclude");
    case v1::DOCUMENT_DUPLICATE_ID:
      return Require(named.repeated_id, "an id is repeated");
    case v1::DOCUMENT_NOT_WELL_FORMED:
      return Require(named.bad_xml_id, "an xml:id is no name");
    default:
      return Require(false, "a reason of intake", facts.status().ToString());
  }
}

// Intake sees what the scan sees: it may refuse earlier, never accept more.
void JudgeOrder(const absl::Status& scan, const absl::Status& intake) {
  Require(!intake.ok(), "what the scan refuses is refused", scan.ToString());
  if (intake == scan) return;
  RequireReason(intake, {v1::DOCUMENT_ALREADY_SIGNED, v1::DOCUMENT_HAS_XINCLUDE,
                         v1::DOCUMENT_NOT_WELL_FORMED});
  Require(OffsetOf(intake) <= OffsetOf(scan), "what comes first is reported",
          absl::StrCat(scan.ToString(), "\n", intake.ToString()));
}

// The scanner's quick parts against its exact ones.
void JudgeWays(absl::string_view document) {
  constexpr size_t kMostOffsets = 1000;
  TagCount count;
  const std::string fault =
      CompareTags(document, &count) + ComparePlainBytes(document, kMostOffsets);
  Require(fault.empty(), "the short way and the long way agree", fault);
}

void RunOne(absl::string_view document) {
  JudgeWays(document);
  Ignore ignore;
  const absl::Status scan = xml::Scan(document, {}, ignore);
  JudgeScan(document, scan);
  const absl::StatusOr<xml::DocumentFacts> facts = xml::CheckDocument(document, {});
  if (scan.ok()) {
    JudgeNamed(document, facts);
  } else {
    JudgeOrder(scan, facts.status());
  }
}

}  // namespace
}  // namespace paraphe::test

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  paraphe::test::RunOne(paraphe::test::InputText(data, size));
  return 0;
}
