extension ActivityType {
    /// A type that an instance defines for itself.
    ///
    /// Everything recorded may be asked for: first the primary attribute by the text of its value,
    /// then each attribute by its data type. Constraint ids follow from the id of the type and the
    /// position, so they stay as long as the order of the attributes does.
    ///
    /// - Parameter attributes: At most 20, the limit of Adobe's API, which keeps the constraint ids
    ///   of two types apart.
    /// - Source: Adobe, "Custom Activities".
    public static func custom(
        id: ActivityTypeID, apiName: String, name: String, filterName: String?, triggerName: String?,
        description: String, primary: ActivityAttribute, attributes: [ActivityAttribute] = []
    ) -> ActivityType {
        let first = Int(id.rawValue) * 100 + 1
        let asked = [ActivityConstraint(first, primary.name, primary.dataType, .primaryText)]
        let further = attributes.enumerated().map { index, attribute in
            ActivityConstraint(first + 1 + index, attribute.name, attribute.dataType, .attribute(attribute.name))
        }
        return ActivityType(
            id: id, name: name, description: description, primaryAttribute: primary, attributes: attributes,
            filter: filterName, trigger: triggerName, constraints: asked + further, apiName: apiName)
    }
}
