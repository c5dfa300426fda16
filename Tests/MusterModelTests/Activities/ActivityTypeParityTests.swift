import Foundation
import MusterModel
import Testing

/// Swift registers nothing by itself: each type that the folder declares needs its line in the catalogue.
@Suite struct ActivityTypeParityTests {
    @Test func everyTypeOfTheFolderIsInTheCatalogue() throws {
        let folder = URL(filePath: #filePath)
            .deletingLastPathComponent()
            .appending(path: "../../../Sources/MusterModel/Activities/Types")
        let ids = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .map { try String(contentsOf: $0, encoding: .utf8) }
            .flatMap { $0.matches(of: /static let \w+ = ActivityType\(\s+id: ([0-9_]+)/).map { $0.1 } }
            .compactMap { Int64($0.replacing("_", with: "")) }
        #expect(!ids.isEmpty)
        #expect(ActivityType.standard.map(\.id.rawValue).sorted() == ids.sorted())
    }
}
