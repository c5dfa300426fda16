import MusterModel
import Testing

@testable import MusterRules

/// Rules made one constraint at a time.
@Suite struct RuleDocumentEditingTests {
    private static var document: RuleDocument { TestRules().document }

    private static func fieldID(_ name: String) throws -> Int {
        try #require(TestRules.catalog.leadFields.field(named: name)?.id)
    }

    private static func invalid(_ path: String, _ message: String) -> RuleEditError {
        .invalid([Diagnostic(path, message)])
    }

    @Test("every type makes a rule that is in error until its primary constraint has a value")
    func incomplete() throws {
        let catalog = TestRules.catalog
        let types =
            catalog.filters.map { ($0 as any RuleType, RuleRole.filter) }
            + catalog.triggers.map { ($0 as any RuleType, RuleRole.trigger) }
        #expect(types.count > 100)
        for (type, role) in types {
            var rules = RuleSet()
            rules[role] = [try Self.document.newRule(typeID: type.id, kind: type.kind, role: role).withID(7)]
            #expect(rules[role][0].name == type.name)
            let place = "\(role == .filter ? "filters" : "triggers")[0].conditions[0]"
            let problems = TestRules().compiler().problems(rules)
            #expect(problems.map(\.path) == (type.primaryConstraint == nil ? [] : [place]), "\(type.name)")
            // And it says so when it is read.
            let json = try Self.document.json(rules)
            let condition = json[role == .filter ? "filters" : "triggers"]?.array?[0].object?["conditions"]?.array?
                .first?.object
            #expect((condition?["isError"] == true) == (type.primaryConstraint != nil), "\(type.name)")
            #expect((condition?["errorMessage"]?.text?.contains("there is none") ?? true), "\(type.name)")
            // The short grammar keeps it in error too.
            let short = try Self.document.shortJSON(rules)
            if type.primaryConstraint != nil {
                #expect(throws: RuleError.self, "\(type.name): \(JSONValue.object(short).jsonText)") {
                    try Self.document.read(.object(short), allowsTriggers: true)
                }
            }
        }
    }

    @Test("every constraint has the usual operator that its catalogue entry names")
    func usualOperators() {
        let catalog = TestRules.catalog
        let constraints = catalog.filters.flatMap(\.constraints) + catalog.triggers.flatMap(\.constraints)
        for constraint in constraints {
            let name = constraint.usualOperatorName
            #expect(OperatorCatalog.operator(named: name, for: constraint)?.name == name, "\(constraint.name)")
        }
        #expect(Set(constraints.map(\.usualOperatorName)) == ["is", "in", "at least"])
    }

    @Test(
        "what comes out is what a document makes",
        arguments: [
            (
                1, .activity, false,
                [
                    (1, .activity, "IS", ["/a", "/b"]), (-101, .activity, "In  Past", ["30 Days"]),
                    (-102, .activity, nil, ["3"]),
                ],
                #"{"Visited Web Page":{"Web Page":["/a","/b"],"Date of Activity":{"in past":"30 Days"},"Min. Number of Times":3}}"#
            ),
            (
                1, .activity, true, [(1, .activity, "is any", []), (6, .activity, "contains", ["Chrome"])],
                #"{"Not Visited Web Page":{"Browser":{"contains":"Chrome"}}}"#
            ),
            (
                9503, .attribute, false,
                [(9531, .attribute, nil, ["Attended"]), (9503, .attribute, "not in", ["webinar", "22"])],
                #"{"Member of Program":{"not in":["webinar","22"],"Program Status":"Attended"}}"#
            ),
            (9501, .attribute, false, [(9501, .attribute, "is", ["Customers"])], #"{"Member of List":"Customers"}"#),
            (13, .activity, false, [(1301, .activity, nil, ["city"])], #"{"Data Value Changed":{"Attribute":"city"}}"#),
            (
                90_001, .attribute, false, [(90_001, .attribute, "between", ["1", "2.5"])],
                #"{"Deal Amount":{"between":[1,2.5]}}"#
            ),
            (90_001, .attribute, false, [(90_001, .attribute, "is empty", nil)], #"{"Deal Amount":{"is empty":true}}"#),
            (
                90_002, .attribute, false, [(90_002, .attribute, nil, ["0.5"])], #"{"Win Ratio":{"at least":0.5}}"#
            ),
        ] as [(Int, Rule.Kind, Bool, [(Int, Rule.Kind, String?, [String]?)], String)])
    func sameAsDocument(
        type: Int, kind: Rule.Kind, negated: Bool, changes: [(Int, Rule.Kind, String?, [String]?)], short: String
    ) throws {
        let rule = try Self.document.newRule(typeID: type, kind: kind, role: .filter, isNegated: negated)
        var rules = RuleSet(filters: [rule.withID(7)])
        for (id, kind, operatorName, values) in changes {
            let change = ConditionChange(
                ConstraintReference(id: id, kind: kind), operatorName: operatorName, values: values)
            try Self.document.setCondition(change, ofRule: 7, in: &rules)
        }
        let read = try Self.document.readCondition(JSONParser.parse(short))
        #expect(rules.filters == [read.withID(7)])
    }

    @Test("a condition is set again, keeps its operator, and comes out again")
    func again() throws {
        let city = try Self.fieldID("City")
        var rules = RuleSet(filters: [
            try Self.document.newRule(typeID: city, kind: .attribute, role: .filter).withID(7)
        ])
        let reference = ConstraintReference(id: city, kind: .attribute)
        func set(_ operatorName: String?, _ values: [String]) throws {
            try Self.document.setCondition(
                ConditionChange(reference, operatorName: operatorName, values: values), ofRule: 7, in: &rules)
        }
        try set("starts with", ["B"])
        try set(nil, ["R", " M "])
        #expect(rules.filters[0].conditions.map(\.operatorName) == ["starts with"])
        #expect(rules.filters[0].operatorName == "starts with")
        #expect(rules.filters[0].conditions[0].values == ["R", "M"])
        #expect(throws: Self.invalid("attributeId", "'City' is the primary constraint and has to stay")) {
            try Self.document.removeCondition(on: reference, ofRule: 7, in: &rules)
        }

        rules.filters = [try Self.document.newRule(typeID: 1, kind: .activity, role: .filter).withID(8)]
        let date = ConstraintReference(id: -101, kind: .activity)
        let whole = rules
        try Self.document.setCondition(
            ConditionChange(date, operatorName: "in past", values: ["1 day"]), ofRule: 8, in: &rules)
        #expect(rules.filters[0].conditions.map(\.attributeID) == [1, -101])
        try Self.document.removeCondition(on: date, ofRule: 8, in: &rules)
        #expect(rules == whole)
        #expect(throws: Self.invalid("attributeId", "'Visited Web Page' has no condition on 'Date of Activity'")) {
            try Self.document.removeCondition(on: date, ofRule: 8, in: &rules)
        }
    }

    @Test(
        "types that are none",
        arguments: [
            (99_999, .activity, .filter, false, "ruleId", "there is no activity filter 99999"),
            (99_999, .attribute, .filter, false, "ruleId", "there is no attribute filter 99999"),
            (1, .attribute, .filter, true, "ruleId", "there is no attribute filter 1"),
            (9501, .attribute, .trigger, false, "ruleId", "there is no attribute trigger 9501"),
            (.min, .activity, .trigger, false, "ruleId", "there is no activity trigger \(Int.min)"),
            (1, .activity, .trigger, true, "negative", "a trigger cannot be negated"),
            (
                9501, .attribute, .filter, true, "negative",
                "'Member of List' has no 'Not' form; use a negative operator"
            ),
        ] as [(Int, Rule.Kind, RuleRole, Bool, String, String)])
    func badTypes(type: Int, kind: Rule.Kind, role: RuleRole, negated: Bool, path: String, message: String) {
        #expect(throws: Self.invalid(path, message)) {
            try Self.document.newRule(typeID: type, kind: kind, role: role, isNegated: negated)
        }
    }

    @Test(
        "conditions that are none",
        arguments: [
            (2, .activity, nil, ["x"], "operator", nil),
            (99, .activity, nil, ["x"], "attributeId", "'Visited Web Page' has no constraint 99"),
            (1, .attribute, nil, ["x"], "attributeId", "'Visited Web Page' is of type Activity, not Attribute"),
            (-101, .activity, "in past", ["4 hrs"], "values[0]", nil),
            (
                -101, .activity, "in past", ["4 days", "5 days"], "values",
                "'in past' takes exactly one value, there is 2"
            ),
            (-101, .activity, "is empty", [], "operator", nil), (1, .activity, "is any", ["x"], "values", nil),
            (-102, .activity, nil, ["0"], "values[0]", nil), (6, .activity, "iz", ["x"], "operator", nil),
        ] as [(Int, Rule.Kind, String?, [String]?, String, String?)])
    func badConditions(
        id: Int, kind: Rule.Kind, operatorName: String?, values: [String]?, path: String, message: String?
    ) throws {
        var rules = RuleSet(filters: [
            try Self.document.newRule(typeID: 1, kind: .activity, role: .filter).withID(7)
        ])
        let before = rules
        let operatorName = path == "operator" && operatorName == nil ? "greater than" : operatorName
        let change = ConditionChange(
            ConstraintReference(id: id, kind: kind), operatorName: operatorName, values: values)
        let error = #expect(throws: RuleEditError.self) {
            try Self.document.setCondition(change, ofRule: 7, in: &rules)
        }
        guard case .invalid(let problems)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(problems.map(\.path) == [path], "\(problems)")
        if let message { #expect(problems.map(\.message) == [message]) }
        #expect(rules == before)
    }

    @Test("triggers have no built-in constraints, and a value is needed where the operator takes one")
    func triggers() throws {
        var rules = RuleSet(triggers: [
            try Self.document.newRule(typeID: 1, kind: .activity, role: .trigger).withID(7)
        ])
        func set(_ id: Int, _ operatorName: String?, _ values: [String]?, rule: Int64 = 7) throws {
            try Self.document.setCondition(
                ConditionChange(
                    ConstraintReference(id: id, kind: .activity), operatorName: operatorName, values: values),
                ofRule: rule, in: &rules)
        }
        #expect(throws: Self.invalid("attributeId", "'Date of Activity' is not available on triggers")) {
            try set(-101, nil, ["2024-01-01"])
        }
        #expect(throws: RuleEditError.missing("values")) { try set(1, "is", nil) }
        #expect(throws: RuleEditError.missing("values")) { try set(1, nil, []) }
        #expect(throws: RuleEditError.ruleNotFound(8)) { try set(1, nil, ["x"], rule: 8) }
        try set(1, "is any", nil)
        #expect(TestRules().compiler().problems(rules).isEmpty)
    }

    @Test("a rule whose field is gone says so")
    func goneField() throws {
        let lost = Rule(
            id: 7, name: "Shoe Size", typeID: 4711, kind: .attribute, operatorName: "is",
            conditions: [
                RuleCondition(
                    attributeID: 4711, attributeName: "Shoe Size", operatorName: "is", values: ["42"], isPrimary: true)
            ])
        var rules = RuleSet(filters: [lost])
        let reference = ConstraintReference(id: 4711, kind: .attribute)
        #expect(throws: Self.invalid("ruleId", "there is no filter 'Shoe Size' any more")) {
            try Self.document.setCondition(
                ConditionChange(reference, operatorName: nil, values: ["43"]), ofRule: 7, in: &rules)
        }
    }
}
