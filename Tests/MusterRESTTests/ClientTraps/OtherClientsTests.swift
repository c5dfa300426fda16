import HTTPTypes
import MusterModel
import Testing

extension ClientTraps {
    /// Clients of which one or two habits are known.
    @Suite struct OtherClientsTests {
        @Test(
            "mkto-manager: makes assets with everything in the query of a POST without a body",
            arguments: [
                "folder=%7B%22id%22%3A@%2C%22type%22%3A%22Folder%22%7D",
                "folder%5Bid%5D=@&folder%5Btype%5D=Folder", "folder[id]=@&folder[type]=Folder",
            ])
        func queryOnly(folder: String) async throws {
            try await APIFixture.run { api async throws in
                let id = try await api.folder("Campaigns").rawValue
                let query = folder.replacing("@", with: "\(id)")
                for (noun, more) in [("smartCampaigns", ""), ("programs", "&type=Default&channel=Blog")] {
                    let answer = try await api.call(
                        .post, "/rest/asset/v1/\(noun).json?name=New%20one&description=made&\(query)\(more)")
                    #expect(answer.record?["name"] == "New one", "\(answer.text)")
                    #expect(answer.record?["description"] == "made")
                }
            }
        }

        @Test("Adobe's blog samples: write ListId, and a comma at the end of activityTypeIds")
        func blogSamples() async throws {
            try await APIFixture.run { api async throws in
                let list = try await api.staticList("One")
                let (a, b) = (try await api.lead("a@example.com"), try await api.lead("b@example.com"))
                _ = try await api.post("/rest/v1/lists/\(list)/leads.json", json: #"{"input":[{"id":\#(a)}]}"#)
                let since = try await api.get("/rest/v1/activities/pagingtoken.json?sinceDatetime=2024-03-01")
                let token = APIFixture.urlEncoded(try #require(since.token))
                let answer = try await api.get(
                    "/rest/v1/activities.json?nextPageToken=\(token)&activityTypeIds=12,&ListId=\(list)")
                #expect(answer.result?.compactMap { $0.object?["leadId"]?.integer } == [a.rawValue])
                let all = try await api.get("/rest/v1/activities.json?nextPageToken=\(token)&activityTypeIds=12,")
                #expect(all.result?.compactMap { $0.object?["leadId"]?.integer } == [a.rawValue, b.rawValue])
            }
        }

        @Test("Fivetran and dbt: take id and marketoGUID for the key of an activity, whichever page shows it")
        func activityKeys() async throws {
            try await APIFixture.run { api async throws in
                for name in ["a", "b", "c"] { try await api.lead("\(name)@example.com") }
                let since = try await api.get("/rest/v1/activities/pagingtoken.json?sinceDatetime=2024-03-01")
                let start = APIFixture.urlEncoded(try #require(since.token))
                func keys(_ batchSize: Int) async throws -> [String] {
                    var (token, found) = (start, [String]())
                    while true {
                        let page = try await api.get(
                            "/rest/v1/activities.json?activityTypeIds=12&batchSize=\(batchSize)&nextPageToken=\(token)")
                        for record in (page.result ?? []).compactMap(\.object) {
                            let id = try #require(record["id"]?.integer)
                            #expect(record["marketoGUID"]?.text == "\(id)")
                            found.append("\(id) of \(record["leadId"]?.jsonText ?? "")")
                        }
                        guard page.json?["moreResult"] == true else { return found }
                        token = APIFixture.urlEncoded(try #require(page.token))
                    }
                }
                let known = try await keys(300)
                #expect(Set(known).count == 3)
                #expect(try await keys(1) == known)
            }
        }

        @Test(
            "Fivetran and dbt: make columns of the names of attributes",
            arguments: [
                (6, "Send Email", "campaign_run_id choice_number has_predictive step_id test_variant"),
                (7, "Email Delivered", "campaign_run_id choice_number step_id test_variant"),
                (
                    8, "Email Bounced",
                    "campaign_run_id category choice_number details email step_id subcategory test_variant"
                ),
                (
                    10, "Open Email",
                    "campaign_run_id choice_number device is_mobile_device platform step_id test_variant user_agent"
                ),
                (22, "Change Score", "change_value new_value old_value reason"), (24, "Add to List", "source"),
                (25, "Remove from List", "source"),
                (
                    104, "Change Status in Progression",
                    "acquired_by new_status new_status_id old_status old_status_id program_member_id reason success"
                ),
            ])
        func attributeNames(id: Int, name: String, columns: String) async throws {
            try await APIFixture.run { api async throws in
                let types = try await api.get("/rest/v1/activities/types.json").result ?? []
                let type = try #require(types.compactMap(\.object).first { $0["id"] == .integer(id) })
                #expect(type["name"]?.text == name)
                let names = (type["attributes"]?.array ?? []).compactMap { $0.object?["name"]?.text }
                let made = names.map { $0.lowercased().replacing(" ", with: "_") }
                for column in columns.split(separator: " ") { #expect(made.contains(String(column))) }
            }
        }

        @Test(
            "Segment: decides by the code whether to try again",
            arguments: [
                (.json(#"{"input":[]}"#), "1003"), (.json("{"), "609"), (.raw("x", contentType: "text/plain"), "612"),
                (.json(#"{"input":[{"email":"a@example.com","nope":1}]}"#), "1006"),
                (.json(#"{"lookupField":"firstName","input":[{"firstName":"a"}]}"#), "1011"),
            ] as [(APIBody, String)])
        func retryTable(body: APIBody, code: String) async throws {
            try await APIFixture.run { api async throws in
                try await api.expectRefusal(code, nil, .post, "/rest/v1/leads.json", body)
            }
        }

        @Test("Segment: takes 603 for a missing permission and 605 for a wrong method")
        func accessCodes() async throws {
            try await APIFixture.run { api async throws in
                let reader = try await api.token([.readOnlyLead])
                let answer = try await api.call(
                    .post, "/rest/v1/leads.json", token: reader, .json(#"{"input":[{"email":"a@example.com"}]}"#))
                #expect(answer.error?.code == "603")
                try await api.expectRefusal(
                    "605", "Request method 'POST' not supported", .post, "/rest/v1/leads/describe.json", .json("{}"))
            }
        }

        @Test("clients in Go, Scala and TypeScript: search answers for two sentences")
        func sentences() async throws {
            try await APIFixture.run { api async throws in
                try await api.lead("a@example.com")
                let exists = try await api.post(
                    "/rest/v1/leads.json", json: #"{"action":"createOnly","input":[{"email":"a@example.com"}]}"#)
                #expect(exists.text.contains(#"{"code":"1005","message":"Lead already exists"}"#))
                try await api.lead("a@example.com")
                let several = try await api.post(
                    "/rest/v1/leads.json", json: #"{"input":[{"email":"a@example.com"}]}"#)
                #expect(several.text.contains(#"{"code":"1007","message":"Multiple lead match lookup criteria"}"#))
            }
        }

        @Test(
            "clients in Python, Ruby and JavaScript: parse every HTTP 200 as JSON",
            arguments: [
                "/rest/v1/lists.json", "/rest/v1/nothing.json", "/rest/v1/lead/x.json", "/rest/asset/v1/x.json",
                "/rest/v1/%ff.json", "/rest/v1/leads.json?filterType=%00&filterValues=%27", "/rest/", "/",
                "/rest/v1/activities.json?nextPageToken=<html>&activityTypeIds=1",
            ])
        func alwaysJSON(uri: String) async throws {
            try await APIFixture.run { api async throws in
                for method in [HTTPRequest.Method.get, .post, .delete] {
                    let answer = try await api.call(method, uri)
                    #expect(answer.status == .ok)
                    #expect(answer.headers[.contentType] == "application/json;charset=UTF-8")
                    #expect(answer.json?["success"] != nil, "\(answer.text)")
                }
            }
        }
    }
}
