#include "tests/xades/signing.h"

#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"

#include "common/hash.h"
#include "document/scanner.h"
#include "tests/testing/or_die.h"

namespace paraphe::xades::test {
namespace {

using ::paraphe::test::CertBuilder;
using ::paraphe::test::CheckOrDie;
using ::paraphe::test::TestKey;

// What intake finds out, as far as a signature needs it (document/document_facts.h).
class Facts final : public xml::Handler {
 public:
  absl::Status OnStart(const xml::StartTag& tag) override {
    for (const xml::Attribute& attribute : tag.attributes) {
      const absl::string_view local = attribute.name.local;
      if (local == "Id" || local == "ID" || local == "id") facts.ids.emplace_back(attribute.value);
    }
    if (tag.depth > 1) return absl::OkStatus();
    for (const xml::NamespaceDeclaration& declaration : tag.declarations) {
      facts.root_namespaces.emplace_back(declaration.prefix, declaration.uri);
    }
    return absl::OkStatus();
  }
  absl::Status OnEnd(const xml::EndTag& tag) override {
    facts.insertion_offset = tag.begin;
    return absl::OkStatus();
  }
  absl::Status OnText(absl::string_view, size_t) override { return absl::OkStatus(); }

  xml::DocumentFacts facts;
};

}  // namespace

const char kDocument[] =
    "<acte xmlns=\"urn:example:acte\" numero=\"2026-11\">\n"
    "  <objet Id=\"o1\">Délibération &amp; budget</objet>\n"
    "  <vote pour=\"12\"></vote>\n"
    "</acte>";

const TestCert& Ca() {
  static const TestCert ca = CertBuilder::Ca("CA d'essai").Build();
  return ca;
}

const TestCert& SignerOf(int bits) {
  const TestCert& ca = Ca();  // first: OpenSSL must outlive the map
  static std::map<int, TestCert> signers;
  auto [it, is_new] = signers.try_emplace(bits);
  if (is_new) {
    it->second =
        CertBuilder::Signer("Élise Martin").Key(TestKey::SharedRsa(bits)).IssuedBy(ca).Build();
  }
  return it->second;
}

Certificate ParsedOrDie(const TestCert& certificate) {
  absl::StatusOr<Certificate> parsed = Certificate::Parse(certificate.der);
  CheckOrDie(parsed.ok(), "Certificate::Parse");
  return *std::move(parsed);
}

v1::SignedAttributes LeastAttributes(const TestCert& signer, v1::SignatureForm form,
                                     v1::HashAlgorithm hash) {
  v1::SignedAttributes attributes;
  attributes.set_form(form);
  attributes.set_hash_algorithm(hash);
  attributes.set_certificate(signer.der);
  attributes.set_mime_type("application/xml");
  return attributes;
}

v1::SignedAttributes FullAttributes(const TestCert& signer, v1::SignatureForm form,
                                    v1::HashAlgorithm hash) {
  v1::SignedAttributes attributes = LeastAttributes(signer, form, hash);
  attributes.mutable_signing_time()->set_seconds(1795339800);  // 2026-11-22T09:30:00Z
  v1::PolicyReference& policy = *attributes.mutable_policy();
  policy.set_identifier("urn:oid:1.2.250.1.131.1.5.18.21.1.7");
  policy.set_description("Politique de signature \"actes\" <v1> & suite");
  policy.set_url("https://example.fr/politique.pdf?v=1&l=fr");
  policy.mutable_digest()->set_sha256(Sha256("policy"));
  v1::Place& place = *attributes.mutable_place();
  place.set_city("Saint-Étienne");
  if (form == v1::XADES_BASELINE_B) place.set_street_address("1 place de l'Hôtel de Ville");
  place.set_state_or_province("Auvergne-Rhône-Alpes");
  place.set_postal_code("42000");
  place.set_country_name("FR");
  attributes.set_claimed_role("Maire");
  attributes.set_commitment_type("http://uri.etsi.org/01903/v1.2.2#ProofOfApproval");
  return attributes;
}

xml::DocumentFacts FactsOrDie(absl::string_view document) {
  Facts handler;
  CheckOrDie(xml::Scan(document, {}, handler).ok(), "xml::Scan");
  std::sort(handler.facts.ids.begin(), handler.facts.ids.end());
  return handler.facts;
}

SignaturePlan PlanOrDie(absl::string_view document, const v1::SignedAttributes& attributes) {
  absl::StatusOr<SignaturePlan> plan = SignaturePlan::Create(
      document, FactsOrDie(document), attributes, ParsedOrDie({attributes.certificate(), nullptr}));
  CheckOrDie(plan.ok(), "SignaturePlan::Create");
  return *std::move(plan);
}

std::string SignOrDie(absl::string_view document, const v1::SignedAttributes& attributes,
                      const TestCert& signer) {
  const SignaturePlan plan = PlanOrDie(document, attributes);
  absl::StatusOr<std::string> signed_document =
      plan.Assemble(std::string(document), signer.key->SignDigestInfo(plan.digest_info()));
  CheckOrDie(signed_document.ok(), "SignaturePlan::Assemble");
  return *std::move(signed_document);
}

std::string SignatureOf(absl::string_view signed_document) {
  constexpr absl::string_view kEnd = "</ds:Signature>";
  return absl::StrCat("<ds:Signature ", Between(signed_document, "<ds:Signature ", kEnd), kEnd);
}

std::string Replaced(absl::string_view text, absl::string_view from, absl::string_view to) {
  const size_t at = text.find(from);
  CheckOrDie(at != absl::string_view::npos, "finding the text to replace");
  CheckOrDie(text.find(from, at + 1) == absl::string_view::npos, "finding it once only");
  return absl::StrCat(text.substr(0, at), to, text.substr(at + from.size()));
}

std::string Between(absl::string_view text, absl::string_view begin, absl::string_view end) {
  const size_t at = text.find(begin);
  CheckOrDie(at != absl::string_view::npos, "finding the beginning");
  const size_t from = at + begin.size();
  const size_t to = text.find(end, from);
  CheckOrDie(to != absl::string_view::npos, "finding the end");
  return std::string(text.substr(from, to - from));
}

}  // namespace paraphe::xades::test
