import MusterAudience
public import MusterFlows
public import MusterStore

extension StoreReader {
    /// Reads and writes flow documents against this snapshot.
    public var flowDocument: FlowDocument {
        FlowDocument(
            catalog: ruleCatalog, assets: StoreAssetDirectory(self), leadFields: catalogs.leadFields)
    }
}
