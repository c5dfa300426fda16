import Foundation
import MusterModel
import Testing

/// Swift registers nothing by itself: each file of the folder needs its line in the catalogue.
@Suite struct ActivityTypeParityTests {
    @Test func everyFileOfTheFolderIsInTheCatalogue() throws {
        let folder = URL(filePath: #filePath)
            .deletingLastPathComponent()
            .appending(path: "../../../Sources/MusterModel/Activities/Types")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix("Activity.swift") }
        #expect(files.count == ActivityType.standard.count)
        for file in files {
            let name = file.dropLast("Activity.swift".count)
            let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
            #expect(text.contains("static let \(name.prefix(1).lowercased() + name.dropFirst()) = ActivityType("))
        }
    }
}
