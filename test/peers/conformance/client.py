"""Plays every conformance case of USI, SBR1 and SBR2 as software of a vendor: what each case asks for, in Python.

Needs Debian's python3, python3-lxml and python3-cryptography. The password of the keystore files is in
MANDATE_KEYSTORE_PASSWORD. Reads one JSON object: where things are, and what to test with. Prints one line of JSON for each
case, with what happened; ends with 1 where a service did not answer as a case has it.

Usage: client.py SETTINGS.json
"""

import gzip
import hashlib
import json
import os
import ssl
import sys
import urllib.request
import uuid
from datetime import datetime, timedelta, timezone
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "guides"))

import as4  # noqa: E402
import sbr1  # noqa: E402
import verify_usi as guide  # noqa: E402

SBR_CLAIMS = ("abn", "commonname", "credentialtype", "samlsubjectid", "fingerprint")
TEST_REPORTS = "urn:mandate:sbr2:test"
HALF_A_DAY = timedelta(hours=13)


class Client:
    def __init__(self, at):
        self.at = at
        self.context = ssl.create_default_context(cafile=at["root"])
        self.password = os.environ["MANDATE_KEYSTORE_PASSWORD"]
        self.key, self.certificate = self.open("keystore")

    def open(self, name):
        return guide.open_keystore(self.at[name], self.password)

    def token(self, applies_to, credential=None, claims=SBR_CLAIMS, act_as=""):
        key, certificate = credential or (self.key, self.certificate)
        return guide.get_token(self.at["tokens"], applies_to, key, certificate, self.context, claims, act_as)

    def sbr_token(self, credential=None):
        return self.token(self.at["sbr"], credential)

    def usi_token(self):
        return self.token(self.at["usi"])

    # USI

    def verify(self, token, **changes):
        student = {**self.at["student"], **changes}
        fields = [student[name] for name in ("orgCode", "usi", "givenName", "familyName", "birthDate")]
        return guide.verify_usi(self.at["usi"], token, fields, self.context)

    def old_call(self):
        body = f'<GetCountries xmlns="{guide.NS["usi"]}"><OrgCode>{self.at["student"]["orgCode"]}</OrgCode></GetCountries>'
        action = f"{guide.NS['usi']}/GetCountries"
        return sbr1.endorsed_call(self.at["usi"], action, body, self.usi_token(), self.context, timedelta(hours=1))

    def act_for(self, software_id):
        v13 = "http://vanguard.business.gov.au/2016/03"
        party = lambda name, abn: f'<v:{name} v:Scheme="uri://abr.gov.au/ABN" v:Value="{abn}"/>'
        act_as = (
            f'<w:ActAs xmlns:w="http://docs.oasis-open.org/ws-sx/ws-trust/200802"><v:RelationshipToken xmlns:v="{v13}" '
            f'v:ID="{uuid.uuid4()}"><v:Relationship v:Type="OSPfor"><v:Attribute v:Name="SSID" v:Value="{software_id}"/>'
            f"</v:Relationship>{party('FirstParty', self.at['abn'])}{party('SecondParty', self.at['client'])}"
            "</v:RelationshipToken></w:ActAs>"
        )
        return self.token(self.at["usi"], claims=("abn", "credentialtype"), act_as=act_as)

    # Credentials

    def renew(self, target):
        self.token(target)
        return self.token(target, self.open("renewed"))

    def revoke(self, certificate):
        body = json.dumps({"fingerprint": hashlib.sha256(certificate).hexdigest()}).encode()
        url = f"{self.at['https']}/api/v1/sandbox/credentials/revocation"
        request = urllib.request.Request(url, body, {"content-type": "application/json"})
        urllib.request.urlopen(request, context=self.context, timeout=30).close()

    def wrong_password(self):
        try:
            guide.open_keystore(self.at["keystore"], self.password + "!")
        except ValueError:
            return "The password does not open the keystore file."
        raise AssertionError("A wrong password opened the keystore")

    # SBR2

    def message(self, token, action="Echo", service=TEST_REPORTS, documents=(b"<AS>1</AS>",), **changes):
        packed = changes.pop("packed", [gzip.compress(one) for one in documents])
        attachments = [(f"{uuid.uuid4()}@python.example", one) for one in packed]
        named = [(cid, "AS") for cid, _ in attachments]
        credential = changes.pop("credential", (self.key, self.certificate))
        element = token["data"].getparent()
        unit = as4.user_message(self.at["abn"], service, action, named, **changes)
        return as4.write(unit, attachments, *credential, element)

    def send(self, message, endpoint="Single-sync"):
        return as4.exchange(f"{self.at['sbr']}/{endpoint}", message, self.context)

    def ping(self, token, **changes):
        service, action = as4.PING
        return self.send(self.message(token, action, service, (), **changes))

    def push(self, endpoint, documents):
        token, message_id = self.sbr_token(), as4.new_id()
        message = self.message(token, documents=documents, message_id=message_id)
        unit, *_ = self.send(message, endpoint)
        # The proof that the message arrived is kept with what was sent.
        kept = Path(self.at["folder"]) / f"receipt-{message_id.split('@')[0]}.xml"
        kept.write_bytes(as4.etree.tostring(unit))
        return token, message_id, kept

    def push_and_pull(self, endpoint, from_endpoint, documents):
        token, message_id, _ = self.push(endpoint, documents)
        pull = as4.write(as4.pull_request(message_id), [], self.key, self.certificate, token["data"].getparent())
        unit, documents, references, trace = self.send(pull, from_endpoint)
        answer_id = unit.findtext("eb:MessageInfo/eb:MessageId", None, as4.NS)
        confirm = as4.receipt(answer_id, references)
        self.send(as4.write(confirm, [], self.key, self.certificate, token["data"].getparent()), from_endpoint)
        return documents, trace

    def changed(self, change):
        content_type, body, sent = self.message(self.sbr_token())
        return self.send((content_type, change(body), sent))

    def revoked_later(self):
        credential = self.open("late")
        token = self.sbr_token(credential)
        self.revoke(credential[1])
        return self.ping(token, credential=credential)

    def keep_receipt(self):
        *_, kept = self.push("Single-async", (b"<AS>1</AS>",))
        assert b"DigestValue" in kept.read_bytes()
        return f"It compares each digest of the receipt with what it signed, and keeps the receipt for seven years as a file, such as {kept.name}."


