import HTTPTypes
import Hummingbird
import MusterModel
import Testing

@testable import MusterFuzzing
@testable import MusterREST

/// A verdict that finds nothing would let every fault pass.
@Suite struct FuzzVerdictTests {
    private static let asset = "/rest/asset/v1/folders.json"
    private static let lead = "/rest/v1/lists.json"
    private static let id = ##""requestId":"1a#18e0e7c2200""##

    @Test(
        "what is wrong with an answer is seen",
        arguments: [
            (asset, 200, #"{"success":true,"errors":[],\#(id),"warnings":[]}"#, true),
            (asset, 200, #"{"success":true,\#(id),"errors":[],"warnings":[]}"#, false),
            (asset, 200, #"{"success":true,"errors":[],\#(id),"warnings":[1]}"#, false),
            (asset, 200, #"{"success":false,"errors":[],\#(id),"warnings":[]}"#, false),
            (
                asset, 200,
                #"{"success":false,"errors":[{"code":"611","message":"System error"}],\#(id),"warnings":[]}"#, false
            ),
            (
                asset, 200,
                #"{"success":false,"errors":[{"code":"611","message":"Unable to get folder"}],\#(id),"warnings":[]}"#,
                true
            ),
            (asset, 200, #"{"success":false,"errors":[{"code":702,"message":"x"}],\#(id),"warnings":[]}"#, false),
            (asset, 200, #"{"success":false,"errors":[{"code":"999","message":"x"}],\#(id),"warnings":[]}"#, false),
            (asset, 200, #"{"success":true,"errors":[],\#(id),"warnings":[],"result":{}}"#, false),
            (asset, 200, "", false), (asset, 500, "", false), (asset, 414, "", false), (asset, 400, "", false),
            (lead, 200, #"{\#(id),"result":[],"success":true,"moreResult":false}"#, true),
            (lead, 200, #"{\#(id),"success":true,"result":[]}"#, false),
            (lead, 200, #"{\#(id),"success":false,"errors":[{"code":"610","message":"x"}]}"#, true),
            (lead, 200, #"{"requestId":"","success":true}"#, false), (lead, 200, #"{\#(id),"success":1}"#, false),
            ("/identity/oauth/token", 401, #"{"error":"a","error_description":"b"}"#, true),
            ("/identity/oauth/token", 401, #"{\#(id),"success":true}"#, false),
        ])
    func seen(uri: String, status: Int, body: String, isFine: Bool) {
        let request = FuzzRequest(route: Route(.get, uri), method: .get, uri: uri, caller: .everything)
        let answer = FuzzAnswer(
            status: status, contentType: "application/json;charset=UTF-8", isCompressed: false, body: Array(body.utf8))
        let json = (try? JSONParser.parse(body))?.object
        #expect(FuzzVerdict.faults(of: answer, json, to: request).isEmpty == isFine, "\(status) \(body)")
    }
}
