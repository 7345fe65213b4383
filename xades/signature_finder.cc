#include "xades/signature_finder.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/types/span.h"

#include "common/errors.h"
#include "common/status_macros.h"
#include "document/position.h"
#include "xades/names.h"

namespace paraphe::xades {
namespace {

constexpr absl::string_view kXmlNamespace = "http://www.w3.org/XML/1998/namespace";
constexpr uint32_t kRoot = 1;
// A signature in a document element goes down to SPURI, 11 deep, whatever bound the document had.
constexpr uint32_t kSignatureDepth = 11;

bool IsSignature(const xml::Name& name) {
  return name.local == kSignature.local && name.namespace_uri == kSignature.namespace_uri;
}

// What a reference "#value" resolves to. An attribute `id` without a namespace is the document's own
// data. REQ: DOC-7
bool IsIdAttribute(const xml::Name& name) {
  if (name.namespace_uri == kXmlNamespace) return name.local == "id";
  return name.namespace_uri.empty() && (name.local == "Id" || name.local == "ID");
}

ElementName ToElementName(const xml::Name& name) {
  return {name.local, name.namespace_uri, name.prefix};
}

class Finder final : public xml::Handler {
 public:
  // `taken` are Ids of elements that are not scanned, sorted; must outlive this object.
  Finder(absl::string_view document, size_t signature_bytes,
         absl::Span<const std::string> taken = {})
      : document_(document), signature_bytes_(signature_bytes), taken_(taken) {}

  absl::Status OnStart(const xml::StartTag& tag) override {
    RETURN_IF_ERROR(NoteIds(tag));
    if (tag.depth == kRoot) NoteRoot(tag);
    if (!open_.empty()) return Open(open_.back()->Append(ToElementName(tag.name)), tag);
    if (!IsSignature(tag.name)) return absl::OkStatus();
    ++count_;
    if (tag.depth == kRoot) is_root_ = true;
    if (count_ > 1) return absl::OkStatus();
    found_.begin = tag.begin;
    found_.element = Element(ToElementName(tag.name));
    return Open(found_.element, tag);
  }

  absl::Status OnEnd(const xml::EndTag& tag) override {
    if (tag.depth == kRoot) found_.root_end = tag.end;
    if (open_.empty()) return absl::OkStatus();
    open_.pop_back();
    found_.end = tag.end;
    return CheckSize(tag.end);
  }

  absl::Status OnText(absl::string_view text, size_t offset) override {
    if (open_.empty()) return absl::OkStatus();
    RETURN_IF_ERROR(CheckSize(offset + text.size()));
    open_.back()->AppendText(text);
    return absl::OkStatus();
  }

  absl::Status OnInstruction(absl::string_view document, size_t offset) override {
    if (open_.empty()) return absl::OkStatus();
    return xml::ErrorAtOffset(v1::SIGNATURE_UNSUPPORTED, document, offset,
                              "a processing instruction inside the signature");
  }

  // After a scan that went well.
  absl::StatusOr<FoundSignature> Take() {
    if (count_ == 0) {
      return MakeError(v1::SIGNATURE_ABSENT, "the document holds no ds:Signature");
    }
    if (count_ > 1) {
      return MakeError(
          v1::SIGNATURE_AMBIGUOUS,
          absl::StrCat("the document holds ", count_,
                       " ds:Signature elements; only documents with one are verified"));
    }
    if (is_root_) {
      return MakeError(v1::SIGNATURE_UNSUPPORTED,
                       "ds:Signature is the document element; only signatures inside the document "
                       "that they sign are verified");
    }
    return std::move(found_);
  }

 private:
  void NoteRoot(const xml::StartTag& tag) {
    found_.root_begin = tag.begin;
    for (const xml::Attribute& attribute : tag.attributes) {
      const bool plain_id = attribute.name.namespace_uri.empty() && attribute.name.local == "id";
      if (plain_id || IsIdAttribute(attribute.name)) {
        found_.root_ids.emplace_back(attribute.value);
      }
    }
  }

  absl::Status NoteIds(const xml::StartTag& tag) {
    for (const xml::Attribute& attribute : tag.attributes) {
      if (!IsIdAttribute(attribute.name)) continue;
      const bool taken = tag.depth > kRoot &&  // the document element's own are among them
                         std::binary_search(taken_.begin(), taken_.end(), attribute.value);
      if (taken || !ids_.emplace(attribute.value).second) {
        return xml::ErrorAtOffset(v1::DOCUMENT_DUPLICATE_ID, document_, attribute.offset,
                                  "an earlier element has the same Id");
      }
    }
    return absl::OkStatus();
  }

