import MusterModel
import MusterStore

/// One error of an envelope, or one reason why a record was skipped.
struct APIError: Error, Sendable, Hashable {
    /// Whatever a call quotes of what it was sent, nobody reads more.
    /// - Source: our choice.
    static let longestMessage = 4_096

    let code: ErrorCode
    /// At most so many bytes; a longer one is cut, with an ellipsis at its end.
    let message: String

    init(_ code: ErrorCode, _ message: String) {
        self.code = code
        self.message = message.excerpt(bytes: Self.longestMessage)
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

/// The error codes of the contract that Muster produces.
///
/// 6xx: the request was not executed. 7xx: a bad or unsatisfied asset request. 1xxx: records, and
/// lead-API requests refused as a whole.
enum ErrorCode: Int, Sendable, CaseIterable {
    case accessTokenInvalid = 601
    case accessTokenExpired = 602
    case accessDenied = 603
    case requestTimeOut = 604
    case methodNotSupported = 605
    case rateLimitExceeded = 606
    case dailyQuotaReached = 607
    case temporarilyUnavailable = 608
    case invalidJSON = 609
    case resourceNotFound = 610
    case systemError = 611
    case invalidContentType = 612
    case invalidMultipart = 613
    case concurrentAccessLimit = 615

    case unacceptableField = 701
    case assetNotFound = 702
    case featureNotEnabled = 703
    case invalidDate = 704
    case businessRule = 709
    case parentFolderNotFound = 710
    case invalidFolderType = 711
    case transientError = 713

    case invalidType = 1001
    case missingValue = 1002
    case invalidValue = 1003
    case leadNotFound = 1004
    case leadAlreadyExists = 1005
    case fieldNotFound = 1006
    case multipleLeadsMatch = 1007
    case partitionAccessDenied = 1008
    case partitionMissing = 1009
    case partitionUpdateNotAllowed = 1010
    case fieldNotSupported = 1011
    case invalidCookie = 1012
    case objectNotFound = 1013
    case leadNotInList = 1015
    case objectAlreadyExists = 1017
    case tooManyClones = 1020
    case objectInUse = 1022
    case programStatusNotFound = 1025
    case activityTypeLimit = 1027
    case activityFieldLimit = 1028
    case duplicateObject = 1036
    case programStatusSkipped = 1037
    case invalidRunAt = 1042
    case activityNotCreated = 1049
    case tooManyLeadsToMerge = 1080

    /// As it stands on the wire: always a quoted string.
    var text: String { String(rawValue) }

    /// Of requests and assets, not of records of people.
    var isOfRequest: Bool { rawValue < 1_000 }
}

extension APIError {
    /// The answer for a fault of the storage that clients are told apart from 611: `nil` for all
    /// others.
    init?(storage error: any Error) {
        switch (error as? StoreError)?.code {
        case .closed: self = .temporarilyUnavailable
        case .busy: self = .transientError
        case .full: self = APIError(.transientError, "Transient Error: the disk of the server is full")
        default: return nil
        }
    }
}
