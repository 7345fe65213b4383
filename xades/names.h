// Names of XMLDSig and XAdES: elements with their namespace, attributes, algorithm identifiers.
// Builders and checkers take every name from here.
#ifndef PARAPHE_XADES_NAMES_H_
#define PARAPHE_XADES_NAMES_H_

#include "absl/strings/string_view.h"

#include "document/names.h"
#include "xades/element.h"

namespace paraphe::xades {

inline constexpr absl::string_view kDsNamespace = xml::kXmldsigNamespace;
inline constexpr absl::string_view kXades132Namespace = "http://uri.etsi.org/01903/v1.3.2#";
inline constexpr absl::string_view kXades122Namespace = "http://uri.etsi.org/01903/v1.2.2#";

// REQ: XMLDSig 1.1 §6.5, §6.6.4; Exclusive XML Canonicalization 1.0 §4
inline constexpr absl::string_view kExclusiveC14n = "http://www.w3.org/2001/10/xml-exc-c14n#";
inline constexpr absl::string_view kInclusiveC14n =
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
inline constexpr absl::string_view kInclusiveC14n11 = "http://www.w3.org/2006/12/xml-c14n11";
inline constexpr absl::string_view kEnvelopedSignature =
    "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
// Transforms by which some producers leave the signature out.
inline constexpr absl::string_view kXpathTransform = "http://www.w3.org/TR/1999/REC-xpath-19991116";
inline constexpr absl::string_view kXpathFilter2 = "http://www.w3.org/2002/06/xmldsig-filter2";

// Attributes.
inline constexpr absl::string_view kId = "Id";
inline constexpr absl::string_view kUri = "URI";
inline constexpr absl::string_view kType = "Type";
inline constexpr absl::string_view kAlgorithm = "Algorithm";
inline constexpr absl::string_view kTarget = "Target";
inline constexpr absl::string_view kPrefixList = "PrefixList";
inline constexpr absl::string_view kFilter = "Filter";
inline constexpr absl::string_view kObjectReferenceAttribute = "ObjectReference";
inline constexpr absl::string_view kQualifier = "Qualifier";

// Values of Qualifier, and how such an identifier begins.
inline constexpr absl::string_view kOidAsUrn = "OIDAsURN";
inline constexpr absl::string_view kOidUrnPrefix = "urn:oid:";

constexpr ElementName Ds(absl::string_view local) { return {local, kDsNamespace, "ds"}; }

// REQ: XMLDSig 1.1 §4
inline constexpr ElementName kSignature = Ds("Signature");
inline constexpr ElementName kSignedInfo = Ds("SignedInfo");
inline constexpr ElementName kCanonicalizationMethod = Ds("CanonicalizationMethod");
inline constexpr ElementName kSignatureMethod = Ds("SignatureMethod");
inline constexpr ElementName kReference = Ds("Reference");
inline constexpr ElementName kTransforms = Ds("Transforms");
inline constexpr ElementName kTransform = Ds("Transform");
inline constexpr ElementName kXpath = Ds("XPath");
inline constexpr ElementName kXpathOfFilter2 = {"XPath", kXpathFilter2, "dsig-xpath"};
inline constexpr ElementName kInclusiveNamespaces = {"InclusiveNamespaces", kExclusiveC14n, "ec"};
inline constexpr ElementName kDigestMethod = Ds("DigestMethod");
inline constexpr ElementName kDigestValue = Ds("DigestValue");
inline constexpr ElementName kSignatureValue = Ds("SignatureValue");
inline constexpr ElementName kKeyInfo = Ds("KeyInfo");
inline constexpr ElementName kX509Data = Ds("X509Data");
inline constexpr ElementName kX509Certificate = Ds("X509Certificate");
inline constexpr ElementName kX509IssuerName = Ds("X509IssuerName");
inline constexpr ElementName kX509SerialNumber = Ds("X509SerialNumber");
inline constexpr ElementName kObject = Ds("Object");

// Local names of XAdES; their namespace is that of the signature's form (xades/forms.h).
inline constexpr absl::string_view kQualifyingProperties = "QualifyingProperties";
inline constexpr absl::string_view kSignedProperties = "SignedProperties";
inline constexpr absl::string_view kUnsignedProperties = "UnsignedProperties";
inline constexpr absl::string_view kSignedSignatureProperties = "SignedSignatureProperties";
inline constexpr absl::string_view kSigningTime = "SigningTime";
inline constexpr absl::string_view kCert = "Cert";
inline constexpr absl::string_view kCertDigest = "CertDigest";
inline constexpr absl::string_view kIssuerSerial = "IssuerSerial";
inline constexpr absl::string_view kIssuerSerialV2 = "IssuerSerialV2";
inline constexpr absl::string_view kSignaturePolicyIdentifier = "SignaturePolicyIdentifier";
inline constexpr absl::string_view kSignaturePolicyId = "SignaturePolicyId";
inline constexpr absl::string_view kSignaturePolicyImplied = "SignaturePolicyImplied";
inline constexpr absl::string_view kSigPolicyId = "SigPolicyId";
inline constexpr absl::string_view kIdentifier = "Identifier";
inline constexpr absl::string_view kDescription = "Description";
inline constexpr absl::string_view kSigPolicyHash = "SigPolicyHash";
inline constexpr absl::string_view kSigPolicyQualifiers = "SigPolicyQualifiers";
inline constexpr absl::string_view kSigPolicyQualifier = "SigPolicyQualifier";
inline constexpr absl::string_view kSpUri = "SPURI";
inline constexpr absl::string_view kCity = "City";
inline constexpr absl::string_view kStreetAddress = "StreetAddress";
inline constexpr absl::string_view kStateOrProvince = "StateOrProvince";
inline constexpr absl::string_view kPostalCode = "PostalCode";
inline constexpr absl::string_view kCountryName = "CountryName";
inline constexpr absl::string_view kClaimedRoles = "ClaimedRoles";
inline constexpr absl::string_view kClaimedRole = "ClaimedRole";
inline constexpr absl::string_view kSignedDataObjectProperties = "SignedDataObjectProperties";
inline constexpr absl::string_view kDataObjectFormat = "DataObjectFormat";
inline constexpr absl::string_view kMimeType = "MimeType";
inline constexpr absl::string_view kEncoding = "Encoding";
inline constexpr absl::string_view kCommitmentTypeIndication = "CommitmentTypeIndication";
inline constexpr absl::string_view kCommitmentTypeId = "CommitmentTypeId";
inline constexpr absl::string_view kAllSignedDataObjects = "AllSignedDataObjects";
inline constexpr absl::string_view kObjectReference = "ObjectReference";

}  // namespace paraphe::xades

#endif  // PARAPHE_XADES_NAMES_H_
