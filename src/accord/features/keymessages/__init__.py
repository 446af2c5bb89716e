"""What we say, in one voice: key messages, who received them, where two of us said different."""
