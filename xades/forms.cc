#include "xades/forms.h"

#include "xades/names.h"

namespace paraphe::xades {
namespace {

constexpr absl::string_view kTypeOf122 = "http://uri.etsi.org/01903/v1.2.2#SignedProperties";
constexpr absl::string_view kTypeOf132 = "http://uri.etsi.org/01903#SignedProperties";

// REQ: SIG-5; ETSI EN 319 132-1 §5.2, §6.3; ETSI TS 101 903 v1.3.2 §6.3.1, §7.2;
// ETSI TS 101 903 v1.2.2 §6.3.1, §7.2
constexpr FormInfo kForms[] = {
    {v1::XADES_BASELINE_B, kXades132Namespace, kTypeOf132, "SigningCertificateV2",
     "SignatureProductionPlaceV2", "SignerRoleV2", true},
    {v1::XADES_1_3_2, kXades132Namespace, kTypeOf132, "SigningCertificate",
     "SignatureProductionPlace", "SignerRole", false},
    {v1::XADES_1_2_2, kXades122Namespace, kTypeOf122, "SigningCertificate",
     "SignatureProductionPlace", "SignerRole", false},
};

}  // namespace

const FormInfo* FindForm(v1::SignatureForm form) {
  for (const FormInfo& info : kForms) {
    if (info.form == form) return &info;
  }
  return nullptr;
}

absl::Span<const FormInfo> AllForms() { return kForms; }

}  // namespace paraphe::xades
