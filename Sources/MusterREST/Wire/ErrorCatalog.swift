import MusterModel

/// The texts of the errors, one place for all. Texts known from recordings are
/// compared by clients letter by letter, with their spelling mistakes.
extension APIError {
    // Access
    static let accessTokenInvalid = APIError(.accessTokenInvalid, "Access token invalid")
    static let accessTokenExpired = APIError(.accessTokenExpired, "Access token expired")
    static let accessDenied = APIError(.accessDenied, "Access denied")

    // The request as a whole
    static func methodNotSupported(_ method: String) -> APIError {
        APIError(.methodNotSupported, "Request method '\(method)' not supported")
    }
    static let temporarilyUnavailable = APIError(.temporarilyUnavailable, "API Temporarily Unavailable")
    static let requestTimeOut = APIError(.requestTimeOut, "Request time-out")
    static func concurrentAccessLimit(_ limit: Int) -> APIError {
        APIError(.concurrentAccessLimit, "Concurrent access limit '\(limit)' reached")
    }
    static let invalidJSON = APIError(.invalidJSON, "Invalid JSON")
    static let resourceNotFound = APIError(.resourceNotFound, "Requested resource not found")
    static let systemError = APIError(.systemError, "System error")
    static let invalidContentType = APIError(.invalidContentType, "Invalid Content Type")
    static let invalidMultipart = APIError(.invalidMultipart, "Invalid Multipart Request")
    static let transientError = APIError(.transientError, "Transient Error")
    /// Of no user's doing: it is worth asking again, and with 713 clients do.
    static let noRoomForQuestion = APIError(
        .transientError, "Transient Error: the database is held up by questions under way; ask again later")
    static let invalidRequest = APIError(.invalidValue, "Invalid request. Please check and try again.")

    // Parameters
    static func invalidType(_ value: String, _ type: String) -> APIError {
        APIError(.invalidType, "Invalid value '\(value)'. Required of type '\(type)'")
    }
    static func missing(_ parameter: String, in family: APIFamily) -> APIError {
        switch family {
        case .lead, .identity:
            APIError(.missingValue, "Missing value for the required parameter '\(parameter)'")
        case .asset, .muster: .blank(parameter)
        }
    }
    static func blank(_ field: String) -> APIError { APIError(.unacceptableField, "\(field) cannot be blank") }
    /// The grammar is Marketo's.
    static func tooLong(_ field: String, limit: Int) -> APIError {
        APIError(.unacceptableField, "\(field) cannot exceed more than \(limit) characters")
    }
    static func aboveMaximum(_ field: String, _ maximum: Int) -> APIError {
        APIError(.unacceptableField, "\(field) cannot be greater than \(maximum)")
    }
    static func belowMinimum(_ field: String, _ minimum: Int) -> APIError {
        APIError(.unacceptableField, "\(field) cannot be less than \(minimum)")
    }
    static func outOfRange(_ field: String, _ range: ClosedRange<Int64>) -> APIError {
        APIError(.unacceptableField, "\(field) must be from \(range.lowerBound) to \(range.upperBound)")
    }
    static func invalidDate(in family: APIFamily) -> APIError {
        APIError(family == .lead || family == .identity ? .invalidValue : .invalidDate, "Invalid date format")
    }
    static let datesReversed = APIError(.invalidValue, "earliestUpdatedAt must be before latestUpdatedAt")
    static let invalidPageToken = APIError(.invalidValue, "Invalid nextPageToken")
    /// An enumeration of the lead API, or one of the asset API that has no recorded answer.
    static func invalidChoice(_ parameter: String, _ value: String) -> APIError {
        APIError(.invalidValue, "Invalid value for '\(parameter)': \(value)")
    }
    /// Of calls of our own: what would be right is named.
    static func invalidChoice(_ parameter: String, _ value: String, of choices: [String]) -> APIError {
        let choices = choices.joined(separator: ", ")
        return APIError(.invalidValue, "Invalid value for '\(parameter)': \(value). It is one of: \(choices)")
    }
    static func tooMany(_ things: String, limit: Int) -> APIError {
        APIError(.invalidValue, "Exceeded maximum number of \(things) allowed: \(limit)")
    }
    /// Of JSON that is right, and too much.
    static func boundExceeded(_ error: JSONError) -> APIError {
        APIError(.invalidValue, "The JSON has \(error.description)")
    }
    static func invalidTokenName(_ name: String) -> APIError {
        APIError(.invalidValue, "Invalid token name '\(name)'. Expected format is {{my.name}}")
    }

