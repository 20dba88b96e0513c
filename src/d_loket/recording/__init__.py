"""The database: tables, the store, read queries, exports."""
