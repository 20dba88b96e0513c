"""Where mail comes in: IMAP and Maildir. Fetches without marking seen, files away."""
