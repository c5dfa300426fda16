// Nothing to object to.
