import MusterAudience
import MusterAuthoring
import MusterModel
import MusterRules
import MusterStore

/// Edits the rules of the smart list in the path, all checks and the write in one transaction.
enum SmartListEditing {
    typealias Edit = @Sendable (inout RuleSet, RuleDocument) throws -> Void

    /// Answers the list with its rules.
    static func record(_ request: APIRequest, _ context: APIContext, _ edit: @escaping Edit) async throws -> APIResult {
        let id = SmartListID(request.id)
        return try await context.write(SmartListReading.self, .init(rules: true)) { writer in
            try apply(edit, to: id, writer)
            return id.rawValue
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

    private static func apply(_ edit: Edit, to id: SmartListID, _ writer: StoreWriter) throws {
        let list = try writer.reader.required(id)
        do {
            try CampaignAuthoring(writer).editRules(of: list.id) { try edit(&$0, writer.reader.ruleDocument) }
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
