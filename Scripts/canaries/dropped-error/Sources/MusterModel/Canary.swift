func song(of canary: () throws -> String) -> String {
    let song = try? canary()
    return song ?? ""
}

func echo(of canary: () throws -> String) -> String? {
    // A silent bird is a bird.
    try? canary()
}
