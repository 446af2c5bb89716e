"""What a mail says, from its bytes alone. Nothing a stranger sends raises; it has defects."""
