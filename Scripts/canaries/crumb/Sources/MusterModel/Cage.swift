/// A bird.
struct Cage {
    let bird: Canary
}

extension Cage {
    var sound: String { bird.song }
}
