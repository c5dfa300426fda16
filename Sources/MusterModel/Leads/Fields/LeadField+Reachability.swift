/// Whether the person may be written to or called, and why not.
extension LeadField {
    static let reachabilityFields: [LeadField] = [
        .emailInvalid, .emailInvalidCause, .emailSuspended, .emailSuspendedCause, .emailSuspendedAt,
        .unsubscribed, .unsubscribedReason, .marketingSuspended, .marketingSuspendedCause,
        .blackListed, .blackListedCause, .doNotCall, .mktoDoNotCallCause, .doNotCallReason,
    ]

    public static let emailInvalid = LeadField(id: 77, "emailInvalid", "Email Invalid", .boolean)
    public static let emailInvalidCause = LeadField(
        id: 78, "emailInvalidCause", "Email Invalid Cause", .string, length: 255)
    public static let emailSuspended = LeadField(id: 123, "emailSuspended", "Email Suspended", .boolean)
    public static let emailSuspendedCause = LeadField(
        id: 124, "emailSuspendedCause", "Email Suspended Cause", .string, length: 255)
    /// The suspension counts for 24 hours from here.
    public static let emailSuspendedAt = LeadField(id: 125, "emailSuspendedAt", "Email Suspended At", .datetime)
    public static let unsubscribed = LeadField(id: 79, "unsubscribed", "Unsubscribed", .boolean)
    public static let unsubscribedReason = LeadField(
        id: 81, "unsubscribedReason", "Unsubscribed Reason", .string, length: 2000)
    public static let marketingSuspended = LeadField(id: 85, "marketingSuspended", "Marketing Suspended", .boolean)
    public static let marketingSuspendedCause = LeadField(
        id: 86, "marketingSuspendedCause", "Marketing Suspended Cause", .string, length: 255)
    public static let blackListed = LeadField(id: 87, "blackListed", "Black Listed", .boolean)
    public static let blackListedCause = LeadField(
        id: 88, "blackListedCause", "Black Listed Cause", .string, length: 255)
    public static let doNotCall = LeadField(id: 82, "doNotCall", "Do Not Call", .boolean)
    public static let mktoDoNotCallCause = LeadField(
        id: 83, "mktoDoNotCallCause", "Do Not Call Cause", .string, length: 255)
    public static let doNotCallReason = LeadField(
        id: 84, "doNotCallReason", "Do Not Call Reason", .string, length: 2000)
}
