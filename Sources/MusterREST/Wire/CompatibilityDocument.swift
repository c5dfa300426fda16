import MusterModel

/// `docs/compatibility.md`: which calls of the contract there are, from the catalogues.
public enum CompatibilityDocument {
    public static var text: String {
        let built = Dictionary(
            uniqueKeysWithValues: EndpointCatalog.built.flatMap { type in type.routes.map { ($0, type.permission) } })
        let rows = ContractRoutes.all
        let count = rows.flatMap(\.routes).filter { built[$0] != nil }.count
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
                    let permission = built[route].map(\.names) ?? row.permissionText
                    lines.append("| `\(route)` | \(permission) | \(built[route] == nil ? "" : "yes") |")
                }
            }
        }
        lines += ["", "## Muster's own calls", "", "| Call | Permission |", "| --- | --- |"]
        for type in EndpointCatalog.built {
            for route in type.routes where route.path.hasPrefix("/muster/") {
                lines.append("| `\(route)` | \(type.permission.names) |")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
