let people = try reader.leads(meeting: try compiler.criteria(rules))
