import HTTPTypes
import MusterAudience
import MusterModel
import MusterRules
import MusterStore
import Testing

/// The catalogues of what rules can be made of.
@Suite struct RuleTypesEndpointsTests {
    private static let list = "/rest/asset/v1/smartList/rules.json"
    private static let campaign = "/rest/asset/v1/smartCampaign/rules.json"

    private static let wasRequested = """
        {"id":47,"name":"Campaign was Requested","type":"activity","constraints":[\
        {"id":4701,"name":"Campaign Name","dataType":"string","primary":true,"operator":"is",\
        "dbAttrib":"Campaign Name","dbAttribId":"4701","dbObject":"Request Campaign","type":"standard"},\
        {"id":4702,"name":"Source","dataType":"string","primary":false,"operator":"is","dbAttrib":"Source",\
        "dbAttribId":"4702","dbObject":"Request Campaign","type":"standard"},\
        {"id":-101,"name":"Date of Activity","dataType":"datetime","primary":false,"operator":"is",\
        "dbAttrib":"Date of Activity","dbAttribId":"-101","dbObject":"Request Campaign","type":"standard"},\
        {"id":-102,"name":"Min. Number of Times","dataType":"integer","primary":false,"operator":"at least",\
        "dbAttrib":"Min. Number of Times","dbAttribId":"-102","dbObject":"Request Campaign","type":"standard"}]}
        """
    private static let isRequested = """
        {"id":47,"name":"Campaign is Requested","type":"activity","constraints":[\
        {"id":4702,"name":"Source","dataType":"string","primary":true,"operator":"is","dbAttrib":"Source",\
        "dbAttribId":"4702","dbObject":"Request Campaign","type":"standard"}]}
        """
    private static let memberOfList = """
        {"id":9501,"name":"Member of List","type":"attribute","constraints":[{"id":9501,"name":"Member of List",\
        "dataType":"string","primary":true,"operator":"in","dbAttrib":"Member of List","dbAttribId":"9501",\
        "dbObject":"Member of List","type":"standard"}]}
        """

    @Test("every filter by name, and of a campaign every trigger")
    func catalogues() async throws {
        try await APIFixture.run { api async throws in
            let city = try api.fieldID("City")
            let field = """
                {"id":\(city),"name":"City","type":"attribute","constraints":[{"id":\(city),"name":"City",\
                "dataType":"string","primary":true,"operator":"is","dbAttrib":"city","dbAttribId":"\(city)",\
                "dbObject":"Lead","type":"standard"}]}
                """
            let catalog = try api.store.read { $0.ruleCatalog }
            let answers = [try await api.get(Self.list), try await api.get(Self.campaign)]
            for answer in answers {
                for part in [Self.wasRequested, Self.memberOfList, field] {
                    #expect(answer.text.contains(part), "\(part)")
                }
                #expect(answer.text.hasSuffix(#","predictiveFilters":{}}]}"#))
                #expect(
                    answer.record?["filters"]?.array?.compactMap { $0.object?["name"]?.text }
                        == catalog.filters.map(\.name))
            }
            #expect(answers[0].record?.keys == ["filters", "predictiveFilters"])
            #expect(answers[1].record?.keys == ["filters", "triggers", "predictiveFilters"])
            #expect(answers[1].text.contains(Self.isRequested))
            #expect(
                answers[1].record?["triggers"]?.array?.compactMap { $0.object?["name"]?.text }
                    == catalog.triggers.map(\.name))
        }
    }

    @Test("a new field is there at once, as a custom one", arguments: [list, campaign])
    func customField(call: String) async throws {
        try await APIFixture.run { api async throws in
            let before = try await api.get(call)
            #expect(try await api.get(call).stable == before.stable)
            let id = try await api.store.write { writer in
                try writer.createLeadField(
                    FieldDefinition(name: "shoeSize", displayName: "Shoe Size", dataType: .float)
                ).id
            }
            let after = try await api.get(call)
            #expect(
                after.text.contains(
                    """
                    {"id":\(id),"name":"Shoe Size","type":"attribute","constraints":[{"id":\(id),"name":"Shoe Size",\
                    "dataType":"float","primary":true,"operator":"at least","dbAttrib":"shoeSize",\
                    "dbAttribId":"\(id)","dbObject":"Lead","type":"custom"}]}
                    """))
        }
    }

    @Test("only to be read", arguments: [list, campaign])
    func refused(call: String) async throws {
        try await APIFixture.run { api async throws in
            try await api.expectRefusal("605", "Request method 'POST' not supported", .post, call, .form(""))
        }
    }
}
