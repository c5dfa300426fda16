/// A tag that programs can have: which kinds take it, with which values, and whether they must.
/// Names and values are compared exactly.
public struct TagType: Sendable, Hashable {
    /// Unique over the instance.
    public let name: String
    public var isRequired: Bool
    /// In the order in which they were declared; never empty.
    public var kinds: [Program.Kind]
    /// In the order in which they were declared.
    public var allowedValues: [String]

    public init(name: String, isRequired: Bool, kinds: [Program.Kind], allowedValues: [String]) {
        self.name = name
        self.isRequired = isRequired
        self.kinds = kinds
        self.allowedValues = allowedValues
    }

    public func applies(to kind: Program.Kind) -> Bool { kinds.contains(kind) }

    /// Why a program of the kind cannot have the value; `nil` when it can.
    public func problem(of value: String, for kind: Program.Kind) -> String? {
        guard applies(to: kind) else {
            return "Tag type '\(name)' is not applicable to program type '\(kind.rawValue)'"
        }
        guard allowedValues.contains(where: { $0.isIdentical(to: value) }) else {
            return "Value '\(value)' is not allowed for tag type '\(name)'"
        }
        return nil
    }
}

extension [TagType] {
    public func type(named name: String) -> TagType? { first { $0.name.isIdentical(to: name) } }

    /// Why a program of the kind cannot have the tag; `nil` when it can.
    public func problem(of tag: ProgramTag, for kind: Program.Kind) -> String? {
        guard let type = type(named: tag.type) else { return "Tag type '\(tag.type)' does not exist" }
        return type.problem(of: tag.value, for: kind)
    }

    /// What is wrong with a program of the kind that has just these tags: first the tags in their
    /// order, then what it must have and has not.
    public func problems(of tags: [ProgramTag], for kind: Program.Kind) -> [String] {
        var problems = tags.compactMap { problem(of: $0, for: kind) }
        for (index, tag) in tags.enumerated()
        where tags[..<index].contains(where: { $0.type.isIdentical(to: tag.type) }) {
            problems.append("Tag type '\(tag.type)' is given twice")
        }
        return problems + missing(in: tags, for: kind).map { "Tag type '\($0.name)' is required" }
    }

    /// The required types that a program of the kind with these tags lacks.
    public func missing(in tags: [ProgramTag], for kind: Program.Kind) -> [TagType] {
        filter { type in
            type.isRequired && type.applies(to: kind) && !tags.contains { $0.type.isIdentical(to: type.name) }
        }
    }
}
