extension ActivityType {
    /// The trigger is absent from Adobe's list, where people use *Email is Delivered*: our extension.
    public static let sendEmail = ActivityType(
        id: 6, name: "Send Email", description: "An e-mail is handed over for the lead",
        primaryAttribute: .init("Mailing ID", .integer),
        attributes: [
            .init("Campaign Run ID", .integer), .init("Choice Number", .integer), .init("Has Predictive", .boolean),
            .init("Step ID", .integer), .init("Test Variant", .integer),
        ],
        filter: "Was Sent Email", trigger: "Is Sent Email",
        constraints: [
            .init(601, "Email", .string, .primaryAsset(.email)),
            .init(602, "Campaign", .string, .campaign),
            .init(603, "Test Variant", .integer, .attribute("Test Variant")),
        ])
}

extension ActivityType {
    /// Reported by the relay; a message that is only handed over has `sendEmail`.
    public static let emailDelivered = ActivityType(
        id: 7, name: "Email Delivered", description: "The lead's mail server accepts an e-mail",
        primaryAttribute: .init("Mailing ID", .integer),
        attributes: [
            .init("Campaign Run ID", .integer), .init("Choice Number", .integer), .init("Step ID", .integer),
            .init("Test Variant", .integer),
        ],
        filter: "Was Delivered Email", trigger: "Email is Delivered",
        constraints: [
            .init(701, "Email", .string, .primaryAsset(.email)),
            .init(702, "Campaign", .string, .campaign),
        ])
}

extension ActivityType {
    /// A hard bounce: category 1 (spam) or 2 (invalid address).
    public static let emailBounced = ActivityType(
        id: 8, name: "Email Bounced", description: "An e-mail is refused for good",
        primaryAttribute: .init("Mailing ID", .integer),
        attributes: [
            .init("Campaign Run ID", .integer), .init("Category"), .init("Choice Number", .integer), .init("Details"),
            .init("Email"), .init("Step ID", .integer), .init("Subcategory"), .init("Test Variant", .integer),
        ],
        filter: "Email Bounced", trigger: "Email Bounces",
        constraints: [
            .init(801, "Email", .string, .primaryAsset(.email)),
            .init(802, "Category", .string, .attribute("Category")),
            .init(803, "Sub-category", .string, .attribute("Subcategory")),
            .init(804, "Details", .string, .attribute("Details")),
        ])
}

extension ActivityType {
    /// A soft bounce: category 3, 4 or 9.
    public static let emailBouncedSoft = ActivityType(
        id: 27, name: "Email Bounced Soft", description: "An e-mail is refused for the time being",
        primaryAttribute: .init("Mailing ID", .integer),
        attributes: [
            .init("Campaign Run ID", .integer), .init("Category"), .init("Choice Number", .integer), .init("Details"),
            .init("Email"), .init("Step ID", .integer), .init("Subcategory"), .init("Test Variant", .integer),
        ],
        filter: "Email Bounced Soft", trigger: "Email Bounces Soft",
        constraints: [
            .init(2701, "Email", .string, .primaryAsset(.email)),
            .init(2702, "Category", .string, .attribute("Category")),
            .init(2703, "Sub-category", .string, .attribute("Subcategory")),
            .init(2704, "Details", .string, .attribute("Details")),
        ])
}

extension ActivityType {
    /// Also written by the first click in a message that was never seen opened. No attribute of
    /// Adobe's says whether the content was predictive; *Is Predictive* is read when there.
    public static let openEmail = ActivityType(
        id: 10, name: "Open Email", description: "Lead opens an e-mail",
        primaryAttribute: .init("Mailing ID", .integer),
        attributes: [
            .init("Bot Activity Pattern"), .init("Browser"), .init("Campaign Run ID", .integer),
            .init("Choice Number", .integer), .init("Device"), .init("Is Bot Activity", .boolean),
            .init("Is Mobile Device", .boolean), .init("Platform"), .init("Step ID", .integer),
            .init("Test Variant", .integer), .init("User Agent"),
        ],
        filter: "Opened Email", trigger: "Opens Email",
        constraints: [
            .init(1001, "Email", .string, .primaryAsset(.email)),
            .init(1002, "Is Mobile Device", .boolean, .attribute("Is Mobile Device")),
            .init(1003, "Device", .string, .attribute("Device")),
            .init(1004, "Platform", .string, .attribute("Platform")),
            .init(1005, "Browser", .string, .attribute("Browser")),
            .init(1006, "Is Predictive Content", .boolean, .attribute("Is Predictive")),
            .init(1007, "Is Bot Activity", .boolean, .attribute("Is Bot Activity")),
            .init(1008, "Bot Activity Pattern", .string, .attribute("Bot Activity Pattern")),
        ])
}

