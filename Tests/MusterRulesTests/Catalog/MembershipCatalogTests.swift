import Foundation
import MusterRules
import Testing

@Suite struct MembershipCatalogTests {
    @Test func everyFilterOfTheFolderIsInTheCatalogueInOrder() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Sources/MusterRules/Memberships").standardizedFileURL
        let types = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .map { try String(contentsOf: $0, encoding: .utf8) }
            .flatMap { $0.matches(of: /struct (\w+): MembershipFilter\b/).map { String($0.1) } }
        #expect(!types.isEmpty)
        #expect(RuleCatalog.memberships.map { "\(type(of: $0))" } == types.sorted())
    }

    @Test func noIDStandsTwice() {
        let ids = RuleCatalog.memberships.flatMap { [$0.id] + $0.furtherConstraints.map(\.id) }
        #expect(Set(ids).count == ids.count)
    }
}
