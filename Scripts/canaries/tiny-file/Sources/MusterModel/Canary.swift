/// Could stand beside what it is read with.
public struct Canary {}
