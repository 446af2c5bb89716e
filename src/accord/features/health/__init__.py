"""How relationships fare: computed scores, what people judge, what moved, and early warnings."""
