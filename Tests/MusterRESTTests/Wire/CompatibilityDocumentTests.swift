import Foundation
import MusterModel
import Testing

@testable import MusterREST

@Suite struct CompatibilityDocumentTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs")

    /// `MUSTER_WRITE_DOCS=1` (`make docs`) writes the file in place of comparing it.
    @Test(
        "what is written of the endpoints is what they are",
        arguments: [("compatibility.md", CompatibilityDocument.text), ("permissions.md", PermissionDocument.text)])
    func upToDate(name: String, text: String) throws {
        let file = Self.folder.appending(path: name)
        if ProcessInfo.processInfo.environment["MUSTER_WRITE_DOCS"] == "1" {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        let committed = try String(contentsOf: file, encoding: .utf8)
        #expect(committed == text, "run `make docs`")
    }
}

@Suite struct EndpointCatalogTests {
    private static var routes: [Route] { EndpointCatalog.built.flatMap { $0.routes } }

    @Test func theContractHas154Rows() {
        #expect(ContractRoutes.all.count == 154)
        #expect(Set(ContractRoutes.all.flatMap(\.routes)).count == ContractRoutes.all.flatMap(\.routes).count)
    }

    @Test func everyEndpointIsInTheContractOrOurs() {
        let contract = Set(ContractRoutes.all.flatMap(\.routes))
        let strangers = Self.routes.filter { !contract.contains($0) && !$0.path.hasPrefix("/muster/v1/") }
        #expect(strangers.isEmpty, "\(strangers)")
    }

    @Test("the first permission of a call is that of the contract; others stand beside it")
    func permissions() {
        for type in EndpointCatalog.built {
            for route in type.routes {
                guard let row = ContractRoutes.all.first(where: { $0.routes.contains(route) }) else { continue }
                let expected: String =
                    route.path.contains("/schema/fields")
                    ? "Read-Write Schema Custom/Standard Field"
                    : type.permission.needsToken
                        ? type.permission.clauses.first?.anyOf.first?.rawValue ?? "token only" : "none"
                #expect(row.permissionText == expected, "\(route)")
            }
        }
    }

    @Test func endpointsAreListedByName() {
        let names = EndpointCatalog.built.map { String(describing: $0) }
        #expect(names == names.sorted())
    }
}
