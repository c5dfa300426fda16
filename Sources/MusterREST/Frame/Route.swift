import MusterModel

/// The methods an endpoint can have; everything else is 605.
enum APIMethod: String, Sendable, Hashable, CaseIterable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case delete = "DELETE"
}

/// A method and a path with slots: `/rest/asset/v1/smartCampaign/{id}.json`.
struct Route: Sendable, Hashable, CustomStringConvertible {
    enum Segment: Sendable, Hashable {
        case literal(String)
        /// `suffix` is `.json` in the last segment, else empty.
        case slot(name: String, suffix: String)
    }

    let method: APIMethod
    let path: String
    let segments: [Segment]

    init(_ method: APIMethod, _ path: String) {
        self.method = method
        self.path = path
        segments = path.split(separator: "/").map { segment in
            guard segment.first == "{", let end = segment.firstIndex(of: "}") else {
                return .literal(String(segment))
            }
            return .slot(
                name: String(segment[segment.index(after: segment.startIndex)..<end]),
                suffix: String(segment[segment.index(after: end)...]))
        }
    }

    var slotNames: [String] {
        segments.compactMap { if case .slot(let name, _) = $0 { name } else { nil } }
    }

    var description: String { "\(method.rawValue) \(path)" }

    /// True for slots that take a decimal id. Export ids are texts.
    static func isNumeric(slot name: String) -> Bool {
        (name == "id" || name.hasSuffix("Id")) && name != "exportId"
    }
}
