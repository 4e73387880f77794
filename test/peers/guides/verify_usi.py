"""Gets a token with a machine credential and asks the USI service whether a USI is a student's.

Needs Debian's python3, python3-lxml and python3-cryptography. The password of the keystore file is in
MANDATE_KEYSTORE_PASSWORD.

Usage: verify_usi.py KEYSTORE ROOT-PEM TOKEN-SERVICE USI-SERVICE ORG-CODE USI GIVEN-NAME FAMILY-NAME BIRTH-DATE
"""

import base64
import copy
import hashlib
import hmac
import os
import ssl
import sys
import urllib.error
import urllib.request
import uuid
from datetime import datetime, timedelta, timezone

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.serialization import Encoding, load_der_private_key, pkcs7
from lxml import etree

NS = {
    "k": "http://auth.abr.gov.au/credential/xsd/SBRCredentialStore",
    "s": "http://www.w3.org/2003/05/soap-envelope",
    "a": "http://www.w3.org/2005/08/addressing",
    "o": "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd",
    "u": "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd",
    "t": "http://docs.oasis-open.org/ws-sx/ws-trust/200512",
    "x": "http://www.w3.org/2001/04/xmlenc#",
    "ds": "http://www.w3.org/2000/09/xmldsig#",
    "usi": "http://usi.gov.au/2022/ws",
}
X509 = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3"
BASE64 = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary"
SAML2 = "http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1#SAMLV2.0"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
CLAIMS = "http://vanguard.ebusiness.gov.au/2008/06/identity/claims/"
PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


class Refused(Exception):
    """The service answered with a fault."""


def open_keystore(path, password):
    """The private key and the certificate (DER) of the first credential in a keystore file."""
    store = etree.parse(path, PARSER).getroot()
    credential = store.find(".//k:credential", NS)
    key = load_der_private_key(base64.b64decode(credential.findtext("k:protectedPrivateKey", None, NS)), password.encode())
    chain = pkcs7.load_der_pkcs7_certificates(base64.b64decode(credential.findtext("k:publicCertificate", None, NS)))
    serial = int(credential.findtext("k:serialNumber", None, NS))
    leaf = next(certificate for certificate in chain if certificate.serial_number == serial)
    return key, leaf.public_bytes(Encoding.DER)


def get_token(service, applies_to, key, certificate, context, names=("abn", "credentialtype"), act_as=""):
    """Asks the token service; the answer holds the encrypted token, the proof key, and how to refer to the token.

    Other services want other claims; cloud software adds an ActAs element.
    """
    claims = "".join(
        f'<i:ClaimType xmlns:i="http://schemas.xmlsoap.org/ws/2005/05/identity" Uri="{CLAIMS}{name}" Optional="false"/>'
        for name in names
    )
    body = f"""<t:RequestSecurityToken xmlns:t="{NS["t"]}"><t:RequestType>{NS["t"]}/Issue</t:RequestType>
<t:TokenType>{SAML2}</t:TokenType><t:KeyType>{NS["t"]}/SymmetricKey</t:KeyType><t:KeySize>256</t:KeySize>
<p:AppliesTo xmlns:p="http://schemas.xmlsoap.org/ws/2004/09/policy"><a:EndpointReference xmlns:a="{NS["a"]}">
<a:Address>{applies_to}</a:Address></a:EndpointReference></p:AppliesTo>
<t:Claims Dialect="http://schemas.xmlsoap.org/ws/2005/05/identity">{claims}</t:Claims>{act_as}</t:RequestSecurityToken>"""
    envelope, security, timestamp = new_envelope(f"{NS['t']}/RST/Issue", service, body)
    token_id = f"X509-{uuid.uuid4()}"
    binary = etree.SubElement(security, tag("o", "BinarySecurityToken"), EncodingType=BASE64, ValueType=X509)
    binary.set(tag("u", "Id"), token_id)
    binary.text = base64.b64encode(certificate).decode()
    reference = f'<o:SecurityTokenReference xmlns:o="{NS["o"]}"><o:Reference URI="#{token_id}" ValueType="{X509}"/></o:SecurityTokenReference>'
    to = envelope.find("s:Header/a:To", NS)
    sign(
        security,
        [(timestamp, hashlib.sha256), (to, hashlib.sha256)],
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
        NS["x"] + "sha256",
        etree.fromstring(reference),
        lambda data: key.sign(data, padding.PKCS1v15(), hashes.SHA256()),
    )
    answer = post(service, f"{NS['t']}/RST/Issue", envelope, context)
    return {
        "data": answer.find(".//t:RequestedSecurityToken//x:EncryptedData", NS),
        "reference": answer.find(".//t:RequestedAttachedReference/o:SecurityTokenReference", NS),
        "secret": base64.b64decode(answer.findtext(".//t:RequestedProofToken/t:BinarySecret", None, NS)),
        "expires": answer.findtext(".//t:Lifetime/u:Expires", None, NS),
    }


