/// Finds out which element of an older list each element of a newer one carries on.
public enum ElementPairing {
    /// For each new element the index of the old one, or `nil`. Given ids decide first, then the
    /// same content, then likeness, each time the earliest that is left; no old element is taken
    /// twice.
    public static func pairs<Element>(
        _ new: [Element], _ old: [Element], id: (Element) -> Int64, isSame: (Element, Element) -> Bool,
        isLike: (Element, Element) -> Bool = { _, _ in false }
    ) -> [Int?] {
        var result = [Int?](repeating: nil, count: new.count)
        var left = Array(old.indices)
        func pair(_ matches: (Element, Element) -> Bool) {
            for index in new.indices where result[index] == nil {
                guard let found = left.firstIndex(where: { matches(new[index], old[$0]) }) else { continue }
                result[index] = left.remove(at: found)
            }
        }
        pair { id($0) != 0 && id($0) == id($1) }
        pair(isSame)
        pair(isLike)
        return result
    }
}
