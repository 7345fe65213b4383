#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"

#include "tests/document/document_generator.h"

namespace paraphe::test {
namespace {

// Written independently of document/, so that one does not repeat the other's mistakes.
std::string Escape(absl::string_view text, bool in_attribute) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>' && !in_attribute) {
      out += "&gt;";
    } else if (c == '\r') {
      out += "&#xD;";
    } else if (c == '"' && in_attribute) {
      out += "&quot;";
    } else if (c == '\t' && in_attribute) {
      out += "&#x9;";
    } else if (c == '\n' && in_attribute) {
      out += "&#xA;";
    } else {
      out += c;
    }
  }
  return out;
}

const std::string kPrefixes[] = {"p", "q", "a", "z", "p1", "\xC3\xA9"};
const std::string kNamespaces[] = {"u:a",
                                   "u:b",
                                   "urn:x:y",
                                   "http://a.fr/",
                                   "http://a.fr/?x=1#f",
                                   "http://[::1]:80/",
                                   "a.b+c-d:%41~!$'()*"};
const std::string kLocals[] = {"a",
                               "b",
                               "c",
                               "ab",
                               "xmlns",
                               "\xC3\xA9t\xC3\xA9",
                               "_-.1",
                               "\xE6\x96\x87",
                               "\xF0\x90\x80\x80",
                               "Signature"};
const std::string kPieces[] = {"x",
                               "hello",
                               " ",
                               "  ",
                               "\n",
                               "\t",
                               "\r",
                               "&",
                               "<",
                               ">",
                               "\"",
                               "'",
                               "]]",
                               "\xC3\xA9",
                               "\xE2\x82\xAC",
                               "\xF0\x9F\x98\x80",
                               "\x7F",
                               "\xEF\xBF\xBD",
                               "a=\"1\"",
                               "&amp;",
                               "--",
                               "\xC2\x85",
                               "\xE2\x80\xA8"};

template <typename T, size_t kSize>
const T& PickOne(const T (&choices)[kSize], Random& random) {
  return choices[Below(kSize, random)];
}

std::string RandomText(Random& random) {
  std::string text;
  for (size_t i = Below(5, random); i > 0; --i) text += PickOne(kPieces, random);
  return text;
}

using Bindings = std::map<std::string, std::string>;  // prefix → namespace, "" for the default one

class Writer {
 public:
  explicit Writer(Random& random) : random_(random) {}

  GeneratedDocument Write() {
    WriteElement({}, 0);
    return std::move(document_);
  }

 private:
  struct Attribute {
    std::string uri;
    std::string local;
    std::string prefix;
    bool operator<(const Attribute& other) const {
      return std::tie(uri, local) < std::tie(other.uri, other.local);
    }
  };

  void Add(absl::string_view text) { absl::StrAppend(&document_.bytes, text); }
  size_t Here() const { return document_.bytes.size(); }
  void Mark(Piece piece, size_t begin) { document_.spans.push_back({piece, begin, Here()}); }

  // A prefix in use, with the namespace that it has here, or gets here.
  std::string UsePrefix(const Bindings& in_scope, Bindings* used) {
    const std::string& prefix = PickOne(kPrefixes, random_);
    if (used->count(prefix) == 0) {
      const auto found = in_scope.find(prefix);
      const bool keep = found != in_scope.end() && Below(3, random_) != 0;
      (*used)[prefix] = keep ? found->second : PickOne(kNamespaces, random_);
    }
    return prefix;
  }

  // The element's own prefix, "" for none.
  std::string ChooseElementPrefix(const Bindings& in_scope, Bindings* used) {
    if (Below(2, random_) == 0) return UsePrefix(in_scope, used);
    const auto found = in_scope.find("");
    const bool keep = found != in_scope.end() && Below(2, random_) == 0;
    const bool none = Below(2, random_) == 0;
    (*used)[""] = keep ? found->second : none ? "" : PickOne(kNamespaces, random_);
    return "";
  }

