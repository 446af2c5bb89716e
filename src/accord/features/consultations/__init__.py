"""Those concerned are asked, answered and told what came of it."""
