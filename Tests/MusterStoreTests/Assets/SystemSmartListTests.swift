import Foundation
import MusterModel
import MusterRules
import MusterTesting
import Testing

@testable import MusterStore

/// The lists every instance has from the start.
@Suite struct SystemSmartListTests {
    @Test("each is valid, and selects the people its name says")
    func rules() async throws {
        try await withStore { store in
            try await store.write { writer in
                let moment = Moment(writer.now, in: .gmt)
                let plain = try writer.createLead([.email: .text("a@example.com")], origin: .api)
                let unsubscribed = try writer.createLead([.unsubscribed: .boolean(true)], origin: .api)
                let bounced = try writer.createLead([.emailInvalid: .boolean(true)], origin: .api)
                for list in SystemSmartList.all {
                    let compiler = RuleCompiler(
                        catalog: RuleCatalog(
                            leadFields: writer.catalogs.leadFields, activityTypes: writer.catalogs.activityTypes),
                        assets: NoAssets(), moment: moment)
                    let problems = compiler.problems(list.rules)
                    #expect(problems.isEmpty, "\(list.name)")
                    let members = try writer.reader.leads(
                        meeting: try compiler.criteria(list.rules), after: nil, limit: 9)
                    let expected: [LeadID] =
                        switch list.name {
                        case "All People": [plain, unsubscribed, bounced]
                        case "Unsubscribed People": [unsubscribed]
                        case "Bounced Email Addresses": [bounced]
                        default: []
                        }
                    #expect(members == expected, "\(list.name)")
                }
            }
        }
    }

    @Test("rules can name them; browse and by name do not show them")
    func visibility() async throws {
        try await withStore { store in
            let (id, named, all) = try store.read { reader in
                (
                    try reader.assetID(.smartList, named: "Unsubscribed People"),
                    try reader.smartList(named: "Unsubscribed People"), try reader.smartLists(.everything)
                )
            }
            #expect(id == 2)
            #expect(named == nil)
            #expect(all.isEmpty)
        }
    }
}

private struct NoAssets: AssetDirectory {
    func assetID(_ kind: AssetKind, named name: String) -> Int64? { nil }
    func assetName(_ kind: AssetKind, id: Int64) -> String? { nil }
    func rules(of list: SmartListID) -> RuleSet? { nil }
}
