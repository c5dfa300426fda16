public import MusterModel
import MusterRules

/// One thing a step is told, such as `Change` of Change Score.
public struct StepParameter: Sendable, Hashable {
    /// What a value of the parameter is.
    public enum Kind: Sendable, Hashable {
        /// Words, without tokens.
        case text
        /// A text with tokens.
        case template(TextMeaning)
        /// By `Program.Asset`, by its own name or by id.
        case asset(AssetKind)
        /// An asset, or one of the words.
        case assetOr(AssetKind, words: [String])
        /// A lead field by display name or REST name.
        case field(FieldRole)
        /// One of the words, in any case.
        case choice([String])
    }
    public enum FieldRole: Sendable, Hashable { case writable, score }

    /// Numbered over all steps; `activityTypeAttribId` on the wire. Only 101, the duration of a
    /// Wait, is from Adobe's samples.
    public let id: Int
    public let name: String
    public let kind: Kind
    public let isRequired: Bool
    /// What may be written, in a sentence.
    public let summary: String

    public init(_ id: Int, _ name: String, _ kind: Kind, required: Bool = true, _ summary: String) {
        self.id = id
        self.name = name
        self.kind = kind
        self.isRequired = required
        self.summary = summary
    }

    /// The asset kind whose names are looked up; `nil` when the value names no asset.
    public var assetKind: AssetKind? {
        switch kind {
        case .asset(let kind), .assetOr(let kind, _): kind
        case .text, .template, .field, .choice: nil
        }
    }
}

/// The filled-in parameters of one choice, with the readings that steps share.
///
/// Readings throw problems whose path is the parameter's name and whose message reads on after it.
public struct StepParameters: Sendable {
    public let leadFields: LeadFieldCatalog
    private let values: [String: RuleValue]

    public init(_ parameters: [FlowParameter], leadFields: LeadFieldCatalog) {
        self.leadFields = leadFields
        values = Dictionary(
            parameters.map { ($0.name.caseFolded, $0.value) }, uniquingKeysWith: { _, last in last })
    }

    /// By name in any case; `nil` when it was not filled in.
    public subscript(name: String) -> RuleValue? { values[name.caseFolded] }

    /// The text without blanks around it; `nil` when nothing is written.
    func text(_ name: String) -> String? {
        guard let text = self[name]?.text.trimmingBlanks, !text.isEmpty else { return nil }
        return text
    }

    func required(_ name: String) throws(RuleError) -> String {
        guard let text = self.text(name) else { throw RuleError(name, "is missing") }
        return text
    }

    /// The text with its tokens, blanks around it included.
    func template(_ name: String) throws(RuleError) -> TemplateText {
        _ = try required(name)
        return TemplateText(self[name]?.text ?? "", leadFields: leadFields)
    }

    func asset(_ kind: AssetKind, _ name: String) throws(RuleError) -> AssetReference {
        let text = try required(name)
        guard let id = self[name]?.assetID else { throw RuleError(name, "'\(text)' is not a known \(kind.rawValue)") }
        return AssetReference(kind, id)
    }

    func field(_ role: StepParameter.FieldRole, _ name: String) throws(RuleError) -> LeadField {
        let text = try required(name)
        guard let field = leadFields.field(named: text) else {
            throw RuleError(name, "'\(text)' is not a lead field" + Suggestion.phrase(for: text, among: names(role)))
        }
        guard role.admits(field) else {
            switch role {
            case .writable: throw RuleError(name, "'\(field.displayName)' cannot be changed by a flow")
            case .score: throw RuleError(name, "'\(field.displayName)' is not a score field")
            }
        }
        return field
    }

    private func names(_ role: StepParameter.FieldRole) -> [String] {
        leadFields.fields.filter(role.admits).map(\.displayName)
    }
}

extension StepParameter.FieldRole {
    /// - Source: Adobe, "Field Types": only score fields take Change Score. `leadScore` is
    ///   described as an integer in recorded data and is one nevertheless.
    public func admits(_ field: LeadField) -> Bool {
        if field.isReadOnly { return false }
        switch field.dataType {
        case .reference, .leadFunction: return false
        case .score: return true
        default: return self == .writable || field.name == "leadScore"
        }
    }
}

extension [Diagnostic] {
    /// The result of `body`, or `nil` with its problems added to these.
    mutating func collect<Value>(_ body: () throws(RuleError) -> Value) -> Value? {
        do {
            return try body()
        } catch {
            append(contentsOf: error.diagnostics)
            return nil
        }
    }
}
