import Foundation
import Testing

@testable import MusterServer

@Suite struct CSVReaderTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let text: String
        let rows: [[String]]
        init(_ why: String, _ text: String, _ rows: [[String]]) {
            testDescription = why
            self.text = text
            self.rows = rows
        }
    }

    @Test(arguments: [
        Case("plain", "a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        Case("no line end at the end", "a,b\n1,2", [["a", "b"], ["1", "2"]]),
        Case("CRLF", "a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
        Case("quoted separator", "a\n\"1,2\"", [["a"], ["1,2"]]),
        Case("doubled quotes", "a\n\"say \"\"hi\"\"\"", [["a"], ["say \"hi\""]]),
        Case("line end in quotes", "a,b\n\"1\n2\",3", [["a", "b"], ["1\n2", "3"]]),
        Case("quote inside of a plain value", "a\n5\" disk", [["a"], ["5\" disk"]]),
        Case("empty values", "a,b,c\n,,\n", [["a", "b", "c"], ["", "", ""]]),
        Case("separator at the very end", "a,b\n1,", [["a", "b"], ["1", ""]]),
        Case("empty lines are skipped", "a\n\n1\n\r\n2\n", [["a"], ["1"], ["2"]]),
        Case("empty quoted value", "a,b\n\"\",x", [["a", "b"], ["", "x"]]),
        Case("byte order mark", "\u{FEFF}a,b\n1,2", [["a", "b"], ["1", "2"]]),
        Case("semicolons", "a;b\n1,5;2", [["a", "b"], ["1,5", "2"]]),
        Case("tabs", "a\tb\n1\t2", [["a", "b"], ["1", "2"]]),
        Case("blanks stay", "a,b\n 1 , 2", [["a", "b"], [" 1 ", " 2"]]),
        Case("not only ASCII", "a\nJürgen 😀", [["a"], ["Jürgen 😀"]]),
        Case("CR alone", "a,b\r1,2\r3,4\r", [["a", "b"], ["1", "2"], ["3", "4"]]),
        Case("CR alone, empty lines and quotes", "a;b\r\r\"1\r2\";\"x\"\r", [["a", "b"], ["1\r2", "x"]]),
        Case("CR inside of a value where lines end with LF", "a\n1\r2\n", [["a"], ["1\r2"]]),
        Case("CR inside of a quoted name", "\"a\rb\",c\n1,2\n", [["a\rb", "c"], ["1", "2"]]),
        Case("nothing", "", []),
    ])
    func records(_ row: Case) {
        let reader = CSVReader(Data(row.text.utf8), file: "f.csv")
        #expect(reader.map { $0.fields.map(\.text) } == row.rows)
    }

    @Test func everyValueKnowsItsPlace() {
        let records = Array(CSVReader(Data("a,b\n\"x\ny\",2\n3,4".utf8), file: "f.csv"))
        #expect(records.map(\.line) == [1, 2, 4])
        #expect(records[1].fields.map { [$0.line, $0.column] } == [[2, 1], [3, 4]])
        #expect(records[2].fields.map { [$0.line, $0.column] } == [[4, 1], [4, 3]])
        let old = Array(CSVReader(Data("a,b\r\"x\ry\",2\r3,4".utf8), file: "f.csv"))
        #expect(old.map(\.line) == [1, 2, 4])
    }

    @Test(arguments: [
        ("a\n\"open", "f.csv:2:1: the quote that opens here is never closed"),
        ("a,b\n\"x\"y,2", "f.csv:2:4: a quoted value ends here"),
    ])
    func brokenText(text: String, problem: String) {
        var reader = CSVReader(Data(text.utf8), file: "f.csv")
        while reader.next() != nil {}
        #expect(reader.problem?.description.hasPrefix(problem) == true, "\(String(describing: reader.problem))")
    }

    @Test func otherEncodingsAreTold() {
        var reader = CSVReader(Data([0x61, 0x0A, 0xFC, 0x0A]), file: "f.csv")
        #expect(reader.next()?.fields.map(\.text) == ["a"])
        #expect(reader.next() == nil)
        #expect(reader.problem?.description == "f.csv:2:1: this is no UTF-8 text; save the file as UTF-8")
    }

    @Test(arguments: [
        ("", "f.csv: the file is empty; its first line names the columns"),
        ("a,,b\n", "f.csv:1:3: a column has no name"), ("Email,email\n", "f.csv:1:7: column 'email' is there twice"),
    ])
    func badHeaders(text: String, problem: String) {
        let error = #expect(throws: SourceError.self) { try CSVTable(Data(text.utf8), file: "f.csv") }
        #expect(error?.description == problem)
    }
}
