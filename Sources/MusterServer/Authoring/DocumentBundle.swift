import Foundation
public import MusterModel

/// Several files as one document, so that they are applied together or not at all, and may refer to
/// each other in any order.
public struct DocumentBundle: Sendable {
    public let json: JSONValue
    public let places: SourcePlaces

    /// - Throws: `SourceError` for a file that cannot be read, is no YAML, or repeats what another
    ///   one says.
    public init(files: [String]) throws(SourceError) {
        var documents: [YAMLDocument] = []
        var problems: [SourceProblem] = []
        for file in files {
            do {
                documents.append(try YAMLDocument(try Self.contents(of: file), file: file))
            } catch {
                problems += error.problems
            }
        }
        guard problems.isEmpty else { throw SourceError(problems) }
        try self.init(documents)
    }

    public init(_ documents: [YAMLDocument]) throws(SourceError) {
        guard documents.count != 1 else {
            json = documents[0].json
            places = documents[0].places
            return
        }
        var merged = JSONObject()
        var places = SourcePlaces()
        var problems: [SourceProblem] = []
        for document in documents {
            guard let object = document.json.object else {
                let place = document.places[""] ?? SourcePlace(file: "", line: 1, column: 1)
                problems.append(SourceProblem(place, "a mapping is expected at the top of a file"))
                continue
            }
            var offsets: [String: Int] = [:]
            for (key, value) in object.members {
                let known = merged.keys.first { SourcePlaces.key($0) == SourcePlaces.key(key) } ?? key
                switch (merged[known], value) {
                case (nil, _): merged[known] = value
                case (.array(let first)?, .array(let second)):
                    offsets[SourcePlaces.key(key)] = first.count
                    merged[known] = .array(first + second)
                case (.object(let first)?, .object(let second)):
                    for name in second.keys where first[name] != nil {
                        guard let place = document.places["\(key).\(name)"] else { continue }
                        problems.append(SourceProblem(place, "'\(name)' is given in another file too"))
                    }
                    merged[known] = .object(JSONObject(first.members + second.members))
                default:
                    guard let place = document.places[key] else { continue }
                    problems.append(SourceProblem(place, "'\(key)' is given in another file too"))
                }
            }
            places.merge(document.places.shifted(by: offsets))
        }
        guard problems.isEmpty else { throw SourceError(problems) }
        json = .object(merged)
        self.places = places
    }

    private static func contents(of file: String) throws(SourceError) -> String {
        do {
            return try String(contentsOfFile: file, encoding: .utf8)
        } catch {
            throw SourceError(unreadable: file)
        }
    }
}

extension SourceError {
    init(unreadable file: String) {
        var isFolder: ObjCBool = false
        let message =
            if !FileManager.default.fileExists(atPath: file, isDirectory: &isFolder) {
                "there is no such file"
            } else if isFolder.boolValue {
                "this is a folder; name the files in it"
            } else {
                "the file cannot be read as UTF-8 text"
            }
        self.init([SourceProblem(file: file, line: nil, column: nil, message: message)])
    }
}
