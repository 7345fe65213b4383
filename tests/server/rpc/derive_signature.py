"""Derives what is signed from a document and its attributes alone, as docs/signed-properties.md says.

Reads cases from standard input, a JSON list, and writes the list of what follows from them:

    {"document": BASE64, "attributes": SignedAttributes as protobuf writes it in JSON, "signature": BASE64}
    {"signed_properties", "signed_info", "digest_info", "signed_document": each BASE64}

Knows nothing of Paraphe but that page, and uses nothing but Python's standard library.
"""
import base64
import hashlib
import json
import sys
import xml.parsers.expat

DS = "http://www.w3.org/2000/09/xmldsig#"
C14N = "http://www.w3.org/2001/10/xml-exc-c14n#"
MORE = "http://www.w3.org/2001/04/xmldsig-more#"
ENC = "http://www.w3.org/2001/04/xmlenc#"

# Digest method, signature method, DigestInfo before the digest.
HASHES = {
    "SHA1": (DS + "sha1", DS + "rsa-sha1", "3021300906052b0e03021a05000414"),
    "SHA256": (ENC + "sha256", MORE + "rsa-sha256", "3031300d060960864801650304020105000420"),
    "SHA384": (MORE + "sha384", MORE + "rsa-sha384", "3041300d060960864801650304020205000430"),
    "SHA512": (ENC + "sha512", MORE + "rsa-sha512", "3051300d060960864801650304020305000440"),
}

# Namespace, type of the properties, CERTIFICATE, PLACE, ROLE, baseline.
OLD = ("SigningCertificate", "SignatureProductionPlace", "SignerRole", False)
FORMS = {
    "XADES_BASELINE_B": ("http://uri.etsi.org/01903/v1.3.2#", "http://uri.etsi.org/01903#SignedProperties",
                         "SigningCertificateV2", "SignatureProductionPlaceV2", "SignerRoleV2", True),
    "XADES_1_3_2": ("http://uri.etsi.org/01903/v1.3.2#", "http://uri.etsi.org/01903#SignedProperties") + OLD,
    "XADES_1_2_2": ("http://uri.etsi.org/01903/v1.2.2#", "http://uri.etsi.org/01903/v1.2.2#SignedProperties") + OLD,
}

RFC4514_NAMES = {
    "2.5.4.3": "CN", "2.5.4.7": "L", "2.5.4.8": "ST", "2.5.4.10": "O", "2.5.4.11": "OU", "2.5.4.6": "C",
    "2.5.4.9": "STREET", "0.9.2342.19200300.100.1.25": "DC", "0.9.2342.19200300.100.1.1": "UID",
}
STRINGS = {12: "utf-8", 19: "ascii", 22: "ascii", 18: "ascii", 30: "utf-16-be", 28: "utf-32-be", 20: "latin-1"}


def b64(data):
    return base64.b64encode(data).decode()


def digest(name, data):
    return hashlib.new(name.lower(), data).digest()


# How an element is written. An element is (name, attributes, children); a child is one or a text; what is None is left
# out.

def element(name, *children, **attributes):
    return name, attributes, [child for child in children if child is not None]


def where(text, name):
    return element(name, text) if text else None


def escape(text, table):
    return "".join(table.get(character, character) for character in text)


def write(node, namespaces, scope):
    if isinstance(node, str):
        return escape(node, {"&": "&amp;", "<": "&lt;", ">": "&gt;"})
    name, attributes, children = node
    prefix = name.split(":")[0]
    values = {"&": "&amp;", "<": "&lt;", '"': "&quot;"}
    out = "<" + name
    if scope.get(prefix) != namespaces[prefix]:
        out += ' xmlns:%s="%s"' % (prefix, escape(namespaces[prefix], values))
        scope = dict(scope, **{prefix: namespaces[prefix]})
    for key in sorted(attributes):
        out += ' %s="%s"' % (key, escape(attributes[key], values))
    return out + ">" + "".join(write(child, namespaces, scope) for child in children) + "</" + name + ">"


# The certificate.

def der(data, at):
    """Tag, where the contents begin, where they end."""
    length, begin = data[at + 1], at + 2
    if length >= 0x80:
        begin += length & 0x7F
        length = int.from_bytes(data[at + 2:begin], "big")
    return data[at], begin, begin + length


