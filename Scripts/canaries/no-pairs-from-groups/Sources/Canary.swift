func canary() async {
    await withTaskGroup(of: (String, Int).self) { group in group.addTask { ("a", 1) } }
}
