"""The few calls that the example makes from Python, with nothing but its standard library."""
import json
import os
import urllib.parse
import urllib.request


class Muster:
    def __init__(self, url):
        self.url = url
        answer = self._send(
            "GET", "/identity/oauth/token", {
                "grant_type": "client_credentials",
                "client_id": os.environ["MUSTER_CLIENT_ID"],
                "client_secret": os.environ["MUSTER_CLIENT_SECRET"],
            })
        self.token = answer["access_token"]

    def get(self, path, **query):
        return self._checked("GET", path, query)

    def post(self, path, body):
        return self._checked("POST", path, {}, body)

    def pages(self, path, **query):
        """Every record of a paged call of the lead API."""
        while True:
            answer = self.get(path, **query)
            yield from answer.get("result", [])
            if not answer.get("nextPageToken") or answer.get("moreResult") is False:
                return
            query["nextPageToken"] = answer["nextPageToken"]

    def _checked(self, method, path, query, body=None):
        answer = self._send(method, path, query, body, {"Authorization": f"Bearer {self.token}"})
        if not answer.get("success"):
            raise SystemExit(f"{method} {path} failed: {answer.get('errors')}")
        return answer

    def _send(self, method, path, query, body=None, headers={}):
        url = self.url + path + ("?" + urllib.parse.urlencode(query) if query else "")
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(url, data, {"Content-Type": "application/json", **headers}, method=method)
        with urllib.request.urlopen(request, timeout=300) as response:
            return json.load(response)