    // Assets
    /// `kind` as Marketo writes it: `Static List`, `Smart Campaign`, `Smart List`, `Email`.
    static func assetNotFound(_ kind: String) -> APIError {
        APIError(.assetNotFound, "\(kind) not found or it has been deleted")
    }
    static func folderNotFound(_ id: Int64) -> APIError { APIError(.assetNotFound, "\(id) Folder not found") }
    static let systemFolder = APIError.businessRule("Folder is a system folder")
    /// Programs are read by folder calls, but not changed.
    static let folderIsProgram = APIError.businessRule("Folder is a program")
    static let folderNotEmpty = APIError.businessRule("Folder is not empty")
    static let tokenNotFound = APIError(.assetNotFound, "Token not found")
    /// Of a smart list.
    static let ruleNotFound = APIError(.assetNotFound, "Rule not found")
    static let parentFolderNotFound = APIError(.parentFolderNotFound, "Parent Folder not found")
    /// `asset` in lower case: `email`, `static list`.
    static func invalidFolderType(for asset: String) -> APIError {
        APIError(.invalidFolderType, "Invalid folder type for \(asset)")
    }
    static func nameTaken(_ kind: String) -> APIError {
        APIError(.businessRule, "\(kind) with the same name already exists")
    }
    /// `kind` as in `assetNotFound`, `reason` a sentence without its full stop.
    static func cannotDelete(_ kind: String, _ reason: String) -> APIError {
        .businessRule("Cannot delete \(kind). \(reason)")
    }
    /// Of a program of which anything is needed elsewhere. The text is Marketo's.
    static let programInUse = APIError.businessRule(
        "Cannot delete program. The assets are in use elsewhere or not deletable")
    /// `kinds` as Marketo writes them: `List`. The text is Marketo's.
    static func unsupportedAssets(_ kinds: [String]) -> APIError {
        .businessRule("The following assets are unsupported:\(kinds.joined(separator: ","))")
    }
    static let tagNotFound = APIError(.assetNotFound, "Tag not found")
    static func businessRule(_ message: String) -> APIError { APIError(.businessRule, message) }
    static let systemCampaign = APIError.businessRule("Smart Campaign is a system campaign and cannot be updated")
    /// Of folder by name with a workspace that does not exist.
    static let unableToGetFolder = APIError(.systemError, "Unable to get folder")

