extension Predicate {
    /// An equal predicate without constants inside, nested lists of the same kind, single-element
    /// lists, repeated smart lists and double complements. Readers may assume nothing about its shape
    /// otherwise.
    public var simplified: Predicate {
        switch self {
        case .always, .never, .activities, .inSmartList: self
        case .all(let parts): Self.conjunction(of: parts.map(\.simplified))
        case .any(let parts): Self.disjunction(of: parts.map(\.simplified))
        case .not(let part): part.simplified.complement
        case .field(let field, let test):
            switch test.simplified {
            case .always: .always
            case .never: .never
            case let test: .field(field, test)
            }
        case .inStaticList(let lists): lists.isEmpty ? .never : self
        case .inProgram(let membership): membership.programs.isEmpty ? .never : self
        case .inCampaign(let campaigns, let at):
            campaigns.isEmpty ? .never : .inCampaign(campaigns, at: at?.simplified)
        }
    }

    private static func conjunction(of parts: [Predicate]) -> Predicate {
        var flat: [Predicate] = []
        for part in parts {
            switch part {
            case .always: continue
            case .never: return .never
            case .all(let inner): flat += inner
            default: flat.append(part)
            }
        }
        flat = flat.withoutRepeatedLists
        return flat.isEmpty ? .always : flat.count == 1 ? flat[0] : .all(flat)
    }

    private static func disjunction(of parts: [Predicate]) -> Predicate {
        var flat: [Predicate] = []
        for part in parts {
            switch part {
            case .never: continue
            case .always: return .always
            case .any(let inner): flat += inner
            default: flat.append(part)
            }
        }
        flat = flat.withoutRepeatedLists
        return flat.isEmpty ? .never : flat.count == 1 ? flat[0] : .any(flat)
    }

    private var complement: Predicate {
        switch self {
        case .always: .never
        case .never: .always
        case .not(let part): part
        default: .not(self)
        }
    }
}

extension [Predicate] {
    // Other predicates are not compared: texts that are equal to Swift may differ in their bytes.
    fileprivate var withoutRepeatedLists: [Predicate] {
        guard count > 1 else { return self }
        var seen: Set<Predicate> = []
        return filter { part in
            switch part {
            case .inSmartList, .not(.inSmartList): seen.insert(part).inserted
            default: true
            }
        }
    }
}

extension ValueTest {
    /// Passes every value and no value.
    static let always = ValueTest.not(.anyOf([]))
    /// Passes nothing.
    static let never = ValueTest.anyOf([])

    /// An equal test without nested lists, single-element lists and double complements.
    public var simplified: ValueTest {
        switch self {
        case .anyOf(let tests):
            var flat: [ValueTest] = []
            for test in tests.map(\.simplified) {
                if test == .always { return .always }
                if case .anyOf(let inner) = test { flat += inner } else { flat.append(test) }
            }
            return flat.count == 1 ? flat[0] : .anyOf(flat)
        case .not(let test):
            switch test.simplified {
            case .not(let inner): return inner
            case .isNull: return .isNotNull
            case .isNotNull: return .isNull
            case let other: return .not(other)
            }
        case .textIs(let texts) where texts.isEmpty, .textStartsWith(let texts) where texts.isEmpty,
            .textContains(let texts) where texts.isEmpty:
            return .never
        case .numberIs(let numbers) where numbers.isEmpty: return .never
        default: return self
        }
    }
}
