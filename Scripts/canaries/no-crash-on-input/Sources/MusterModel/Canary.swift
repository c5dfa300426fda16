let value = try! read()
