#include "tests/document/two_ways.h"

#include <algorithm>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

#include "document/canonical_tag.h"
#include "document/plain_bytes.h"
#include "document/plain_tag.h"
#include "document/tag.h"

namespace paraphe::test {
namespace {

std::string Show(const xml::Name& name) {
  return absl::StrCat("{", name.namespace_uri, "}", name.prefix, ":", name.local);
}

std::string Show(const xml::CheckedTag& tag) {
  std::string shown = absl::StrCat(tag.begin, "-", tag.end, " ", tag.qname, " ", Show(tag.name));
  for (const xml::NamespaceDeclaration& each : tag.declarations) {
    absl::StrAppend(&shown, " [", each.prefix, "=", each.uri, "]");
  }
  for (const xml::Attribute& each : tag.attributes) {
    absl::StrAppend(&shown, " ", Show(each.name), "@", each.offset, "=", each.value);
  }
  return shown;
}

std::string Show(const xml::NamespaceScope& scope) {
  std::string shown;
  for (size_t i = 0; i < scope.size(); ++i) {
    absl::StrAppend(&shown, scope[i].prefix, "=", scope[i].uri, " over ", scope.HiddenBy(i), ";");
  }
  return shown;
}

class Walk {
 public:
  Walk(absl::string_view document, TagCount* count) : document_(document), count_(*count) {}

  std::string Run() {
    for (size_t at = 0; (at = document_.find('<', at)) != absl::string_view::npos && !refused_;) {
      const char next = document_.substr(at, 2).back();
      if (next == '/' && !outer_.empty()) {
        scope_.PopTo(outer_.back());
        outer_.pop_back();
      } else if (next != '/' && next != '!' && next != '?') {
        std::string fault = ReadTag({document_, at});
        if (!fault.empty()) return fault;
      }
      ++at;
    }
    return "";
  }

 private:
  std::string ReadTag(xml::Cursor cursor) {
    const size_t outer = scope_.size();
    xml::CheckedTag checked;
    const bool is_plain = xml::ReadPlainTag(cursor, {}, accepted_, &scope_, &checked);
    if (!is_plain && scope_.size() != outer) return "the short way leaves something in the scope";
    const std::string plain = is_plain ? Show(checked) + Show(scope_) : "";
    scope_.PopTo(outer);

    xml::Tag tag;
    absl::Status status = xml::ReadTag(cursor, {}, &tag);
    if (status.ok()) status = xml::CheckCanonicalTag(document_, &scope_, &tag);
    refused_ = !status.ok();
    if (refused_) return is_plain ? absl::StrCat("accepted: ", plain, "; ", status.ToString()) : "";
    xml::TakeCanonicalTag(tag, &checked);
    const std::string exact = Show(checked) + Show(scope_);
    outer_.push_back(outer);
    for (const xml::NamespaceDeclaration& each : checked.declarations) accepted_.Add(each.uri);
    ++count_.all;
    if (!is_plain) return "";
    ++count_.plain;
    return plain == exact ? "" : absl::StrCat("short: ", plain, "\nlong: ", exact);
  }

  absl::string_view document_;
  TagCount& count_;
  xml::NamespaceScope scope_;
  xml::AcceptedNamespaces accepted_;
  std::vector<size_t> outer_;  // of the elements that are open
  bool refused_ = false;
};

template <typename Kind>
std::string CompareKind(absl::string_view rest) {
  const size_t quick = xml::PlainLength<Kind>(rest.data(), rest.size());
  const size_t exact = xml::PlainLengthByBytes<Kind>(rest.data(), rest.size());
  return quick == exact ? "" : absl::StrCat(quick, " bytes where one at a time finds ", exact);
}

}  // namespace

std::string CompareTags(absl::string_view document, TagCount* count) {
  return Walk(document, count).Run();
}

std::string ComparePlainBytes(absl::string_view document, size_t most) {
  for (size_t at = 0; at < std::min(most, document.size()); ++at) {
    const absl::string_view rest = document.substr(at);
    const std::string fault = CompareKind<xml::PlainTextBytes>(rest) +
                              CompareKind<xml::PlainNameBytes>(rest) +
                              CompareKind<xml::PlainValueBytes<'"'>>(rest) +
                              CompareKind<xml::PlainValueBytes<'\''>>(rest);
    if (!fault.empty()) return absl::StrCat("at ", at, ": ", fault);
  }
  return "";
}

}  // namespace paraphe::test
