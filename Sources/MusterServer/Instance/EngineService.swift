import MusterEngine
import ServiceLifecycle

/// The engine as a service: works until the shutdown, and finishes the transaction it is in.
struct EngineService: Service {
    let engine: Engine

    func run() async throws {
        await cancelWhenGracefulShutdown { try? await engine.run() }
    }
}
