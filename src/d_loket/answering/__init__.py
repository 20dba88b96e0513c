"""`Decision` → `Reply`: text and HTML from templates, and the headers of RFC 3834."""