    // Leads
    static let leadsNotSpecified = APIError(.invalidValue, "Leads not specified")
    /// Of a record.
    static let leadNotFound = APIError(.leadNotFound, "Lead not found")
    /// Of a whole call that is about one lead.
    static func leadNotFound(_ id: Int64) -> APIError { APIError(.leadNotFound, "Lead '\(id)' not found") }
    /// Of a request campaign call.
    static func leadsNotFound(_ ids: [Int64]) -> APIError {
        APIError(.leadNotFound, "Lead [\(ids.map(String.init).joined(separator: ", "))] not found")
    }
    /// Of a call that removes people for good, which is not to remove somebody else than was meant.
    static func leadMerged(_ id: Int64, into winner: Int64) -> APIError {
        APIError(.leadNotFound, "Lead '\(id)' was merged into lead '\(winner)', with which it is erased")
    }
    static let leadAlreadyExists = APIError(.leadAlreadyExists, "Lead already exists")
    static func fieldNotFound(_ name: String) -> APIError { APIError(.fieldNotFound, "Field '\(name)' not found") }
    static func lookupFieldNotFound(_ name: String) -> APIError {
        APIError(.fieldNotFound, "Lookup field '\(name)' not found")
    }
    static func fieldNotSupported(_ name: String) -> APIError {
        APIError(.fieldNotSupported, "Field '\(name)' not supported")
    }
    static let multipleLeadsMatch = APIError(.multipleLeadsMatch, "Multiple lead match lookup criteria")
    static func invalidFieldValue(_ field: String, _ value: String) -> APIError {
        APIError(.invalidValue, "Invalid value for field '\(field)' and value '\(value)'")
    }
    static func lookupValueMissing(_ field: String) -> APIError {
        APIError(.invalidValue, "Value for lookup field '\(field)' not found")
    }
    static func fieldNotAllowed(_ field: String, action: String) -> APIError {
        APIError(.invalidValue, "Field '\(field)' is not allowed for action '\(action)'")
    }
    static func readOnlyField(_ field: String) -> APIError {
        APIError(.invalidValue, "Field '\(field)' is read only")
    }
    static let tooManyResults = APIError(.invalidValue, "Too many results match the filter")
    static func invalidCookie(_ value: String) -> APIError {
        APIError(.invalidCookie, "Invalid cookie value '\(value)'")
    }
    static func tooManyLeadsToMerge(limit: Int) -> APIError {
        APIError(.tooManyLeadsToMerge, "Too many leads to merge. Maximum is \(limit)")
    }
    static func mergedIntoItself(_ id: Int64) -> APIError {
        APIError(.invalidValue, "Lead '\(id)' cannot be merged into itself")
    }
    static let formNotFound = APIError(.objectNotFound, "Form not found")
    static let formInvalid = APIError(.invalidValue, "Form validation failed")
    static func unknownPartition(_ name: String) -> APIError {
        APIError(.invalidValue, "Partition '\(name)' not found")
    }

    static let partitionNotSpecified = APIError(.partitionMissing, "Partition name must be specified")

    // Fields
    static let fieldExists = APIError(.objectAlreadyExists, "Object already exists")
    static func notUpdateable(_ member: String, of field: String) -> APIError {
        APIError(.invalidValue, "'\(member)' of field '\(field)' cannot be updated")
    }

    // Programs
    static let programNotFound = APIError(.objectNotFound, "Program not found")
    static let programStatusNotFound = APIError(.programStatusNotFound, "Program status not found")
    /// Of a record; both texts are Adobe's.
    static let statusNotAhead = APIError(
        .programStatusSkipped, "Lead skipped because it is already in or past this status")
    static let leadNotInProgram = APIError(.programStatusSkipped, "Lead not in program")

    // Lists
    static let listNotFound = APIError(.objectNotFound, "List not found")
    static let leadNotInList = APIError(.leadNotInList, "Lead not in list")

    // Campaigns
    static let campaignNotFound = APIError(.objectNotFound, "Campaign not found")
    static let tooManyClones = APIError(.tooManyClones, "Too many clones to program")
    static let invalidRunAt = APIError(.invalidRunAt, "Invalid runAt date")
    static func invalidCampaign(_ id: Int64, _ problem: String) -> APIError {
        APIError(.invalidValue, "Campaign \(id) \(problem)")
    }

    // Activities
    static let activityTypeNotFound = APIError(.objectNotFound, "Activity type not found")
    static let activityTypeExists = APIError(.objectAlreadyExists, "Object already exists")
    static let activityTypeLimit = APIError(.activityTypeLimit, "Max Activity Type Limit Reached")
    static let activityFieldLimit = APIError(.activityFieldLimit, "Max field limit reached")
    static let activityTypeInUse = APIError(.objectInUse, "Object in use")
    static func noActivityTypeDraft(_ apiName: String) -> APIError {
        APIError(.invalidValue, "Activity type '\(apiName)' has no draft")
    }
    static func neverApprovedActivityType(_ apiName: String) -> APIError {
        APIError(.invalidValue, "Activity type '\(apiName)' has never been approved")
    }
    static let activityNotCreated = APIError(.activityNotCreated, "Failed to Create Activity")
    static func unknownAttribute(_ name: String) -> APIError {
        APIError(.invalidValue, "Attribute '\(name)' not found")
    }
}
