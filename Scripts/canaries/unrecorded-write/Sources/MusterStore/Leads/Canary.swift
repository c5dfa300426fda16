try rows.execute("DELETE FROM lead")
