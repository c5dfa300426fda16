import MusterModel

/// Takes the first of a queue, but of one person no more than a share while others wait, so that ten
/// thousand events of somebody delay nobody else.
struct FairShare {
    let limit: Int
    let share: Int

    /// - Parameter read: the first of the queue without the given people, at most as many as told.
    /// - Returns: for each person the first of the queue; the order between people is the caller's.
    func first<Item>(
        of lead: (Item) -> LeadID, reading read: (_ except: [LeadID], _ limit: Int) throws -> [Item]
    ) throws -> [Item] {
        var taken: [Item] = []
        var busy: [LeadID] = []
        while true {
            let room = limit - taken.count
            let items = try read(busy, room)
            guard items.count == room else { return taken + items }
            let counts = items.reduce(into: [LeadID: Int]()) { $0[lead($1), default: 0] += 1 }
            let crowding = counts.filter { $0.value > share }.map(\.key).sorted()
            guard !crowding.isEmpty else { return taken + items }
            var left = Dictionary(uniqueKeysWithValues: crowding.map { ($0, share) })
            for item in items {
                guard let count = left[lead(item)], count > 0 else { continue }
                left[lead(item)] = count - 1
                taken.append(item)
            }
            busy += crowding
        }
    }
}
