"""rules/ → `Rulebook` and `Event`: reads and checks the YAML files, with file and line for every mistake."""
