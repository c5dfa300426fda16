/// What the schema says of a field besides its name and type.
public struct FieldTraits: Sendable, Hashable {
    /// `nil` when none; never empty.
    public var description: String?
    /// Left out of the pick lists of a user interface. Everything else works as with any field.
    /// - Source: our choice; Adobe only says that such fields are hidden.
    public var isHidden: Bool
    /// True when tokens of the field are escaped in the HTML of an e-mail.
    public var isHTMLEncodedInEmail: Bool
    public var isSensitive: Bool
    /// True for custom fields that an API client made: these count against its limit.
    public var isMadeByAPI: Bool

    public init(
        description: String? = nil, isHidden: Bool = false, isHTMLEncodedInEmail: Bool = true,
        isSensitive: Bool = false, isMadeByAPI: Bool = false
    ) {
        self.description = description
        self.isHidden = isHidden
        self.isHTMLEncodedInEmail = isHTMLEncodedInEmail
        self.isSensitive = isSensitive
        self.isMadeByAPI = isMadeByAPI
    }
}
