"""How documents are worked through: one by one, in several processes."""
