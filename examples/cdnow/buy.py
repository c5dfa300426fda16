"""Lets the first people of the list buy again through the API.

usage: buy.py URL LIST-ID
"""
import sys

from api import Muster
from convert import CUSTOMERS, PURCHASES


def main(url, list_id):
    muster = Muster(url)
    leads = [lead["id"] for lead in muster.pages(f"/rest/v1/lists/{list_id}/leads.json", fields="id")][:CUSTOMERS]
    types = muster.get("/rest/v1/activities/types.json")["result"]
    purchase = next(type["id"] for type in types if type["name"] == "Purchase")
    now = muster.get("/muster/v1/clock.json")["result"][0]["now"]
    rows = [
        {
            "leadId": lead,
            "activityTypeId": purchase,
            "activityDate": now,
            "primaryAttributeValue": f"Again {lead}-{number}",
            "attributes": [{"name": "CD Count", "value": 1}, {"name": "Amount", "value": 14.99}],
        }
        for number in range(PURCHASES)
        for lead in leads
    ]
    result = muster.post("/rest/v1/activities/external.json", {"input": rows})["result"]
    added = sum(1 for record in result if record["status"] == "added")
    print(f"{added} purchases added for {len(leads)} customers")


main(sys.argv[1], sys.argv[2])
