import MusterModel
import MusterRules

/// A value a predicate tests, as the database holds it.
struct StoredOperand {
    /// How the engine reads it.
    enum Form {
        /// A typed column.
        case column(String)
        /// A text column that has its own case-folded twin.
        case columnWithKey(String, key: String)
        /// A member of `activity.attributes`, read as the type says.
        case attribute(String)
    }
    let form: Form
    let storage: DataType.Storage

    init(_ field: LeadField) {
        let column = "lead.\(field.column)"
        form = field == .email ? .columnWithKey(column, key: "lead.email_key") : .column(column)
        storage = field.dataType.storage
    }

    init(_ form: Form, _ storage: DataType.Storage) {
        self.form = form
        self.storage = storage
    }

    init(column: String, _ storage: DataType.Storage) { self.init(.column(column), storage) }

    init(_ part: ActivityCondition.Part) {
        switch part {
        case .primaryID: self.init(column: "activity.primary_id", .integer)
        case .primaryValue: self.init(column: "activity.primary_value", .text)
        case .campaignID: self.init(column: "activity.campaign_id", .integer)
        case .attribute(let name, let storage): self.init(.attribute(name), storage)
        }
    }
}
