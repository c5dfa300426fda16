"""Compares what the server did with what the purchase log says; exits 1 when anything differs.

usage: check.py URL FOLDER CAMPAIGN-ID LIST-ID HANDED-OVER
HANDED-OVER is the number of messages that the server's log says were handed over.
"""
import collections
import json
import pathlib
import sys

from api import Muster
from convert import CUSTOMERS, PURCHASES

ADD_TO_LIST, CHANGE_SCORE, SEND_EMAIL = 24, 22, 6


def main(url, folder, campaign_id, list_id, handed_over):
    muster = Muster(url)
    expected = json.loads((pathlib.Path(folder) / "expected.json").read_text())
    lapsed = expected["lapsed"]
    rows = []

    def row(what, expected, actual):
        rows.append((what, expected, actual))

    types = {type["name"]: type["id"] for type in muster.get("/rest/v1/activities/types.json")["result"]}
    counts = activities(muster, types["Purchase"])
    row("purchases in the activity log", expected["purchases"] + CUSTOMERS * PURCHASES, counts[types["Purchase"]])

    for name, people in expected["lists after buying"].items():
        smart_list = muster.get("/rest/asset/v1/smartList/byName.json", name=name)["result"][0]["id"]
        count = muster.get(f"/muster/v1/smartList/{smart_list}/count.json")["result"][0]["count"]
        row(f"people in smart list '{name}'", people, count)

    run = muster.get(f"/muster/v1/smartCampaign/{campaign_id}/runs.json")["result"][0]
    row("run: qualified", lapsed, run["qualified"])
    row("run: completed", lapsed, run["completed"])
    row("run: failed", 0, run["failed"])
    members = list(muster.pages(f"/rest/v1/lists/{list_id}/leads.json", fields="id,leadScore"))
    row("people in list 'Lapsed Loyal'", lapsed, len(members))
    scores = collections.Counter(member["leadScore"] for member in members)
    row("of these with score 20", lapsed - CUSTOMERS, scores[20])
    row(f"of these with score {20 + 5 * PURCHASES}", CUSTOMERS, scores[20 + 5 * PURCHASES])
    row("activities 'Add to List'", lapsed, counts[ADD_TO_LIST])
    row("activities 'Change Score'", lapsed + CUSTOMERS * PURCHASES, counts[CHANGE_SCORE])
    row("activities 'Send Email'", lapsed, counts[SEND_EMAIL])
    row("messages handed over", lapsed, int(handed_over))
    finish(rows)


def activities(muster, purchase):
    """How many activities of each type there are."""
    token = muster.get("/rest/v1/activities/pagingtoken.json", sinceDatetime="1997-01-01T00:00:00Z")["nextPageToken"]
    types = ",".join(str(type) for type in [ADD_TO_LIST, CHANGE_SCORE, SEND_EMAIL, purchase])
    records = muster.pages("/rest/v1/activities.json", activityTypeIds=types, nextPageToken=token)
    return collections.Counter(record["activityTypeId"] for record in records)


def finish(rows):
    width = max(len(what) for what, _, _ in rows)
    print(f"{'':{width}}  expected    actual")
    for what, expected, actual in rows:
        print(f"{what:{width}}  {expected:8}  {actual:8}  {'ok' if expected == actual else 'DIFFERS'}")
    wrong = [what for what, expected, actual in rows if expected != actual]
    if wrong:
        sys.exit(f"{len(wrong)} of {len(rows)} checks failed")
    print(f"all {len(rows)} checks passed")


main(*sys.argv[1:])
