import GRDBSQLite
import MusterModel
import MusterRules

/// `muster_number(text)` and its kin: an activity's attribute as `FieldValue(recorded:as:)` reads
/// it, null where it is no such value.
enum RecordedValueFunctions {
    static let number: ScalarFunctions.Body = { context, _, values in
        guard case .number(let value)? = value(values, .number) else { return FunctionResult.null(context) }
        sqlite3_result_double(context, value)
    }

    static let boolean: ScalarFunctions.Body = { context, _, values in
        guard case .boolean(let value)? = value(values, .boolean) else { return FunctionResult.null(context) }
        sqlite3_result_int64(context, value ? 1 : 0)
    }

    static let day: ScalarFunctions.Body = { context, _, values in
        guard case .date(let value)? = value(values, .date) else { return FunctionResult.null(context) }
        FunctionResult.text(value.description, to: context)
    }

    static let instant: ScalarFunctions.Body = { context, _, values in
        guard case .instant(let value)? = value(values, .instant) else { return FunctionResult.null(context) }
        sqlite3_result_int64(context, value.milliseconds)
    }

    private static func value(
        _ values: UnsafeMutablePointer<OpaquePointer?>?, _ storage: DataType.Storage
    ) -> FieldValue? {
        FunctionArguments(values).text(0).map { FieldValue(recorded: $0, as: storage) }
    }
}
