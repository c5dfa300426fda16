extension ActivityType {
    /// A form submission. The form is compared by the text of its name, since Muster keeps no forms.
    public static let fillOutForm = ActivityType(
        id: 2, name: "Fill Out Form", description: "User fills out a form on a web page",
        primaryAttribute: .init("Webform ID", .integer),
        attributes: [
            .init("Client IP Address"), .init("Form Fields", .text), .init("Query Parameters"), .init("Referrer URL"),
            .init("User Agent"), .init("Webpage ID", .integer),
        ],
        filter: "Filled Out Form", trigger: "Fills Out Form",
        constraints: [
            .init(201, "Form Name", .string, .primaryText),
            .init(202, "Web Page", .string, .attribute("Webpage ID")),
            .init(203, "Querystring", .string, .attribute("Query Parameters")),
            .init(204, "Client IP Address", .string, .attribute("Client IP Address")),
            .init(205, "Referrer", .string, .attribute("Referrer URL")),
            .init(206, "User Agent", .string, .attribute("User Agent")),
            .init(207, "Platform", .string, .attribute("Platform")),
            .init(208, "Device", .string, .attribute("Device")),
        ])
}
