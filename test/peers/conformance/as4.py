"""AS4 messages of SBR2: writing and signing them, and reading and verifying what comes back.

Needs Debian's python3, python3-lxml and python3-cryptography, and the USI guide's program beside it for XML signatures.
"""

import base64
import copy
import gzip
import hashlib
import re
import urllib.error
import urllib.request
import uuid
from datetime import datetime, timezone

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from lxml import etree

import verify_usi as guide

EB = "http://docs.oasis-open.org/ebxml-msg/ebms/v3.0/ns/core/200704/"
EBBP = "http://docs.oasis-open.org/ebxml-bp/ebbp-signals-2.0"
SWA = "http://docs.oasis-open.org/wss/oasis-wss-SwAProfile-1.1#Attachment-Content-Signature-Transform"
RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
NS = {**guide.NS, "eb": EB, "ebbp": EBBP}
SHA256 = NS["x"] + "sha256"
PING = (EB + "service", EB + "test")
AGENCY = "51824753556"
ABN_TYPE = "http://abr.gov.au/PartyIdType/ABN"
GZIP = "application/gzip"


class Signal(Exception):
    """SBR2 answered with an Error signal."""

    def __init__(self, code, detail, trace):
        super().__init__(f"{code}: {detail} (trace {trace})")
        self.code, self.trace = code, trace


def new_id():
    return f"{uuid.uuid4()}@python.example"


def user_message(abn, service, action, documents=(), message_id=None, created=None):
    """eb:UserMessage; each document is (Content-ID, DocumentName)."""
    parts = "".join(
        f'<eb:PartInfo href="cid:{cid}"><eb:PartProperties><eb:Property name="PartID">{cid}</eb:Property>'
        f'<eb:Property name="MimeType">text/xml</eb:Property><eb:Property name="CompressionType">{GZIP}</eb:Property>'
        f'<eb:Property name="DocumentName">{name}</eb:Property><eb:Property name="DocumentType">BASE</eb:Property>'
        f"</eb:PartProperties></eb:PartInfo>"
        for cid, name in documents
    )
    about = (("ProductID", "00001"), ("BMS Vendor", "Python"), ("BMS Name", "Conformance client"), ("BMS Version", "1.0"))
    properties = "".join(f'<eb:Property name="{name}">{value}</eb:Property>' for name, value in about)
    return (
        f"<eb:UserMessage>{info(message_id or new_id(), created)}<eb:PartyInfo><eb:From>"
        f'<eb:PartyId type="{ABN_TYPE}">{abn}</eb:PartyId><eb:Role>http://sbr.gov.au/ato/Role/Business</eb:Role></eb:From>'
        f'<eb:To><eb:PartyId type="{ABN_TYPE}">{AGENCY}</eb:PartyId><eb:Role>http://sbr.gov.au/agency</eb:Role></eb:To>'
        f"</eb:PartyInfo><eb:CollaborationInfo><eb:Service>{service}</eb:Service><eb:Action>{action}</eb:Action>"
        f"<eb:ConversationId>{uuid.uuid4()}</eb:ConversationId></eb:CollaborationInfo>"
        f"<eb:MessageProperties>{properties}</eb:MessageProperties>"
        + (f"<eb:PayloadInfo>{parts}</eb:PayloadInfo>" if parts else "")
        + "</eb:UserMessage>"
    )


def pull_request(message_id):
    """Asks for the answer to one message."""
    wanted = f"<eb:PullRequest><eb:RefToMessageId>{message_id}</eb:RefToMessageId></eb:PullRequest>"
    return f"<eb:SignalMessage>{info(new_id())}{wanted}</eb:SignalMessage>"


def receipt(message_id, references):
    """Confirms a message with each ds:Reference of its signature."""
    proof = "".join(
        f"<ebbp:MessagePartNRInformation>{etree.tostring(one, encoding='unicode', with_tail=False)}</ebbp:MessagePartNRInformation>"
        for one in references
    )
    return (
        f"<eb:SignalMessage>{info(new_id(), refers_to=message_id)}<eb:Receipt><ebbp:NonRepudiationInformation "
        f'xmlns:ebbp="{EBBP}">{proof}</ebbp:NonRepudiationInformation></eb:Receipt></eb:SignalMessage>'
    )


