import MusterModel

extension Operands {
    /// A test for one of the assets, or of the recorded names where the assets are of a kind that
    /// Muster does not keep.
    func isOneOfTheAssets() throws(OperandError) -> ValueTest {
        guard areAssets else { return .textIs(try texts()) }
        return .numberIs(values.compactMap(\.assetID).map(Double.init))
    }
}
