import MusterModel

/// `; did you mean 'Change Score'?`, or nothing when no name is near.
func suggestion(for text: String, among names: [String]) -> String {
    let wanted = Array(text.caseFolded.unicodeScalars.prefix(60))
    let nearest = names.map { (name: $0, distance: editDistance(wanted, Array($0.caseFolded.unicodeScalars))) }
        .min { ($0.distance, $0.name) < ($1.distance, $1.name) }
    guard let nearest, nearest.distance <= max(1, wanted.count / 3) else { return "" }
    return "; did you mean '\(nearest.name)'?"
}

/// Insertions, deletions and replacements between two texts.
private func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, b) in right.enumerated() {
            let above = row[j + 1]
            row[j + 1] = a == b ? diagonal : min(diagonal, above, row[j]) + 1
            diagonal = above
        }
    }
    return row[right.count]
}
