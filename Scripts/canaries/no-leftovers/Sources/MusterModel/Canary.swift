// TODO later
