public import MusterModel

/// A set of small numbers, one bit each.
struct LeadBits: Sendable {
    private var words: [UInt64]

    /// For the numbers from 0 up to `size`.
    init(size: Int) { words = Array(repeating: 0, count: (size + 63) / 64) }

    var byteCount: Int { words.count * 8 }
    var isEmpty: Bool { words.allSatisfy { $0 == 0 } }
    var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    func contains(_ number: Int) -> Bool { words[number >> 6] & 1 << UInt64(number & 63) != 0 }
    mutating func insert(_ number: Int) { words[number >> 6] |= 1 << UInt64(number & 63) }
    mutating func remove(_ number: Int) { words[number >> 6] &= ~(1 << UInt64(number & 63)) }

    mutating func formUnion(_ other: LeadBits) { for index in words.indices { words[index] |= other.words[index] } }
    mutating func formIntersection(_ other: LeadBits) {
        for index in words.indices { words[index] &= other.words[index] }
    }
    mutating func subtract(_ other: LeadBits) { for index in words.indices { words[index] &= ~other.words[index] } }

    /// All numbers, ascending.
    func forEach(_ body: (Int) -> Void) {
        for index in words.indices {
            var word = words[index]
            while word != 0 {
                body(index << 6 + word.trailingZeroBitCount)
                word &= word - 1
            }
        }
    }

    /// The numbers from `first` on, ascending, at most `limit`.
    func numbers(from first: Int = 0, limit: Int = .max) -> [Int] {
        var found: [Int] = []
        var index = max(first, 0) >> 6
        guard index < words.count else { return [] }
        var word = words[index] & (~0 << UInt64(max(first, 0) & 63))
        while found.count < limit {
            if word == 0 {
                index += 1
                guard index < words.count else { break }
                word = words[index]
            } else {
                found.append(index << 6 + word.trailingZeroBitCount)
                word &= word - 1
            }
        }
        return found
    }
}

/// The people a question is about, each at a place of his own.
enum LeadUniverse: Sendable {
    /// Everybody with an id from the first to the last; places are as dense as ids.
    case range(first: Int64, last: Int64)
    /// Ascending, each once.
    case these([LeadID])

    var size: Int {
        switch self {
        case .range(let first, let last): Int(max(last - first + 1, 0))
        case .these(let leads): leads.count
        }
    }

    /// `nil` for somebody who is not asked about, such as one who came to be meanwhile.
    func place(of lead: LeadID) -> Int? {
        switch self {
        case .range(let first, let last):
            return lead.rawValue < first || lead.rawValue > last ? nil : Int(lead.rawValue - first)
        case .these(let leads):
            var (low, high) = (0, leads.count)
            while low < high {
                let middle = (low + high) / 2
                if leads[middle] < lead { low = middle + 1 } else { high = middle }
            }
            return low < leads.count && leads[low] == lead ? low : nil
        }
    }

    func lead(at place: Int) -> LeadID {
        switch self {
        case .range(let first, _): LeadID(first + Int64(place))
        case .these(let leads): leads[place]
        }
    }
}

/// People in ascending order, a bit for each that there could be: a million take 125 kB.
public struct LeadSet: Sendable {
    let universe: LeadUniverse
    private(set) var bits: LeadBits

    init(universe: LeadUniverse, bits: LeadBits) {
        self.universe = universe
        self.bits = bits
    }

    /// Nobody yet; later those with an id behind `after` and up to `last`.
    public init(after: LeadID, through last: LeadID) {
        universe = .range(first: after.rawValue + 1, last: last.rawValue)
        bits = LeadBits(size: universe.size)
    }

    public var count: Int { bits.count }

    public func contains(_ lead: LeadID) -> Bool { universe.place(of: lead).map(bits.contains) ?? false }

    /// Those of them who are none of the people there could be stay away.
    public mutating func insert(_ leads: some Sequence<LeadID>) {
        for lead in leads { if let place = universe.place(of: lead) { bits.insert(place) } }
    }

    /// As above, without a list of all of them.
    public mutating func insert(_ others: LeadSet) {
        others.bits.forEach { number in insert(CollectionOfOne(others.universe.lead(at: number))) }
    }

    public mutating func remove(_ leads: some Sequence<LeadID>) {
        for lead in leads { if let place = universe.place(of: lead) { bits.remove(place) } }
    }

    /// The next people behind `lead`.
    public func leads(after lead: LeadID, limit: Int = .max) -> [LeadID] {
        let first: Int =
            switch universe {
            case .range(let first, _): Int(max(lead.rawValue + 1 - first, 0))
            case .these(let leads): leads.firstIndex { $0 > lead } ?? leads.count
            }
        return bits.numbers(from: first, limit: limit).map(universe.lead)
    }
}
