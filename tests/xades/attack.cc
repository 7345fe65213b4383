#include "tests/xades/attack.h"

#include <utility>
#include <variant>

#include "xades/verifier.h"

namespace paraphe::xades::test {

void PrintTo(const Attack& attack, std::ostream* out) { *out << attack.name; }

absl::StatusOr<VerificationReport> VerifyChanged(const Change& change) {
  Forgery forgery;
  change(forgery);
  return Verify(forgery.Resign().Write(), {});
}

ElementName Xades(absl::string_view local) { return {local, kXades132Namespace, "xades"}; }

void WithoutIds(Element& element) {
  std::erase_if(element.attributes, [](const auto& attribute) { return attribute.local == kId; });
  for (ElementNode& node : element.children) {
    if (auto* child = std::get_if<Element>(&node.value)) WithoutIds(*child);
  }
}

void Double(Forgery& forgery, const char* local) {
  const Element copy = forgery.At(local);
  Forgery::InsertBefore(forgery.ParentOf(local), local, copy);
}

void DoubleWithoutIds(Forgery& forgery, const char* local) {
  Element copy = forgery.At(local);
  WithoutIds(copy);
  forgery.ParentOf(local).Append(std::move(copy));
}

}  // namespace paraphe::xades::test
