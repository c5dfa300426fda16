let sql = "SELECT id FROM lead"
