// Seeds that are written by hand: small, each with something that a reader treats specially.
#ifndef PARAPHE_TESTS_FUZZ_HAND_MADE_H_
#define PARAPHE_TESTS_FUZZ_HAND_MADE_H_

#include <cstddef>

#include "absl/strings/string_view.h"

namespace paraphe::test {

// Of a literal that may hold NUL.
template <size_t size>
constexpr absl::string_view Bytes(const char (&literal)[size]) {
  return {literal, size - 1};
}

struct NamedSeed {
  absl::string_view name;
  absl::string_view bytes;
};

inline constexpr NamedSeed kHandMadeDocuments[] = {
    {"namespaces",
     R"(<a xmlns="urn:a" xmlns:p="urn:p" p:y="1"><p:b><c xmlns=""><p:d xmlns:p="urn:q"></p:d></c></p:b></a>)"},
    {"order",
     R"(<a xmlns:p="urn:z" xmlns:q="urn:b" b="1" c="2" xml:lang="fr" q:a="3" p:a="4"></a>)"},
    {"escapes", "<a b=\"&lt;&amp;&quot;&#x9;&#xA;&#xD;'>\">&lt;&gt;&amp;&#xD;\"'\n</a>"},
    {"ids", R"(<a Id="i1"><b ID="i2" id="i3"></b><c xml:id="i4"></c><d Id="i1"></d></a>)"},
    {"signed",
     R"(<a><s:Signature xmlns:s="http://www.w3.org/2000/09/xmldsig#"></s:Signature></a>)"},
    {"xinclude", R"(<a><x:include xmlns:x="http://www.w3.org/2001/XInclude"></x:include></a>)"},
    {"characters",
     "<\xC3\xA9 \xC3\xA8=\"\xE2\x82\xAC\">\xF0\x9F\x98\x80\xC2\x85\xE2\x80\xA8</\xC3\xA9>"},
    {"not_utf8", "<a>\xC0\xAF\xED\xA0\x80</a>"},
    {"xml_declaration", R"(<?xml version="1.0" encoding="UTF-8"?><a/>)"},
    {"doctype", R"(<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>)"},
    {"instruction", "<a><?php echo?></a>"},
    {"comment", "<a><!-- c --><![CDATA[<x>]]></a>"},
    {"relative", R"(<a xmlns:p="relatif"><p:b></p:b></a>)"},
    {"quotes", "<a b='\"' xmlns:p='http://[\"'><p:c  d = 'e'/></a >\n"},
};

inline constexpr NamedSeed kOtherEncodings[] = {
    {"utf16", Bytes("\xFF\xFE<\0a\0>\0\xE9\0<\0/\0a\0>\0")},
    {"latin1", "<?xml version='1.0' encoding='ISO-8859-1'?><a b='\xE9'>\xE8</a>"},
    {"windows", "<?xml version='1.0' encoding='windows-1252'?><a>\x80</a>"},
    {"byte_order_mark", "\xEF\xBB\xBF<a/>"},
    {"references", "<a b='&#233;&#x9;&apos;'>&#65;&#x1F600;&quot;</a>"},
};

// Between them they use every element of HTML that a table may name.
inline constexpr NamedSeed kHandMadeTables[] = {
    {"all",
     R"(name: "t" title { fr: "T" en: "T" }
default_rule { show_unlisted_elements: true show_unlisted_attributes: true }
elements { name: "b" show_as: TABLE label { fr: "L" en: "L" } }
elements { name: "c" show_as: TABLE_ROW }
elements { name: "d" show_as: TABLE_CELL codes { code: "x" words { fr: "ixe" en: "ex" } } }
)"},
    {"lists",
     R"(name: "t" title { fr: "T" en: "T" } prefixes { prefix: "p" uri: "urn:p" }
default_rule { show_unlisted_elements: true show_unlisted_attributes: true }
elements { name: "a" show_as: SECTION label { fr: "<b>" en: "&" } }
elements { name: "b" show_as: UNORDERED_LIST } elements { name: "c" show_as: LIST_ITEM }
elements { name: "d" parent: "a/b/c" show_as: ORDERED_LIST }
elements { name: "p:e" show_as: DEFINITION_LIST } elements { name: "f" show_as: FIELD }
)"},
    {"inline",
     R"(name: "t" title { fr: "T" en: "T" } root: "a"
default_rule { show_unlisted_elements: true show_unlisted_attributes: true }
elements { name: "a" show_as: TRANSPARENT } elements { name: "b" show_as: PARAGRAPH }
elements { name: "c" show_as: STRONG } elements { name: "d" show_as: LINE_BREAK }
elements { name: "f" show_as: HEADING2 attributes { name: "x" show_as: CODE } }
attributes { name: "x" show_as: EMPHASIS label { fr: "X" en: "X" } }
)"},
    {"values",
     R"(name: "t" title { fr: "T" en: "T" }
default_rule { show_unlisted_elements: true show_unlisted_attributes: true }
elements { name: "a" show_as: TABLE_ROW label { fr: "L" en: "L" }
  columns { attribute: "x" label { fr: "X" en: "X" } }
  columns { element: "b" label { fr: "B" en: "B" } }
  columns { element: "d" label { fr: "D" en: "D" } } }
elements { name: "b" show_as: FIELD value { kind: DATE } technical: true }
elements { name: "c" show_as: TRANSPARENT } elements { name: "t" show_as: CODE value { kind: TIME } }
elements { name: "d" show_as: SPAN value { kind: AMOUNT currency_from: "y" } }
elements { name: "f" show_as: FIELD value { kind: ATTACHMENT media_type_from: "x" file_name_from: "y" } }
elements { name: "g" show_as: PARAGRAPH value { kind: DATE_TIME } }
attributes { name: "x" technical: true } attributes { name: "y" show_as: SPAN value { kind: BOOLEAN } }
)"},
};

inline constexpr NamedSeed kHandMadeContents[] = {
    {"nested",
     R"(<a x="1"><b><c y="2"><d>x</d>t<d>u</d></c></b><e xmlns="urn:p"><f xmlns="">v</f></e><f x="w">z</f></a>)"},
    {"values",
     R"(<r x="0"><a x="1"><b>2026-11-20</b><c><d y="EUR">1250.5</d></c></a><a><d y="x">-7</d><b>2026-13-01</b>t<a x="2"></a></a><f x="a/b" y="&lt;c>.pdf">SGVsbG8=</f><g>2026-11-20T14:30:05.25+01:00</g><t>14:30</t><d y="1">x</d></r>)"},
    {"hostile",
     "<a x=\"&lt;script&gt;&quot; onload=1\"><b>  a\n b </b><c>\xE2\x80\xAE\xE2\x80\x8B</c>"
     "<d>p\xD0\xB0ypal</d><f>\xD7\xA9\xD7\x9C &lt;/title&gt;]]&gt;&#xD;\xCC\x81</f></a>"},
};

// See tests/fuzz/document_program.h.
inline constexpr NamedSeed kPrograms[] = {
    {"program_nested", Bytes("\x0Bw\x02\x03\x04x\0t\x04u\0\0v\0\x06\x05y\0\0\x05\x0Bz")},
    {"program_namespaces", Bytes("\x0Ei\x06\x10\x0Dv\x0F"
                                 "fr\x07\x12\x13\0\x08\x11\x01\x0Ci\0\0t")},
    {"program_characters",
     Bytes("\x0B\x80\x81\x82\x02\x83 \x84\n\x03\x85\x86\x87\x88\x89\x8A\x8B")},
};

inline constexpr NamedSeed kHandMadePolicies[] = {
    {"full",
     R"(name: "p" applies_to { application: "a" role: "r" }
identifier: "urn:oid:1.2.3" description: "D" url: "https://p.example/p"
digest { sha256: "01234567890123456789012345678901" }
hash_algorithm: SHA384 form: XADES_1_3_2
defaults { claimed_role: "r" place { city: "V" country_name: "FR" } }
attribute_rules { place_required: true allowed_claimed_roles: "r" }
certificate_rules { qualified_required: true }
allow_unattended: true
)"},
    {"timeless",
     R"(name: "p" applies_to { application: "a" role: "r" } description: "D"
attribute_rules { signing_time_forbidden: true commitment_type_required: true
  allowed_commitment_types: "http://uri.etsi.org/01903/v1.2.2#ProofOfOrigin" }
)"},
    {"files",
     R"(name: "p" applies_to { application: "a" role: "r" } description: "D"
trusted_ca_files: ["ca.pem", "../b.pem"]
)"},
};

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_FUZZ_HAND_MADE_H_
