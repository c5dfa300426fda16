import MusterModel
import Testing

@testable import MusterREST

@Suite struct RequestIDsTests {
    @Test func idsHaveTheRecordedShape() {
        let ids = RequestIDs(start: 12345)
        let id = ids.make(at: Instant(milliseconds: 0x16c_9138_f148))
        #expect(id.wholeMatch(of: /[0-9a-f]{1,5}#16c9138f148/) != nil)
    }

    @Test func idsOfOneMillisecondDiffer() {
        let ids = RequestIDs(start: .max - 10)
        let made = Set((0..<20_000).map { _ in ids.make(at: Instant(milliseconds: 1)) })
        #expect(made.count == 20_000)
    }
}
