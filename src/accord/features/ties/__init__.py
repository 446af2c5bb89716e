"""Who is tied to whom: types of ties, dated ties between parties, and what is near to one."""
