"""Asks a running token service for tokens, as a program of somebody else: zeep builds every message from the contract,
xmlsec signs it, requests sends it. Nothing here knows Mandate but its address and the certificate to trust.

    python3 client.py ENDPOINT TRUSTED_ROOT KEY CERTIFICATE STRANGERS_KEY STRANGERS_CERTIFICATE
"""

import datetime
import json
import sys

import requests
import xmlsec
import zeep
from lxml import etree
from zeep.wsse.signature import BinarySignature
from zeep.wsse.utils import get_security_header

ENDPOINT, ROOT, KEY, CERTIFICATE, STRANGERS_KEY, STRANGERS_CERTIFICATE = sys.argv[1:7]
USI = "https://3pt.portal.usi.gov.au/service/v5/usiservice.svc"
TRUST = "http://docs.oasis-open.org/ws-sx/ws-trust/200512"
WSU = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"
SAML2 = "http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1#SAMLV2.0"
SAML1 = "http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1#SAMLV1.1"
CLAIMS = "http://vanguard.ebusiness.gov.au/2008/06/identity/claims"


class Timestamp:
    """Puts a Timestamp into the security header; created `age` minutes ago."""

    def __init__(self, age=0):
        self.age = age

    def apply(self, envelope, headers):
        created = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(minutes=self.age)
        expires = created + datetime.timedelta(minutes=5)
        stamp = etree.SubElement(get_security_header(envelope), etree.QName(WSU, "Timestamp"), nsmap={"wsu": WSU})
        for name, moment in (("Created", created), ("Expires", expires)):
            etree.SubElement(stamp, etree.QName(WSU, name)).text = moment.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
        return envelope, headers

    def verify(self, envelope):
        return envelope


class Sign(BinarySignature):
    """The answer of the service is protected by TLS, not by a signature."""

    def verify(self, envelope):
        return envelope


class Change:
    """Changes what was signed."""

    def apply(self, envelope, headers):
        created = envelope.find(f".//{{{WSU}}}Created")
        created.text = created.text[:-2] + ("1Z" if created.text[-2] == "0" else "0Z")
        return envelope, headers

    def verify(self, envelope):
        return envelope


class Keep:
    """Keeps the message as it was sent."""

    sent = None

    def apply(self, envelope, headers):
        Keep.sent = etree.tostring(envelope)
        return envelope, headers

    def verify(self, envelope):
        return envelope


def client(root=ROOT, age=0, key=KEY, certificate=CERTIFICATE, change=False):
    session = requests.Session()
    session.verify = root
    # Else a bundle that the environment names would be trusted instead.
    session.trust_env = False
    sha256 = (xmlsec.constants.TransformRsaSha256, xmlsec.constants.TransformSha256)
    steps = [Timestamp(age), Sign(key, certificate, None, *sha256)] + ([Change()] if change else []) + [Keep()]
    transport = zeep.transports.Transport(session=session)
    # The contract names an Action for each operation, so zeep writes the addressing headers by itself.
    return zeep.Client(f"{ENDPOINT}?wsdl", transport=transport, wsse=steps)


def part(name, text=None, ns=TRUST, children=(), **attributes):
    element = etree.Element(etree.QName(ns, name), attributes)
    element.text = text
    element.extend(children)
    return element


def request(address=USI, token_type=SAML2):
    addressing = "http://www.w3.org/2005/08/addressing"
    reference = part("EndpointReference", ns=addressing, children=[part("Address", address, ns=addressing)])
    dialect = "http://schemas.xmlsoap.org/ws/2005/05/identity"
    claims = [part("ClaimType", ns=dialect, Uri=f"{CLAIMS}/{name}") for name in ("abn", "credentialtype")]
    return [
        part("RequestType", f"{TRUST}/Issue"),
        part("TokenType", token_type),
        part("KeyType", f"{TRUST}/SymmetricKey"),
        part("KeySize", "256"),
        part("AppliesTo", ns="http://schemas.xmlsoap.org/ws/2004/09/policy", children=[reference]),
        part("Claims", Dialect=dialect, children=claims),
    ]


def ask(address=USI, token_type=SAML2, **options):
    """What came of it: the kind of token and the length of its key, or the event code of the refusal."""
    made = client(**options)
    with made.settings(raw_response=True, strict=False):
        answer = made.service.Issue(_value_1=request(address, token_type))
    return read(answer)


def read(answer):
    body = etree.fromstring(answer.content)
    text = body.findtext(".//{http://www.w3.org/2003/05/soap-envelope}Text")
    if text is not None:
        return {"status": answer.status_code, "refused": text.split("Event Code: [")[1].split("]")[0], "text": text}
    [token] = body.find(f".//{{{TRUST}}}RequestedSecurityToken")
    secret = body.findtext(f".//{{{TRUST}}}BinarySecret")
    return {"status": answer.status_code, "token": etree.QName(token).localname, "keyCharacters": len(secret)}


def again():
    ask()
    return read(requests.post(ENDPOINT, data=Keep.sent, verify=ROOT, headers={"content-type": "application/soap+xml"}))


def untrusted():
    try:
        return ask(root=CERTIFICATE)
    except requests.exceptions.SSLError:
        return {"refused": "by the client: the server is not trusted"}


print(json.dumps({
    "versions": {
        "python": sys.version.split()[0],
        "zeep": zeep.__version__,
        "xmlsec": xmlsec.__version__,
        "requests": requests.__version__,
    },
    "saml2": ask(),
    "saml1": ask(token_type=SAML1),
    "unknownService": ask(address="https://nobody.example/"),
    "anHourOld": ask(age=60),
    "changedAfterSigning": ask(change=True),
    "sentAgain": again(),
    "stranger": ask(key=STRANGERS_KEY, certificate=STRANGERS_CERTIFICATE),
    "withoutTheRoot": untrusted(),
}, indent=2))
