"""Who is told what at each stage of an initiative, and whether it was."""