  std::set<Attribute> ChooseAttributes(const Bindings& in_scope, Bindings* used) {
    std::set<Attribute> attributes;
    for (size_t i = Below(4, random_); i > 0; --i) {
      const std::string& local = PickOne(kLocals, random_);
      const size_t kind = Below(4, random_);
      if (kind == 0) {
        attributes.insert({"http://www.w3.org/XML/1998/namespace", local, "xml"});
      } else if (kind == 1) {
        const std::string prefix = UsePrefix(in_scope, used);
        attributes.insert({(*used)[prefix], local, prefix});
      } else if (local != "xmlns") {
        attributes.insert({"", local, ""});
      }
    }
    return attributes;
  }

  // A prefix that was chosen for an attribute which turned out to be there already is not used.
  static void DropUnused(const std::string& element_prefix, const std::set<Attribute>& attributes,
                         Bindings* used) {
    std::set<std::string> needed = {element_prefix};
    for (const Attribute& attribute : attributes) {
      if (!attribute.prefix.empty()) needed.insert(attribute.prefix);
    }
    for (auto each = used->begin(); each != used->end();) {
      each = needed.count(each->first) == 0 ? used->erase(each) : std::next(each);
    }
  }

  void WriteItem(Piece piece, const std::string& name, const std::string& value) {
    const size_t begin = Here();
    Add(absl::StrCat(" ", name, "=\""));
    const size_t value_begin = Here();
    Add(value);
    Mark(Piece::kValue, value_begin);
    Add("\"");
    Mark(piece, begin);
  }

  void WriteStart(const std::string& name, const Bindings& in_scope, const Bindings& used,
                  const std::set<Attribute>& attributes) {
    const size_t begin = Here();
    Add("<");
    Add(name);
    Mark(Piece::kElementName, begin + 1);
    for (const auto& [prefix, uri] : used) {
      const auto found = in_scope.find(prefix);
      if ((found == in_scope.end() ? "" : found->second) == uri) continue;
      WriteItem(Piece::kDeclaration, prefix.empty() ? "xmlns" : "xmlns:" + prefix, uri);
    }
    for (const Attribute& attribute : attributes) {
      WriteItem(
          Piece::kAttribute,
          attribute.prefix.empty() ? attribute.local : attribute.prefix + ":" + attribute.local,
          Escape(RandomText(random_), true));
    }
    Add(">");
    Mark(Piece::kStartTag, begin);
  }

  void WriteContent(const Bindings& in_scope, size_t depth) {
    for (size_t i = Below(4, random_); i > 0; --i) {
      const size_t begin = Here();
      // "]]" and ">" may meet, but ">" is escaped.
      Add(Escape(RandomText(random_), false));
      if (Here() > begin) Mark(Piece::kText, begin);
      if (depth < 4 && Below(2, random_) == 0) {
        WriteElement(in_scope, depth + 1);
      } else {
        break;
      }
    }
  }

  void WriteElement(const Bindings& in_scope, size_t depth) {
    Bindings used;
    const std::string prefix = ChooseElementPrefix(in_scope, &used);
    const std::string& local = PickOne(kLocals, random_);
    const std::string name = prefix.empty() ? local : prefix + ":" + local;
    const std::set<Attribute> attributes = ChooseAttributes(in_scope, &used);
    DropUnused(prefix, attributes, &used);
    WriteStart(name, in_scope, used, attributes);
    Bindings inner = in_scope;
    for (const auto& [each, uri] : used) inner[each] = uri;
    WriteContent(inner, depth);
    const size_t begin = Here();
    Add(absl::StrCat("</", name, ">"));
    Mark(Piece::kEndTag, begin);
  }

  Random& random_;
  GeneratedDocument document_;
};

}  // namespace

size_t Below(size_t bound, Random& random) { return random() % bound; }

GeneratedDocument GenerateCanonical(Random& random) { return Writer(random).Write(); }

}  // namespace paraphe::test
