import MusterStore

extension APIError {
    /// The answer for a fault of the storage that clients are told apart from 611: `nil` for all
    /// others.
    init?(storage error: any Error) {
        switch (error as? StoreError)?.code {
        case .closed: self = .temporarilyUnavailable
        case .busy: self = .transientError
        default: return nil
        }
    }
}
