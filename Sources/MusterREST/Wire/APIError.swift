import MusterModel

/// One error of an envelope, or one reason why a record was skipped.
struct APIError: Error, Sendable, Hashable {
    let code: ErrorCode
    let message: String

    init(_ code: ErrorCode, _ message: String) {
        self.code = code
        self.message = message
    }

    func write(_ writer: inout JSONWriter) {
        writer.object {
            $0.member("code", code.text)
            $0.member("message", message)
        }
    }
}

/// Several errors that refuse a request together: one 1006 per unknown field, one 709 per problem
/// of a document. Everywhere else the first failing check answers alone.
struct APIFailure: Error, Sendable {
    let errors: [APIError]

    init(_ errors: [APIError]) {
        precondition(!errors.isEmpty, "a failure says what failed")
        self.errors = errors
    }
}
