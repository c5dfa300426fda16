import MusterAudience
import MusterEngine
import MusterModel
import MusterRules
import MusterStore

/// Edits the rules of the smart list in the path, all checks and the write in one transaction.
enum SmartListEditing {
    typealias Edit = @Sendable (inout RuleSet, RuleDocument) throws -> Void

    /// Answers the list with its rules.
    static func record(_ request: APIRequest, _ context: APIContext, _ edit: @escaping Edit) async throws -> APIResult {
        let id = SmartListID(request.id)
        return try await context.store.write { writer in
            try apply(edit, to: id, writer)
            let reading = SmartListReading(writer.reader, context)
            guard let record = try reading.record(try writer.reader.smartList(id), includesRules: true) else {
                throw APIError.assetNotFound(AssetSort.smartList.title)
            }
            return .record(record)
        }
    }

    /// Answers nothing but an id.
    static func id(
        _ answered: Int64, _ request: APIRequest, _ context: APIContext, _ edit: @escaping Edit
    ) async throws -> APIResult {
        let id = SmartListID(request.id)
        try await context.store.write { try apply(edit, to: id, $0) }
        return .id(answered)
    }

    /// The lists of campaigns in no folder are the server's own and as if they were not there.
    private static func apply(_ edit: Edit, to id: SmartListID, _ writer: StoreWriter) throws {
        guard let list = try writer.reader.smartList(id), list.folder != nil else {
            throw APIError.assetNotFound(AssetSort.smartList.title)
        }
        do {
            try CampaignAuthoring(writer).editRules(of: id) { try edit(&$0, writer.reader.ruleDocument) }
        } catch let error as RuleEditError {
            throw APIFailure(error)
        }
    }
}

extension APIFailure {
    /// What the asset API says when an edit of rules is refused.
    init(_ error: RuleEditError) {
        switch error {
        case .ruleNotFound: self.init([.ruleNotFound])
        case .missing(let name): self.init([.blank(name)])
        case .belowMinimum(let name, let minimum): self.init([.belowMinimum(name, minimum)])
        case .aboveMaximum(let name, let maximum): self.init([.aboveMaximum(name, maximum)])
        case .invalid(let problems): self.init(problems.map { .businessRule($0.description) })
        }
    }
}

extension ConstraintReference {
    init(_ reference: TypeReference) { self.init(id: reference.id, kind: reference.kind) }
}
