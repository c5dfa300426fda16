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
            var outcome = AppliedAsset.Outcome.unchanged
            for name in names {
                if let found = try reader.folder(named: name, in: current) {
                    current = .folder(found.id)
                } else {
                    current = .folder(try writer.createFolder(name: name, description: nil, parent: current).id)
                    outcome = .created
                }
            }
            if let description = folder.description, let id = current.folderID,
                var found = try reader.folder(id), !(found.description ?? "").isIdentical(to: description)
            {
                found.description = description
                try writer.updateFolder(found)
                if outcome == .unchanged { outcome = .updated }
            }
            record("folder", text, current.id, outcome)
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
        let isSame =
            changed.description.isIdentical(to: program.description)
            && changed.tags.elementsEqual(program.tags) { $0.value.isIdentical(to: $1.value) }
        if !isSame { try writer.updateProgram(changed) }
        record("program", program.name, program.id.rawValue, isSame ? .unchanged : .updated)
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
