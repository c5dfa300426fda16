import MusterAudience
public import MusterAuthoring
public import MusterEngine
public import MusterModel
import MusterStore

/// Works on a database file that no server has open.
public struct DirectAccess: InstanceAccess {
    let instance: Instance
    public let api: any APICaller

    public init(_ instance: Instance) {
        self.instance = instance
        api = LocalCaller(instance)
    }

    public func apply(_ document: JSONValue, isDryRun: Bool) async throws -> ApplyReport {
        try await Applier().apply(document, to: instance.store, isDryRun: isDryRun)
    }

    public func importRows(_ document: ImportDocument, _ kind: FileImport.Kind) async throws -> ImportReport {
        try await instance.store.write { writer in
            switch kind {
            case .leads: try LeadImport(document).run(writer)
            case .activities: try ActivityImport(document).run(writer)
            }
        }
    }

    public func count(list name: String) async throws -> ListCount {
        let (smart, fixed) = try instance.store.read { reader in
            (
                try reader.assetID(.smartList, named: name).flatMap { try reader.smartList(SmartListID($0)) },
                try reader.assetID(.staticList, named: name).flatMap { try reader.staticList(StaticListID($0)) }
            )
        }
        if let smart, let count = try await instance.audience.count(of: smart.id) {
            return ListCount(name: smart.name, count: count.count, asOf: count.asOf)
        }
        guard let fixed else { throw AccessError.noList(name) }
        let count = try instance.store.read { try $0.memberCount(of: fixed.id) }
        return ListCount(name: fixed.name, count: count)
    }

    public func clock() async throws -> ClockState {
        let clock = instance.store.clock
        return ClockState(now: clock.now, isSimulated: clock.isSimulated)
    }

    public func move(_ move: ClockMove) async throws -> ClockReport {
        do { return try await instance.clockCommands.move(move) } catch let refusal as ClockCommands.Refusal {
            throw AccessError(refusal.sentence)
        }
    }

    public func close() async throws { try await instance.close() }
}

extension ClockCommands.Refusal {
    fileprivate var sentence: String {
        switch self {
        case .clockIsReal: "this instance runs in real time; only a simulated clock can be moved (--clock simulated)"
        case .backwards(let now): "a clock never goes back; it stands at \(now)"
        case .tooFar(let latest):
            "a clock moves at most \(ClockCommands.longestMoveYears) years at once, which is until \(latest)"
        case .stopped(let now): "the process is ending; the clock stands at \(now)"
        }
    }
}
