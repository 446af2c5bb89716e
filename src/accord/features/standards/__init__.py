"""How we communicate: laid down version by version, and measured against what happened."""