def der_children(data, at):
    _, begin, end = der(data, at)
    while begin < end:
        yield begin
        begin = der(data, begin)[2]


def der_write(tag, contents):
    if len(contents) < 0x80:
        length = bytes([len(contents)])
    else:
        octets = len(contents).to_bytes((len(contents).bit_length() + 7) // 8, "big")
        length = bytes([0x80 | len(octets)]) + octets
    return bytes([tag]) + length + contents


def oid(contents):
    numbers, value = [], 0
    for octet in contents:
        value = value << 7 | octet & 0x7F
        if octet < 0x80:
            numbers.append(value)
            value = 0
    first = min(numbers[0] // 40, 2)
    return ".".join(map(str, [first, numbers[0] - 40 * first] + numbers[1:]))


def issuer_and_serial(certificate):
    """Where they begin in the certificate."""
    tbs = list(der_children(certificate, der(certificate, 0)[1]))
    return tbs[3], tbs[1]


def whole(data, at):
    return data[at:der(data, at)[2]]


def contents(data, at):
    _, begin, end = der(data, at)
    return data[begin:end]


def issuer_serial_v2(certificate):
    issuer, serial = issuer_and_serial(certificate)
    names = der_write(0x30, der_write(0xA4, whole(certificate, issuer)))
    return der_write(0x30, names + whole(certificate, serial))


def xml_allows(character):
    c = ord(character)
    return c in (9, 10, 13) or 0x20 <= c <= 0xD7FF or 0xE000 <= c <= 0xFFFD or c >= 0x10000


def name_value(text):
    out = ""
    for i, character in enumerate(text):
        at_edge = i in (0, len(text) - 1)
        if ord(character) < 0x20 or ord(character) == 0x7F or not xml_allows(character) or (character == " " and at_edge):
            out += "".join("\\%02X" % octet for octet in character.encode())
        elif character in '"+,;<>\\' or (character == "#" and i == 0):
            out += "\\" + character
        else:
            out += character
    return out


def issuer_name(certificate):
    rdns = []
    for rdn in der_children(certificate, issuer_and_serial(certificate)[0]):
        written = []
        for attribute in der_children(certificate, rdn):
            kind, value = der_children(certificate, attribute)
            kind = oid(contents(certificate, kind))
            if kind in RFC4514_NAMES and certificate[value] in STRINGS:
                text = contents(certificate, value).decode(STRINGS[certificate[value]])
                written.append(RFC4514_NAMES[kind] + "=" + name_value(text))
            else:
                written.append(RFC4514_NAMES.get(kind, kind) + "=#" + whole(certificate, value).hex())
        rdns.append("+".join(reversed(written)))
    return ",".join(reversed(rdns))


# The document.

def read_document(document):
    """The values of its ids, and the namespaces that the document element declares."""
    ids, namespaces, depth = set(), {}, [0]

    def start(_, attributes):
        for name, value in attributes.items():
            if name in ("Id", "ID", "id", "xml:id"):
                ids.add(value)
            if depth[0] == 0 and name.startswith("xmlns:"):
                namespaces[name[6:]] = value
        depth[0] += 1

    parser = xml.parsers.expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(document, True)
    return ids, namespaces


# What is signed.

def identifier(text):
    qualifier = {"Qualifier": "OIDAsURN"} if text.startswith("urn:oid:") else {}
    return element("xades:Identifier", text, **qualifier)


def method_and_value(name, value):
    return element("ds:DigestMethod", Algorithm=HASHES[name][0]), element("ds:DigestValue", b64(value))


def policy(given):
    (name, value), = given["digest"].items()
    url = given.get("url")
    return element(
        "xades:SignaturePolicyIdentifier",
        element("xades:SignaturePolicyId",
                element("xades:SigPolicyId", identifier(given["identifier"]),
                        where(given.get("description"), "xades:Description")),
                element("xades:SigPolicyHash", *method_and_value(name.upper(), base64.b64decode(value))),
                element("xades:SigPolicyQualifiers", element("xades:SigPolicyQualifier", where(url, "xades:SPURI")))
                if url else None))


def signed_properties(attributes, id_properties, id_document):
    _, _, certificate_name, place_name, role_name, baseline = FORMS[attributes["form"]]
    algorithm = attributes["hash_algorithm"]
    certificate = base64.b64decode(attributes["certificate"])
    if baseline:
        issuer = element("xades:IssuerSerialV2", b64(issuer_serial_v2(certificate)))
    else:
        serial = int.from_bytes(contents(certificate, issuer_and_serial(certificate)[1]), "big", signed=True)
        issuer = element("xades:IssuerSerial", element("ds:X509IssuerName", issuer_name(certificate)),
                         element("ds:X509SerialNumber", str(serial)))
    place = attributes.get("place", {})
    parts = [where(place.get("city"), "xades:City"), where(place.get("street_address"), "xades:StreetAddress"),
             where(place.get("state_or_province"), "xades:StateOrProvince"),
             where(place.get("postal_code"), "xades:PostalCode"),
             where(place.get("country_name"), "xades:CountryName")]
    role = attributes.get("claimed_role")
    commitment = attributes.get("commitment_type")
    return element(
        "xades:SignedProperties",
        element("xades:SignedSignatureProperties",
                where(attributes.get("signing_time"), "xades:SigningTime"),
                element("xades:" + certificate_name,
                        element("xades:Cert",
                                element("xades:CertDigest",
                                        *method_and_value(algorithm, digest(algorithm, certificate))),
                                issuer)),
                policy(attributes["policy"]) if "policy" in attributes else None,
                element("xades:" + place_name, *parts) if any(parts) else None,
                element("xades:" + role_name,
                        element("xades:ClaimedRoles", element("xades:ClaimedRole", role))) if role else None),
        element("xades:SignedDataObjectProperties",
                element("xades:DataObjectFormat", element("xades:MimeType", attributes["mime_type"]),
                        ObjectReference="#" + id_document),
                element("xades:CommitmentTypeIndication",
                        element("xades:CommitmentTypeId", identifier(commitment)),
                        element("xades:AllSignedDataObjects")) if commitment else None),
        Id=id_properties)


def reference(transforms, algorithm, value, **attributes):
    return element("ds:Reference",
                   element("ds:Transforms", *[element("ds:Transform", Algorithm=one) for one in transforms]),
                   *method_and_value(algorithm, value), **attributes)


def choose_ids(seed, taken):
    h = hashlib.sha256(seed).digest()
    while True:
        ids = [prefix + h[:8].hex() for prefix in ("signature-", "document-", "signed-properties-")]
        if not taken.intersection(ids):
            return ids
        h = hashlib.sha256(h).digest()


def derive(case):
    document = base64.b64decode(case["document"])
    attributes = case["attributes"]
    algorithm = attributes["hash_algorithm"]
    form = FORMS[attributes["form"]]
    namespaces = {"ds": DS, "xades": form[0]}
    ids, root_namespaces = read_document(document)
    of_document = digest(algorithm, document)

    without_ids = write(signed_properties(attributes, "", ""), namespaces, {}).encode()
    id_signature, id_document, id_properties = choose_ids(of_document + without_ids, ids)
    properties = signed_properties(attributes, id_properties, id_document)
    properties_bytes = write(properties, namespaces, {}).encode()

    info = element(
        "ds:SignedInfo",
        element("ds:CanonicalizationMethod", Algorithm=C14N),
        element("ds:SignatureMethod", Algorithm=HASHES[algorithm][1]),
        reference([DS + "enveloped-signature", C14N], algorithm, of_document, Id=id_document, URI=""),
        reference([C14N], algorithm, digest(algorithm, properties_bytes), Type=form[1], URI="#" + id_properties))
    info_bytes = write(info, namespaces, {}).encode()

    signature = element(
        "ds:Signature", info,
        element("ds:SignatureValue", case["signature"]),
        element("ds:KeyInfo", element("ds:X509Data", element("ds:X509Certificate", attributes["certificate"]))),
        element("ds:Object", element("xades:QualifyingProperties", properties, Target="#" + id_signature)),
        Id=id_signature)
    end = document.rindex(b"</")
    signed = document[:end] + write(signature, namespaces, root_namespaces).encode() + document[end:]
    return {
        "signed_properties": b64(properties_bytes),
        "signed_info": b64(info_bytes),
        "digest_info": b64(bytes.fromhex(HASHES[algorithm][2]) + digest(algorithm, info_bytes)),
        "signed_document": b64(signed),
    }


if __name__ == "__main__":
    json.dump([derive(case) for case in json.load(sys.stdin)], sys.stdout)
