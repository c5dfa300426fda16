import MusterModel
import MusterStore

/// Finds programs and puts their records together.
struct ProgramReading: AssetReading {
    private let snapshot: AssetSnapshot
    private var reader: StoreReader { snapshot.reader }

    init(_ snapshot: AssetSnapshot) { self.snapshot = snapshot }

    /// Everything by id; tags and costs by name only when they are asked for.
    static func parts(_ request: APIRequest, of call: AssetCall) throws(APIError) -> ProgramRecord.Details {
        switch call {
        case .byID, .write: return .all
        case .browse: return []
        case .byName:
            var details = ProgramRecord.Details.rest
            if try request.boolean("includeTags") == true { details.insert(.tags) }
            if try request.boolean("includeCosts") == true { details.insert(.costs) }
            return details
        }
    }

    func asset(id: Int64) throws -> Program? { try reader.program(ProgramID(id)) }
    func asset(named name: String) throws -> Program? { try reader.program(named: name) }
    func assets(_ query: AssetQuery) throws -> [Program] { try reader.programs(query) }
    func taggedAssets(_ query: AssetQuery) throws -> [Program] { try reader.taggedPrograms(query) }

    func record(_ program: Program, _ details: ProgramRecord.Details) throws -> ProgramRecord? {
        ProgramRecord(
            program: program, folderName: try name(of: program.folder), url: snapshot.urls.program(program),
            details: details)
    }

    private func name(of container: FolderReference) throws -> String {
        switch container.kind {
        case .folder: try reader.folder(FolderID(container.id))?.name ?? ""
        case .program: try reader.program(ProgramID(container.id))?.name ?? ""
        }
    }
}

/// A program in the asset API.
struct ProgramRecord: WireRecord {
    /// Which of the members that not every call answers are written.
    struct Details: OptionSet {
        let rawValue: Int
        static let tags = Details(rawValue: 1)
        static let costs = Details(rawValue: 2)
        /// Dates, and the head start of every kind.
        static let rest = Details(rawValue: 4)

        static let all: Details = [.tags, .costs, .rest]
    }

    let program: Program
    let folderName: String
    let url: String
    var details: Details = []

    func write(_ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", program.id)
            writer.member("name", program.name)
            writer.member("description", program.description)
            writer.member("createdAt", program.createdAt.assetText)
            writer.member("updatedAt", program.updatedAt.assetText)
            writer.member("url", url)
            writer.member("type", program.kind.rawValue)
            writer.member("channel", program.channel)
            // Unlike campaigns and lists: typed clients read `value`.
            writer.key("folder")
            writer.object {
                $0.member("type", program.folder.kind.rawValue)
                $0.member("value", program.folder.id)
                $0.member("folderName", folderName)
            }
            writer.member("status", program.status)
            writer.member("workspace", Workspace.name)
            if details.contains(.tags) { writeTags(&writer) }
            if details.contains(.costs) { writeCosts(&writer) }
            // Recorded browse answers have it on e-mail programs only.
            if details.contains(.rest) || program.kind == .email { writer.member("headStart", false) }
            if details.contains(.rest) { writeDates(&writer) }
        }
    }

    private func writeTags(_ writer: inout JSONWriter) {
        writer.key("tags")
        if program.tags.isEmpty { return writer.null() }
        writer.array(program.tags) { writer, tag in
            writer.object {
                $0.member("tagType", tag.type)
                $0.member("tagValue", tag.value)
            }
        }
    }

    private func writeCosts(_ writer: inout JSONWriter) {
        writer.key("costs")
        if program.costs.isEmpty { return writer.null() }
        writer.array(program.costs) { writer, cost in
            writer.object {
                $0.member("startDate", cost.startDate.description)
                $0.member("cost", cost.cost)
                $0.member("note", ifPresent: cost.note)
            }
        }
    }

    private func writeDates(_ writer: inout JSONWriter) {
        guard program.kind.hasDates else { return }
        writer.member("startDate", ifPresent: program.startDate?.assetText)
        writer.member("endDate", ifPresent: program.endDate?.assetText)
    }
}

extension Program.Kind {
    var hasDates: Bool {
        switch self {
        case .event, .webinar, .email: true
        case .standard, .engagement: false
        }
    }
}