def info(message_id, created=None, refers_to=None):
    refers = f"<eb:RefToMessageId>{refers_to}</eb:RefToMessageId>" if refers_to else ""
    moment = guide.iso(created or datetime.now(timezone.utc))
    return f"<eb:MessageInfo><eb:Timestamp>{moment}</eb:Timestamp><eb:MessageId>{message_id}</eb:MessageId>{refers}</eb:MessageInfo>"


def write(unit, attachments, key, certificate, token):
    """A signed message: content type, body, and the ds:Reference elements of its signature.

    `attachments` is a list of (Content-ID, bytes as they travel).
    """
    envelope = etree.fromstring(
        f"""<s:Envelope xmlns:s="{NS["s"]}" xmlns:eb="{EB}" xmlns:u="{NS["u"]}" xmlns:o="{NS["o"]}"><s:Header>
<eb:Messaging s:mustUnderstand="true" u:Id="messaging">{unit}</eb:Messaging><o:Security s:mustUnderstand="true"/></s:Header>
<s:Body u:Id="body"/></s:Envelope>""",
        guide.PARSER,
    )
    security = envelope.find("s:Header/o:Security", NS)
    binary = etree.SubElement(security, guide.tag("o", "BinarySecurityToken"), EncodingType=guide.BASE64, ValueType=guide.X509)
    binary.set(guide.tag("u", "Id"), "certificate")
    binary.text = base64.b64encode(certificate).decode()
    own = copy.deepcopy(token)
    own.set(guide.tag("u", "Id"), "token")
    security.append(own)
    reference = f'<o:SecurityTokenReference xmlns:o="{NS["o"]}"><o:Reference URI="#certificate" ValueType="{guide.X509}"/></o:SecurityTokenReference>'
    parts = [envelope.find("s:Header/eb:Messaging", NS), own, envelope.find("s:Body", NS)]
    references = "".join(reference_to(f"#{part.get(guide.tag('u', 'Id'))}", guide.EXCLUSIVE, guide.canonical(part)) for part in parts)
    references += "".join(reference_to(f"cid:{cid}", SWA, content) for cid, content in attachments)
    signature = etree.fromstring(
        f'<ds:Signature xmlns:ds="{NS["ds"]}"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="{guide.EXCLUSIVE}"/>'
        f'<ds:SignatureMethod Algorithm="{RSA_SHA256}"/>{references}</ds:SignedInfo><ds:SignatureValue/>'
        f"<ds:KeyInfo>{reference}</ds:KeyInfo></ds:Signature>"
    )
    security.append(signature)
    signed_info = signature.find("ds:SignedInfo", NS)
    value = key.sign(guide.canonical(signed_info), padding.PKCS1v15(), hashes.SHA256())
    signature.find("ds:SignatureValue", NS).text = base64.b64encode(value).decode()
    content_type, body = multipart(etree.tostring(envelope, encoding="utf-8"), attachments)
    return content_type, body, signed_info.findall("ds:Reference", NS)


def reference_to(uri, transform, content):
    digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
    return (
        f'<ds:Reference URI="{uri}"><ds:Transforms><ds:Transform Algorithm="{transform}"/></ds:Transforms>'
        f'<ds:DigestMethod Algorithm="{SHA256}"/><ds:DigestValue>{digest}</ds:DigestValue></ds:Reference>'
    )


def multipart(envelope, attachments):
    """multipart/related, or SOAP alone where there is no attachment."""
    if not attachments:
        return "application/soap+xml; charset=utf-8", envelope
    boundary = f"part-{uuid.uuid4()}"
    body = part(boundary, "application/soap+xml; charset=utf-8", "root@python.example", envelope)
    body += b"".join(part(boundary, GZIP, cid, content) for cid, content in attachments)
    return (
        f'multipart/related; boundary="{boundary}"; type="application/soap+xml"; start="<root@python.example>"',
        body + f"--{boundary}--\r\n".encode(),
    )


