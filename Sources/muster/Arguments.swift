public import ArgumentParser
public import Logging
public import MusterModel
public import MusterServer

extension ClockChoice: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension Instant: ExpressibleByArgument {
    public init?(argument: String) { self.init(text: argument) }
}

extension RelativePeriod: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}

extension FileImport.Kind: ExpressibleByArgument {}
