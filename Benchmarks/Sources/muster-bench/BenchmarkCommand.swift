import ArgumentParser

/// Measures Muster against plain programs that do the same work in the same run.
///
/// Absolute times say more about the machine than about the code, so every figure is a ratio:
/// 1 is as fast as the plain program, 0.5 half as fast.
@main
struct BenchmarkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "muster-bench", abstract: "Measures Muster against plain programs.",
        subcommands: [
            AssetsCommand.self, BareServerCommand.self, BatchCommand.self, DoorCommand.self,
            PopulationCommand.self, QuestionsCommand.self, StorageCommand.self, TriggersCommand.self,
            UpdatesCommand.self,
        ])
}
