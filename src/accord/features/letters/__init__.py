"""Letters that leave: written from any record, thought over, sent, kept with whom it went to."""
