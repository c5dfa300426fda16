import MusterEngine
import ServiceLifecycle

/// The engine as a service: works until the shutdown, and finishes the transaction it is in. A clock
/// that is being moved stops as well, so that the request that moves it can end.
struct EngineService: Service {
    let engine: Engine
    let clock: ClockCommands

    func run() async throws {
        await withGracefulShutdownHandler {
            await cancelWhenGracefulShutdown { await engine.run() }
        } onGracefulShutdown: {
            clock.stop()
        }
    }
}
