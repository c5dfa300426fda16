public import MusterModel

/// What tokens read: known from the texts alone, before any lead is loaded.
public struct TokenUse: Sendable, Hashable {
    /// The lead fields to load.
    public var fields: Set<LeadField>
    /// Case-folded names of the My Tokens, whose values may hold tokens of their own.
    public var myTokens: Set<String>
    /// The text tells something of the trigger that brought the lead here.
    public var usesTrigger: Bool
    /// Tokens that name nothing, as written, in order of appearance.
    public var unknown: [String]

    public static let none = TokenUse(fields: [])

    public init(
        fields: Set<LeadField>, myTokens: Set<String> = [], usesTrigger: Bool = false, unknown: [String] = []
    ) {
        self.fields = fields
        self.myTokens = myTokens
        self.usesTrigger = usesTrigger
        self.unknown = unknown
    }

    init(_ tokens: [Token]) {
        self = .none
        for token in tokens {
            switch token.subject {
            case .field(let field): fields.insert(field)
            case .my(let name): myTokens.insert(name)
            case .trigger: usesTrigger = true
            case .unknown: unknown.append(token.name)
            case .program, .campaign, .system: break
            }
        }
    }

    public mutating func formUnion(_ other: TokenUse) {
        fields.formUnion(other.fields)
        myTokens.formUnion(other.myTokens)
        usesTrigger = usesTrigger || other.usesTrigger
        guard !other.unknown.isEmpty else { return }
        let known = Set(unknown)
        unknown += other.unknown.filter { !known.contains($0) }
    }
    public func union(_ other: TokenUse) -> TokenUse {
        var sum = self
        sum.formUnion(other)
        return sum
    }

    /// The lead fields to load, with those that the scope's My Tokens read.
    public func fields(in scope: TokenScope) -> Set<LeadField> { expanded(in: scope).fields }

    /// Every token that gives nothing for everyone, My Tokens that do not exist included.
    public func unknownTokens(in scope: TokenScope) -> [String] {
        let all = expanded(in: scope)
        return all.unknown + all.myTokens.filter { !scope.defines($0) }.sorted().map { "my.\($0)" }
    }

    /// With what the values of the scope's My Tokens read in their turn.
    public func expanded(in scope: TokenScope) -> TokenUse {
        var all = self
        var unread = all.myTokens.sorted()
        while let name = unread.popLast() {
            guard let nested = scope.template(ofMyToken: name)?.use else { continue }
            unread += nested.myTokens.subtracting(all.myTokens).sorted()
            all.formUnion(nested)
        }
        return all
    }
}