def part(boundary, content_type, cid, content):
    head = f"--{boundary}\r\nContent-Type: {content_type}\r\nContent-ID: <{cid}>\r\nContent-Transfer-Encoding: binary\r\n\r\n"
    return head.encode() + content + b"\r\n"


def exchange(url, message, context):
    """Sends a message. Gives the unit that came back, its documents, what was signed of it, and the trace."""
    content_type, body, sent = message
    request = urllib.request.Request(url, body, {"content-type": content_type})
    try:
        response = urllib.request.urlopen(request, context=context, timeout=60)
    except urllib.error.HTTPError as error:
        response = error
    with response:
        raw, trace = response.read(), response.headers.get("mandate-trace")
        if response.status == 202 and not raw:
            return None, [], [], trace
        root, attachments = parts_of(response.headers.get("content-type"), raw)
    envelope = etree.fromstring(root, guide.PARSER)
    references = verify(envelope, attachments) if envelope.find("s:Header/o:Security", NS) is not None else []
    unit = envelope.find("s:Header/eb:Messaging", NS)[0]
    error = unit.find("eb:Error", NS)
    if error is not None:
        raise Signal(error.get("errorCode"), error.findtext("eb:ErrorDetail", "", NS), trace)
    told = unit.find("eb:Receipt", NS)
    if told is not None and names(told) != {name_of(one) for one in sent}:
        raise ValueError("The receipt does not repeat what was signed.")
    documents = [gzip.decompress(attachments[one.get("href")[4:]]) for one in unit.iterfind(".//eb:PartInfo", NS)]
    return unit, documents, references, trace


def parts_of(content_type, body):
    """The root part, and the attachments by Content-ID."""
    boundary = re.search(r'boundary="([^"]+)"', content_type)
    if boundary is None:
        return body, {}
    pieces = body.split(b"--" + boundary[1].encode())[1:-1]
    split = [piece[2:-2].split(b"\r\n\r\n", 1) for piece in pieces]
    named = [(re.search(rb"Content-ID: <([^>]+)>", head)[1].decode(), content) for head, content in split]
    return named[0][1], dict(named[1:])


def verify(envelope, attachments):
    """Verifies the signature over eb:Messaging, the Body and every attachment; gives its ds:Reference elements."""
    security = envelope.find("s:Header/o:Security", NS)
    signature = security.find("ds:Signature", NS)
    signed_info = signature.find("ds:SignedInfo", NS)
    certificate = x509.load_der_x509_certificate(base64.b64decode(security.findtext("o:BinarySecurityToken", None, NS)))
    value = base64.b64decode(signature.findtext("ds:SignatureValue", None, NS))
    certificate.public_key().verify(value, guide.canonical(signed_info), padding.PKCS1v15(), hashes.SHA256())
    by_id = {element.get(guide.tag("u", "Id")): element for element in envelope.iter() if element.get(guide.tag("u", "Id"))}
    references = signed_info.findall("ds:Reference", NS)
    covered = []
    for one in references:
        uri = one.get("URI")
        content = attachments[uri[4:]] if uri.startswith("cid:") else guide.canonical(by_id[uri[1:]])
        if hashlib.sha256(content).digest() != base64.b64decode(one.findtext("ds:DigestValue", None, NS)):
            raise InvalidSignature(f"{uri} was changed")
        covered.append(uri if uri.startswith("cid:") else by_id[uri[1:]])
    needed = [envelope.find("s:Header/eb:Messaging", NS), envelope.find("s:Body", NS), *(f"cid:{cid}" for cid in attachments)]
    if any(one not in covered for one in needed):
        raise InvalidSignature("Not everything is signed")
    return references


def names(element):
    return {name_of(one) for one in element.iterfind(".//ds:Reference", NS)}


def name_of(reference):
    return reference.get("URI"), reference.findtext("ds:DigestValue", None, NS)
