import ArgumentParser

struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "version", abstract: "Print the version.")

    func run() { print("muster \(MusterVersion.text)") }
}

enum MusterVersion {
    static let text = "0.1.0"
}
