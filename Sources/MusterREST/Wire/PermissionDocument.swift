import MusterModel
import MusterStore

/// `docs/permissions.md`: what each call needs and why, from the endpoints alone.
public enum PermissionDocument {
    public static var text: String {
        var lines = [
            "# Permissions",
            "",
            "Generated from the endpoints by `make docs`; do not edit.",
            "",
            "A call needs a permission for what it does, wherever it stands and however it is spelled. *Read-Write X* is",
            "*Read-Only X* as well. What is missing is answered with 603, `Access denied`.",
            "",
            "## What a call may turn out to do",
            "",
            "At work is a campaign that is active, recurs, or has a run that is planned or under way. A call that turns",
            "out to do one of these needs more than it always needs; without it nothing happens, and the answer says what",
            "is missing.",
            "",
            "| A call that | needs besides |",
            "| --- | --- |",
        ]
        for kind in Intervention.Kind.allCases { lines.append("| \(kind.deed) | \(kind.requirement.names) |") }
        lines += ["", "## Calls", "", "| Call | Permission | Why: it | More when it |", "| --- | --- | --- | --- |"]
        let rows = EndpointCatalog.built.flatMap { type in type.routes.map { ($0, type.permission) } }
        for (route, permission) in rows.sorted(by: {
            ($0.0.path, $0.0.method.rawValue) < ($1.0.path, $1.0.method.rawValue)
        }) {
            let more = permission.interventions.map(\.deed).joined(separator: "; ")
            lines.append("| `\(route)` | \(permission.names) | \(permission.why) | \(more) |")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension PermissionRequirement {
    fileprivate var why: String {
        if !needsToken { return "gives out the token" }
        return clauses.isEmpty ? "tells nothing of anybody" : clauses.map(\.why).joined(separator: ", and ")
    }
}
