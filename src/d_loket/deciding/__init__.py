"""`Understanding` + `Situation` → `Decision`: one module per decision, each with its reasons."""
