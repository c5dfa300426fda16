import MusterAudience
import MusterModel
import MusterRules
import MusterStore

extension ApplySession {
    func applyFolders(_ folders: [AuthoredFolder]) throws {
        for folder in folders {
            let text = folder.names.joined(separator: "/")
            guard let top = try top(of: folder.place, on: .marketingActivities) else { continue }
            var names = folder.names[...]
            var current = top
            if try isAbsolute(text), folder.place.home == .instance, let first = names.popFirst() {
                guard let root = try root(named: first) else {
                    problems.add(folder.place.path, "there is no root folder '\(first)'")
                    continue
                }
                current = root
            }
            var isNew = false
            var changed: [String] = []
            for name in names {
                if let found = try reader.folder(named: name, in: current) {
                    current = .folder(found.id)
                } else {
                    current = .folder(try writer.createFolder(name: name, description: nil, parent: current).id)
                    isNew = true
                }
            }
            if let description = folder.description, let id = current.folderID,
                var found = try reader.folder(id), !(found.description ?? "").isIdentical(to: description)
            {
                found.description = description
                try writer.updateFolder(found)
                changed = ["description"]
            }
            if isNew {
                record("folder", text, current.id, .created)
            } else {
                record("folder", text, current.id, changed: changed)
            }
        }
    }

    func applyPrograms(_ programs: [AuthoredProgram]) throws {
        for authored in programs {
            guard let channel = try channel(of: authored),
                let container = try container(of: authored.place, on: .marketingActivities)
            else { continue }
            if let program = try reader.program(named: authored.name) {
                try update(program, authored, channel, container)
            } else {
                try requireTags(of: authored)
                let program = try writer.createProgram(
                    name: authored.name, description: authored.description ?? "", kind: authored.kind,
                    channel: channel, folder: container, tags: try tags(of: authored, besides: []))
                record("program", program.name, program.id.rawValue, .created)
            }
        }
    }

    private func update(
        _ program: Program, _ authored: AuthoredProgram, _ channel: String, _ container: FolderReference
    ) throws {
        let path = authored.place.path
        if program.kind != authored.kind {
            problems.add(
                path + ".type", "program '\(program.name)' is of type '\(program.kind.rawValue)', which cannot change")
        }
        if authored.channel != nil, program.channel != channel {
            problems.add(
                path + ".channel", "program '\(program.name)' has channel '\(program.channel)', which cannot change")
        }
        if authored.place.folder != nil, program.folder != container {
            let way = try reader.path(of: program.folder) ?? ""
            problems.add(path + ".folder", "program '\(program.name)' is in '\(way)'; programs do not move")
        }
        var changed = program
        changed.description = authored.description ?? program.description
        changed.tags = try tags(of: authored, besides: program.tags)
        let members = differing([
            "description": !changed.description.isIdentical(to: program.description),
            "tags": !changed.tags.elementsEqual(program.tags) { $0.value.isIdentical(to: $1.value) },
        ])
        if !members.isEmpty { try writer.updateProgram(changed) }
        record("program", program.name, program.id.rawValue, changed: members)
    }

    private func channel(of authored: AuthoredProgram) throws -> String? {
        let fitting = try reader.channels().filter { $0.kind == authored.kind }.map(\.name)
        guard let wanted = authored.channel else {
            if fitting.isEmpty {
                problems.add(authored.place.path, "the instance has no channel for type '\(authored.kind.rawValue)'")
            }
            return fitting.first
        }
        if let name = fitting.first(where: { $0.caseFolded == wanted.caseFolded }) { return name }
        let reason =
            try reader.channel(named: wanted) == nil
            ? "there is no channel '\(wanted)'"
            : "channel '\(wanted)' is not applicable to program type '\(authored.kind.rawValue)'"
        problems.add(
            authored.place.path + ".channel",
            reason + Suggestion.phrase(for: wanted, among: fitting)
                + " (there are: \(fitting.joined(separator: ", ")))")
        return nil
    }
}

extension ApplySession {
    /// Where assets outside of programs go when no folder is given, by the names of the way there.
    enum Shelf {
        case marketingActivities, staticLists, smartLists, emails

        var names: [String] {
            switch self {
            case .marketingActivities: ["Marketing Activities", "Default"]
            case .staticLists: ["Lead Database", "Default", "Group Lists"]
            case .smartLists: ["Lead Database", "Default", "Smart Lists"]
            case .emails: ["Design Studio", "Default", "Emails"]
            }
        }
    }

    /// The container a place means; `nil` with a problem when there is none.
    func container(of place: AuthoredPlace, on shelf: Shelf) throws -> FolderReference? {
        guard let top = try top(of: place, on: shelf) else { return nil }
        guard let folder = place.folder else { return top }
        let start = try isAbsolute(folder) ? nil : top
        if let found = try find(FolderPath.names(folder), from: start) { return found }
        problems.add(
            place.path, "there is no folder '\(folder)'; name it under 'folders' to have it made")
        return nil
    }

    /// The program, or the shelf's folder. A missing program has been reported where it is made.
    func top(of place: AuthoredPlace, on shelf: Shelf) throws -> FolderReference? {
        switch place.home {
        case .program(let name): return try reader.program(named: name).map { .program($0.id) }
        case .instance:
            guard let found = try find(shelf.names, from: nil) else {
                problems.add(place.path, "the instance has no folder '\(shelf.names.joined(separator: "/"))'")
                return nil
            }
            return found
        }
    }

    /// True for `/Lead Database/…` and `Lead Database/…`: the way from a root.
    func isAbsolute(_ folder: String) throws -> Bool {
        guard let first = FolderPath.names(folder).first else { return false }
        return try folder.hasPrefix("/") || root(named: first) != nil
    }

    func root(named name: String) throws -> FolderReference? {
        try reader.folders(named: name).first { $0.parent == nil }.map { .folder($0.id) }
    }

    /// Follows the names down; `nil` starts at the roots.
    private func find(_ names: [String], from start: FolderReference?) throws -> FolderReference? {
        var names = names[...]
        var current = start
        if current == nil {
            guard let name = names.popFirst() else { return nil }
            current = try root(named: name)
        }
        for name in names {
            guard let container = current else { return nil }
            current = try reader.folder(named: name, in: container).map { .folder($0.id) }
        }
        return current
    }

    /// `Program.Asset` where it is in a program.
    func qualified(_ name: String, in container: FolderReference) throws -> String {
        guard let program = try programName(around: container) else { return name }
        return "\(program).\(name)"
    }

    func programName(around container: FolderReference) throws -> String? {
        try reader.programID(containing: container).flatMap { try reader.program($0)?.name }
    }
}

/// The assets as rules and steps inside a program name them: the program's own come first, so
/// that `Invitation` need not be written as `Spring Webinar.Invitation`.
struct LocalAssetDirectory: AssetDirectory {
    let assets: StoreAssetDirectory
    let program: String?

    func assetID(_ kind: AssetKind, named name: String) throws -> Int64? {
        if let program, kind != .program, let id = try assets.assetID(kind, named: "\(program).\(name)") { return id }
        return try assets.assetID(kind, named: name)
    }
    func assetName(_ kind: AssetKind, id: Int64) throws -> String? { try assets.assetName(kind, id: id) }
    func rules(of list: SmartListID) throws -> RuleSet? { try assets.rules(of: list) }
}
