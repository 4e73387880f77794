"""The core services of SBR1: a Standard Business Document Message in a call that the proof key signs."""

import copy
import hashlib
import hmac
from datetime import datetime, timezone

import verify_usi as guide

DATA = "http://sbr.gov.au/comn/sbdm.02.data"
NS = {**guide.NS, "d": DATA}


def call(services, operation, token, context, message_type=None, late=None):
    """Calls a core service; gives the codes of the events in its answer."""
    name = f"Request{operation.capitalize()}Report"
    space = f"http://sbr.gov.au/comn/{operation}.02.service"
    message_type = message_type or f"tfnd.0003.2016.{operation}.request"
    now = guide.iso(datetime.now(timezone.utc))
    document, instance = "", ""
    if operation != "list":
        document = (
            "<BusinessDocuments><BusinessDocument><BusinessDocument.Sequence.Number>1</BusinessDocument.Sequence.Number>"
            f"<BusinessDocument.Creation.Datetime>{now}</BusinessDocument.Creation.Datetime>"
            "<BusinessDocument.ValidationUniformResourceIdentifier.Text>urn:form</BusinessDocument.ValidationUniformResourceIdentifier.Text>"
            "</BusinessDocument></BusinessDocuments>"
        )
        instance = (
            "<StandardBusinessDocumentBody><BusinessDocumentInstances><BusinessDocumentInstance>"
            "<BusinessDocument.Sequence.Number>1</BusinessDocument.Sequence.Number><BusinessDocument.Instance.Text>"
            '<Form xmlns="urn:form"><Amount>1</Amount></Form></BusinessDocument.Instance.Text></BusinessDocumentInstance>'
            "</BusinessDocumentInstances></StandardBusinessDocumentBody>"
        )
    body = (
        f'<r:{name} xmlns:r="{space}"><StandardBusinessDocumentMessage xmlns="{DATA}"><StandardBusinessDocumentHeader>'
        f"<Message.Type.Text>{message_type}</Message.Type.Text><MessageTimestamps><MessageTimestamp>"
        f"<Message.Timestamp.Generation.Datetime>{now}</Message.Timestamp.Generation.Datetime>"
        "<Message.Timestamp.GenerationSource.Code>BusinessEntity</Message.Timestamp.GenerationSource.Code></MessageTimestamp>"
        "</MessageTimestamps><Receiver><IdentificationDetails.IdentifierDesignation.Text>ato.gov.au"
        "</IdentificationDetails.IdentifierDesignation.Text><IdentificationDetails.IdentifierName.Text>AgencyInternetDomainName"
        "</IdentificationDetails.IdentifierName.Text></Receiver><SoftwareInformation>"
        "<OrganisationNameDetails.OrganisationalName.Text>Python</OrganisationNameDetails.OrganisationalName.Text>"
        "<SoftwareInformation.ProductName.Text>Conformance client</SoftwareInformation.ProductName.Text>"
        "<SoftwareInformation.ProductVersion.Text>1.0</SoftwareInformation.ProductVersion.Text></SoftwareInformation>"
        f"{document}</StandardBusinessDocumentHeader>{instance}</StandardBusinessDocumentMessage></r:{name}>"
    )
    url = f"{services}/{operation}.02.service"
    answer = endorsed_call(url, f"{space}/{name}", body, token, context, late)
    return [one.text for one in answer.iterfind(".//d:Message.Event.Item.Error.Code", NS)]


def endorsed_call(url, action, body, token, context, late=None):
    """Sends a call whose Timestamp the proof key of the token signs; `late` moves its time."""
    envelope, security, timestamp = guide.new_envelope(action, url, body)
    if late is not None:
        for moment in timestamp:
            moment.text = guide.iso(datetime.fromisoformat(moment.text.replace("Z", "+00:00")) - late)
    security.append(copy.deepcopy(token["data"]))
    guide.sign(
        security,
        [(timestamp, hashlib.sha1)],
        NS["ds"] + "hmac-sha1",
        NS["ds"] + "sha1",
        copy.deepcopy(token["reference"]),
        lambda data: hmac.new(token["secret"], data, hashlib.sha1).digest(),
    )
    return guide.post(url, action, envelope, context)
