"""How well we do: what moves with what, what groups are given, how teams fare."""
