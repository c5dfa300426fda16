print("raw")
