import Foundation
import HTTPTypes
import MusterModel

@testable import MusterREST

/// What is wrong with an answer, whatever was asked.
enum FuzzVerdict {
    /// - Parameter json: the answer's body, which is read once only.
    static func faults(of answer: FuzzAnswer, _ json: JSONObject?, to request: FuzzRequest) -> [String] {
        let segments = RequestTarget(request.uri).segments ?? []
        let family = APIFamily(segments: segments)
        let isEmpty = answer.body.isEmpty
        switch answer.status {
        case 200 where request.method == .head: return []
        case 414:
            let isLong = request.uri.utf8.count > (family ?? .lead).targetLimit
            return isEmpty && isLong ? [] : ["a needless 414, or one with a body"]
        case 413: return isEmpty ? [] : ["a 413 with a body"]
        case 400, 401:
            if request.method == .head { return [] }
            guard family == .identity else { return ["status \(answer.status)"] }
            // A client id that is too long to be true comes back, and the answer may be compressed then.
            return answer.isCompressed ? [] : oauth(json)
        case 200: return envelope(of: answer, json, family)
        default: return ["status \(answer.status)"]
        }
    }

    private static func envelope(of answer: FuzzAnswer, _ json: JSONObject?, _ family: APIFamily?) -> [String] {
        guard answer.contentType == "application/json;charset=UTF-8" else {
            return ["content type \(answer.contentType ?? "none")"]
        }
        guard !answer.isCompressed else { return [] }
        guard let json else { return ["no JSON object"] }
        if family == .identity, json["access_token"] != nil {
            return json.keys == ["access_token", "token_type", "expires_in", "scope"] ? [] : ["a strange token"]
        }
        var faults: [String] = []
        let isSuccess = json["success"]
        guard isSuccess == true || isSuccess == false else { return ["success is no boolean"] }
        let isFailure = isSuccess == false
        if json["requestId"]?.text?.wholeMatch(of: /[0-9a-f]{1,5}#[0-9a-f]+/) == nil {
            faults.append("a strange request id")
        }

        let isAsset = family == .asset || family == .muster
        let order =
            isAsset
            ? ["success", "errors", "requestId", "warnings", "result", "nextPageToken", "moreResult"]
            : isFailure
                ? ["requestId", "success", "errors"]
                : ["requestId", "result", "success", "nextPageToken", "moreResult"]
        let places = json.keys.map { order.firstIndex(of: $0) ?? -1 }
        if places.contains(-1) || places != places.sorted() { faults.append("members \(json.keys)") }
        if isAsset, !(json["warnings"]?.array ?? [.null]).allSatisfy({ $0.text != nil }) { faults.append("warnings") }
        if let result = json["result"], result.array == nil { faults.append("a result that is no array") }

        let errors = json["errors"]?.array ?? []
        if isFailure == errors.isEmpty { faults.append("success with errors, or failure without") }
        if isFailure, json["result"] != nil { faults.append("a failure with a result") }
        for error in errors {
            guard let error = error.object, error.keys == ["code", "message"], let code = error["code"]?.text,
                let message = error["message"]?.text, ErrorCode(rawValue: Int(code) ?? 0) != nil, !message.isEmpty
            else {
                faults.append("an error without code or message")
                continue
            }
            if ["608", "713"].contains(code) || (code == "611" && message != APIError.unableToGetFolder.message) {
                faults.append("code \(code) \(message)")
            }
        }
        return faults
    }

    private static func oauth(_ json: JSONObject?) -> [String] {
        json?.keys == ["error", "error_description"] ? [] : ["an OAuth failure without its members"]
    }

    /// What another parser thinks of the text; too slow to ask each time.
    static func isJSON(_ answer: FuzzAnswer) -> Bool {
        (try? JSONSerialization.jsonObject(with: Data(answer.text.utf8))) != nil
    }
}
