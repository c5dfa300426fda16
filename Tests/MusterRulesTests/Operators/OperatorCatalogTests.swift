import Foundation
import MusterModel
import MusterRules
import Testing

@Suite struct OperatorCatalogTests {
    /// Files named `…Operator.swift` below the folder of operators, by path from there.
    static let files: [String] = {
        let enumerator = FileManager.default.enumerator(atPath: sources.path(percentEncoded: false))
        let paths = enumerator?.compactMap { $0 as? String } ?? []
        return paths.filter { $0.hasSuffix("Operator.swift") && $0 != "Operator.swift" }.sorted()
    }()
    static let tests = URL(filePath: #filePath).deletingLastPathComponent()
    static let sources = tests.appending(path: "../../../Sources/MusterRules/Operators").standardizedFileURL

    @Test func thereAreOperators() { #expect(Self.files.count > 30) }

    @Test(arguments: files) func everyFileIsInTheCatalogueAndHasATable(_ path: String) throws {
        let type = try #require(path.split(separator: "/").last).dropLast(".swift".count)
        #expect(OperatorCatalog.all.contains { "\(Swift.type(of: $0))" == type })
        let table = Self.tests.appending(path: path.dropLast(".swift".count) + "Tests.swift")
        let text = try String(contentsOf: table, encoding: .utf8)
        #expect(text.components(separatedBy: "        .init(.").count > 3, "fewer than three examples")
    }

    @Test func theCatalogueIsAlphabeticalAndHasNothingElse() {
        let types = OperatorCatalog.all.map { "\(type(of: $0))" }
        #expect(types == types.sorted())
        #expect(types.count == Self.files.count)
    }

    /// The operator matrix of the semantics, column by column.
    @Test(arguments: [
        (
            ValueFamily.text,
            ["contains", "is", "is empty", "is not", "is not empty", "not contains", "not starts with", "starts with"]
        ),
        (
            .integer,
            ["at least", "at most", "between", "greater than", "is", "is empty", "is not", "is not empty", "less than"]
        ),
        (.float, ["at least", "at most", "between", "greater than", "is empty", "is not empty", "less than"]),
        (.boolean, ["is"]),
        (.date, dates + ["in future", "in future after", "is empty", "is not", "is not empty"]),
        (.datetime, dates + ["in future", "in future after", "is empty", "is not", "is not empty"]),
        (.activityDate, dates),
        (.minimumTimes, ["at least"]),
        (
            .asset,
            [
                "contains", "is", "is any", "is empty", "is not", "is not empty", "not contains", "not starts with",
                "starts with",
            ]
        ),
        (.leadField, ["is", "is any", "is not"]),
        (.programStatus, ["is", "is not"]),
        (.membership, ["in", "not in"]),
    ]) func operatorsOfAFamily(_ family: ValueFamily, _ names: [String]) {
        #expect(OperatorCatalog.operators(for: family).map(\.name).sorted() == names.sorted())
    }

    private static let dates = [
        "after", "before", "between", "in past", "in past before", "in time frame", "is", "on or after", "on or before",
    ]

    @Test func noFamilyHasTwoOperatorsOfAName() {
        for family in ValueFamily.allCases {
            let names = OperatorCatalog.operators(for: family).flatMap { [$0.name] + $0.aliases }
            #expect(Set(names).count == names.count, "\(family)")
        }
    }

    @Test(arguments: [("IS  NOT", "is not"), (" Starts With ", "starts with"), ("is", "is")])
    func namesInAnyCaseAndSpacing(_ given: String, _ expected: String) throws {
        let constraint = try #require(TestRules.catalog.filter(named: "Job Title")?.constraints.first)
        #expect(OperatorCatalog.operator(named: given, for: constraint)?.name == expected)
    }

    @Test func isAnyIsOfferedOnEveryPrimaryConstraintOfAnActivity() throws {
        let visits = try #require(TestRules.catalog.filter(named: "Visited Web Page"))
        let primary = try #require(visits.constraint(named: "Web Page"))
        let further = try #require(visits.constraint(named: "Browser"))
        let field = try #require(TestRules.catalog.filter(named: "Job Title")?.constraints.first)
        #expect(OperatorCatalog.operator(named: "is any", for: primary) != nil)
        #expect(OperatorCatalog.operator(named: "is any", for: further) == nil)
        #expect(OperatorCatalog.operator(named: "is any", for: field) == nil)
    }
}
