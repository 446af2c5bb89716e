"""Components, pages, lists, charts: how everything looks and behaves."""
