import MusterModel
import Testing

@testable import MusterREST

@Suite struct ParameterListTests {
    @Test func namesMatchInAnyCaseAndWithoutBlanks() throws {
        let list = try ParameterList(urlEncoded: "ListId=7&%20asyncProcessing%20=true".utf8)
        #expect(list.first("listId") == "7")
        #expect(list.first("asyncprocessing") == "true")
        #expect(list.first("other") == nil)
    }

    @Test func valuesAreDecodedOnce() throws {
        let list = try ParameterList(urlEncoded: "a=1+2&b=1%2B2&c=%7B%22id%22%3A5%7D&d&e=&f=x=y&g=50%&h=%C3%A9".utf8)
        #expect(list.first("a") == "1 2")
        #expect(list.first("b") == "1+2")
        #expect(list.first("c") == #"{"id":5}"#)
        #expect(list.first("d") == "")
        #expect(list.first("e") == "")
        #expect(list.first("f") == "x=y")
        #expect(list.first("g") == "50%")
        #expect(list.first("h") == "é")
    }

    @Test func repeatedParametersKeepTheirOrder() throws {
        let list = try ParameterList(urlEncoded: "id=1&ID=2&id=3".utf8)
        #expect(list.all("id") == ["1", "2", "3"])
        #expect(list.first("id") == "1")
    }

    @Test func bracketsMakeMembers() throws {
        let list = try ParameterList(urlEncoded: "folder%5Bid%5D=5&Folder[Type]=Program&folderx[id]=9".utf8)
        #expect(list.members(of: "folder") == ["id": "5", "type": "Program"])
        #expect(list.members(of: "parent") == nil)
    }

    @Test("of a member that is given twice in another case, the last counts among as many as there may be")
    func manyMembers() throws {
        let pairs = (0..<1_999).map { "folder[k\($0)]=\($0)" } + ["folder[K7]=last"]
        let list = try ParameterList(urlEncoded: pairs.joined(separator: "&").utf8)
        let members = try #require(list.members(of: "folder"))
        #expect(members.members.count == 1_999)
        #expect(members["k7"] == "last")
    }

    @Test func bytesThatAreNoTextAreRefused() {
        #expect(throws: APIError.invalidRequest) { try ParameterList(urlEncoded: "a=%ff".utf8) }
    }
}
