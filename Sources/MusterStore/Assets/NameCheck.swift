import MusterModel

/// What every primitive that stores a name of something asks, so that no door can leave it out.
extension StoreWriter {
    /// - Parameter place: of the name in what is made.
    /// - Throws: `RuleError` for a name that is none (`Name`).
    func requireName(_ name: String, at place: String = "name") throws {
        if let problem = Name.problem(of: name) { throw RuleError(place, problem) }
    }

    /// As `requireName`, of an asset that is there: a name that it has from before names were looked at may stay.
    func requireName(_ name: String, of table: AssetTable, _ id: Int64) throws {
        guard let problem = Name.problem(of: name) else { return }
        let known = try connection.first("SELECT name FROM \(table) WHERE id = ?", [.int(id)]) { $0.text(0) }
        guard let known, known.isIdentical(to: name) else { throw RuleError("name", problem) }
    }

    /// As `requireName`, of a definition whose names are found under `known` where they were before.
    func requireNames(_ names: [(place: String, name: String)], known: Set<String> = []) throws {
        let problems = names.compactMap { place, name in
            known.contains(name) ? nil : Name.problem(of: name).map { Diagnostic(place, $0) }
        }
        guard problems.isEmpty else { throw RuleError(problems) }
    }
}

extension CustomActivityType.Definition {
    /// With their places.
    var names: [(place: String, name: String)] {
        [("name", name), ("triggerName", triggerName), ("filterName", filterName)]
            + [("primaryAttribute.name", primaryAttribute.name)]
            + attributes.enumerated().map { ("attributes[\($0)].name", $1.name) }
    }
}
