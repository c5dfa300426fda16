import Foundation
import MusterRules
import Testing

@Suite struct MembershipCatalogTests {
    @Test func everyFileIsInTheCatalogueInOrder() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Sources/MusterRules/Memberships").standardizedFileURL
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
        let types = files.filter { $0.hasPrefix("MemberOf") }.map { String($0.dropLast(".swift".count)) }
        #expect(RuleCatalog.memberships.map { "\(type(of: $0))" } == types.sorted())
    }

    @Test func noIDStandsTwice() {
        let ids = RuleCatalog.memberships.flatMap { [$0.id] + $0.furtherConstraints.map(\.id) }
        #expect(Set(ids).count == ids.count)
    }
}
