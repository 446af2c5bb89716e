"""How those who care for relationships grow in the skill: their own record, and who may see it."""
