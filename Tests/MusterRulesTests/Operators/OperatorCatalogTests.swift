import Foundation
import MusterModel
import MusterRules
import Testing

@Suite struct OperatorCatalogTests {
    /// Every type below the folder of operators that says it is one.
    static let types: [String] = swiftFiles(sources).flatMap { file in
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        return text.matches(of: /struct (\w+Operator): Operator\b/).map { String($0.1) }
    }.sorted()
    /// The tables of examples, by the name of their file.
    static let tables = Dictionary(uniqueKeysWithValues: swiftFiles(tests).map { ($0.lastPathComponent, $0) })
    static let tests = URL(filePath: #filePath).deletingLastPathComponent()
    static let sources = tests.appending(path: "../../../Sources/MusterRules/Operators").standardizedFileURL

    private static func swiftFiles(_ folder: URL) -> [URL] {
        let paths = FileManager.default.enumerator(atPath: folder.path(percentEncoded: false))
        return (paths?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".swift") }
            .map { folder.appending(path: $0) }
    }

    @Test func thereAreOperators() { #expect(Self.types.count > 30) }

    @Test(arguments: types) func everyOperatorIsInTheCatalogueAndHasATable(_ type: String) throws {
        #expect(OperatorCatalog.all.contains { "\(Swift.type(of: $0))" == type })
        let table = try #require(Self.tables["\(type)Tests.swift"])
        let text = try String(contentsOf: table, encoding: .utf8)
        #expect(text.components(separatedBy: "        .init(.").count > 3, "fewer than three examples")
    }

    @Test func theCatalogueIsAlphabeticalAndHasNothingElse() {
        #expect(OperatorCatalog.all.map { "\(type(of: $0))" } == Self.types)
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
