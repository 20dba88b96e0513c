"""Where mail goes out: SMTP and Maildir delivery of outbox rows."""