def tamper(body):
    end = body.rindex(b"\r\n--")
    return body[: end - 1] + bytes([body[end - 1] ^ 1]) + body[end:]


def add_attachment(body):
    end = body.rindex(b"\r\n--")
    extra = b"\r\nContent-Type: application/octet-stream\r\nContent-ID: <extra@python.example>\r\n\r\nextra"
    return body[:end] + body[end:-4] + extra + body[end:]


BULK = (
    b'<Record_Delimiter DocumentID="1.1" DocumentType="PARENT" DocumentName="PAYEVNT" RelatedDocumentID=""/>\n<P/>\n'
    b'<Record_Delimiter DocumentID="1.2" DocumentType="CHILD" DocumentName="PAYEVNTEMP" RelatedDocumentID="1.1"/>\n<C/>\n'
)


def cases_of(me):
    """What each case needs: an act, and the code with which it must be refused, or None where it must be answered."""
    usi, sbr, services = me.at["usi"], me.at["sbr"], me.at["sbr"]
    lodge = lambda token, **changes: sbr1.call(services, "lodge", token, me.context, **changes)
    credentials = lambda target: {
        "get-token": (lambda: me.token(target), None),
        "unknown-address": (lambda: me.token("https://nobody.example/service"), "E2003"),
        "revoked": (lambda: me.token(target, me.open("revoked")), "E2014"),
        "renewal": (lambda: me.renew(target), None),
        "bad-password": (me.wrong_password, None),
    }

    def wrong_key():
        first, second = me.sbr_token(), me.sbr_token()
        return lodge({**first, "secret": second["secret"]})

    def twice(token, call):
        return call(token), call(token)

    return {
        "usi": {
            **credentials(usi),
            "use-token": (lambda: me.verify(me.usi_token()), None),
            "keep-token": (lambda: twice(me.usi_token(), me.verify), None),
            "bad-request": (lambda: me.verify(me.usi_token(), birthDate="no day at all"), "1002"),
            "foreign-organisation": (lambda: me.verify(me.usi_token(), orgCode=me.at["foreignOrgCode"]), "2002"),
            "wrong-audience": (lambda: me.verify(me.sbr_token()), "2004"),
            "expired": (me.old_call, "2004"),
            "cloud-acts-for-client": (lambda: me.act_for(me.at["softwareId"]), None),
            "cloud-not-notified": (lambda: me.act_for("9999999999"), "E9042"),
        },
        "sbr1": {
            **credentials(sbr),
            **{
                name: (lambda name=name: sbr1.call(services, name, me.sbr_token(), me.context), None)
                for name in ("list", "prefill", "prelodge", "lodge")
            },
            "keep-token": (lambda: twice(me.sbr_token(), lodge), None),
            "rejected": (
                lambda: expect(["MANDATE.SBR1.REJECTED"], lodge(me.sbr_token(), message_type="mandate.reject.lodge.request")),
                None,
            ),
            "expired": (lambda: lodge(me.sbr_token(), late=HALF_A_DAY), "sbr.message-expired"),
            "wrong-key": (wrong_key, "sbr.proof-signature"),
            "wrong-audience": (lambda: lodge(me.usi_token()), "xmlenc.cannot-decrypt"),
        },
        "sbr2": {
            **credentials(sbr),
            "ping": (lambda: me.ping(me.sbr_token()), None),
            "single-sync": (lambda: expect([b"<AS>1</AS>"], me.send(me.message(me.sbr_token()))[1]), None),
            "gzip": (lambda: me.send(me.message(me.sbr_token(), documents=(b"<AS>1</AS>", b"<AS>2</AS>"))), None),
            "single-async-push": (lambda: me.push("Single-async", (b"<AS>1</AS>",)), None),
            "receipt-kept": (me.keep_receipt, None),
            "single-async-pull": (
                lambda: expect([b"<AS>1</AS>"], me.push_and_pull("Single-async", "Single-async", (b"<AS>1</AS>",))[0]),
                None,
            ),
            "receipt-sent": (lambda: me.push_and_pull("Single-async", "Single-async", (b"<AS>1</AS>",)), None),
            "bulk-push": (lambda: me.push("BulkBatch-async-push", (BULK,)), None),
            "bulk-pull": (lambda: expect([BULK], me.push_and_pull("BulkBatch-async-push", "BulkBatch-async-pull", (BULK,))[0]), None),
            "keep-token": (lambda: twice(me.sbr_token(), me.ping), None),
            "rejected": (
                lambda: expect(True, b"MANDATE.TEST.REJECTED" in me.send(me.message(me.sbr_token(), "Reject"))[1][0]),
                None,
            ),
            "unknown-service": (lambda: me.send(me.message(me.sbr_token(), "Nothing", "urn:nobody")), "EBMS:0001"),
            "not-gzip": (lambda: me.send(me.message(me.sbr_token(), packed=[b"<AS>1</AS>"])), "EBMS:0303"),
            "tampered": (lambda: me.changed(tamper), "EBMS:0101"),
            "unsigned-attachment": (lambda: me.changed(add_attachment), "EBMS:0103"),
            "expired": (lambda: me.ping(me.sbr_token(), created=datetime.now(timezone.utc) - HALF_A_DAY), "EBMS:0009"),
            "wrong-audience": (lambda: me.ping(me.usi_token()), "EBMS:0102"),
            "revoked-later": (me.revoked_later, "EBMS:0101"),
        },
    }


def expect(wanted, found):
    if wanted != found:
        raise AssertionError(f"{found!r} came instead of {wanted!r}")
    return found


def play(act, wanted):
    """How a case went: (as it should, what was said)."""
    try:
        said = act()
    except guide.Refused as refusal:
        return f"Event Code: [{wanted}]" in str(refusal), str(refusal)
    except as4.Signal as signal:
        return signal.code == wanted, str(signal)
    return wanted is None, said if isinstance(said, str) else "answered"


def main(settings):
    me = Client(json.loads(Path(settings).read_text()))
    failed = False
    for environment, cases in cases_of(me).items():
        for name, (act, wanted) in cases.items():
            is_right, said = play(act, wanted)
            failed = failed or not is_right
            print(json.dumps({"environment": environment, "case": name, "isRight": is_right, "said": said}), flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
