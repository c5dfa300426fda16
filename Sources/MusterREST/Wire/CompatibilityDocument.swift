import MusterModel

/// `docs/compatibility.md`: which calls of the contract there are, from the catalogues.
public enum CompatibilityDocument {
    public static var text: String {
        let built = Set(EndpointCatalog.built.flatMap { $0.routes })
        let rows = ContractRoutes.all
        let count = rows.flatMap(\.routes).filter(built.contains).count
        let total = rows.flatMap(\.routes).count
        var lines = [
            "# Compatibility",
            "",
            "Generated from the endpoint catalogue by `make docs`; do not edit.",
            "",
            "\(count) of the \(total) calls of the Marketo REST API that Muster aims at are built. The others answer",
            "error 610.",
        ]
        for section in Set(rows.map(\.section)).sorted() {
            lines += ["", "## \(section) \(ContractRoutes.sectionTitles[section] ?? "")", ""]
            lines += ["| Call | Permission | Built |", "| --- | --- | --- |"]
            for row in rows where row.section == section {
                for route in row.routes {
                    lines.append("| `\(route)` | \(row.permissionText) | \(built.contains(route) ? "yes" : "") |")
                }
            }
        }
        lines += ["", "## Muster's own calls", "", "| Call | Permission |", "| --- | --- |"]
        for type in EndpointCatalog.built {
            for route in type.routes where route.path.hasPrefix("/muster/") {
                let permissions = type.permission.anyOf.map(\.rawValue).joined(separator: " or ")
                lines.append("| `\(route)` | \(permissions.isEmpty ? "token only" : permissions) |")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
