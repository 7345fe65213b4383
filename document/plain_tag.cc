#include "document/plain_tag.h"

#include <cstdint>

#include "absl/base/attributes.h"

#include "document/cursor.h"
#include "document/names.h"
#include "document/plain_bytes.h"
#include "document/tag.h"

namespace paraphe::xml {
namespace {

// As many declarations as a word has bits; more go the long way.
constexpr size_t kMostDeclarations = 64;

// Takes parts of a tag from the document. All of it is inlined, and no function gets its address, so
// that the place reached stays in a register.
class Reader {
 public:
  Reader(absl::string_view document, size_t at)
      : begin_(document.data()), at_(begin_ + at), end_(begin_ + document.size()) {}

  size_t offset() const { return static_cast<size_t>(at_ - begin_); }

  bool Take(char wanted) {
    if (at_ == end_ || *at_ != wanted) return false;
    ++at_;
    return true;
  }

  // Returns false where no name of ASCII begins.
  ABSL_ATTRIBUTE_ALWAYS_INLINE bool TakeName(QName* name) {
    const char* const begin = at_;
    const absl::string_view first = TakeNcName();
    if (first.empty()) return false;
    *name = {first, {}, first};
    if (!Take(':')) return true;
    const absl::string_view local = TakeNcName();
    *name = {From(begin), first, local};
    return !local.empty();
  }

  ABSL_ATTRIBUTE_ALWAYS_INLINE bool TakeValue(absl::string_view* value) {
    if (!Take('"')) return false;
    const char* const begin = at_;
    const absl::string_view document(begin_, static_cast<size_t>(end_ - begin_));
    at_ = begin_ + SkipPlain<PlainValueBytes<'"'>>(document, offset());
    *value = From(begin);
    return Take('"');
  }

 private:
  absl::string_view From(const char* begin) const {
    return {begin, static_cast<size_t>(at_ - begin)};
  }

  ABSL_ATTRIBUTE_ALWAYS_INLINE absl::string_view TakeNcName() {
    const char* const begin = at_;
    if (at_ != end_ && StartsAsciiName(*at_)) {
      at_ += PlainLength<PlainNameBytes>(at_, static_cast<size_t>(end_ - at_));
    }
    return From(begin);
  }

  const char* begin_;
  const char* at_;
  const char* end_;
};

// Puts one tag together.
class PlainTag {
 public:
  PlainTag(const Bounds& bounds, const AcceptedNamespaces& accepted, NamespaceScope* scope,
           CheckedTag* tag)
      : bounds_(bounds), accepted_(accepted), scope_(*scope), outer_(scope->size()), tag_(*tag) {}

  bool Read(Reader reader) {
    tag_.begin = reader.offset();
    tag_.declarations.clear();
    tag_.attributes.clear();
    QName name;
    if (!reader.Take('<') || !reader.TakeName(&name) || IsTooLong(name)) return false;
    while (reader.Take(' ')) {
      const size_t offset = reader.offset();
      QName item;
      absl::string_view value;
      if (!reader.TakeName(&item) || IsTooLong(item)) return false;
      if (!reader.Take('=') || !reader.TakeValue(&value)) return false;
      if (!Add(item, value, offset)) return false;
    }
    if (!reader.Take('>')) return false;
    tag_.end = reader.offset();
    tag_.qname = name.whole;
    tag_.name.prefix = name.prefix;
    tag_.name.local = name.local;
    return Resolve(name.prefix, &tag_.name.namespace_uri) && AllAreRendered();
  }

 private:
  bool IsTooLong(const QName& name) const { return name.whole.size() > bounds_.name_bytes; }

  ABSL_ATTRIBUTE_ALWAYS_INLINE bool Add(const QName& name, absl::string_view value, size_t offset) {
    if (name.prefix.empty() && name.local != "xmlns") return AddAttribute({}, name, value, offset);
    if (name.prefix == "xmlns") return Declare(name.local, value);
    if (name.prefix.empty()) return Declare({}, value);
    absl::string_view uri;
    return Resolve(name.prefix, &uri) && AddAttribute(uri, name, value, offset);
  }

  // Declarations stand before attributes, by prefix, and no prefix twice.
  bool Declare(absl::string_view prefix, absl::string_view uri) {
    std::vector<NamespaceDeclaration>& all = tag_.declarations;
    if (!tag_.attributes.empty() || all.size() >= kMostDeclarations ||
        all.size() >= bounds_.namespace_declarations || uri.size() > bounds_.namespace_name_bytes) {
      return false;
    }
    if (!all.empty() && prefix <= all.back().prefix) return false;
    if (prefix == "xml" || prefix == "xmlns" || !accepted_.Has(uri)) return false;
    scope_.Push(prefix, uri);
    all.push_back({prefix, uri});
    return true;
  }

  // Attributes stand by namespace and name, and no name twice.
  ABSL_ATTRIBUTE_ALWAYS_INLINE bool AddAttribute(absl::string_view uri, const QName& name,
                                                 absl::string_view value, size_t offset) {
    std::vector<Attribute>& all = tag_.attributes;
    if (all.size() >= bounds_.attributes) return false;
    if (!all.empty() && !ComesAfter(uri, name.local, all.back().name)) return false;
    Attribute& attribute = all.emplace_back();
    attribute.name.prefix = name.prefix;
    attribute.name.local = name.local;
    attribute.name.namespace_uri = uri;
    attribute.value = value;
    attribute.offset = offset;
    return true;
  }

  static bool ComesAfter(absl::string_view uri, absl::string_view local, const Name& before) {
    return uri == before.namespace_uri ? before.local < local : before.namespace_uri < uri;
  }

  bool Resolve(absl::string_view prefix, absl::string_view* uri) {
    if (prefix == "xml") {
      *uri = kXmlNamespace;
      return true;
    }
    const size_t index = scope_.Find(prefix);
    *uri = index == NamespaceScope::kNone ? absl::string_view() : scope_[index].uri;
    if (index == NamespaceScope::kNone) return prefix.empty();
    if (index >= outer_) used_ |= uint64_t{1} << (index - outer_);
    return true;
  }

  // Canonical form has a declaration only where it is used and says what was not said around it.
  bool AllAreRendered() const {
    for (size_t i = 0; i < tag_.declarations.size(); ++i) {
      const bool is_used = (used_ >> i & 1) != 0;
      if (!is_used || scope_.HiddenBy(outer_ + i) == tag_.declarations[i].uri) return false;
    }
    return true;
  }

  const Bounds& bounds_;
  const AcceptedNamespaces& accepted_;
  NamespaceScope& scope_;
  const size_t outer_;  // size of the scope outside the tag
  uint64_t used_ = 0;   // which of the tag's declarations a name of the tag uses, by their order
  CheckedTag& tag_;
};

}  // namespace

bool ReadPlainTag(const Cursor& cursor, const Bounds& bounds, const AcceptedNamespaces& accepted,
                  NamespaceScope* scope, CheckedTag* tag) {
  const size_t outer = scope->size();
  if (PlainTag(bounds, accepted, scope, tag).Read(Reader(cursor.document, cursor.at))) return true;
  scope->PopTo(outer);
  return false;
}

}  // namespace paraphe::xml
