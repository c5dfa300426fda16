import Foundation

/// Where the recorded files of the tests are.
enum GoldenFolder {
    static func files(in folder: String, ending: String) throws -> [URL] {
        let golden = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Golden/\(folder)")
        return try FileManager.default.contentsOfDirectory(at: golden, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == ending }.sorted { $0.path < $1.path }
    }
}
