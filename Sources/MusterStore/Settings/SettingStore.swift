import Foundation
public import MusterModel

/// The names of rows in table `setting`.
enum SettingName: String {
    case timeZone
    case limitPerDay = "communicationLimit.perDay"
    case limitPer7Days = "communicationLimit.per7Days"
    case appURL
    case tokenSuffix = "auth.tokenSuffix"
    case allowsQueryToken = "auth.allowQueryToken"
    case clockNow = "clock.now"
}

extension InstanceSettings {
    /// The defaults, and over them what the instance has set.
    static func load(_ connection: any SQLConnection) throws -> InstanceSettings {
        var settings = InstanceSettings()
        try connection.query("SELECT name, value FROM setting", []) { row in
            // A name of a newer release is not ours to judge.
            guard let name = SettingName(rawValue: row.text(0)) else { return true }
            try settings.read(name, row.text(1))
            return true
        }
        return settings
    }

    private mutating func read(_ name: SettingName, _ text: String) throws {
        func valid<T>(_ value: T?) throws -> T {
            if let value { return value }
            throw StoredContentError("setting '\(name.rawValue)'", "'\(text)' is no value of it")
        }
        switch name {
        case .timeZone: timeZone = try valid(TimeZone(identifier: text))
        case .limitPerDay: communicationLimits.perDay = try valid(Int(text))
        case .limitPer7Days: communicationLimits.per7Days = try valid(Int(text))
        case .appURL: appURL = text
        case .tokenSuffix: tokenSuffix = text
        case .allowsQueryToken: allowsQueryToken = try valid(Bool(text))
        case .clockNow: break
        }
    }

    /// Every setting; `nil` is kept as an absent row.
    fileprivate var rows: [(SettingName, String?)] {
        [
            (.timeZone, timeZone.identifier),
            (.limitPerDay, communicationLimits.perDay.map { String($0) }),
            (.limitPer7Days, communicationLimits.per7Days.map { String($0) }),
            (.appURL, appURL),
            (.tokenSuffix, tokenSuffix),
            (.allowsQueryToken, String(allowsQueryToken)),
        ]
    }
}

extension StoreReader {
    /// Where a simulated clock stood last; `nil` when the instance never had one.
    public func simulatedNow() throws -> Instant? {
        let text = try connection.first(
            "SELECT value FROM setting WHERE name = ?", [.text(SettingName.clockNow.rawValue)]
        ) { $0.text(0) }
        return try text.map { text in
            guard let milliseconds = Int64(text) else {
                throw StoredContentError("setting 'clock.now'", "'\(text)' is no number of milliseconds")
            }
            return Instant(milliseconds: milliseconds)
        }
    }
}

extension StoreWriter {
    public func setSettings(_ settings: InstanceSettings) throws {
        for (name, value) in settings.rows { try set(name, value) }
    }

    /// Keeps the position of a simulated clock over a restart. An earlier one than the stored one
    /// changes nothing: a clock never goes back.
    public func setSimulatedNow(_ now: Instant) throws {
        let number = connection.dialect.bigIntegerType
        try write(
            .bookkeeping,
            """
            INSERT INTO setting (name, value) VALUES (?, ?)
              ON CONFLICT (name) DO UPDATE SET value = excluded.value
              WHERE CAST(excluded.value AS \(number)) > CAST(setting.value AS \(number))
            """, [.text(SettingName.clockNow.rawValue), .text(String(now.milliseconds))])
    }

    private func set(_ name: SettingName, _ value: String?) throws {
        guard let value else {
            try write(.catalog(.settings), "DELETE FROM setting WHERE name = ?", [.text(name.rawValue)])
            return
        }
        try write(
            .catalog(.settings),
            """
            INSERT INTO setting (name, value) VALUES (?, ?)
              ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """, [.text(name.rawValue), .text(value)])
    }
}
