/// Only the cage asks for it.
struct Canary {
    let song: String
}