def verify_usi(service, token, student, context):
    """Calls VerifyUSI with the token; the proof key signs the time of the message."""
    org_code, usi, given_name, family_name, birth_date = student
    action = f"{NS['usi']}/VerifyUSI"
    request = etree.Element(tag("usi", "VerifyUSI"), nsmap={None: NS["usi"]})
    fields = (("OrgCode", org_code), ("USI", usi), ("FirstName", given_name), ("FamilyName", family_name), ("DateOfBirth", birth_date))
    for name, value in fields:
        etree.SubElement(request, tag("usi", name)).text = value
    envelope, security, timestamp = new_envelope(action, service, etree.tostring(request, encoding="unicode"))
    security.append(copy.deepcopy(token["data"]))
    sign(
        security,
        [(timestamp, hashlib.sha1)],
        NS["ds"] + "hmac-sha1",
        NS["ds"] + "sha1",
        copy.deepcopy(token["reference"]),
        lambda data: hmac.new(token["secret"], data, hashlib.sha1).digest(),
    )
    answer = post(service, action, envelope, context)
    response = answer.find(".//usi:VerifyUSIResponse", NS)
    return [(etree.QName(field).localname, field.text) for field in response.iter() if field.text and field.text.strip()]


def new_envelope(action, to, body):
    """A SOAP 1.2 message with its addressing headers and a time of five minutes."""
    now = datetime.now(timezone.utc)
    envelope = etree.fromstring(
        f"""<s:Envelope xmlns:s="{NS["s"]}" xmlns:a="{NS["a"]}" xmlns:u="{NS["u"]}"><s:Header>
<a:Action s:mustUnderstand="1">{action}</a:Action><a:MessageID>urn:uuid:{uuid.uuid4()}</a:MessageID>
<a:ReplyTo><a:Address>{NS["a"]}/anonymous</a:Address></a:ReplyTo><a:To s:mustUnderstand="1" u:Id="_1">{to}</a:To>
<o:Security xmlns:o="{NS["o"]}" s:mustUnderstand="1"><u:Timestamp u:Id="TS-{uuid.uuid4()}"><u:Created>{iso(now)}</u:Created>
<u:Expires>{iso(now + timedelta(minutes=5))}</u:Expires></u:Timestamp></o:Security></s:Header><s:Body>{body}</s:Body></s:Envelope>""",
        PARSER,
    )
    security = envelope.find("s:Header/o:Security", NS)
    return envelope, security, security.find("u:Timestamp", NS)


def sign(security, parts, signature_method, digest_method, key_reference, make):
    """Adds an XML signature over the parts, each by its wsu:Id, in exclusive canonical form."""
    references = "".join(
        f'<ds:Reference URI="#{part.get(tag("u", "Id"))}"><ds:Transforms><ds:Transform Algorithm="{EXCLUSIVE}"/></ds:Transforms>'
        f'<ds:DigestMethod Algorithm="{digest_method}"/><ds:DigestValue>{digest_of(part, digest)}</ds:DigestValue></ds:Reference>'
        for part, digest in parts
    )
    signature = etree.fromstring(
        f'<ds:Signature xmlns:ds="{NS["ds"]}"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="{EXCLUSIVE}"/>'
        f'<ds:SignatureMethod Algorithm="{signature_method}"/>{references}</ds:SignedInfo><ds:SignatureValue/><ds:KeyInfo/></ds:Signature>'
    )
    security.append(signature)
    signature.find("ds:KeyInfo", NS).append(key_reference)
    value = make(canonical(signature.find("ds:SignedInfo", NS)))
    signature.find("ds:SignatureValue", NS).text = base64.b64encode(value).decode()


def digest_of(element, digest):
    return base64.b64encode(digest(canonical(element)).digest()).decode()


def canonical(element):
    return etree.tostring(element, method="c14n", exclusive=True, with_comments=False, with_tail=False)


def post(url, action, envelope, context):
    """Sends a message; a fault becomes Refused with what happened, what to do, and the id of its trace."""
    headers = {"content-type": f'application/soap+xml; charset=utf-8; action="{action}"'}
    request = urllib.request.Request(url, etree.tostring(envelope, encoding="utf-8"), headers)
    try:
        with urllib.request.urlopen(request, context=context, timeout=30) as response:
            return etree.fromstring(response.read(), PARSER)
    except urllib.error.HTTPError as error:
        fault = etree.fromstring(error.read(), PARSER)
        reason = fault.findtext(".//s:Fault/s:Reason/s:Text", f"HTTP status {error.code}", NS)
        raise Refused(f"{reason}\nTrace: {error.headers.get('mandate-trace', 'none')}") from None


def tag(prefix, name):
    return f"{{{NS[prefix]}}}{name}"


def iso(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def main(arguments):
    keystore, root, token_service, usi_service, *student = arguments
    # Only the authority in this file may vouch for the servers.
    context = ssl.create_default_context(cafile=root)
    try:
        key, certificate = open_keystore(keystore, os.environ["MANDATE_KEYSTORE_PASSWORD"])
    except ValueError:
        sys.exit("The password does not open the keystore file.")
    try:
        token = get_token(token_service, usi_service, key, certificate, context)
        print(f"Token until {token['expires']}")
        for name, value in verify_usi(usi_service, token, student, context):
            print(f"{name}: {value}")
    except Refused as refusal:
        print(f"Refused: {refusal}", file=sys.stderr)
        sys.exit(3)
    except urllib.error.URLError as error:
        sys.exit(f"No way to the service: {error.reason}")


if __name__ == "__main__":
    if len(sys.argv) != 10:
        sys.exit(__doc__)
    main(sys.argv[1:])
