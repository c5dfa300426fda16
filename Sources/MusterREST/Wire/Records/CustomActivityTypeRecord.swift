import MusterModel
import MusterStore

/// A custom activity type, of its draft or of its approved definition.
struct CustomActivityTypeRecord: WireRecord {
    private let type: CustomActivityType
    private let definition: CustomActivityType.Definition?
    private let withAttributes: Bool

    /// The draft while there is one; lists leave the attributes out.
    init(_ type: CustomActivityType, definition: CustomActivityType.Definition? = nil, withAttributes: Bool = true) {
        self.type = type
        self.definition = definition ?? type.latest
        self.withAttributes = withAttributes
    }

    func write(_ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", type.id)
            writer.member("apiName", type.apiName)
            if let definition {
                writer.member("name", definition.name)
                writer.member("description", ifPresent: definition.description)
                writer.member("triggerName", definition.triggerName)
                writer.member("filterName", definition.filterName)
            }
            writer.member("createdAt", type.createdAt.iso8601)
            writer.member("updatedAt", type.updatedAt.iso8601)
            writer.member("status", type.status.rawValue)
            guard withAttributes, let definition else { return }
            writer.key("primaryAttribute")
            attribute(definition.primaryAttribute, isPrimary: true, &writer)
            writer.key("attributes")
            writer.array(definition.attributes) { attribute($1, isPrimary: false, &$0) }
        }
    }

    private func attribute(_ attribute: CustomActivityType.Attribute, isPrimary: Bool, _ writer: inout JSONWriter) {
        writer.object {
            $0.member("apiName", attribute.apiName)
            $0.member("name", attribute.name)
            $0.member("description", ifPresent: attribute.description)
            $0.member("dataType", attribute.dataType.rawValue)
            if !isPrimary { $0.member("isPrimary", false) }
        }
    }
}
