"""Uses the API with a client that was generated from its OpenAPI document. Started by run.ts."""

import sys
from datetime import date, timedelta

folder, api, abn, token = sys.argv[1:]
sys.path.insert(0, folder)

from generated import AuthenticatedClient, Client  # noqa: E402
from generated.api.businesses import view_business  # noqa: E402
from generated.api.machine_credentials import list_credentials  # noqa: E402
from generated.api.online_services_for_ds_ps import register_developer, register_product, view_checklist  # noqa: E402
from generated.api.representatives import (  # noqa: E402
    create_authorisation,
    edit_authorisation,
    list_authorisations,
    view_authorisation,
)
from generated.api.sandbox import restore_sandbox_snapshot, set_up_sandbox, take_sandbox_snapshot  # noqa: E402
from generated.api.sandbox_mails_and_traffic import list_sandbox_mails  # noqa: E402
from generated.api.sandbox_people_and_businesses import change_sandbox_business  # noqa: E402
from generated.api.sandbox_time_and_faults import add_sandbox_fault, travel_in_time  # noqa: E402
from generated.api.the_token import view_token  # noqa: E402
from generated import models  # noqa: E402

done = 0


def expect(answer, status, code=None):
    """The answer, parsed by the generated client, after a look at its status and the code of a refusal."""
    global done
    assert answer.status_code == status, (answer.status_code, answer.content)
    if code is not None:
        assert isinstance(answer.parsed, models.Problem), answer.parsed
        assert answer.parsed.code == code and answer.parsed.remedy, answer.parsed
    done += 1
    return answer.parsed


nobody = AuthenticatedClient(base_url=api, token="mandate_nonsense")
client = AuthenticatedClient(base_url=api, token=token)

expect(view_token.sync_detailed(client=nobody), 401, "api.token-unknown")
assert expect(view_token.sync_detailed(client=client), 200).abn == abn
assert expect(view_business.sync_detailed(abn, client=client), 200).name == "By OpenAPI"
expect(view_business.sync_detailed("27809366375", client=client), 403, "api.other-business")
expect(list_credentials.sync_detailed(abn, client=client), 200)


def person(family_name):
    return models.CreateAuthorisationBody.from_dict(
        {
            "representativeType": "STANDARD",
            "givenNames": "Marcus",
            "familyName": family_name,
            "email": "marcus@example.com",
            "isAdministrator": False,
            "isMachineCredentialAdministrator": False,
            "startDate": (date.today() + timedelta(days=2)).isoformat(),
            "access": [{"agencyId": "osir", "level": "FULL"}],
            "declaration": True,
        }
    )


def create(family_name, key):
    return create_authorisation.sync_detailed(abn, client=client, body=person(family_name), idempotency_key=key)


first = expect(create("Webb", "one"), 201)
assert expect(create("Webb", "one"), 201).id == first.id
expect(create("Other", "one"), 422, "api.idempotency-conflict")
expect(create("", "two"), 400, "common.invalid-input")
page = expect(list_authorisations.sync_detailed(abn, client=client, page_size=1), 200)
assert page.total == 2 and page.next_
more = expect(list_authorisations.sync_detailed(abn, client=client, page_size=1, after=page.next_), 200)
assert {row.id for row in page.rows} != {row.id for row in more.rows}
seen = view_authorisation.sync_detailed(abn, first.id, client=client)
change = models.EditAuthorisationBody.from_dict({"familyName": "Webber", "declaration": True})


def edit(version):
    return edit_authorisation.sync_detailed(abn, first.id, client=client, body=change, if_match=version)


expect(edit(seen.headers["etag"]), 200)
expect(edit(seen.headers["etag"]), 412, "api.version-changed")

contact = {"givenNames": "Vera", "familyName": "Stone", "email": "vera@example.com", "phone": "02 5550 1111"}
developer = {"developerKinds": ["COMMERCIAL"], **contact, "declaration": True}
body = models.RegisterDeveloperBody.from_dict(developer)
expect(register_developer.sync_detailed(abn, client=client, body=body), 201)
product = {"name": "Peer", "productVersion": "1", "hosting": "SERVER", "audience": "IN_HOUSE", "services": ["USI"]}
body = models.RegisterProductBody.from_dict({**product, "declaration": True})
registered = expect(register_product.sync_detailed(abn, client=client, body=body), 201)
checks = expect(view_checklist.sync_detailed(abn, registered.product_id, "USI", client=client), 200)
assert len(checks.cases) > 5 and not checks.can_finish

anybody = Client(base_url=api)
wanted = models.SetUpSandboxBody.from_dict({"faults": [{"service": "usi", "delayMs": 5, "calls": 1}]})
assert len(expect(set_up_sandbox.sync_detailed(client=anybody, body=wanted), 201).faults) == 1
snapshot = models.TakeSandboxSnapshotBody.from_dict({"name": "peer"})
kept = expect(take_sandbox_snapshot.sync_detailed(client=anybody, body=snapshot), 201)
expect(take_sandbox_snapshot.sync_detailed(client=anybody, body=snapshot), 409, "sandbox.snapshot-exists")
cancel = models.ChangeSandboxBusinessBody.from_dict({"status": "CANCELLED"})
assert expect(change_sandbox_business.sync_detailed(abn, client=anybody, body=cancel), 200).status == "CANCELLED"
journey = models.TravelInTimeBody.from_dict({"abn": abn, "to": "days", "days": 8})
assert expect(travel_in_time.sync_detailed(client=anybody, body=journey), 200).offset_ms > 0
fault = models.AddSandboxFaultBody.from_dict({"error": "mas.nothing"})
expect(add_sandbox_fault.sync_detailed(client=anybody, body=fault), 400, "common.invalid-input")
assert expect(list_sandbox_mails.sync_detailed(client=anybody, recipient="marcus@example.com"), 200).rows
restored = expect(restore_sandbox_snapshot.sync_detailed("peer", client=anybody), 200)
assert restored.rows == kept.rows
expect(restore_sandbox_snapshot.sync_detailed("never-taken", client=anybody), 404, "sandbox.snapshot-unknown")

print(f"The document is valid, and a client made from it did {done} calls as it should.")