  // Nested ones are counted too: a signature in the signature is as ambiguous as one beside it.
  absl::Status Open(Element& element, const xml::StartTag& tag) {
    if (!open_.empty() && IsSignature(tag.name)) ++count_;
    for (const xml::Attribute& attribute : tag.attributes) {
      element.attributes.push_back({std::string(attribute.name.local), std::string(attribute.value),
                                    std::string(attribute.name.prefix),
                                    std::string(attribute.name.namespace_uri)});
    }
    open_.push_back(&element);
    return CheckSize(tag.end);
  }

  absl::Status CheckSize(size_t offset) const {
    if (offset - found_.begin <= signature_bytes_) return absl::OkStatus();
    return xml::ErrorAtOffset(
        v1::DOCUMENT_BEYOND_BOUND, document_, found_.begin,
        absl::StrCat("the signature is longer than ", signature_bytes_, " bytes"));
  }

  absl::string_view document_;
  size_t signature_bytes_;
  absl::Span<const std::string> taken_;
  absl::flat_hash_set<std::string> ids_;
  size_t count_ = 0;
  bool is_root_ = false;
  FoundSignature found_;
  // The elements of the signature that are open, from the outside in. An element stays where it is
  // while it is open: only the innermost one gets children.
  std::vector<Element*> open_;
};

// Reads the start tag of the document element, and no further.
class RootTag final : public xml::Handler {
 public:
  absl::Status OnStart(const xml::StartTag& tag) override {
    const absl::string_view colon = tag.name.prefix.empty() ? "" : ":";
    end_tag_ = absl::StrCat("</", tag.name.prefix, colon, tag.name.local, ">");
    end_ = tag.end;
    return absl::CancelledError();
  }
  absl::Status OnEnd(const xml::EndTag&) override { return absl::OkStatus(); }
  absl::Status OnText(absl::string_view, size_t) override { return absl::OkStatus(); }

  // 0: it was not reached.
  size_t end() const { return end_; }
  const std::string& end_tag() const { return end_tag_; }

 private:
  size_t end_ = 0;
  std::string end_tag_;
};

xml::Bounds WithSignature(const xml::Bounds& bounds, size_t signature_bytes) {
  xml::Bounds with_signature = bounds;
  with_signature.document_bytes += signature_bytes;
  with_signature.depth = std::max(with_signature.depth, kSignatureDepth);
  return with_signature;
}

absl::Status NotInserted() {
  return MakeError(v1::SIGNATURE_MALFORMED,
                   "not one ds:Signature alone, where it was to be put into the document");
}

}  // namespace

absl::StatusOr<FoundSignature> FindSignature(absl::string_view document, const xml::Bounds& bounds,
                                             size_t signature_bytes) {
  Finder finder(document, signature_bytes);
  RETURN_IF_ERROR(xml::Scan(document, WithSignature(bounds, signature_bytes), finder));
  return finder.Take();
}

absl::StatusOr<FoundSignature> FindInsertedSignature(absl::string_view document,
                                                     const xml::DocumentFacts& facts,
                                                     const xml::Bounds& bounds,
                                                     size_t signature_bytes) {
  const xml::Bounds with_signature = WithSignature(bounds, signature_bytes);
  RootTag root;
  const absl::Status read = xml::Scan(document, with_signature, root);
  if (root.end() == 0) return read;
  if (!absl::EndsWith(document, root.end_tag())) return NotInserted();
  const size_t begin = facts.insertion_offset;
  const size_t end = document.size() - root.end_tag().size();
  if (begin > end) return NotInserted();
  const absl::string_view signature = document.substr(begin, end - begin);
  // The document as if it had been empty.
  const std::string rest = absl::StrCat(document.substr(0, root.end()), signature, root.end_tag());
  Finder finder(rest, signature_bytes, facts.ids);
  RETURN_IF_ERROR(xml::Scan(rest, with_signature, finder));
  ASSIGN_OR_RETURN(FoundSignature found, finder.Take());
  if (found.begin != root.end() || found.end - found.begin != signature.size()) {
    return NotInserted();
  }
  found.begin = begin;
  found.end = end;
  found.root_end = document.size();
  return found;
}

}  // namespace paraphe::xades