extension ActivityType {
    /// Id 16 of *Email* is that of Adobe's samples.
    public static let clickEmail = ActivityType(
        id: 11, name: "Click Email", description: "Lead clicks a link in an e-mail",
        primaryAttribute: .init("Mailing ID", .integer),
        attributes: [
            .init("Bot Activity Pattern"), .init("Browser"), .init("Campaign Run ID", .integer),
            .init("Choice Number", .integer), .init("Device"), .init("Is Bot Activity", .boolean),
            .init("Is Mobile Device", .boolean), .init("Is Predictive", .boolean), .init("Link"), .init("Link ID"),
            .init("Platform"), .init("Step ID", .integer), .init("Test Variant", .integer), .init("User Agent"),
        ],
        filter: "Clicked Link in Email", trigger: "Clicks Link in Email",
        constraints: [
            .init(16, "Email", .string, .primaryAsset(.email)),
            .init(1102, "Link", .string, .attribute("Link")),
            .init(1103, "Link ID", .string, .attribute("Link ID")),
            .init(1104, "Is Mobile Device", .boolean, .attribute("Is Mobile Device")),
            .init(1105, "Device", .string, .attribute("Device")),
            .init(1106, "Platform", .string, .attribute("Platform")),
            .init(1107, "Browser", .string, .attribute("Browser")),
            .init(1108, "Is Predictive Content", .boolean, .attribute("Is Predictive")),
            .init(1109, "Is Bot Activity", .boolean, .attribute("Is Bot Activity")),
            .init(1110, "Bot Activity Pattern", .string, .attribute("Bot Activity Pattern")),
        ])
}

extension ActivityType {
    /// Written before the change of *Unsubscribed* that follows from it.
    public static let unsubscribeEmail = ActivityType(
        id: 9, name: "Unsubscribe Email", description: "Lead unsubscribes from e-mail",
        primaryAttribute: .init("Mailing ID", .integer),
        attributes: [
            .init("Campaign Run ID", .integer), .init("Client IP Address"), .init("Form Fields", .text),
            .init("Query Parameters"), .init("Referrer URL"), .init("Test Variant", .integer), .init("User Agent"),
            .init("Webform ID", .integer), .init("Webpage ID", .integer),
        ],
        filter: "Unsubscribed from Email", trigger: "Unsubscribes from Email",
        constraints: [
            .init(901, "Email", .string, .primaryAsset(.email)),
            .init(902, "Client IP Address", .string, .attribute("Client IP Address")),
            .init(903, "Referrer", .string, .attribute("Referrer URL")),
            .init(904, "User Agent", .string, .attribute("User Agent")),
            .init(905, "Web Page", .string, .attribute("Webpage ID")),
        ])
}

extension ActivityType {
    /// On the lead who forwards; filter and trigger share the name in Adobe's list.
    public static let sentForwardToFriendEmail = ActivityType(
        id: 111, name: "Sent Forward to Friend Email", description: "Lead forwards an e-mail to a friend",
        primaryAttribute: .init("Mailing ID", .integer),
        attributes: [.init("Lead ID", .integer)],
        filter: "Sent Forward to Friend Email", trigger: "Sent Forward to Friend Email",
        constraints: [
            .init(11101, "Email", .string, .primaryAsset(.email))
        ])
}

extension ActivityType {
    /// On the lead who receives; filter and trigger share the name in Adobe's list.
    public static let receivedForwardToFriendEmail = ActivityType(
        id: 112, name: "Received Forward to Friend Email",
        description: "Lead receives an e-mail forwarded by a friend",
        primaryAttribute: .init("Mailing ID", .integer),
        attributes: [.init("Lead ID", .integer)],
        filter: "Received Forward to Friend Email", trigger: "Received Forward to Friend Email",
        constraints: [
            .init(11201, "Email", .string, .primaryAsset(.email))
        ])
}
