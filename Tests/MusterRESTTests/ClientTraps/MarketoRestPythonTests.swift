import HTTPTypes
import MusterEngine
import MusterModel
import MusterStore
import Testing

extension ClientTraps {
    @Suite struct MarketoRestPythonTests {
        @Test("marketorestpython: stops paging leads of a list when nextPageToken is absent")
        func leadsOfList() async throws {
            try await APIFixture.run { api async throws in
                let list = try await api.staticList("One")
                let leads = [try await api.lead("a@example.com"), try await api.lead("b@example.com")]
                _ = try await api.python(
                    .post, "/rest/v1/lists/\(list)/leads.json",
                    json: #"{"input": [{"id": \#(leads[0])}, {"id": \#(leads[1])}]}"#)
                let path = "/rest/v1/list/\(list)/leads.json"
                let first = try await api.python(.get, path, params: ["batchSize": "1"])
                let token = try #require(first.json?["nextPageToken"]?.text)
                let last = try await api.python(.get, path, params: ["batchSize": "1", "nextPageToken": token])
                #expect(last.result?.count == 1)
                #expect(last.json?["nextPageToken"] == nil)
            }
        }

        @Test("marketorestpython: reads activities until moreResult is False")
        func activities() async throws {
            try await APIFixture.run { api async throws in
                for name in ["a", "b", "c"] { try await api.lead("\(name)@example.com") }
                let start = try await api.python(
                    .get, "/rest/v1/activities/pagingtoken.json", params: ["sinceDatetime": "2024-03-01"])
                var token = try #require(start.json?["nextPageToken"]?.text)
                var found: [Int64] = []
                while true {
                    let page = try await api.python(
                        .get, "/rest/v1/activities.json",
                        params: ["activityTypeIds": "12,13", "batchSize": "2", "nextPageToken": token])
                    found += (page.result ?? []).compactMap { $0.object?["id"]?.integer }
                    guard case .boolean(let more)? = page.json?["moreResult"] else {
                        Issue.record("moreResult is no boolean: \(page.text)")
                        break
                    }
                    if !more { break }
                    token = try #require(page.json?["nextPageToken"]?.text)
                }
                #expect(found.count == 3)
                #expect(Set(found).count == 3)
            }
        }

        @Test("marketorestpython: reads memberships until moreResult is False")
        func memberships() async throws {
            try await APIFixture.run { api async throws in
                let lead = try await api.lead("joe@example.com")
                for name in ["One", "Two"] {
                    let list = try await api.staticList(name)
                    _ = try await api.python(
                        .post, "/rest/v1/lists/\(list)/leads.json", json: #"{"input": [{"id": \#(lead)}]}"#)
                }
                let path = "/rest/v1/leads/\(lead)/listMembership.json"
                let first = try await api.python(.get, path, params: ["batchSize": "1"])
                #expect(first.result?.count == 1)
                #expect(first.json?["moreResult"] == true)
                let token = try #require(first.json?["nextPageToken"]?.text)
                let last = try await api.python(.get, path, params: ["batchSize": "1", "nextPageToken": token])
                #expect(last.result?.count == 1)
                #expect(last.json?["moreResult"] == false)
            }
        }

        @Test(
            "marketorestpython: reads result after nearly every asset call, and misses it as with Marketo",
            arguments: [
                "smartCampaign/99.json", "smartCampaign/byName.json?name=x", "smartList/99.json",
                "smartList/byName.json?name=x", "staticList/byName.json?name=x", "program/99.json",
                "program/byName.json?name=x", "folder/99.json?type=Folder", "folder/byName.json?name=x",
            ])
        func misses(path: String) async throws {
            try await APIFixture.run { api async throws in
                let answer = try await api.python(.get, "/rest/asset/v1/" + path)
                #expect(answer.stable == noAssetsAnswer)
            }
        }

        @Test("marketorestpython: makes a folder with its parameters in the query, a JSON content type and no body")
        func createFolder() async throws {
            try await APIFixture.run { api async throws in
                let parent = try await api.folder("Parent")
                let answer = try await api.python(
                    .post, "/rest/asset/v1/folders.json",
                    params: ["name": "pytest folder", "parent": "{'id': \(parent), 'type': Folder}"])
                #expect(answer.record?["name"] == "pytest folder")
                #expect(answer.record?["parent"] == ["id": .integer(parent.rawValue), "type": "Folder"])
            }
        }

        @Test("marketorestpython: clones a smart list with its parameters in the query and no body")
        func cloneSmartList() async throws {
            try await APIFixture.run { api async throws in
                let list = try await api.smartList("Source", rules: #"{"filters":[{"Country":"Germany"}]}"#)
                let answer = try await api.python(
                    .post, "/rest/asset/v1/smartList/\(list)/clone.json",
                    params: [
                        "name": "Copy", "folder": "{'id': \(APIFixture.smartLists.id), 'type': Folder}",
                        "description": "copied",
                    ])
                #expect(answer.record?["name"] == "Copy")
                #expect(answer.record?["description"] == "copied")
            }
        }

        @Test("marketorestpython: sends the folder and costs of a program as Python writes them")
        func createProgram() async throws {
            try await APIFixture.run { api async throws in
                let folder = try await api.folder("Programs")
                let answer = try await api.python(
                    .post, "/rest/asset/v1/programs.json",
                    params: [
                        "folder": "{'id': \(folder), 'type': Folder}", "name": "pytest", "type": "Default",
                        "channel": "Blog",
                        "costs": "[{'startDate': '2015-01-01', 'cost': 2000, 'note': \"it's\"}]",
                    ])
                #expect(answer.record?["folder"]?.object?["value"]?.integer == folder.rawValue)
                #expect(answer.record?["costs"] == [["startDate": "2015-01-01", "cost": 2000, "note": "it's"]])
            }
        }

        /// No instance has this type of tag, so that they were read is seen from what is wrong with them.
        @Test("marketorestpython: sends the tags of a program as Python writes them")
        func tags() async throws {
            try await APIFixture.run { api async throws in
                let query = APIFixture.urlEncoded([
                    "folder": "{'id': \(APIFixture.campaigns.id), 'type': Folder}", "name": "pytest",
                    "type": "Default", "channel": "Blog", "tags": "[{'tagType': 'Planet', 'tagValue': 'Mars'}]",
                ])
                try await api.expectRefusal(
                    "709", "Tag type 'Planet' does not exist", .post, "/rest/asset/v1/programs.json?" + query,
                    .raw("", contentType: "application/json; charset=utf-8"))
            }
        }

        @Test("marketorestpython: sends booleans as True and False")
        func booleans() async throws {
            try await APIFixture.run { api async throws in
                let list = try await api.smartList("A", rules: #"{"filters":[{"Country":"Germany"}]}"#)
                for (word, shown) in [("True", true), ("False", false)] {
                    let answer = try await api.python(
                        .get, "/rest/asset/v1/smartList/\(list).json", params: ["includeRules": word])
                    #expect((answer.record?["rules"] != nil) == shown)
                }
            }
        }

        @Test("marketorestpython: syncs leads with the key 'asyncProcessing ', a blank at its end")
        func trailingBlank() async throws {
            try await APIFixture.run { api async throws in
                let answer = try await api.python(
                    .post, "/rest/v1/leads.json",
                    json: #"""
                        {"input": [{"email": "joe@example.com"}], "action": "createOrUpdate", \#
                        "lookupField": "email", "asyncProcessing ": false}
                        """#)
                #expect(answer.result == [["id": 1, "status": "created"]])
            }
        }

        @Test("marketorestpython: finds leads by a POST whose form says _method=GET")
        func tunnelledInForm() async throws {
            try await APIFixture.run { api async throws in
                let lead = try await api.lead("joe@example.com")
                let answer = try await api.python(
                    .post, "/rest/v1/leads.json",
                    form: [
                        "_method": "GET", "filterValues": "joe@example.com,x@example.com", "filterType": "email",
                        "fields": "email",
                    ])
                #expect(answer.result == [["id": .integer(lead.rawValue), "email": "joe@example.com"]])
            }
        }

        @Test("marketorestpython: finds campaigns by a POST with _method=GET in the query and ids in the form")
        func tunnelledInQuery() async throws {
            try await APIFixture.run { api async throws in
                try await api.campaigns(3)
                let answer = try await api.python(
                    .post, "/rest/v1/campaigns.json", params: ["_method": "GET"], form: ["id": "1001", "id": "1003"])
                #expect(answer.result?.compactMap { $0.object?["id"]?.integer } == [1001, 1003])
                let all = try await api.python(
                    .post, "/rest/v1/campaigns.json", params: ["_method": "GET"], form: [:])
                #expect(all.result?.count == 3, "\(all.text)")
            }
        }

        @Test("marketorestpython: asks for membership by a POST with _method=GET and a JSON body")
        func tunnelledWithJSON() async throws {
            try await APIFixture.run { api async throws in
                let list = try await api.staticList("One")
                let lead = try await api.lead("joe@example.com")
                let answer = try await api.python(
                    .post, "/rest/v1/lists/\(list)/leads/ismember.json", params: ["_method": "GET"],
                    json: #"{"input": [{"id": \#(lead)}]}"#)
                #expect(answer.result == [["id": .integer(lead.rawValue), "status": "notmemberof"]])
            }
        }

        @Test("marketorestpython: removes leads with a JSON body on DELETE")
        func deleteBody() async throws {
            try await APIFixture.run { api async throws in
                let list = try await api.staticList("One")
                let lead = try await api.lead("joe@example.com")
                let (path, json) = ("/rest/v1/lists/\(list)/leads.json", #"{"input": [{"id": \#(lead)}]}"#)
                let added = try await api.python(.post, path, json: json)
                #expect(added.result?.first?.object?["status"] == "added")
                let removed = try await api.python(.delete, path, json: json)
                #expect(removed.result == [["id": .integer(lead.rawValue), "status": "removed"]])
            }
        }

        @Test("marketorestpython: schedules with a JSON content type and no body")
        func schedule() async throws {
            try await APIFixture.run { api async throws in
                let id = try await api.campaign(
                    "Batch", rules: #"{"filters":[{"Email Address":{"is not empty":null}}]}"#,
                    flow: #"{"flow":[{"Wait":"1 day"}]}"#)
                let answer = try await api.python(.post, "/rest/v1/campaigns/\(id)/schedule.json")
                #expect(answer.json?["success"] == true, "\(answer.text)")
                let run = try #require(try api.store.read { try $0.runs(of: id).first })
                #expect(run.run.scheduledAt == api.clock.now.adding(seconds: 300))
            }
        }

        @Test("marketorestpython: clones campaigns with isExecutable=True")
        func isExecutable() async throws {
            try await APIFixture.run { api async throws in
                let id = try await api.campaign("Source", flow: #"{"flow":[{"Wait":"1 day"}]}"#)
                let answer = try await api.python(
                    .post, "/rest/asset/v1/smartCampaign/\(id)/clone.json",
                    form: [
                        "name": "Copy", "folder": #"{"id": \#(APIFixture.campaigns.id), "type": "Folder"}"#,
                        "isExecutable": "True",
                    ])
                #expect(answer.record?["name"] == "Copy", "\(answer.text)")
                #expect(answer.record?["status"] == "Never Run")
            }
        }

        @Test("marketorestpython: pages campaigns until a page is shorter than maxReturn", arguments: [399, 400])
        func shortPage(count: Int) async throws {
            try await APIFixture.run { api async throws in
                try await api.campaigns(count)
                var (offset, found) = (0, 0)
                while true {
                    let page = try await api.python(
                        .get, "/rest/asset/v1/smartCampaigns.json",
                        params: ["maxReturn": "200", "offset": "\(offset)"])
                    guard let result = page.result else { break }
                    found += result.count
                    if result.count < 200 { break }
                    offset += 200
                }
                #expect(found == count)
            }
        }

        @Test(
            "marketorestpython: raises the first error by its code and message, which are texts",
            arguments: [
                ("/rest/v1/campaigns/99.json", #""errors":[{"code":"1013","message":"Campaign not found"}]"#),
                ("/rest/v1/lead/99.json", #""errors":[{"code":"1004","message":"Lead '99' not found"}]"#),
                ("/rest/v1/x.json", #""errors":[{"code":"610","message":"Requested resource not found"}]"#),
                (
                    "/rest/asset/v1/programs.json?maxReturn=201",
                    #""errors":[{"code":"701","message":"maxReturn cannot be greater than 200"}]"#
                ),
            ])
        func errors(uri: String, text: String) async throws {
            try await APIFixture.run { api async throws in
                let answer = try await api.python(.get, uri)
                #expect(answer.json?["success"] == false)
                #expect(answer.text.contains(text), "\(answer.text)")
            }
        }

        @Test(
            "marketorestpython: parses the body of an identity failure as JSON",
            arguments: [("nobody", "unauthorized"), (APIFixture.clientID, "invalid_client")])
        func identity(client: String, error: String) async throws {
            try await APIFixture.run { api async throws in
                let query = APIFixture.urlEncoded([
                    "grant_type": "client_credentials", "client_id": client, "client_secret": "wrong",
                ])
                let answer = try await api.call(.get, "/identity/oauth/token?" + query, token: .some(nil))
                #expect(answer.status == .unauthorized)
                #expect(answer.json?["error"]?.text == error)
                #expect(answer.json?["error_description"]?.text?.isEmpty == false)
            }
        }
    }
}
