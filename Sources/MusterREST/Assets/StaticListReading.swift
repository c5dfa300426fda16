import MusterModel
import MusterStore

/// Finds static lists and puts their records together.
struct StaticListReading: AssetReading {
    private let snapshot: AssetSnapshot

    init(_ snapshot: AssetSnapshot) { self.snapshot = snapshot }

    func asset(id: Int64) throws -> StaticList? { try snapshot.reader.staticList(StaticListID(id)) }
    func asset(named name: String) throws -> StaticList? { try snapshot.reader.staticList(named: name) }
    func assets(_ query: AssetQuery) throws -> [StaticList] { try snapshot.reader.staticLists(query) }

    func record(_ list: StaticList, _: NoParts) -> StaticListRecord? {
        StaticListRecord(list: list, computedURL: snapshot.urls.staticList(list.id))
    }
}
