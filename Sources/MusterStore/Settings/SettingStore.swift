public import Foundation
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

extension WriteConnection {
    /// As `StoreWriter.setSimulatedNow`, with what an instance begins with.
    func plantSimulatedNow(_ now: Instant) throws {
        let statement = SimulatedNowStatement(now, dialect)
        try execute(statement.sql, statement.arguments)
    }
}

private struct SimulatedNowStatement {
    let sql: String
    let arguments: [SQLValue]

    init(_ now: Instant, _ dialect: any Dialect) {
        let number = dialect.bigIntegerType
        sql = """
            INSERT INTO setting (name, value) VALUES (?, ?)
              ON CONFLICT (name) DO UPDATE SET value = excluded.value
              WHERE CAST(excluded.value AS \(number)) > CAST(setting.value AS \(number))
            """
        arguments = [.text(SettingName.clockNow.rawValue), .text(String(now.milliseconds))]
    }
}

extension StoreReader {
    /// Where a simulated clock stood last; `nil` when the instance never had one.
    public func simulatedNow() throws -> Instant? { try connection.simulatedNow() }
}

extension SQLConnection {
    func simulatedNow() throws -> Instant? {
        let text = try first(
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
        try tell(.instanceSettings)
        let old = catalogs.settings.rows
        for ((name, value), old) in zip(settings.rows, old) where value != old.1 { try set(name, value) }
    }

    /// Keeps the position of a simulated clock over a restart. An earlier one than the stored one
    /// changes nothing: a clock never goes back.
    public func setSimulatedNow(_ now: Instant) throws {
        let statement = SimulatedNowStatement(now, connection.dialect)
        try write(.bookkeeping, statement.sql, statement.arguments)
    }

    /// Tells the audit trail of a clock that begins to move.
    public func noteMove(of clock: Instant, towards target: Instant) {
        noteInAudit(.clock, changes: ["now": ["from": .string(clock.iso8601), "to": .string(target.iso8601)]])
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

/// What an administrator sets for the whole instance.
public struct InstanceSettings: Sendable, Hashable {
    /// In which days, weeks and wall-clock times count.
    public var timeZone: TimeZone
    public var communicationLimits: CommunicationLimits
    /// Where links to assets point, such as `https://app.example.muster`; without a slash at the end.
    public var appURL: String
    /// What follows the colon of an access token: the pod in Marketo's.
    public var tokenSuffix: String
    /// True when an access token may be given as a parameter in place of the header.
    public var allowsQueryToken: Bool

    public init(
        timeZone: TimeZone = .gmt, communicationLimits: CommunicationLimits = CommunicationLimits(),
        appURL: String = "https://app.example.muster", tokenSuffix: String = "mu",
        allowsQueryToken: Bool = true
    ) {
        self.timeZone = timeZone
        self.communicationLimits = communicationLimits
        self.appURL = appURL
        self.tokenSuffix = tokenSuffix
        self.allowsQueryToken = allowsQueryToken
    }
}

/// How many e-mails one person may get; `nil` is no limit.
/// - Source: product docs, "Enable Communication Limits".
public struct CommunicationLimits: Sendable, Hashable {
    /// In one calendar day of the instance's time zone.
    public var perDay: Int?
    /// In any seven days.
    public var per7Days: Int?

    public init(perDay: Int? = nil, per7Days: Int? = nil) {
        self.perDay = perDay
        self.per7Days = per7Days
    }
}

/// A secret that an instance makes for itself once and keeps, such as the key of its page tokens.
public enum InstanceKey: String, Sendable {
    case pageToken = "key.pageToken"
    /// Hides addresses that have unsubscribed and that nobody has any more (`AddressSeal`).
    case addressSeal = "key.addressSeal"
}

extension StoreReader {
    public func instanceKey(_ key: InstanceKey) throws -> String? {
        try connection.first("SELECT value FROM setting WHERE name = ?", [.text(key.rawValue)]) { $0.text(0) }
    }
}

extension StoreWriter {
    /// Keeps the key; one that is there already stays, because what it protects is in use.
    public func setInstanceKey(_ key: InstanceKey, _ value: String) throws {
        try write(
            .bookkeeping, "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING",
            [.text(key.rawValue), .text(value)])
    }
}

/// What Marketo allows only so often in one day of the instance's time zone.
public enum DailyCount: String, Sendable {
    /// Schedules of a campaign that clone its program.
    case scheduleWithClone
}

extension StoreWriter {
    /// Counts one more use today; false, and nothing is counted, when there were `limit` already.
    public func count(_ name: DailyCount, limit: Int) throws -> Bool {
        let day = Moment(now, in: catalogs.settings.timeZone).today.description
        let counted = try connection.first(
            "SELECT count FROM daily_count WHERE name = ? AND day = ?", [.text(name.rawValue), .text(day)]
        ) { $0.int(0) }
        guard (counted ?? 0) < limit else { return false }
        try write(
            .bookkeeping, "DELETE FROM daily_count WHERE name = ? AND day < ?", [.text(name.rawValue), .text(day)])
        try write(
            .bookkeeping,
            """
            INSERT INTO daily_count (name, day, count) VALUES (?, ?, 1)
              ON CONFLICT (name, day) DO UPDATE SET count = daily_count.count + 1
            """, [.text(name.rawValue), .text(day)])
        return true
    }
}
