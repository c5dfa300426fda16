import Foundation
import MusterModel
import MusterStore

/// The settings of the instance.
struct GetInstanceSettingsEndpoint: Endpoint {
    static let route = Route(.get, "/muster/v1/settings.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        .json(.object(InstanceSettingsDocument.json(context.store.catalogs.settings)))
    }
}

/// Changes settings of the instance: only the members that are given.
struct UpdateInstanceSettingsEndpoint: DocumentEndpoint {
    static let route = Route(.put, "/muster/v1/settings.json")
    static let permission = PermissionRequirement.manageInstance

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let json = try request.document()
        let settings = try await context.write { writer in
            var settings = writer.catalogs.settings
            try InstanceSettingsDocument.apply(json, to: &settings)
            try writer.setSettings(settings)
            return settings
        }
        return .json(.object(InstanceSettingsDocument.json(settings)))
    }
}

/// The settings of the instance that clients may see and change.
enum InstanceSettingsDocument {
    static func json(_ settings: InstanceSettings) -> JSONObject {
        func limit(_ count: Int?) -> JSONValue { count.map { .integer($0) } ?? .null }
        return [
            "timeZone": .string(settings.timeZone.identifier),
            "communicationLimits": [
                "perDay": limit(settings.communicationLimits.perDay),
                "per7Days": limit(settings.communicationLimits.per7Days),
            ],
        ]
    }

    /// Changes what the document names and leaves the rest.
    /// - Throws: everything that is wrong with it, by member.
    static func apply(_ json: JSONObject, to settings: inout InstanceSettings) throws(RuleError) {
        var problems: [Diagnostic] = []
        var changed = settings
        for (key, value) in json.members {
            switch key {
            case "timeZone":
                if let zone = timeZone(value) {
                    changed.timeZone = zone
                } else {
                    problems.append(Diagnostic(key, "\(value.jsonText) is not an IANA time zone such as Europe/Berlin"))
                }
            case "communicationLimits": problems += limits(value, &changed.communicationLimits).map { $0.inside(key) }
            default: problems.append(Diagnostic(key, "is not known; there are timeZone and communicationLimits"))
            }
        }
        guard problems.isEmpty else { throw RuleError(problems) }
        settings = changed
    }

    /// Only names of the time zone database: Foundation also takes abbreviations, whose meaning
    /// depends on where one asks.
    private static func timeZone(_ value: JSONValue) -> TimeZone? {
        guard let name = value.text?.trimmingBlanks, name.contains("/") || ["UTC", "GMT"].contains(name) else {
            return nil
        }
        return TimeZone(identifier: name)
    }

    private static func limits(_ value: JSONValue, _ limits: inout CommunicationLimits) -> [Diagnostic] {
        guard let object = value.object else { return [Diagnostic("", "is not an object with perDay and per7Days")] }
        var problems: [Diagnostic] = []
        func read(_ key: String, _ value: JSONValue) -> Int?? {
            if value.isNull { return .some(nil) }
            if let count = value.integer, (1...1_000_000).contains(count) { return .some(Int(count)) }
            problems.append(Diagnostic(key, "is not a whole number above 0; null takes the limit away"))
            return nil
        }
        for (key, value) in object.members {
            switch key {
            case "perDay": limits.perDay = read(key, value) ?? limits.perDay
            case "per7Days": limits.per7Days = read(key, value) ?? limits.per7Days
            default: problems.append(Diagnostic(key, "is not known; there are perDay and per7Days"))
            }
        }
        return problems
    }
}
