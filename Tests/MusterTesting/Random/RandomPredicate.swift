public import MusterModel
public import MusterRules

extension RandomWorld {
    /// Any predicate that lowering could make, and some that it does not.
    public func predicate(depth: Int = 3, using random: inout SeededGenerator) -> Predicate {
        if depth > 0, random.chance(45) {
            switch random.number(0...2) {
            case 0: return .all(random.some(0...3) { predicate(depth: depth - 1, using: &$0) })
            case 1: return .any(random.some(0...3) { predicate(depth: depth - 1, using: &$0) })
            default: return .not(predicate(depth: depth - 1, using: &random))
            }
        }
        switch random.number(0...11) {
        case 0: return random.chance(50) ? .always : .never
        case 1...5:
            let field = random.chance(5) ? LeadField.leadID : random.pick(fields)
            return .field(field, test(of: field.dataType.storage, using: &random))
        case 6...8: return .activities(pattern(using: &random), atLeast: random.number(1...3))
        case 9: return .inStaticList(random.some(0...2) { $0.pick(lists) })
        case 10: return .inProgram(membership(using: &random))
        default:
            let at = random.chance(50) ? test(of: .instant, using: &random) : nil
            return .inCampaign(random.some(0...2) { $0.pick(campaigns) }, at: at)
        }
    }

    public func test(
        of storage: DataType.Storage, depth: Int = 1, using random: inout SeededGenerator
    ) -> ValueTest {
        if depth > 0, random.chance(20) {
            return random.chance(50)
                ? .not(test(of: storage, depth: depth - 1, using: &random))
                : .anyOf(random.some(0...3) { test(of: storage, depth: depth - 1, using: &$0) })
        }
        if random.chance(15) { return random.chance(50) ? .isNull : .isNotNull }
        // A test of another type than the value's must be false in both readers.
        let storage = random.chance(5) ? random.pick(Self.storages) : storage
        switch storage {
        case .text: return textTest(using: &random)
        case .integer, .number:
            if random.chance(40) { return .numberIs(random.some(0...3) { $0.pick(NastyValues.wanted) }) }
            return .numberWithin(bounds(NastyValues.wanted, using: &random))
        case .boolean: return random.chance(50) ? .isTrue : .isFalse
        case .date: return .dayWithin(bounds(NastyValues.days, using: &random))
        case .instant: return .instantWithin(bounds(NastyValues.instants, using: &random))
        }
    }

    private static let storages: [DataType.Storage] = [.text, .integer, .number, .boolean, .date, .instant]

    private func textTest(using random: inout SeededGenerator) -> ValueTest {
        switch random.number(0...2) {
        case 0: .textIs(random.some(0...3) { $0.pick(NastyValues.texts).caseFolded })
        case 1: .textStartsWith(random.some(0...3) { $0.pick(NastyValues.parts).caseFolded })
        default: .textContains(random.some(0...3) { $0.pick(NastyValues.parts).caseFolded })
        }
    }

    private func bounds<Value>(_ values: [Value], using random: inout SeededGenerator) -> Bounds<Value> {
        func end(_ random: inout SeededGenerator) -> Bounds<Value>.End? {
            random.chance(80) ? .init(random.pick(values), included: random.chance(50)) : nil
        }
        return Bounds(lower: end(&random), upper: end(&random))
    }

    public func pattern(using random: inout SeededGenerator) -> ActivityPattern {
        let type = random.pick(types)
        let at = random.chance(40) ? bounds(NastyValues.instants, using: &random) : nil
        return ActivityPattern(
            typeID: type.id, at: at, conditions: random.some(0...2) { condition(of: type, using: &$0) })
    }

    private func condition(of type: ActivityType, using random: inout SeededGenerator) -> ActivityCondition {
        switch random.number(0...5) {
        case 0: return ActivityCondition(.primaryID, .numberIs(random.some(0...3) { Double($0.number(1...5)) }))
        case 1: return ActivityCondition(.primaryValue, test(of: .text, using: &random))
        case 2:
            let wanted = random.some(1...2) { Double($0.pick(campaigns).rawValue) }
            return ActivityCondition(.campaignID, random.chance(30) ? .isNull : .numberIs(wanted))
        default:
            let attribute = type.attributes.isEmpty ? ActivityAttribute("none") : random.pick(type.attributes)
            let storage = random.chance(80) ? attribute.dataType.storage : random.pick(Self.storages)
            return ActivityCondition(.attribute(attribute.name, storage), test(of: storage, using: &random))
        }
    }

    private func membership(using random: inout SeededGenerator) -> ProgramMembership {
        ProgramMembership(
            programs: random.some(0...2) { $0.pick(programs) },
            statuses: random.chance(50) ? random.some(1...2) { $0.pick(statuses).caseFolded } : [],
            reachedSuccess: random.chance(50) ? random.chance(50) : nil,
            memberSince: random.chance(40) ? test(of: .instant, using: &random) : nil)
    }
}
