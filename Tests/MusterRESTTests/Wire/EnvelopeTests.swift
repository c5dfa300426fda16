import Hummingbird
import MusterModel
import Testing

@testable import MusterREST

@Suite struct EnvelopeTests {
    private func text(_ family: APIFamily, _ result: APIResult) -> String {
        String(buffer: Envelope(family: family, requestID: "a#1").success(result))
    }

    @Test func leadAnswers() {
        #expect(text(.lead, .id(7)) == #"{"requestId":"a#1","result":[{"id":7}],"success":true}"#)
        #expect(text(.lead, .empty) == #"{"requestId":"a#1","result":[],"success":true}"#)
        #expect(text(.lead, .none) == #"{"requestId":"a#1","success":true}"#)
        var page = APIResult.id(7)
        page.nextPageToken = "ABC="
        page.moreResult = false
        #expect(
            text(.lead, page)
                == #"{"requestId":"a#1","result":[{"id":7}],"success":true,"nextPageToken":"ABC=","moreResult":false}"#)
    }

    @Test func assetAnswers() {
        #expect(
            text(.asset, .id(7))
                == #"{"success":true,"errors":[],"requestId":"a#1","warnings":[],"result":[{"id":7}]}"#)
        #expect(
            text(.asset, .noAssets)
                == #"{"success":true,"errors":[],"requestId":"a#1","warnings":["No assets found for the given search criteria."]}"#
        )
    }

    @Test func failures() {
        let error = APIError.folderNotFound(75)
        #expect(
            String(buffer: Envelope(family: .lead, requestID: "a#1").failure([.accessTokenInvalid]))
                == #"{"requestId":"a#1","success":false,"errors":[{"code":"601","message":"Access token invalid"}]}"#)
        #expect(
            String(buffer: Envelope(family: .asset, requestID: "a#1").failure([error]))
                == #"{"success":false,"errors":[{"code":"702","message":"75 Folder not found"}],"requestId":"a#1","warnings":[]}"#
        )
    }

    @Test func aMessageIsCutBetweenCharacters() {
        let error = APIError(.businessRule, String(repeating: "ü", count: 5_000))
        #expect(error.message.utf8.count <= APIError.longestMessage && error.message.hasSuffix("ü…"))
    }
}
