import Foundation
import MusterModel
import Testing

extension ClientTraps {
    @Suite struct AirbyteTests {
        @Test("Airbyte: strips the Z of asset dates and parses the offset that is left")
        func assetDates() async throws {
            try await APIFixture.run { api async throws in
                try await api.program("Program")
                let answer = try await api.get("/rest/asset/v1/programs.json?batchSize=300&maxReturn=200&offset=0")
                let text = try #require(answer.record?["createdAt"]?.text)
                #expect(Self.date(text.replacing("Z", with: ""), "yyyy-MM-dd'T'HH:mm:ssxx") != nil, "\(text)")
            }
        }

        @Test("Airbyte: parses dates of the lead database as %Y-%m-%dT%H:%M:%SZ")
        func leadDates() async throws {
            try await APIFixture.run { api async throws in
                try await api.staticList("One")
                try await api.campaign("Campaign")
                try await api.lead("a@example.com")
                for uri in [
                    "/rest/v1/lists.json?batchSize=300", "/rest/v1/campaigns.json?batchSize=300",
                    "/rest/v1/lead/1.json",
                ] {
                    let record = try #require(try await api.get(uri).record)
                    for member in ["createdAt", "updatedAt"] {
                        let text = try #require(record[member]?.text)
                        #expect(Self.date(text, "yyyy-MM-dd'T'HH:mm:ss'Z'") != nil, "\(text)")
                    }
                }
            }
        }

        @Test(
            "Airbyte: sends batchSize to asset calls, which do not know it", arguments: ["programs", "smartCampaigns"])
        func batchSize(noun: String) async throws {
            try await APIFixture.run { api async throws in
                try await api.programs(25)
                try await api.campaigns(25)
                let answer = try await api.get("/rest/asset/v1/\(noun).json?batchSize=1")
                #expect(answer.result?.count == 20, "the default of maxReturn")
            }
        }

        private static func date(_ text: String, _ pattern: String) -> Date? {
            let format = DateFormatter()
            format.locale = Locale(identifier: "en_US_POSIX")
            format.dateFormat = pattern
            return format.date(from: text)
        }
    }
}
